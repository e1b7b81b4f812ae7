"""An instance as a person wants to see it: where it stands, what it says, what was decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from pydantic import JsonValue

from config.clock import bangkok_day
from config.words import Named, Sentence, Term, Value, both
from desk.views.draft_summary import DraftSummary, draft_at
from desk.views.gate_reasons import gates_at
from desk.views.gate_titles import gate_label, past_titles
from desk.views.lanes import Lane, lanes_of
from desk.views.larger_matter import LargerMatter, larger_matters
from desk.views.machine_now import machine_now
from desk.views.reason import Reason
from desk.views.reasons import as_of_then, why
from desk.views.view import View
from flows.capabilities import GATES
from flows.classified_paper.process import CLASSIFIED_PAPER
from flows.classified_paper.register import named_in
from flows.decisions.frozen import gate_answered
from flows.decisions.offices_asked import AUTHORITY
from flows.decisions.refusals import UnknownInstance
from flows.engine.gate import Gate
from flows.engine.gate_titles import key_of, wait_label
from flows.engine.replay import EventKind
from flows.order.queue import NEXT
from flows.runtime.machine_troubles import MachineTrouble
from registry.journal import EntryRow, InstanceRow, entries, instance, past_gates
from registry.queries.decisions import counted_then
from registry.queries.directives import directive_of
from registry.queries.documents import DocumentRow, documents
from registry.queries.gates import gates_about
from registry.queries.offices import titles
from registry.queries.orders import OrderRow, orders
from registry.queries.people import names as person_names
from registry.queries.void_committees import void_committee_of

TOLD = ("start", "decision", "correction", "withdrawal", "lapse", "event", "child", "standing",
        "effect", "end")  # fmt: skip
BY_MACHINE = ("adopted_again", "parent_withdrawn")


@dataclass(frozen=True)
class Phase:
    """A phase of the process; `present` is where it stands, `note` what took its place."""

    key: str
    label: Sentence
    present: bool
    note: Sentence | None = None


@dataclass(frozen=True)
class HistoryLine:
    """A line of the history. `counts` is false for what was withdrawn, corrected or superseded."""

    entry: int
    kind: str
    path: str
    gate: str | None
    label: Sentence
    act_date: date
    office: Named | None
    person: Named | None
    capacity: str | None
    recorded_by: Named | None
    recorded_at: datetime
    answer: JsonValue
    reason: str | None
    evidence: tuple[int, ...]
    classified: tuple[Sentence, ...]
    counts: bool
    outside_term: bool


@dataclass(frozen=True)
class InstanceSummary:
    """An instance with all that is to be shown of it; `lanes` where its phases run side by side.

    `of` says in words what its period is, `void` that it was of a committee that was never there,
    `machine` what the machine cannot do for its district today.
    """

    instance: int
    process: str
    label: Sentence
    district: str
    district_name: Named
    period: str
    of: Value
    attempt: int
    revision: int
    status: str
    outcome: str | None
    started_on: date
    finished_on: date | None
    directive: Sentence | None
    void: Sentence | None
    part_of: tuple[LargerMatter, ...]
    phases: tuple[Phase, ...]
    lanes: tuple[Lane, ...]
    waits: tuple[Reason, ...]
    drafts: tuple[DraftSummary, ...]
    history: tuple[HistoryLine, ...]
    documents: tuple[DocumentRow, ...]
    orders: tuple[OrderRow, ...]
    machine: tuple[MachineTrouble, ...]

    @property
    def label_of_period(self) -> Sentence:
        """The process with what it is of: "Committee meeting, quarter 1 of 2570"."""
        if not self.period:
            return self.label
        return both("page.instance.of_period", process=self.label, period=self.of)


def seen(view: View, instance_id: int, known: datetime | None = None) -> InstanceSummary:
    """The instance on the day of the view, as known at `known`. Raises UnknownInstance."""
    now = view.once(instance, instance_id)
    if now is None:
        raise UnknownInstance(field="instance", value=str(instance_id))
    past = view.is_past(known)
    row = as_of_then(view, now, known) if past else now
    waits = tuple(why(view, instance_id, known))
    if row is None:  # had not begun: that is all there is to tell
        row = replace(now, status="open", outcome=None, finished_on=None)
    rows = view.once(entries, row.id)
    if past:
        rows = entries_then(view, row.id, rows, known)
    dated_by = view.on if past else None  # a paper may bear a day that is to come
    kept = documents(view.connection, instance_id=row.id, on=dated_by, known=known)
    papers = view.opened(kept)
    gates = gates_at(view, row.id, known)
    return InstanceSummary(
        instance=row.id,
        process=row.process,
        label=view.called(row),
        district=row.district,
        district_name=view.district(row.district),
        period=row.period,
        of=view.period(row),
        attempt=row.attempt,
        revision=row.revision,
        status=row.status,
        outcome=row.outcome,
        started_on=row.started_on,
        finished_on=row.finished_on,
        directive=started_by(view, row.id),
        void=_void(view, row, known),
        part_of=larger_matters(view, row),
        phases=_phases(view, row, _phase_then(view, waits) if past else row.phase, rows),
        lanes=lanes_of(view, row, rows, waits),
        waits=waits,
        drafts=tuple(draft for one in gates if (draft := draft_at(view, one, rows, papers))),
        history=history_lines(view, row, rows, papers),
        documents=tuple(papers),
        orders=tuple(
            one
            for one in orders(view.connection, row.district, known)
            if not past or one.start <= view.on
        ),
        machine=tuple(machine_now(view, {row.district}, known)),
    )


def _void(view: View, row: InstanceRow, known: datetime | None) -> Sentence | None:
    """That nothing counts the instance; None where it counts."""
    void = void_committee_of(view.connection, row.district, row.id, known)
    return None if void is None else both("instance.void", on=bangkok_day(void.until))


def entries_then(
    view: View, instance_id: int, rows: Sequence[EntryRow], known: datetime | None
) -> list[EntryRow]:
    """The entries of acts done by the day of the view and recorded by then, as they counted."""
    counted = set() if known is None else counted_then(view.connection, instance_id, known)
    return [
        one._replace(live=one.live or one.id in counted)
        for one in rows
        if one.act_date <= view.on and (known is None or one.recorded_at <= known)
    ]


def _phase_then(view: View, waits: Sequence[Reason]) -> str:
    """The phase of the first gate that waited; none where nothing did."""
    gates = view.office.declared.gates
    asked = (gates.get(one.gate or "") for one in waits)
    return next((one.phase for one in asked if one is not None), "")


def started_by(view: View, instance_id: int) -> Sentence | None:
    """That a provincial directive began the instance, None where none did."""
    return _of_letter(view, instance_id, "directive.started_by")


def _of_letter(view: View, instance_id: int, key: str) -> Sentence | None:
    """That sentence of the letter that the instance began with."""
    letter = view.once(directive_of, instance_id)
    if letter is None:
        return None
    return both(key, number=letter.number, dated=letter.dated)


def _phases(
    view: View, row: InstanceRow, present: str, rows: Sequence[EntryRow]
) -> tuple[Phase, ...]:
    """The phases of the process; `present` is where the instance stands."""
    declared = view.office.declared
    board = declared.boards.get(row.process)
    by_letter = _of_letter(view, row.id, "directive.informed_by") or _asked_again_by(rows)
    return tuple(
        Phase(
            key,
            both(f"phase.{key}"),
            key == present and row.status == "open",
            by_letter if board and key == board.approached else None,
        )
        for key in declared.processes[row.process].phases
    )


def _asked_again_by(rows: Sequence[EntryRow]) -> Sentence | None:
    """The last letter by which a question that was put off is asked again."""
    for one in reversed(rows):
        told = one.live and one.kind == "event" and one.body["resolves"]
        if told and one.body["event"] == EventKind.DIRECTIVE_ISSUED:
            said = {"number": one.body["about"], "dated": one.act_date}
            return both("directive.asked_again_by", **said)
    return None


def history_lines(
    view: View, row: InstanceRow, rows: Sequence[EntryRow], papers: Sequence[DocumentRow]
) -> tuple[HistoryLine, ...]:
    """The lines that the entries are told in, oldest first."""
    people = person_names(
        view.connection,
        {one for entry in rows for one in (entry.person_id, entry.recorded_by) if one is not None},
    )
    offices = titles(view.connection, {e.decided_by for e in rows if e.decided_by is not None})
    outside = gates_about(view.connection, row.id, AUTHORITY)
    classified = in_place_of_scans(view, row.district, rows)
    sight = view.sight(row.district)
    asked = past_titles(view.connection, view.once(past_gates, row.id), rows)
    return tuple(
        HistoryLine(
            entry=one.id,
            kind=one.kind,
            path=one.path,
            gate=one.gate,
            label=entry_label(one, asked.get(one.path)),
            act_date=one.act_date,
            office=offices.get(one.decided_by or 0),
            person=people.get(one.person_id or 0),
            capacity=one.capacity,
            recorded_by=people.get(one.recorded_by or 0),
            recorded_at=one.recorded_at,
            answer=sight.shown(gate := gate_told_of(view, one), one.body.get("answer")),
            reason=_reason(one) if sight.quotes_nothing_hidden(gate) else None,
            evidence=tuple(p.id for p in papers if p.entry == one.id),
            classified=classified.get(one.id, ()),
            counts=one.live,
            outside_term=one.id in outside,
        )
        for one in rows
        if one.kind in TOLD
    )


def in_place_of_scans(
    view: View, district: str, rows: Iterable[EntryRow]
) -> dict[int, tuple[Sentence, ...]]:
    """The classified papers that decisions name, by the entry; to whom the register is closed,
    that they name one.
    """
    found = named_in(view.connection, district, rows)
    if view.reader.opens(CLASSIFIED_PAPER.key, district):
        return found
    untold = both("classified.untold")
    return {entry: tuple(untold for _ in named) for entry, named in found.items()}


def gate_told_of(view: View, one: EntryRow) -> Gate[Any] | None:
    """The gate whose answer the entry tells of: of a withdrawal or a proposed correction, of what.

    None where the entry is of no gate.
    """
    if one.kind == "withdrawal":
        return GATES.get(key_of(one.path))
    return gate_answered(view.office, view.connection, one) if one.gate else None


def _reason(one: EntryRow) -> str | None:
    return one.body.get("reason") or _stopped_for(one)


def _stopped_for(one: EntryRow) -> str | None:
    """Why somebody stopped the instance; what the machine stops says so by a key."""
    said = one.body.get("stopped") if one.recorded_by else None
    return None if said in BY_MACHINE else said


def entry_label(one: EntryRow, asked: Sentence | None = None) -> Sentence:
    """What a line of a history is about; `asked`: what the gate is called, where that says more."""
    kind = both(f"history.{one.kind}")
    if one.kind == "decision" and one.gate in GATES and GATES[one.gate].form.reports:
        kind = both("history.report")
    if one.gate:
        return both("history.at_gate", kind=kind, gate=asked or both(f"gate.{one.gate}"))
    if one.kind in ("effect", "event"):
        return both("history.at_gate", kind=kind, gate=_come_about(one))
    if one.kind == "withdrawal" and (asked := asked or gate_label(one.path)):
        return both("history.at_gate", kind=kind, gate=asked)
    if one.kind == "lapse":
        asked = asked or gate_label(one.path)
        day = kind if asked else both("history.day")
        return both("history.at_gate", kind=day, gate=asked or wait_label(one.path))
    if one.path.startswith(NEXT):
        purpose = Term(f"order_purpose.{one.path.removeprefix(NEXT)}")
        return both("history.next", purpose=purpose)
    return kind


def _come_about(one: EntryRow) -> Sentence:
    """What the machine made, or what happened; of a letter, which."""
    what = one.body[one.kind]
    if what == EventKind.DIRECTIVE_ISSUED:
        return both("directive.issued", number=one.body["about"])
    return both(f"{one.kind}.{what}")
