"""The days of a package: what is to come within twelve months, what of it concerns the Chief."""

from collections.abc import Iterable, Iterator
from datetime import date

from config.calendar import government_holidays
from config.defaults import policy
from config.handover import handover_defaults
from config.words import Sentence, both, known as is_known
from flows.handover.effects import HANDOVER_DAYS
from flows.handover.gates import BRIEFING, RECEIPT, SUCCESSOR
from flows.handover.package_day import PackageDay
from flows.handover.process import HANDOVER, HandoverStart
from flows.meeting.agreed_meetings import asks_of_its_day
from flows.year.reads import report_due
from registry.journal import GateRow, starts
from registry.queries.decisions import entries_at
from registry.queries.gates_as_of import gates_as_of
from registry.queries.instances import instances_as_of
from registry.rules.calendar import (
    WorkingCalendar,
    fiscal_quarter,
    fiscal_year,
    month_ends,
    quarter_ends,
)
from registry.rules.district_offices import CHIEF
from registry.rules.handover import HandoverDays, HandoverOf
from registry.rules.papers.package import ComingItem
from registry.rules.year_days import QuarterDays, YearDays

NEXT, MONTHS = 3, 12
OF_MONEY = ("costed", "proposals", "tabled", "passed")
OF_PLAN = ("resolved", "endorsed", "signed", "sent")
YEAR_DAYS = (*OF_MONEY, *OF_PLAN, "lessons", "carry", "closing")
QUARTER_MEETS, COMMITTEE_DATE = "quarter_meets", "committee_date"
MEETING = "meeting"  # the decision that the committee meets in the running quarter
Days = Iterator[tuple[date, Sentence]]


def coming(at: PackageDay) -> tuple[ComingItem, ...]:
    """What falls on which day within twelve months: agreed meetings, what is due, decisions."""
    years = ((day, said) for _, day, said in of_years(at))
    days = (
        *agreed_days(at), *years, *_quarters_to_open(at), *_gates(at), *_actions(at),
        *_decisions(at), *_first_days(at),
    )  # fmt: skip
    return _within_a_year(at, days)


def calendar_ends(at: PackageDay) -> date:
    """The last day of the calendar: with the running month's remainder come twelve whole months."""
    return month_ends(at.on, after=MONTHS)


def next_dates(at: PackageDay) -> tuple[ComingItem, ...]:
    """The next days that concern the Chief; a meeting that is agreed on stands among them.

    The decisions are told of by themselves, each with its day.
    """
    asked = [one for one in _with_a_day(at) if _concerns_the_chief(at, one)]
    years = ((day, said) for _, day, said in of_years(at))
    agreed = _within_a_year(at, agreed_days(at))
    days = _within_a_year(at, (*agreed_days(at), *years, *_labelled(at, asked)))
    first = days[:NEXT]
    if not agreed or agreed[0] in first:
        return first
    return (*first[: NEXT - 1], agreed[0])


def _concerns_the_chief(at: PackageDay, gate: GateRow) -> bool:
    """Whether the Chief is asked first of all: no decision of page one, and not the page itself."""
    declared = at.gates.get(gate.gate)
    by_itself = gate.gate in (SUCCESSOR.key, RECEIPT.key)
    return declared is not None and declared.asked_first == CHIEF and not by_itself


def _within_a_year(at: PackageDay, days: Iterable[tuple[date, Sentence]]) -> tuple[ComingItem, ...]:
    last = calendar_ends(at)
    return _coming((day, said) for day, said in days if at.on <= day <= last)


def _coming(days: Iterable[tuple[date, Sentence]]) -> tuple[ComingItem, ...]:
    """Each once, the earliest first."""
    found = {
        (day, said.th): ComingItem(day=day, text_th=said.th, text_en=said.en) for day, said in days
    }
    return tuple(found[key] for key in sorted(found))


def agreed_days(at: PackageDay) -> Days:
    """The meetings to come whose day is agreed on."""
    for one in at.agreed:
        if one.starts is not None:
            yield one.day, both("package.meets_at", time=one.starts)
        else:
            yield one.day, both("package.meets")


def _gates(at: PackageDay) -> Days:
    """What is due on which day."""
    for day, said in _labelled(at, _with_a_day(at)):
        yield day, both("package.due", what=said)


def _with_a_day(at: PackageDay) -> Iterator[GateRow]:
    """The gates that have a due day of their own; a decision of the Chief is told of by itself."""
    for gate in at.waiting.gates:
        known = gate.gate != SUCCESSOR.key and is_known(f"gate.{gate.gate}")
        if gate.due_on is not None and known and not asks_of_its_day(gate, at.gates, at.agreed):
            yield gate


def _labelled(at: PackageDay, gates: Iterable[GateRow]) -> Days:
    for gate in gates:
        if gate.due_on is not None:
            yield gate.due_on, called(at, gate)


def called(at: PackageDay, gate: GateRow) -> Sentence:
    """What a gate is called by the words of packages, else by its title, which says of what."""
    return _words_of_packages(gate.gate) or at.waiting.titles[gate.id]


def _words_of_packages(gate: str) -> Sentence | None:
    own = f"package.gate.{gate}"
    return both(own) if is_known(own) else None


def _actions(at: PackageDay) -> Days:
    for one in at.actions:
        if one.due_on is not None:
            yield one.due_on, both("package.action_comes")


def _decisions(at: PackageDay) -> Days:
    """What the Chief decides; nothing of the quarter's meeting where that has its day."""
    words = handover_defaults()
    for owed in at.owed.decisions:
        asked = words.decision(owed.key)
        if asked is not None and not (owed.key == MEETING and _is_agreed(at)):
            yield owed.due, both("package.decide", what=asked.title(owed.count))


def _is_agreed(at: PackageDay) -> bool:
    """Whether the meeting of the quarter of the day in office has its day."""
    return any(one.day <= quarter_of_entry(at) for one in at.agreed)


def quarter_of_entry(at: PackageDay) -> date:
    """The last day of the quarter in which whoever it is for is in office first."""
    return quarter_ends(fiscal_year(at.entry), fiscal_quarter(at.entry))


def of_years(at: PackageDay) -> Iterator[tuple[str, date, Sentence]]:
    """The days of the years that the committee works in: what each is of, and in words."""
    for year, days in at.own_years.items():
        for name in _days_asked(days):
            yield name, getattr(days, name), both(f"package.year_day.{name}", year=year)
        for quarter in days.quarters:
            if not _meets_in(at, quarter):
                said = both("package.quarter_meets", quarter=quarter.number, year=year)
                yield QUARTER_MEETS, quarter.ends, said
            due = report_due(policy().year, year, quarter.number)
            said = both("package.quarter_reports", quarter=quarter.number, year=year)
            yield "quarter_reports", due, said


def _days_asked(days: YearDays) -> Iterator[str]:
    """No money is asked for of a year without a road to it, and no plan made that is known."""
    for name in YEAR_DAYS:
        if not (name in OF_MONEY and not days.roads) and not (name in OF_PLAN and days.plan_known):
            yield name


def _first_days(at: PackageDay) -> Days:
    """By when whoever comes is briefed and the signed page is back, before either is asked for."""
    begun = [
        one.id
        for one in instances_as_of(at.connection, (at.district,), at.on, at.known)
        if one.process == HANDOVER.key and one.status == "open"
    ]
    told = starts(at.connection, begun)
    of_chief = [
        number
        for number, (_, start) in sorted(told.items())
        if (said := HandoverStart.model_validate(start)).of is HandoverOf.CHIEF
        and said.on <= at.entry
    ][-1:]
    if at.holder_of(CHIEF) is None:
        return
    asked = {one.gate for one in gates_as_of(at.connection, of_chief, at.on, at.known)}
    read = entries_at(at.connection, of_chief, (), (HANDOVER_DAYS.key,), at.known)
    for one in (row for rows in read.values() for row in rows if row.live):
        days = HandoverDays.model_validate(one.body["value"])
        for gate, day in ((BRIEFING, days.briefing), (RECEIPT, days.receipt)):
            if gate.key not in asked:
                what = _words_of_packages(gate.key) or both(gate.label.key)
                yield day, both("package.due", what=what)


def _quarters_to_open(at: PackageDay) -> Days:
    """By when each quarter to come is to have its meeting's day; nobody is asked for it yet."""
    working_days = policy().due.working_days[at.gates[COMMITTEE_DATE].due]
    calendar = WorkingCalendar(government_holidays)
    for year, days in at.own_years.items():
        for quarter in days.quarters:
            if quarter.starts > at.on and not _meets_in(at, quarter):
                day = calendar.add_working_days(quarter.starts, working_days)
                yield day, both("package.quarter_date", quarter=quarter.number, year=year)


def _meets_in(at: PackageDay, quarter: QuarterDays) -> bool:
    """Whether the committee met in the quarter, or a meeting is agreed on in it."""
    days = (*(one.day for one in at.met), *(one.day for one in at.agreed))
    return any(day is not None and quarter.starts <= day <= quarter.ends for day in days)
