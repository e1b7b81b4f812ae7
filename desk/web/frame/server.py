"""The pages served: from a thread of `prasan up`, or as an application of their own."""

import logging
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import uvicorn
from fastapi import FastAPI

from config.logs import write_log
from config.settings import Settings
from config.system_errors import reason_of
from desk.web.frame.app import make_app
from desk.web.frame.security import is_loopback
from flows.capabilities import open_installation
from flows.engine.installation import Installation
from registry.refusals import Refusal
from registry.rules.settings_misfit import settings_misfit
from registry.store import Registry

END_SECONDS = 2
ANY_PORT = 0
REFUSED = 2
OPEN_FILES = Path("/proc/self/fd")
# A page goes in two parts. Unless told so, the second waits 40 ms and more until who asked tells
# that the first has come: asyncio tells it of no connection of a door made beforehand.
AT_ONCE = (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class DeskNotServed(Refusal):
    """Nothing can be served at the address and port of the settings."""


class ServedByUpAlone(Refusal):
    """A desk of its own over SQLite, a demo or a simulation: `prasan up` alone serves these."""


class DemoNotServed(Refusal):
    """A demo asks for no password: it is for this machine alone."""


def own_desk() -> FastAPI:
    """The desk over the registry of the settings, for a server of ASGI applications.

    It performs nothing: `prasan up` or workers do. Ends the process, as the command line does,
    where it cannot serve.
    """
    try:
        office = _office_of_several_desks()
    except Exception as error:
        told = error if isinstance(error, Refusal) else settings_misfit(error)
        if told is None:
            raise
        print(told.sentence, file=sys.stderr)  # noqa: T201 — uvicorn has no other voice yet
        raise SystemExit(REFUSED) from None
    write_log(office.settings.log_level or "info", office.settings.log_format)
    logging.getLogger("uvicorn.access").handlers.clear()  # an address may hold a calendar's word
    answer_at_once()
    return make_app(office, secure=office.settings.desk_secure)


def _office_of_several_desks() -> Installation:
    """Raises ServedByUpAlone, and what `Registry.check` raises."""
    settings = Settings()
    registry = Registry(settings.registry_url)
    registry.check()
    if registry.is_sqlite or registry.meta("kind") != "real":
        raise ServedByUpAlone(field="PRASAN_REGISTRY")
    return open_installation(registry, settings)


@contextmanager
def serving(office: Installation) -> Iterator[str]:
    """Serve the desk; answers its address. Ends with the block.

    Raises DeskNotServed, and DemoNotServed where others could reach a demo.
    """
    settings = office.settings
    refuse_demo_to_others(office)
    with listening(settings) as door:
        server = uvicorn.Server(
            uvicorn.Config(
                make_app(office, secure=settings.desk_secure),
                log_config=None,  # the log of this process writes its warnings
                log_level="warning",
                access_log=False,
                server_header=False,
                proxy_headers=settings.desk_secure,
                timeout_graceful_shutdown=END_SECONDS,
            )
        )
        worker = Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        worker.start()
        try:
            yield f"http://{settings.desk_host}:{door.getsockname()[1]}"
        finally:
            server.should_exit = True
            worker.join(END_SECONDS)


def refuse_demo_to_others(office: Installation) -> None:
    """Raises DemoNotServed for a demo beyond loopback, or behind a proxy."""
    settings = office.settings
    if office.registry.meta("kind") != "demo":
        return
    if not is_loopback(settings.desk_host):
        raise DemoNotServed(field="PRASAN_DESK_HOST")
    if settings.desk_secure:
        raise DemoNotServed(field="PRASAN_DESK_SECURE")
    if settings.desk_url and not is_loopback(urlsplit(settings.desk_url).hostname or ""):
        raise DemoNotServed(field="PRASAN_DESK_URL")


def listening(settings: Settings) -> socket.socket:
    """The door of the pages, open from now on.

    Another port where the wanted one is taken, but not behind a proxy: it would look for the
    desk where somebody else is. Raises DeskNotServed.
    """
    ports = [settings.desk_port] if settings.desk_secure else [settings.desk_port, ANY_PORT]
    for port in ports:
        try:
            return door_at(settings.desk_host, port)
        except OSError as error:
            reason = reason_of(error)
    raise DeskNotServed(
        field="PRASAN_DESK_PORT", host=settings.desk_host, port=settings.desk_port, reason=reason
    )


def door_at(host: str, port: int) -> socket.socket:
    """A door of that host, at any port for 0."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.create_server((host, port), family=family)
    door.setsockopt(*AT_ONCE)
    return door


def answer_at_once() -> None:
    """Set every door that this process was given to answer at once.

    A server of several processes (`uvicorn --workers`) makes its door before it makes the desk.
    """
    with suppress(OSError):  # a system that does not list them
        for opened_file in OPEN_FILES.iterdir():
            with suppress(OSError):  # no socket, or none of TCP
                opened = socket.socket(fileno=int(opened_file.name))
                try:
                    opened.setsockopt(*AT_ONCE)
                finally:
                    opened.detach()  # it is somebody else's to close
