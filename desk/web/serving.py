"""The pages served from a thread of `prasan up`, for as long as it is up."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn

from desk.web.app import make_app
from flows.embedded import free_port
from flows.office import Office

END_SECONDS = 2


@contextmanager
def serving(office: Office) -> Iterator[str]:
    """Serve the desk; answers its address. Ends with the block."""
    settings = office.settings
    port = free_port(settings.desk_port)
    server = uvicorn.Server(
        uvicorn.Config(
            make_app(office, secure=settings.desk_secure),
            host=settings.desk_host,
            port=port,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=settings.desk_secure,
            timeout_graceful_shutdown=END_SECONDS,
        )
    )
    worker = Thread(target=server.run, daemon=True)
    worker.start()
    try:
        yield f"http://{settings.desk_host}:{port}"
    finally:
        server.should_exit = True
        worker.join(END_SECONDS)
