"""A gate with everything that its page shows: what it asks, who may answer, what to begin from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from config.words import Language, Named, Sentence, Value
from desk.views.answer_names import AnswerNames
from desk.views.form_fields import FieldKind, FormField, described
from desk.views.form_schema import TAKES_PAPER, context, proposed
from desk.views.gate_titles import title
from desk.views.sight import Sight
from desk.views.view import View
from desk.web.frame.asking import Asking
from desk.web.gate.field_views import Typed
from desk.web.gate.form_filling import typed_from
from desk.web.gate.seat_table import typed_seats
from desk.web.gate.seat_ties import NO_TIES, SeatTies, seat_ties
from desk.web.gate.sight import sight_in
from flows.decisions.deciders import subject_of
from flows.decisions.late_reports import reports_until
from flows.decisions.offices_asked import deciders, only_asked
from flows.engine.answers import Answers
from flows.engine.gate import Gate
from flows.engine.read_marks import mark_at
from registry.journal import (
    EntryRow,
    GateRow,
    InstanceRow,
    entries,
    instance,
)
from registry.queries.seen_offices import OfficeWithHolders, offices_seen
from registry.queries.vacancies import vacant_offices
from registry.refusals import Refusal
from registry.rules.seats import Seat


@dataclass(frozen=True)
class GateSheet:
    """A gate as its page shows it. `able` are the offices that may decide on the day.

    `proposal` is what the form begins from, as it would have been typed; `seats` are those
    that changes are made to, `ties` what an added one may be of; `vacant` the offices of seats that
    somebody left, `asked_items` what a review asked to change, `concerned` whom the gate is about,
    `beforehand` what whoever decides is to know, `period` what its instance is of;
    `reports_until`: its process was stopped on that day, and reports of the days until then are
    still taken.
    """

    row: InstanceRow
    asked: GateRow
    gate: Gate[Any]
    title: Sentence
    period: Sentence | None
    district: Named
    able: tuple[OfficeWithHolders, ...]
    offices: dict[str, OfficeWithHolders]
    vacant: frozenset[str]
    fields: tuple[FormField, ...]
    proposal: dict[str, list[str]]
    seats: tuple[Seat, ...]
    ties: SeatTies
    rows: tuple[EntryRow, ...]
    answers: Answers
    asked_items: tuple[Value, ...]
    concerned: Sentence | None
    beforehand: tuple[Sentence, ...]
    known: AnswerNames
    reports_until: date | None
    about: str | None

    @property
    def is_open(self) -> bool:
        """Whether it waits; else late paper may still be taken."""
        return self.asked.status == "open"

    @property
    def takes_paper(self) -> bool:
        """Whether it takes an answer: it waits, or paper dated in time is still taken."""
        return self.asked.status in TAKES_PAPER or self.reports_until is not None

    @property
    def has_seats(self) -> bool:
        """Whether its form holds the table of the committee's seats."""
        return any(one.kind is FieldKind.SEATS for one in self.fields)

    def lapsed_by(self, on: date) -> bool:
        """Whether only paper dated in time is taken, recorded as lapsed or not yet."""
        until = self.asked.until_on
        return not self.is_open or (until is not None and until < on)


def known_instance(view: View, instance_id: int) -> InstanceRow:
    """The instance; that it exists was settled before."""
    row = view.once(instance, instance_id)
    if row is None:
        msg = f"no instance {instance_id}"
        raise LookupError(msg)
    return row


def sheet(
    asking: Asking,
    asked: GateRow,
    *,
    on: date,
    before: EntryRow | None = None,
    so_far: Typed | None = None,
    within: Connection | None = None,
) -> GateSheet:
    """The gate as its page shows it to who asks, with the holders of `on`.

    `before`: as it was when that decision was recorded at it; `so_far`: what is typed in it;
    `within`: as it is in a rehearsal.
    """
    view = (
        asking.view if within is None else View(asking.office, within, asking.today, asking.reader)
    )
    connection, declared = view.connection, asking.office.declared
    row = known_instance(view, asked.instance_id)
    gate = declared.gates[asked.gate]
    rows = view.once(entries, row.id)
    then = rows if before is None else [one for one in rows if one.id < before.id]
    offices = offices_seen(connection, row.district, on)
    by_ref = {one.ref: one for one in offices}
    recording = declared.recording(gate)
    now = context(connection, asked, rows, on, so_far=so_far)
    at = context(connection, asked, then, on, before.recorded_at) if before else now
    offers, seats = recording.offer(at), recording.seats(at)
    fields = tuple(one for one in described(gate.form, offers) if not one.asked.hidden)
    sight = sight_in(asking, asked.district_code)
    answer = proposed(asked, rows, now, sight)
    said = answer if isinstance(answer, dict) else {}
    return GateSheet(
        row=row,
        asked=asked,
        gate=gate,
        title=title(connection, asked, rows),
        period=view.called_of_period(row) if row.period else None,
        district=view.district(row.district),
        able=deciders(
            gate,
            row.district,
            offices,
            only_asked(connection, asked),
            subject_of(connection, gate, row, asked, on, {one.kind for one in offices}),
        ),
        offices=by_ref,
        vacant=frozenset(
            vacant_offices(connection, {one.office for one in seats if one.office}, on)
        ),
        fields=fields,
        proposal=typed_answer(gate, fields, seats, said, asking.language, sight),
        seats=seats,
        ties=(
            seat_ties(connection, row.district, on, seats, by_ref)
            if any(one.kind is FieldKind.SEATS for one in fields)
            else NO_TIES
        ),
        rows=tuple(rows),
        answers=now.answers,
        asked_items=offers.asked,
        concerned=offers.concerned,
        beforehand=offers.beforehand,
        known=AnswerNames(_names(fields), seats, _numbered(fields)),
        reports_until=reports_until(declared, connection, row, asked),
        about=mark_at(connection, declared, asked, rows, asking.today)
        or asking.view.draft_named(asked),
    )


def typed_answer(
    gate: Gate[Any],
    fields: Sequence[FormField],
    seats: Sequence[Seat],
    answer: dict[str, Any],
    language: Language,
    sight: Sight,
) -> dict[str, list[str]]:
    """An answer as it would have been typed, without what is not shown to who looks."""
    hidden = sight.kept_back(gate, answer)
    typed = typed_from([one for one in fields if one.name not in hidden], answer, language)
    if answer.get("changes") or answer.get("ask"):
        try:
            typed |= typed_seats(seats, answer.get("changes") or (), answer.get("ask") or ())
        except Refusal:  # the seats have changed since: the table begins from what they are
            return typed
    return typed


def _names(fields: Sequence[FormField]) -> dict[str, Value]:
    """What the choices of the form are called, those within its rows too."""
    found: dict[str, Value] = {}
    for one in fields:
        found |= _names(one.parts)
        if one.kind in (FieldKind.ONE_OF, FieldKind.SOME_OF, FieldKind.PICK, FieldKind.LISTED):
            # An item of an agenda is called by its number: so are other things.
            found |= {o.value: o.label for o in one.options if not o.value.isdecimal()}
    return found


def _numbered(fields: Sequence[FormField]) -> dict[str, dict[str, Value]]:
    """What the numbers are called that head the rows of a form, field by field."""
    heads = [part for one in fields for part in one.parts if part.asked.carried]
    return {one.name: {o.value: o.label for o in one.options} for one in heads if one.options}
