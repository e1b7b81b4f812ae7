"""The history of an instance as its page tells it: nothing is left out, what is gone is struck."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from config.clock import bangkok_day
from config.words import Sentence, Term, both
from desk.views.answer_names import known_of
from desk.views.answer_words import AnswerLine, in_words
from desk.views.gate_titles import says_what_about, title
from desk.views.instance_summary import HistoryLine, gate_told_of
from desk.web.frame.asking import Asking
from desk.web.gate.sight import sight_in
from flows.capabilities import GATES, STANDING, declared
from flows.decisions.late_reports import reports_until
from flows.engine.answers import corrections
from flows.engine.replay import subject_of
from flows.establishment.offers import of_seat
from registry.journal import EntryRow, GateRow, InstanceRow, past_gates
from registry.queries.decisions import Successor, successors
from registry.queries.documents import DocumentRow
from registry.queries.people import names
from registry.rules.rights import Verb

WITHDRAWN = "withdrawn"


class LateGate(NamedTuple):
    """A gate that still takes paper: its path, and what it is called."""

    path: str
    label: Sentence


@dataclass(frozen=True)
class HistoryEvent:
    """An event of the history. `gone` says why it no longer counts; `late` are the gates that
    ended here and still take paper dated in time.
    """

    line: HistoryLine
    label: Sentence
    capacity: Term | None
    said: tuple[AnswerLine, ...]
    reason: str | None
    evidence: tuple[DocumentRow, ...]
    gone: Sentence | None
    withdrawable: bool
    correctable: bool
    late: tuple[LateGate, ...]


def history(
    asking: Asking,
    row: InstanceRow,
    rows: Sequence[EntryRow],
    lines: Sequence[HistoryLine],
    papers: Sequence[DocumentRow],
) -> list[HistoryEvent]:
    """The lines as they are told to who asks, the newest first."""
    teller = _Teller(asking, row, rows, papers)
    return [teller.told(one) for one in reversed(lines)]


class _Teller:
    def __init__(
        self,
        asking: Asking,
        row: InstanceRow,
        rows: Sequence[EntryRow],
        papers: Sequence[DocumentRow],
    ) -> None:
        self.papers = papers
        self.asking, self.row = asking, row
        connection = asking.connection
        self.entries: Mapping[int, EntryRow] = {one.id: one for one in rows}
        self.over: Mapping[int, Successor] = successors(connection, row.id)
        self.corrections = corrections(rows)
        self.people = names(connection, {e.recorded_by for e in rows if e.recorded_by is not None})
        self.known = known_of(asking.connection, row, rows, asking.today)
        self.sight = sight_in(asking, row.district)
        self.may_withdraw = asking.may(Verb.WITHDRAW, row.district)
        self.may_correct = asking.may(Verb.CORRECT, row.district)
        past = asking.view.once(past_gates, row.id)
        self.titled = {one.path for one in past if says_what_about(one)}
        self.late = self._late(past, rows)

    def _late(
        self, past: Sequence[GateRow], rows: Sequence[EntryRow]
    ) -> Mapping[int, tuple[LateGate, ...]]:
        """By the entry that ended them the gates that still take paper, as they were asked."""
        answered = {one.path for one in rows if one.kind == "decision" and one.live}
        connection = self.asking.connection
        found: defaultdict[int, tuple[LateGate, ...]] = defaultdict(tuple)
        for gate in reversed(past):
            if gate.closed_by is None or not gate.gate or gate.path in answered:
                continue
            if gate.status in ("lapsed", "event") or reports_until(
                declared(), connection, self.row, gate
            ):
                late = LateGate(gate.path, title(connection, gate, rows))
                found[gate.closed_by] += (late,)
        return found

    def told(self, one: HistoryLine) -> HistoryEvent:
        gate = GATES.get(one.gate or "")
        counts = one.counts and one.entry not in self.corrections
        decided = one.kind == "decision" and one.counts and one.gate not in STANDING
        return HistoryEvent(
            line=one,
            label=self._label(one),
            capacity=_capacity(one.capacity),
            said=in_words(gate, one.answer, self.sight, self.known) if gate else (),
            reason=one.reason,
            evidence=tuple(paper for paper in self.papers if paper.id in one.evidence),
            gone=None if counts else self._gone(one),
            withdrawable=decided and self.may_withdraw,
            correctable=decided and self.may_correct,
            late=self.late.get(one.entry, ()) if one.counts else (),
        )

    def _label(self, one: HistoryLine) -> Sentence:
        if one.path in self.titled:
            return one.label
        subject, turn = subject_of(one.path), one.path.partition("#")[2]
        seat = next((each for each in self.known.seats if each.key == subject), None)
        if seat is not None:
            return of_seat(one.label, seat)
        if turn.isdecimal() and int(turn) > 1:
            return both("page.gate.of_round", gate=one.label, round=int(turn))
        return one.label

    def _gone(self, one: HistoryLine) -> Sentence:
        correction = self.corrections.get(one.entry)
        if correction is not None:
            return self._by("corrected", correction)
        over = self.over.get(one.entry)
        by = self.entries.get(over.by) if over else None
        if over is None or by is None:
            return both("page.instance.gone")
        if over.why == WITHDRAWN and by.of_id != one.entry:
            return self._by("followed", by)
        if over.why in (WITHDRAWN, "corrected"):
            return self._by(over.why, by)
        return both(f"page.instance.gone.{over.why}", on=bangkok_day(by.recorded_at))

    def _by(self, key: str, by: EntryRow) -> Sentence:
        told = self.sight.quotes_nothing_hidden(gate_told_of(self.asking.view, by))
        return both(
            f"page.instance.gone.{key}",
            on=bangkok_day(by.recorded_at),
            by=self.people.get(by.recorded_by or 0),
            reason=str((told and by.body.get("reason")) or "-"),
        )


def _capacity(capacity: str | None) -> Term | None:
    return Term(f"capacity.{capacity}") if capacity and capacity != "own" else None
