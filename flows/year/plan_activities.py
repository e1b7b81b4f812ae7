"""The activities of the year's plan at a gate: how they stand, and what they are called."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from sqlalchemy import Connection

from config.words import Named
from flows.engine.answers import Answers, listed
from flows.engine.decision import Deciding
from flows.engine.misfit import told_of_rows
from flows.engine.offers import GateContext, Offers, Option
from flows.plan.remains import RowRemains, remains
from flows.plan.row_words import activities_in_words
from flows.plan.rows import RowUnknown
from flows.year.monitoring_gates import ProgressV1
from flows.year.recordings import year_of
from registry.queries.own_plans import own_plan
from registry.refusals import Refusal


class ProgressTwice(Refusal):
    """A sheet tells of one activity twice."""


class PlanAwaited(Refusal):
    """A sheet tells of an activity while the province has received no plan of the year."""


def plan_day(answers: Answers, path: str, on: date) -> date:
    """The day whose plan a gate of the year is about.

    A quarter's report tells the plan of the day on which it first told of an activity: what the
    province asks about it, and what is told again, is of the same activities, whatever version
    came since.
    """
    told = answers.to(ProgressV1, branch=path.rpartition("/")[0])
    return next((one.on for one in told if listed(one.answer.rows)), on)


def rows_left(deciding: Deciding, year: int) -> list[RowRemains]:
    """Each activity of the committee's own plan, with what is left on the day of the decision."""
    of = (deciding.write.connection, deciding.district, year)
    return _left(*of, deciding.decided_on, _plan_day(deciding))


def quarters_now(deciding: Deciding, year: int) -> dict[str, str]:
    """In which quarters the plan of the day of the decision has each activity, by its key.

    An amendment may have moved what the report was first told of.
    """
    of = (deciding.write.connection, deciding.district, year)
    now = _left(*of, deciding.decided_on, deciding.decided_on)
    return {one.row.key: one.row.quarters for one in now}


def rows_called(deciding: Deciding, year: int) -> dict[str, Named]:
    """What the activities are called, by their keys."""
    return rows_by_name(deciding.write.connection, deciding.district, year, _plan_day(deciding))


def has_plan(deciding: Deciding, year: int) -> bool:
    """Whether the committee has a plan of its own that the province received."""
    plan = own_plan(deciding.write.connection, deciding.district, year, _plan_day(deciding))
    return plan.newest is not None


def _plan_day(deciding: Deciding) -> date:
    return plan_day(deciding.answers, deciding.open.path, deciding.decided_on)


class _RowOfPlan(Protocol):
    """A line of a sheet that is about an activity."""

    @property
    def row(self) -> str:
        """Its key."""


def refuse_rows(deciding: Deciding, year: int, said: Sequence[_RowOfPlan]) -> None:
    """Each line is about an activity of the plan, and no two are about one.

    Raises PlanAwaited, RowUnknown and ProgressTwice.
    """
    known = {one.row.key for one in rows_left(deciding, year)}
    seen: set[str] = set()

    def refuse(place: int, line: _RowOfPlan) -> None:
        field = f"rows.{place}.row"
        if line.row not in known:
            if not has_plan(deciding, year):
                raise PlanAwaited(field=field)
            raise RowUnknown(field=field, value=line.row)
        if line.row in seen:
            raise ProgressTwice(field=field, value=rows_called(deciding, year)[line.row])
        seen.add(line.row)

    told_of_rows(said, refuse)


def rows_left_at(at: GateContext) -> list[RowRemains]:
    """The same of the day on which a gate of the year is shown."""
    of = (at.connection, at.district, year_of(at.entries))
    return _left(*of, at.on, plan_day(at.answers, at.path, at.on))


def _left(
    connection: Connection, district: str, year: int, on: date, planned: date
) -> list[RowRemains]:
    """As they stand `on` that day, of the plan of the day `planned`."""
    newest = own_plan(connection, district, year, planned).newest
    return [] if newest is None else remains(connection, district, year, newest.version, on)


def rows_by_name(connection: Connection, district: str, year: int, on: date) -> dict[str, Named]:
    """What the rows of the committee's own plan are called, by their keys."""
    newest = own_plan(connection, district, year, on).newest
    if newest is None:
        return {}
    return activities_in_words(connection, district, year, newest.version, on)


def activities(at: GateContext) -> dict[str, Named]:
    """The same at a gate of the year; where none alone is looked at, those of all versions."""
    of = (at.connection, at.district, year_of(at.entries))
    if at.path:
        return rows_by_name(*of, plan_day(at.answers, at.path, at.on))
    named: dict[str, Named] = {}
    for one in own_plan(*of, at.on).versions:
        named |= activities_in_words(*of, one.version, at.on)
    return named


def activity_options(at: GateContext) -> tuple[Option, ...]:
    """The activities to choose from, by name."""
    named = activities(at)
    return tuple(Option(key, name) for key, name in named.items())


def offer_rows(at: GateContext) -> Offers:
    """The activities by name."""
    return Offers({"rows.row": activity_options(at)})
