"""Calls that read: what the desk's views tell, and what `--json` of the commands prints."""

from typing import Annotated

from fastapi import Path, Query
from pydantic import JsonValue
from starlette.responses import Response

from config.words import both
from desk.api.answers import (
    BoardAsOf,
    Districts,
    GateLine,
    Gates,
    Instances,
    Token,
    Waiting,
    Why,
)
from desk.api.caller import Caller, CallerDep, instant
from desk.api.routes import District, Known, Number, On, OneDistrict, get, told
from desk.views import form_schema, reasons
from desk.views.board import board
from desk.views.chief_terms import term_notices
from desk.views.form_schema import OpenForm
from desk.views.instance_list import instance_list
from desk.views.instance_summary import InstanceSummary, seen, started_by
from desk.views.left_leads import lead_notices
from desk.views.machine_now import machine_now
from desk.views.promises import promise_notices
from desk.views.read_at_gate import with_what_is_read
from desk.views.waiting_list import in_lines, urgency, waiting
from flows.capabilities import GATES
from registry.journal import instance as instance_row
from registry.queries.added_districts import unverified_within
from registry.queries.areas import districts_within
from registry.rules.rights import Verb
from registry.transaction import COUNTRY


@get("/token", Token)
def token(caller: CallerDep) -> Response:
    """What the token of the call stands for."""
    row, who = caller.program.token, caller.program.person
    return told(Token(row.id, who.ref, who.name, row.part, row.area, row.expires_at))


@get("/districts", Districts)
def districts(caller: CallerDep) -> Response:
    """The districts that the part sees."""
    with caller.reading() as connection:
        found = districts_within(connection, caller.areas(Verb.SEE_AGGREGATES))
        added = {one.code for one in unverified_within(connection, COUNTRY)}
    unverified = tuple(one.code for one in found if one.code in added)
    return told(Districts(tuple(found), unverified))


@get("/board", BoardAsOf)
def province_board(
    caller: CallerDep,
    area: Annotated[
        str, Query(min_length=1, description="Code of a province or district.", examples=["57"])
    ],
    on: On = None,
    known: Known = None,
) -> Response:
    """Where the districts stand: of the area, those that the part sees."""
    day, then = caller.day(on), instant(known)
    caller.require(Verb.SEE_AGGREGATES, area, field="area")
    with caller.reading() as connection:
        found = districts_within(connection, {area})
        language = caller.office.settings.language
        made = board(caller.view(connection, day), found, language, then)
    return told(BoardAsOf(day, then, made))


@get("/waiting", Waiting)
def what_waits(
    caller: CallerDep, district: OneDistrict = None, on: On = None, known: Known = None
) -> Response:
    """Everything that waits, the most urgent first; then what is only to be known."""
    day, then = caller.day(on), instant(known)
    areas = caller.areas(Verb.READ)
    if district is not None:
        areas = {caller.require(Verb.READ, district, field="district")}
    with caller.reading() as connection:
        view = caller.view(connection, day)
        codes = [one.code for one in districts_within(connection, areas)]
        if COUNTRY in areas:
            rows = waiting(view, then)
        else:
            found = (row for one in codes for row in waiting(view, then, district=one))
            rows = sorted(found, key=urgency)
        promised = promise_notices(view, areas, then)
        notices = term_notices(view, codes, then)
        leads = lead_notices(view, codes, then)
        machine = machine_now(view, areas, then)
    lines, known_of = (
        tuple(in_lines(rows)),
        (tuple(promised), tuple(leads), tuple(notices), tuple(machine)),
    )
    return told(Waiting(day, then, tuple(rows), lines, *known_of))


@get("/instances", Instances)
def list_instances(caller: CallerDep, district: District) -> Response:
    """The instances of a district."""
    caller.require(Verb.READ, district, field="district")
    with caller.reading() as connection:
        listed = instance_list(caller.view(connection, caller.day(None)), district)
    found = tuple(one for one in listed if caller.opens(one.process, one.district))
    return told(Instances(found))


@get("/instances/{instance}", InstanceSummary)
def one_instance(
    caller: CallerDep, instance: Number, on: On = None, known: Known = None
) -> Response:
    """An instance: its phases, open gates, drafts, decisions, papers and orders."""
    day, then = caller.day(on), instant(known)
    require_instance(caller, instance)
    with caller.reading() as connection:
        found = seen(caller.view(connection, day), instance, then)
    return told(found)


@get("/instances/{instance}/why", Why)
def why(caller: CallerDep, instance: Number, on: On = None, known: Known = None) -> Response:
    """Why the instance stands where it does: one sentence for each thing that it waits for."""
    day, then = caller.day(on), instant(known)
    require_instance(caller, instance)
    with caller.reading() as connection:
        view = caller.view(connection, day)
        found, letter = reasons.why(view, instance, then), started_by(view, instance)
    return told(Why(instance, day, then, tuple(found), letter))


@get("/instances/{instance}/form", OpenForm)
def open_form(
    caller: CallerDep,
    instance: Number,
    gate: Annotated[str, Query(min_length=1, description="Key or path of a gate that is open.")],
) -> Response:
    """The form of an open gate: its schema, a proposed answer, the choices of its fields."""
    require_instance(caller, instance)
    with caller.reading() as connection:
        view = caller.view(connection, caller.day(None))
        return told(with_what_is_read(view, form_schema.filled(view, instance, gate)))


@get("/gates", Gates)
def gates(_caller: CallerDep) -> Response:
    """The gates of this release."""
    lines = (GateLine(one.key, both(f"gate.{one.key}"), one.form_version) for one in GATES.values())
    return told(Gates(tuple(lines)))


@get("/gates/{gate}", dict[str, JsonValue])
def gate_schema(_caller: CallerDep, gate: Annotated[str, Path()]) -> Response:
    """The JSON Schema of a gate's newest form, with labels in both languages."""
    return told(form_schema.schema(gate))


def require_instance(
    caller: Caller, number: int, verb: Verb = Verb.READ, recorders: tuple[str, ...] = ()
) -> None:
    """Raises NothingThere where there is no such instance, or it is not the part's to see."""
    with caller.reading() as connection:
        row = instance_row(connection, number)
    caller.require_open(row.process if row else None, row.district if row else None)
    caller.require(verb, row.district if row else None, recorders)
