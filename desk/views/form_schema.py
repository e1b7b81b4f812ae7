"""A gate's form as JSON Schema with labels in both languages, a proposed answer, the choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from pydantic import JsonValue
from sqlalchemy import Connection

from config.words import Field, Sentence, labelled, written
from desk.views.answer_words import AnswerLine
from desk.views.sight import Sight
from desk.views.view import View
from flows.capabilities import GATES, declared
from flows.decisions.refusals import GateNotOpen, SeveralGatesOpen, UnknownGate, UnknownInstance
from flows.engine.answers import Answers, withdrawn_decision
from flows.engine.form_labels import forms_within, label_of
from flows.engine.gate import Answer, Gate
from flows.engine.installation import Recording
from flows.engine.offers import GateContext, Option
from flows.engine.read_marks import mark_read
from registry.journal import EntryRow, GateRow, entries, instance, open_gates, past_gates
from registry.rules.redaction import unredacted
from registry.rules.seats import Seat

Schema = dict[str, JsonValue]
TAKES_PAPER = ("open", "lapsed", "event")  # a gate that stands so: of a day in time, or as late


@dataclass(frozen=True)
class ReadAtGate:
    """What is read at a gate beside its form: an earlier answer in words, and why it is proposed.

    `scans` are the papers that came with it, by number and name; `told` the classified papers that
    are named in their place, or what was asked of a second person and what follows from it.
    """

    said: tuple[AnswerLine, ...] = ()
    reason: str | None = None
    scans: tuple[tuple[int, str], ...] = ()
    told: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class OpenForm:
    """The form of an open gate. `about` is the draft's hash that the answer is about, or the mark
    of what another recorded, which whoever confirms it names as read.

    `proposal` is an answer to begin from: one that was withdrawn, or what is known already;
    `choices` are those of each field by its path, with their words; `seats` those that a
    membership starts from; `concerned` says whom the gate is about: who leaves a seat;
    `beforehand` what whoever decides is to know; `read` what they read of an earlier answer.
    """

    instance: int
    gate: str
    about: str | None
    form: Schema
    proposal: JsonValue
    choices: dict[str, list[Schema]]
    seats: tuple[Seat, ...] = ()
    concerned: Sentence | None = None
    beforehand: tuple[Sentence, ...] = ()
    read: ReadAtGate | None = None


def schema(key: str) -> Schema:
    """The JSON Schema of the gate's newest form. Raises UnknownGate."""
    gate = _gate(key)
    made: Schema = gate.form.model_json_schema()
    for path, form in forms_within(gate.form):
        _label(form, path, _part_at(made, path))
    return {"gate": gate.key, "form_version": gate.form_version, **made}


def filled(view: View, number: int, named: str) -> OpenForm:
    """The form of a gate that is open, filled by what stands on that day, as who looks may see."""
    connection, on = view.connection, view.on
    asked = open_gate(connection, number, named)
    rows = entries(connection, number)
    recording, at = recording_of(asked.gate), context(connection, asked, rows, on)
    offers = recording.offer(at)
    return OpenForm(
        instance=number,
        gate=asked.path,
        about=mark_read(declared(), asked, at) or view.draft_named(asked),
        form=schema(asked.gate),
        proposal=proposed(asked, rows, at, view.sight(asked.district_code)),
        choices={
            path: [_choice(one) for one in options] for path, options in offers.options.items()
        },
        seats=recording.seats(at),
        concerned=offers.concerned,
        beforehand=offers.beforehand,
    )


def recording_of(gate: str) -> Recording:
    """What the gate of that key proposes, offers, checks and writes."""
    return declared().recording(GATES[gate])


def context(
    connection: Connection,
    asked: GateRow,
    rows: Sequence[EntryRow],
    on: date,
    known: datetime | None = None,
    so_far: Mapping[str, Sequence[str]] | None = None,
) -> GateContext:
    """The gate with what was decided before it, as of a day; `known`: by what was known then;
    `so_far`: with what is typed in its form.
    """
    return GateContext(
        connection,
        asked.instance_id,
        asked.district_code,
        on,
        Answers(rows, GATES),
        asked.path,
        asked.about,
        known,
        so_far or {},
    )


def proposed(asked: GateRow, rows: Sequence[EntryRow], at: GateContext, sight: Sight) -> JsonValue:
    """An answer to begin from at the gate: one that was withdrawn, or what is known already.

    Without the fields that are not shown to who looks.
    """
    gone = withdrawn_decision(rows, asked.path)
    begun = unredacted(gone.body["answer"]) if gone else recording_of(asked.gate).begin(at)
    return cast("JsonValue", sight.shown(GATES[asked.gate], begun))


def _gate(named: str) -> Gate[Any]:
    key = named.partition("#")[0].partition("[")[0]
    if key not in GATES:
        raise UnknownGate(field="gate", value=named)
    return GATES[key]


def _part_at(made: Schema, path: str) -> Schema:
    """The schema of the form that stands at a path: of a part or of a row."""
    part: Schema | None = made
    for name in path.split(".") if path else ():
        fields = cast("dict[str, Schema]", part["properties"] if part else {})
        part = _of_form(made, fields[name])
    return part or {}


def _of_form(made: Schema, field: Schema) -> Schema | None:
    """The form that a field holds, where it stands or where the schema refers to it."""
    if "properties" in field:
        return field
    if "$ref" in field:
        parts = cast("dict[str, Schema]", made["$defs"])
        return _of_form(made, parts[str(field["$ref"]).rpartition("/")[2]])
    inner = [field["items"]] if "items" in field else field.get("anyOf", [])
    found = (_of_form(made, one) for one in cast("list[Schema]", inner))
    return next(filter(None, found), None)


def _label(form: type[Answer], path: str, part: Schema) -> None:
    fields = part.get("properties", {})
    for name, field in cast("dict[str, Schema]", fields).items():
        at, label = f"{path}.{name}" if path else name, label_of(form, name)
        if label or labelled(at):
            words = Field(at, label=label)
            field["title"] = written(words, "en")
            field["title_th"] = written(words, "th")


def _choice(one: Option) -> Schema:
    return {"value": one.value, "th": written(one.label, "th"), "en": written(one.label, "en")}


def open_gate(connection: Connection, number: int, named: str) -> GateRow:
    """The open gate of that key or path of an instance, else the ended one that takes paper.

    Raises UnknownInstance, UnknownGate, SeveralGatesOpen or GateNotOpen.
    """
    if instance(connection, number) is None:
        raise UnknownInstance(field="instance", value=str(number))
    gates = [one for one in open_gates(connection, instance_id=number) if one.gate]
    meant = [one for one in gates if named in (one.path, one.gate)]
    if not meant:
        ended = [
            one
            for one in past_gates(connection, number)
            if one.gate and named in (one.path, one.gate)
        ]
        newest = {one.path: one for one in reversed(ended)}
        told = {
            one.path for one in entries(connection, number) if one.kind == "decision" and one.live
        }
        meant = [
            one for one in newest.values() if one.status in TAKES_PAPER and one.path not in told
        ]
    if len(meant) > 1:
        paths = ", ".join(one.path for one in meant)
        raise SeveralGatesOpen(field="gate", value=named, paths=paths)
    if not meant:
        _gate(named)
        raise GateNotOpen.of(named, [one.path for one in gates], number)
    return meant[0]
