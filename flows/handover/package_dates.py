"""The days of a package: what is to come within twelve months, what of it concerns the Chief."""

from collections.abc import Iterable, Iterator
from datetime import date

from config.defaults import policy
from config.handover import handover_defaults
from config.words import Sentence, both, known as is_known
from flows.handover.gates import BRIEFING, SUCCESSOR
from flows.handover.package_day import PackageDay
from flows.year.reads import report_due
from registry.journal import GateRow
from registry.rules.calendar import month_ends
from registry.rules.district_offices import CHIEF
from registry.rules.papers.package import ComingItem
from registry.rules.year_days import year_days

NEXT, MONTHS = 3, 12
YEAR_DAYS = ("costed", "proposals", "tabled", "passed", "sent", "lessons", "carry", "closing")
Days = Iterator[tuple[date, Sentence]]


def coming(at: PackageDay) -> tuple[ComingItem, ...]:
    """What falls on which day within twelve months: agreed meetings, what is due, decisions."""
    years = ((day, said) for _, day, said in of_years(at))
    days = (*agreed_days(at), *years, *_gates(at.waiting), *_actions(at), *_decisions(at))
    return _within_a_year(at, days)


def calendar_ends(at: PackageDay) -> date:
    """The last day of the calendar: with the running month's remainder come twelve whole months."""
    return month_ends(at.on, after=MONTHS)


def next_dates(at: PackageDay) -> tuple[ComingItem, ...]:
    """The next days that concern the Chief; a meeting that is agreed on stands among them.

    The decisions are told of by themselves, each with its day.
    """
    asked = [one for one in at.waiting if _concerns_the_chief(at, one)]
    years = ((day, said) for _, day, said in of_years(at))
    agreed = _within_a_year(at, agreed_days(at))
    days = _within_a_year(at, (*agreed_days(at), *years, *_labelled(asked)))
    first = days[:NEXT]
    if not agreed or agreed[0] in first:
        return first
    return (*first[: NEXT - 1], agreed[0])


def _concerns_the_chief(at: PackageDay, gate: GateRow) -> bool:
    """Whether the Chief is asked first of all, by no decision of page one, or is told in person."""
    if gate.gate == BRIEFING.key:
        return True
    declared = at.gates.get(gate.gate)
    return declared is not None and declared.asked_first == CHIEF and gate.gate != SUCCESSOR.key


def _within_a_year(at: PackageDay, days: Iterable[tuple[date, Sentence]]) -> tuple[ComingItem, ...]:
    last = calendar_ends(at)
    return _coming((day, said) for day, said in days if at.on < day <= last)


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
            yield one.day, both("package.meets_at", time=f"{one.starts:%H:%M}")
        else:
            yield one.day, both("package.meets")


def _gates(waiting: Iterable[GateRow]) -> Days:
    """What is due on which day."""
    for day, label in _labelled(waiting):
        yield day, both("package.due", what=label)


def _labelled(waiting: Iterable[GateRow]) -> Days:
    """Gates by what people call them; a decision of the Chief bears its own words elsewhere."""
    for gate in waiting:
        own = f"package.gate.{gate.gate}"
        label = own if is_known(own) else f"gate.{gate.gate}"
        if gate.due_on is not None and gate.gate != SUCCESSOR.key and is_known(label):
            yield gate.due_on, both(label)


def _actions(at: PackageDay) -> Days:
    for one in at.actions:
        if one.due_on is not None:
            yield one.due_on, both("package.action_comes")


def _decisions(at: PackageDay) -> Days:
    words = handover_defaults()
    for owed in at.owed.decisions:
        asked = words.decision(owed.key)
        if asked is not None:
            yield owed.due, both("package.decide", what=asked.title(owed.count))


def of_years(at: PackageDay) -> Iterator[tuple[str, date, Sentence]]:
    """The days of this year and the next: what each is of, and in words."""
    for year in (at.year, at.year + 1) if at.orders else ():
        days = year_days(policy().year, year)
        for name in YEAR_DAYS:
            yield name, getattr(days, name), both(f"package.year_day.{name}", year=year)
        for quarter in days.quarters:
            said = both("package.quarter_meets", quarter=quarter.number, year=year)
            yield "quarter_meets", quarter.ends, said
            due = report_due(policy().year, year, quarter.number)
            said = both("package.quarter_reports", quarter=quarter.number, year=year)
            yield "quarter_reports", due, said
