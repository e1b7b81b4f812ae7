"""The quarters of several districts on a day: meetings, reports, and which committees are active.

A query a kind of row, whatever the number of districts.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from config.defaults import policy
from desk.views.view import View
from desk.views.year_facts import DistrictYear
from flows.capabilities import GATES
from flows.engine.answers import Answers, CurrentAnswer
from flows.engine.gate import Answer
from flows.meeting.committee import MEETING, has_quorum
from flows.meeting.committee_gates import (
    COMMITTEE,
    NOT_HELD,
    CommitteeDateV1,
    CommitteeMeetingV1,
    Instead,
    NotHeldV1,
)
from flows.meeting.effects import EXPECTED_MEMBERS
from flows.meeting.gates import Held
from flows.year.monitoring_gates import (
    PROGRESS,
    REPORT_RECEIVED,
    REPORT_SENT,
    ProgressV1,
    ReportReceivedV1,
    ReportReception,
    ReportSentV1,
)
from flows.year.reads import report_due
from registry.journal import EntryRow
from registry.queries.areas import only_one
from registry.queries.committee_meetings import CommitteeMeeting, meetings_of_committees
from registry.queries.decisions import entries_at
from registry.queries.gates_as_of import GateAsOf, gates_as_of
from registry.queries.instances import InstanceAsOf
from registry.queries.monitoring import quarter_at
from registry.queries.orders import at_work_since
from registry.queries.own_plans import own_plans
from registry.rules.adoption_choices import MeetingKind
from registry.rules.calendar import QUARTERS, fiscal_year
from registry.rules.meeting_effects import ExpectedMembers
from registry.rules.quarter_board import (
    Lack,
    MeetingSteps,
    QuarterCell,
    QuarterMark,
    ReportSteps,
    Side,
    lacks,
    meeting_cell,
    report_cell,
)
from registry.rules.year_days import year_of_period

ANSWERED = tuple(
    one.key
    for one in (
        COMMITTEE.date, COMMITTEE.meeting, NOT_HELD, PROGRESS, REPORT_SENT, REPORT_RECEIVED,
    )
)  # fmt: skip
STEPS = {
    PROGRESS.key: QuarterMark.TOLD,
    REPORT_SENT.key: QuarterMark.SENT,
    REPORT_RECEIVED.key: QuarterMark.RECEIVED,
}


@dataclass(frozen=True)
class DistrictQuarters:
    """A district's four quarters: meeting and report of each, and what it lacks to be active.

    `lacks` is None where no committee is at work. `meetings` are the instances that show the
    meetings, by quarter; `year` is the one that shows the reports.
    """

    cells: tuple[QuarterCell, ...]
    lacks: tuple[Lack, ...] | None
    meetings: Mapping[int, int]
    year: int | None

    def of(self, quarter: int) -> tuple[QuarterCell, ...]:
        """The meeting and the report of a quarter."""
        return tuple(one for one in self.cells if one.quarter == quarter)

    def place(self, cell: QuarterCell, query: str) -> str | None:
        """The page that shows what the cell rests on; None where nothing was recorded."""
        shows = self.meetings.get(cell.quarter) if cell.side is Side.MEETING else self.year
        return f"/instances/{shows}{query}" if shows else None


@dataclass(frozen=True)
class _Read:
    """What was read of several districts, by district or by instance."""

    view: View
    year: int
    held: Mapping[str, DistrictYear]
    meetings: dict[str, dict[str, InstanceAsOf]]
    answers: dict[int, Answers]
    expected: dict[int, ExpectedMembers]
    gates: dict[int, list[GateAsOf]]
    in_force: Mapping[str, date]
    accepted: Collection[str]
    met: dict[str, list[date]]


def quarters_of(
    view: View, held: Mapping[str, DistrictYear], year: int, known: datetime | None = None
) -> dict[str, DistrictQuarters]:
    """The quarters of the districts on the day of the view, by code; `held` is their year."""
    read = _read(view, held, year, known)
    return {code: _quarters(read, code) for code in held}


def _read(view: View, held: Mapping[str, DistrictYear], year: int, known: datetime | None) -> _Read:
    connection, on, districts = view.connection, view.on, [*held]
    running = fiscal_year(on)
    wanted = {str(one) for one in (running - 1, running, year)}
    meetings: dict[str, dict[str, InstanceAsOf]] = {}
    for one in view.counted(districts, known):
        if one.process == MEETING.key and year_of_period(one.period) in wanted:
            meetings.setdefault(one.district, {})[one.period] = one
    ids = [one.id for own in meetings.values() for one in own.values()]
    years = [one.year.id for one in held.values() if one.year]
    entries = {
        instance: [row for row in rows if row.act_date <= on]
        for instance, rows in entries_at(
            connection, [*ids, *years], ANSWERED, (EXPECTED_MEMBERS.key,), known
        ).items()
    }
    gates: dict[int, list[GateAsOf]] = {}
    for gate in gates_as_of(connection, [*ids, *years], on, known):
        gates.setdefault(gate.instance, []).append(gate)
    plans = view.once(own_plans, frozenset(districts), running, on, known)
    return _Read(
        view=view,
        year=year,
        held=held,
        meetings=meetings,
        answers={instance: Answers(rows, GATES) for instance, rows in entries.items()},
        expected=dict(_expected(entries)),
        gates=gates,
        in_force=view.once(at_work_since, on, only_one(held), known),
        accepted={code for code, own in plans.items() if own.is_accepted},
        met=_other_meetings(view, districts, known),
    )


def _expected(entries: Mapping[int, Sequence[EntryRow]]) -> Iterator[tuple[int, ExpectedMembers]]:
    for instance, rows in entries.items():
        said = [one for one in rows if one.kind == "read" and one.live]
        if said:
            yield instance, ExpectedMembers.model_validate(said[-1].body["value"])


def _other_meetings(
    view: View, districts: Sequence[str], known: datetime | None
) -> dict[str, list[date]]:
    """The days of inception meetings, and of those that a resolution or old papers tell of."""
    found = meetings_of_committees(view.connection, districts, view.on, known)
    return {
        code: [day for one in own if (day := one.day) and _is_other(one)]
        for code, own in found.items()
    }


def _is_other(one: CommitteeMeeting) -> bool:
    """Whether no quarter's or reflection's own meeting tells of it, with its quorum."""
    return one.row is None or one.row.kind == MeetingKind.INCEPTION


def _quarters(read: _Read, code: str) -> DistrictQuarters:
    held = read.held[code]
    days = held.facts.days if not held.facts.stopped else None
    own = {one.number: one for one in days.quarters} if days else {}
    meetings = read.meetings.get(code, {})
    cells = []
    for quarter in QUARTERS:
        steps = _meeting(read, meetings.get(f"{read.year}/q{quarter}"))
        cells.append(meeting_cell(quarter, own.get(quarter), steps, read.view.on))
        cells.append(report_cell(quarter, own.get(quarter), _report(read, held, quarter),
                                 read.view.on))  # fmt: skip
    shown = {one: meetings[f"{read.year}/q{one}"].id for one in QUARTERS
             if f"{read.year}/q{one}" in meetings}  # fmt: skip
    year = held.year.id if held.year else None
    return DistrictQuarters(tuple(cells), _lacks(read, code), shown, year)


def _lacks(read: _Read, code: str) -> tuple[Lack, ...] | None:
    if code not in read.in_force:
        return None
    steps = [_meeting(read, one) for one in read.meetings.get(code, {}).values()]
    met = [one.held for one in steps if one.held and one.quorate] + read.met.get(code, [])
    since, accepted = read.in_force[code], code in read.accepted
    return lacks(read.view.on, at_work_since=since, met=met, accepted=accepted)


def _meeting(read: _Read, instance: InstanceAsOf | None) -> MeetingSteps:
    if instance is None or instance.id not in read.answers:
        return MeetingSteps(
            late=_waiting(read, instance, NOT_HELD.key), behind=_waiting(read, instance)
        )
    answers = read.answers[instance.id]
    told = answers.last(NotHeldV1)
    instead = told is not None and told.answer.result is Instead.LATE
    agreed, met = answers.last(CommitteeDateV1), answers.last(CommitteeMeetingV1)
    expected = read.expected.get(instance.id)
    held = met is not None and met.answer.result is Held.HELD
    return MeetingSteps(
        agreed=_day(agreed.answer.held_on) if agreed else None,
        held=(_day(met.answer.held_on) or met.on) if met and held else None,
        quorate=met is None or not held or expected is None or has_quorum(met.answer, expected),
        inside=met is not None and held and bool(met.answer.inside),
        instead=instead,
        not_held=told.on if told and not instead else None,
        late=_waiting(read, instance, NOT_HELD.key),
        behind=_waiting(read, instance),
    )


def _day(said: object) -> date | None:
    """A day of an answer; None where it was redacted."""
    return said if isinstance(said, date) else None


def _waiting(read: _Read, instance: InstanceAsOf | None, key: str = "") -> int:
    """How many days that question waits after its due day; without a key any of the meeting."""
    gates = read.gates.get(instance.id, ()) if instance else ()
    due = [one.due_on for one in gates if key in ("", one.gate) and not one.ended_on]
    calendar, on = read.view.office.calendar, read.view.on
    return max((calendar.days_late(one, on) for one in due), default=0)


def _report(read: _Read, held: DistrictYear, quarter: int) -> ReportSteps:
    due = _report_due(read, held, quarter)
    said = [*_of_quarter(read, held, quarter)]
    sent = [one.on for one in said if issubclass(one.gate.form, ReportSentV1)]
    until = sent[0] if sent else read.view.on
    late = read.view.office.calendar.days_late(due, until)
    if not said:
        return ReportSteps(due, late=late)
    last = max(said, key=lambda one: one.decision.seq)
    return ReportSteps(due, _step(last), last.on, sent[0] if sent else None, late)


def _of_quarter(read: _Read, held: DistrictYear, quarter: int) -> Iterator[CurrentAnswer[Answer]]:
    answers = read.answers.get(held.year.id) if held.year else None
    if answers is not None:
        for one in answers.to(ProgressV1, ReportSentV1, ReportReceivedV1):
            if quarter_at(one.path) == quarter:
                yield one


def _step(last: CurrentAnswer[Answer]) -> QuarterMark:
    mark = STEPS[last.gate.key]
    if mark is not QuarterMark.RECEIVED or not isinstance(last.answer, ReportReceivedV1):
        return mark
    return mark if last.answer.result is ReportReception.RECEIVED else QuarterMark.QUESTIONS


def _report_due(read: _Read, held: DistrictYear, quarter: int) -> date:
    """The day of the question for it, which may have been moved; else as the policy has it."""
    gates = read.gates.get(held.year.id, ()) if held.year else ()
    asked = [
        one.due_on
        for one in gates
        if one.gate == PROGRESS.key and one.round == 1 and quarter_at(one.path) == quarter
    ]
    return next((one for one in asked if one), report_due(policy().year, read.year, quarter))
