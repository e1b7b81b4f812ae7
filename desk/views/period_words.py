"""What an instance is of, in words: a quarter, a version, a training of the plan, a day, a seat."""

from collections.abc import Callable
from datetime import date

from config.words import Named, Term, Value, both
from desk.views.reasons import View
from flows.activity.coordination import COORDINATION
from flows.activity.process import ACTIVITY
from flows.handover.process import HANDOVER
from flows.meeting.committee import MEETING
from flows.plan.offers import activities_in_words
from flows.plan.process import PLAN
from flows.replacement.process import REPLACEMENT_OF_MEMBER
from flows.training.refresher import REFRESHER_AFTER_POLICY
from flows.training.yearly import TRAINING
from registry.journal import InstanceRow
from registry.queries.plans import plan_versions
from registry.queries.policy import policies_called
from registry.queries.seats import seats
from registry.rules.membership import title_of


def _meeting(_: View, row: InstanceRow) -> Value:
    year, _slash, occasion = row.period.partition("/")
    number = occasion.removeprefix("q")
    if number.isdecimal():
        return both("period.quarter", quarter=number, year=year)
    return both("period.of_year", what=Term(f"period.{occasion}"), year=year)


def _training(view: View, row: InstanceRow) -> Value:
    """The activity of the newest version that has it."""
    year, _, key = row.period.partition("/")
    connection, on = view.connection, view.on
    for one in reversed(plan_versions(connection, (row.district,), on, int(year))):
        said = activities_in_words(connection, row.district, int(year), one.version, on)
        if key in said:
            return both("period.training", year=year, activity=said[key])
    return year


def _plan(_: View, row: InstanceRow) -> Value:
    year, _slash, version = row.period.partition("/")
    return both("period.version", year=year, version=version) if version else year


def _handover(_: View, row: InstanceRow) -> Value:
    """The day; whose handover it is its title says."""
    return both("period.handover", day=date.fromisoformat(row.period.rpartition("/")[2]))


def _policy(view: View, row: InstanceRow) -> Value:
    named = policies_called(view.connection, row.period)
    return Named(named[-1].title_th, named[-1].title_en) if named else row.period


def _number(_: View, row: InstanceRow) -> Value:
    return both("period.number", number=row.period)


def _seat(view: View, row: InstanceRow) -> Value:
    found = seats(view.connection, row.district, row.started_on)
    return next((title_of(one) for one in found if one.key == row.period), row.period)


_WORDS: dict[str, Callable[[View, InstanceRow], Value]] = {
    MEETING.key: _meeting,
    PLAN.key: _plan,
    TRAINING.key: _training,
    HANDOVER.key: _handover,
    REPLACEMENT_OF_MEMBER.key: _seat,
    REFRESHER_AFTER_POLICY.key: _policy,
    ACTIVITY.key: _number,
    COORDINATION.key: _number,
}


def period_words(view: View, row: InstanceRow) -> Value:
    """What the instance is of; its period itself where that says it, as a fiscal year does."""
    said = _WORDS.get(row.process)
    return said(view, row) if said is not None and row.period else row.period
