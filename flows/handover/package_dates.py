"""The days of a package: what is to come within a year, what is overdue for the Chief."""

from collections.abc import Iterable, Iterator
from datetime import date

from config.defaults import policy
from config.handover import handover_defaults
from config.words import Sentence, both, known as is_known
from flows.handover.gates import SUCCESSOR
from flows.handover.package_day import PackageDay
from flows.year.reads import report_due
from registry.journal import GateRow
from registry.queries.handover import chair_seat
from registry.queries.meetings import ActionSeen
from registry.rules.district_offices import CHIEF
from registry.rules.papers.package import Coming
from registry.rules.terms import DAY
from registry.rules.year_days import year_days

AHEAD = 365 * DAY
NEXT, MOST_OVERDUE = 3, 2
YEAR_DAYS = ("costed", "proposals", "tabled", "passed", "sent", "lessons", "carry", "closing")
Days = Iterator[tuple[date, Sentence]]


def coming(at: PackageDay) -> tuple[Coming, ...]:
    """What falls on which day within twelve months: agreed meetings, what is due, decisions."""
    days = (*_agreed(at), *_of_years(at), *_gates(at.waiting), *_actions(at), *_decisions(at))
    return _within_a_year(at, days)


def next_dates(at: PackageDay) -> tuple[Coming, ...]:
    """The next days that concern the Chief; a meeting that is agreed on stands among them.

    The decisions are told of by themselves, each with its day.
    """
    asked = [one for one in at.waiting if _is_chiefs(at, one)]
    agreed = _within_a_year(at, _agreed(at))
    days = _within_a_year(at, (*_agreed(at), *_of_years(at), *_labelled(asked)))
    first = days[:NEXT]
    if not agreed or agreed[0] in first:
        return first
    return (*first[: NEXT - 1], agreed[0])


def overdue(at: PackageDay) -> tuple[Coming, ...]:
    """What waited for the Chief, or was asked of the chair, until a day that has passed."""
    asked = _labelled(one for one in at.waiting if _is_chiefs(at, one))
    return _coming((day, said) for day, said in (*asked, *_chairs(at)) if day < at.on)


def _is_chiefs(at: PackageDay, gate: GateRow) -> bool:
    """Whether the Chief is asked first of all, and by no decision that stands on page one."""
    declared = at.gates.get(gate.gate)
    return declared is not None and declared.asked_first == CHIEF and gate.gate != SUCCESSOR.key


def _within_a_year(at: PackageDay, days: Iterable[tuple[date, Sentence]]) -> tuple[Coming, ...]:
    last = at.on + AHEAD
    return _coming((day, said) for day, said in days if at.on < day <= last)


def _coming(days: Iterable[tuple[date, Sentence]]) -> tuple[Coming, ...]:
    """Each once, the earliest first."""
    found = {
        (day, said.th): Coming(day=day, text_th=said.th, text_en=said.en) for day, said in days
    }
    return tuple(found[key] for key in sorted(found))


def _agreed(at: PackageDay) -> Days:
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


def _chairs(at: PackageDay) -> Days:
    """What meetings asked of the chair, until a day."""
    for one in at.actions:
        if one.due_on is not None and _is_chairs(at, one):
            yield one.due_on, both("package.action_of_chair")


def _is_chairs(at: PackageDay, action: ActionSeen) -> bool:
    chair = chair_seat(at.seats)
    return action.owner in (f"{at.district}/{CHIEF}", chair.key if chair else None)


def _decisions(at: PackageDay) -> Days:
    words = handover_defaults()
    for owed in at.owed.decisions:
        asked = words.decision(owed.key)
        if asked is not None:
            yield owed.due, both("package.decide", what=asked.title(owed.count))


def _of_years(at: PackageDay) -> Days:
    for year in (at.year, at.year + 1) if at.orders else ():
        days = year_days(policy().year, year)
        for name in YEAR_DAYS:
            yield getattr(days, name), both(f"package.year_day.{name}", year=year)
        for quarter in days.quarters:
            said = both("package.quarter_meets", quarter=quarter.number, year=year)
            yield quarter.ends, said
            due = report_due(policy().year, year, quarter.number)
            yield due, both("package.quarter_reports", quarter=quarter.number, year=year)
