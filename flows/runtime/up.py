"""Up: serve and perform until told to stop."""

import gc
import os
from threading import Event, Thread

from flows.engine.installation import Installation
from flows.runtime.embedded_server import END_SECONDS, EmbeddedServer, make_closed
from flows.runtime.outside_server import outside_server
from flows.runtime.performer import Performer, Say
from flows.runtime.server import Server
from registry.sole_work import Renew


def be_up(office: Installation, say: Say, stop: Event, renew: Renew = lambda: None) -> None:
    """Serve and perform until told to stop; then end all of it within five seconds.

    A claim of an effect that is cut off expires, and the effect is performed again later.
    `renew` keeps the lock of `being_up`, each turn.
    """
    home = (office.settings.home / "prefect" / office.registry.id[:12]).resolve()
    # The account of a service has no folder of its own where Prefect's client could write, and
    # the client makes none above it.
    for folder in (home.parent, home):
        make_closed(folder)
    os.environ.setdefault("PREFECT_HOME", str(home))
    own = EmbeddedServer(home, office.settings.prefect_port)
    server: Server = outside_server(office.settings) or own
    performer = Performer(office, server, say, stop, renew=renew)
    server.start()
    worker = Thread(target=performer.run, daemon=True)
    worker.start()
    try:
        while worker.is_alive() and not stop.wait(office.settings.poll_seconds):
            server.keep_alive()
    finally:
        stop.set()
        worker.join(END_SECONDS)
        server.end()
        # As it ends Python looks for garbage in all of Prefect: eight seconds on a busy machine.
        gc.freeze()
    if performer.error is not None:
        raise performer.error
