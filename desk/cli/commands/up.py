"""`up`: Prefect and the machine's work beside the desk, until Ctrl-C.

It says at once where the pages are, then what waits. Refused where another `up` is at work for
the registry (up_already).
"""

import os
import signal
from collections.abc import Iterator
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, Sentence, both, say, written
from desk.cli.call import Call, Result
from desk.cli.hints import hints
from desk.cli.options import command
from desk.loading import begin_loading, end_loading

if TYPE_CHECKING:
    from flows.engine.installation import Installation
    from registry.store import Registry

SHOWN = 12


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "up")(up)


def up(
    call: Call,
    simulation: Annotated[
        bool, typer.Option("--simulation", help="Look into a simulation, where nothing is real.")
    ] = False,
) -> Result:
    """Put the desk to work: a Prefect server beside it, and waiting effects performed at once."""
    from desk.cli.refusals import SimulationNotServed

    if call.registry.meta("kind") == "simulation" and not simulation:
        raise SimulationNotServed(field="--simulation", url=_url(call.registry))
    begin_loading()
    from config.logs import write_log
    from desk.web.frame.server import serving
    from flows.runtime.up import be_up
    from flows.runtime.up_lock import being_up

    end_loading()
    stop = Event()
    _end_on_signal(stop)
    office, language = call.office, call.language
    write_log(call.settings.log_level or "info", call.settings.log_format)
    # The flows open the registry by the settings: its URL stays out of Prefect's database.
    os.environ["PRASAN_REGISTRY"] = call.registry_url
    with being_up(office.registry) as renew, serving(office) as address:
        for line in first_of_all(office, language):
            _print(line)
        _print(say("up.desk", language, address=address))
        for said in first_link(call, address):
            _print(written(said, language))
        for line in banner(office, language):
            _print(line)
        _print(say("up.how_to_end", language, address=address))
        be_up(office, lambda said: _print(written(said, language)), stop, renew)
    return Result({"ended": True}, lambda chosen: [say("up.ended", chosen)])


def first_link(call: Call, address: str) -> Iterator[Sentence]:
    """The one-time link of the first administrator, where nobody can sign in yet."""
    from desk.cli.commands.access import first_admin_link

    if call.office.registry.meta("kind") == "demo":
        return
    if (link := first_admin_link(call.office.registry, call.settings)) is not None:
        yield both("up.first_admin", link=f"{call.settings.desk_url or address}{link}")


def first_of_all(office: "Installation", language: Language) -> Iterator[str]:
    """What the machine cannot do, a clock that nobody has looked at first."""
    from flows.runtime.machine_troubles import machine_troubles
    from registry.transaction import COUNTRY

    with office.registry.reading() as connection:
        found = machine_troubles(office, connection, (COUNTRY,))
    yield from (written(one.sentence, language) for one in found)


def banner(office: "Installation", language: Language) -> Iterator[str]:
    """What this registry is, what waits in it, where its documents are."""
    from flows.runtime.waits import sentence, waits

    kind = office.registry.meta("kind")
    is_demo = kind == "demo"
    if is_demo:
        yield say("up.demo", language)
    if kind == "simulation":
        yield say("page.simulation", language)
    yield say("up.registry", language, url=_url(office.registry))
    found = waits(office)
    yield say("up.waits", language, count=len(found))
    for one in found[:SHOWN]:
        yield "  " + written(sentence(one), language)
    if len(found) > SHOWN:
        yield "  " + say("up.more", language, count=len(found) - SHOWN)
    yield say("up.documents", language)
    if is_demo:
        yield from hints(office, language)


def _url(registry: "Registry") -> str:
    return registry.url.render_as_string(hide_password=True)


def _print(line: str) -> None:
    print(line, flush=True)  # noqa: T201 — the command line's own voice


def _end_on_signal(stop: Event) -> None:
    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
