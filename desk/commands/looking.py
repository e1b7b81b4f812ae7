"""`start`, `waiting`, `show`, `why`, `form`: what is to be done, where it stands, and why."""

from typing import TYPE_CHECKING, Annotated

import typer

from desk.call import Call, Result
from desk.options import LAST_NUMBER, InstanceId, Known, On, command
from desk.words import word

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from desk.why import View


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    command(app, "start", recorded=True)(start)
    command(app, "waiting")(waiting)
    command(app, "show")(show)
    command(app, "why")(why)
    command(app, "form")(form)


def start(
    call: Call,
    process: Annotated[str, typer.Argument(help="establishment")],
    district: Annotated[
        str | None, typer.Option("--district", help="Name or code of a district.")
    ] = None,
    districts: Annotated[
        str | None,
        typer.Option("--districts", help="Several, with commas (or semicolons) between."),
    ] = None,
    on: On = None,
) -> Result:
    """Begin a process for a district, or for several: each by itself, those begun left alone."""
    from desk import starting
    from desk.effects import settle

    day = call.day(on)
    codes = starting.codes(district, districts)
    if district is not None and districts is None:
        rows = [starting.start_one(call.office, process, codes[0], day, call.recorded_by)]
    else:
        rows = starting.start_each(call.office, process, codes, day, call.recorded_by, call.note)
    done = settle(call)
    refused = any(one.status == "refused" for one in rows)
    return Result(
        {"started": rows, "effects": done},
        lambda lang: [*starting.lines(rows, lang), *done.lines(lang)],
        code=2 if refused else 0,
    )


def waiting(
    call: Call,
    district: Annotated[
        str | None, typer.Option("--district", help="Name or code of a district.")
    ] = None,
    on: On = None,
    known: Known = None,
) -> Result:
    """Everything that waits, the most urgent first."""
    from desk import waiting as rooms
    from desk.reason_lines import waiting_lines
    from registry.areas import area_index
    from registry.queries.areas import names
    from registry.rules.area_names import resolve

    code = resolve(district, area_index()) if district else None
    view, instant = call.day(on), call.instant(known)
    with call.registry.reading() as session:
        connection = session.connection()
        rows = rooms.waiting(_view(call, connection, view), instant, district=code)
        places = names(connection, {one.district for one in rows})
    return Result({"on": view, "waiting": rows}, lambda lang: waiting_lines(rows, places, lang))


def show(call: Call, instance: InstanceId, on: On = None, known: Known = None) -> Result:
    """An instance: its phases, open gates, drafts, decisions, documents and orders."""
    from desk.instance_lines import instance_lines
    from desk.showing import seen

    view, instant = call.day(on), call.instant(known)
    with call.registry.reading() as session:
        found = seen(_view(call, session.connection(), view), instance, instant)
    return Result(found, lambda lang: instance_lines(found, lang))


def why(call: Call, instance: InstanceId, on: On = None) -> Result:
    """In one sentence for each open gate: why the instance stands where it does."""
    from desk import why as reasons

    view = call.day(on)
    with call.registry.reading() as session:
        found = reasons.why(_view(call, session.connection(), view), instance)
    return Result(
        {"instance": instance, "on": view, "why": found},
        lambda lang: [word(one.sentence, lang) for one in found],
    )


def form(
    call: Call,
    words: Annotated[
        list[str], typer.Argument(metavar="[INSTANCE] GATE", help="A gate; of an instance.")
    ],
) -> Result:
    """The JSON Schema of a gate's form; with an instance also a proposed answer."""
    from desk import forms
    from desk.call import as_json
    from desk.refusals import UsageUnfit

    match words:
        case [gate]:
            schema = forms.schema(gate)
            return Result(schema, lambda _: [as_json(schema)])
        case [number, gate] if number.isdecimal() and int(number) <= LAST_NUMBER:
            with call.registry.reading() as session:
                filled = forms.filled(session.connection(), int(number), gate)
            return Result(filled, lambda _: [as_json(filled)])
        case _:
            raise UsageUnfit(field="[INSTANCE] GATE", problem=" ".join(words))


def _view(call: Call, connection: "Connection", on: "date") -> "View":
    from desk.why import View

    return View(call.office, connection, on)
