"""The embedded Prefect server, a child of `prasan up`.

`python -m flows.runtime.prefect_server PORT` starts it.

Its standard input is a pipe whose other end only `up` holds. However `up` ends, kill -9
included, the pipe closes and this process ends with it.
"""

import os
import sys
from threading import Thread


def end_with_parent() -> None:
    """Wait until the pipe closes, then end at once: Prefect's database holds no truth."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(0)


def main() -> None:
    """Serve on loopback until the parent is gone."""
    Thread(target=end_with_parent, daemon=True).start()
    import uvicorn  # noqa: PLC0415 — the pipe is watched before the imports that take seconds

    uvicorn.run(
        "prefect.server.api.server:create_app",
        factory=True,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="error",
        timeout_graceful_shutdown=1,
    )


if __name__ == "__main__":
    main()
