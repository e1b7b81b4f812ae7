"""A gate's form as JSON Schema with labels in both languages, and a proposed answer."""

from dataclasses import dataclass
from typing import Any, cast

from pydantic import JsonValue
from sqlalchemy import Connection

from config.defaults import agencies
from config.words import Named, both, known
from desk.beginnings import begun
from desk.redacted import without
from flows.capabilities import GATES
from flows.decisions.refusals import GateNotOpen, SeveralGatesOpen, UnknownGate, UnknownInstance
from flows.engine.decision import changes_asked
from flows.engine.gate import Gate
from registry.journal import EntryRow, GateRow, entries, instance, open_gates
from registry.rules.effects import ProposedSeats
from registry.rules.order_facts import AppointmentOrderFacts
from registry.rules.seats import Seat

Schema = dict[str, JsonValue]


@dataclass(frozen=True)
class Filled:
    """The form of an open gate. `about` is the draft's hash that the answer is about.

    `proposal` is an answer to begin from: one that was withdrawn, or what is known already;
    `seats` are those that a membership starts from.
    """

    instance: int
    gate: str
    about: str | None
    form: Schema
    proposal: JsonValue
    seats: tuple[Seat, ...] = ()


def schema(key: str) -> Schema:
    """The JSON Schema of the gate's newest form. Raises UnknownGate."""
    gate = _gate(key)
    made: Schema = gate.form.model_json_schema()
    _label(made)
    for part in cast("dict[str, Schema]", made.get("$defs", {})).values():
        _label(part)
    return {"gate": gate.key, "form_version": gate.form_version, **made}


def filled(connection: Connection, number: int, named: str) -> Filled:
    """The form of a gate that is open, filled as far as it can be."""
    if instance(connection, number) is None:
        raise UnknownInstance(field="instance", value=str(number))
    asked = _open(connection, number, named)
    rows = entries(connection, number)
    return Filled(
        instance=number,
        gate=asked.path,
        about=asked.about,
        form=schema(asked.gate),
        proposal=proposed(asked, rows)
        or cast("JsonValue", begun(connection, asked, rows, asked.opened_on)),
        seats=proposed_seats(asked, rows),
    )


def proposed(asked: GateRow, rows: list[EntryRow]) -> JsonValue:
    """An answer to begin from at the gate: one that was withdrawn, or what is known already."""
    return _withdrawn(asked, rows) or _proposal(asked, rows)


def _gate(named: str) -> Gate[Any]:
    key = named.partition("#")[0].partition("[")[0]
    if key not in GATES:
        raise UnknownGate(field="gate", value=named)
    return GATES[key]


def _label(part: Schema) -> None:
    fields = part.get("properties", {})
    for name, field in cast("dict[str, Schema]", fields).items():
        if known(f"field.{name}"):
            words = both(f"field.{name}")
            field["title"] = words.en
            field["title_th"] = words.th


def _open(connection: Connection, number: int, named: str) -> GateRow:
    gates = [one for one in open_gates(connection, instance_id=number) if one.gate]
    meant = [one for one in gates if named in (one.path, one.gate)]
    if len(meant) > 1:
        paths = ", ".join(one.path for one in meant)
        raise SeveralGatesOpen(field="gate", value=named, paths=paths)
    if not meant:
        _gate(named)
        waits = ", ".join(one.path for one in gates) or "-"
        raise GateNotOpen(field="gate", gate=named, open=Named(waits, waits))
    return meant[0]


def _withdrawn(asked: GateRow, rows: list[EntryRow]) -> JsonValue:
    """The latest answer at the gate that no longer counts: it is offered again."""
    gone = [e for e in rows if e.path == asked.path and e.kind == "decision" and not e.live]
    return cast("JsonValue", without(gone[-1].body["answer"])) if gone else None


def _proposal(asked: GateRow, rows: list[EntryRow]) -> JsonValue:
    match asked.gate:
        case "working_team":
            return {"agencies": [one.key for one in agencies().working_team]}
        case "membership":
            return {"changes": [], "ask": []}
        case "legal_bases":
            return {"confirmed": [*_unverified(rows)]}
        case "revise_draft":
            return {"replies": [*_replies(rows)]}
        case _:
            return None


def _unverified(rows: list[EntryRow]) -> list[JsonValue]:
    read = next(
        e for e in reversed(rows) if e.kind == "read" and e.live and "order_facts" in e.path
    )
    drafted = AppointmentOrderFacts.model_validate(read.body["value"])
    bases = (*drafted.legal_reasons, *drafted.legal_powers)
    return [base.key for base in bases if not base.verified]


def _replies(rows: list[EntryRow]) -> list[JsonValue]:
    places = range(1, len(changes_asked(rows)) + 1)
    return [{"item": place, "done": True, "reply": ""} for place in places]


def proposed_seats(asked: GateRow, rows: list[EntryRow]) -> tuple[Seat, ...]:
    """The seats that a membership starts from; none at any other gate."""
    if asked.gate != "membership":
        return ()
    read = next(
        e for e in reversed(rows) if e.kind == "read" and e.live and e.path == "proposed_seats"
    )
    return ProposedSeats.model_validate(read.body["value"]).seats
