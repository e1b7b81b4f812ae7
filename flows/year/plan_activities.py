"""The activities of the year's plan at a gate: how they stand, and what they are called."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from sqlalchemy import Connection

from config.words import Named
from flows.engine.decision import Deciding
from flows.engine.misfit import told_of_rows
from flows.engine.offers import GateContext, Offers, Option
from flows.plan.remains import RowRemains, remains
from flows.plan.row_words import activities_in_words
from flows.plan.rows import RowUnknown
from flows.year.recordings import year_of
from registry.queries.own_plans import own_plan
from registry.refusals import Refusal


class ProgressTwice(Refusal):
    """A sheet tells of one activity twice."""


def rows_left(deciding: Deciding, year: int) -> list[RowRemains]:
    """Each activity of the committee's own plan, with what is left on the day of the decision."""
    return _left(deciding.write.connection, deciding.district, year, deciding.decided_on)


def rows_called(deciding: Deciding, year: int) -> dict[str, str]:
    """What the activities are called, by their keys."""
    return rows_by_name(deciding.write.connection, deciding.district, year, deciding.decided_on)


class _RowOfPlan(Protocol):
    """A line of a sheet that is about an activity."""

    @property
    def row(self) -> str:
        """Its key."""


def refuse_rows(deciding: Deciding, year: int, said: Sequence[_RowOfPlan]) -> None:
    """Each line is about an activity of the plan, and no two are about one.

    Raises RowUnknown and ProgressTwice.
    """
    known = {one.row.key for one in rows_left(deciding, year)}
    seen: set[str] = set()

    def refuse(place: int, line: _RowOfPlan) -> None:
        field = f"rows.{place}.row"
        if line.row not in known:
            raise RowUnknown(field=field, value=line.row)
        if line.row in seen:
            raise ProgressTwice(field=field, value=rows_called(deciding, year)[line.row])
        seen.add(line.row)

    told_of_rows(said, refuse)


def rows_left_at(at: GateContext) -> list[RowRemains]:
    """The same of the day on which a gate of the year is shown."""
    return _left(at.connection, at.district, year_of(at.entries), at.on)


def _left(connection: Connection, district: str, year: int, on: date) -> list[RowRemains]:
    newest = own_plan(connection, district, year, on).newest
    return [] if newest is None else remains(connection, district, year, newest.version, on)


def rows_by_name(connection: Connection, district: str, year: int, on: date) -> dict[str, str]:
    """What the rows of the committee's own plan are called, by their keys."""
    newest = own_plan(connection, district, year, on).newest
    if newest is None:
        return {}
    return activities_in_words(connection, district, year, newest.version, on)


def activities(at: GateContext) -> dict[str, str]:
    """The same at a gate of the year."""
    return rows_by_name(at.connection, at.district, year_of(at.entries), at.on)


def activity_options(at: GateContext) -> tuple[Option, ...]:
    """The activities to choose from, by name."""
    named = activities(at)
    return tuple(Option(key, Named(name, name)) for key, name in named.items())


def offer_rows(at: GateContext) -> Offers:
    """The activities by name."""
    return Offers({"rows.row": activity_options(at)})
