"""Problems of villages with their rows of the community plans, as of a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from registry.facts import holds, live
from registry.models import (
    CommunityPlan,
    Payload,
    Village,
    VillageProblem,
    table_of,
)
from registry.queries.villages import VillageRow, villages, words_said
from registry.rules.villages import (
    OPEN,
)

PROBLEM_WORDS = ("problem", "solution", "steps", "who", "result")
_village, _problem = table_of(Village), table_of(VillageProblem)
_plan, _payload = table_of(CommunityPlan), table_of(Payload)


@dataclass(frozen=True)
class ProblemRow:
    """A problem of a village with its row of the community plan, as it stands from `since` on.

    `words` are those of PROBLEM_WORDS, empty where nothing was written.
    """

    row: int
    key: str
    village: str
    state: str
    begins_on: date | None
    ends_on: date | None
    words: Mapping[str, str]
    since: date
    recorded_at: datetime


@dataclass(frozen=True)
class OpenProblem:
    """An open problem of a village that is there on the day."""

    village: VillageRow
    problem: ProblemRow


def _problems() -> Select[Any]:
    return (
        select(_plan, _problem.c.key, _village.c.key.label("village"), _payload.c.body)
        .join(_problem, _problem.c.id == _plan.c.problem_id)
        .join(_village, _village.c.id == _problem.c.village_id)
        .join(_payload, _payload.c.id == _plan.c.payload_id)
    )


def _problem_row(row: Any) -> ProblemRow:  # noqa: ANN401 — a row of the joined tables
    said = words_said(row.body, PROBLEM_WORDS)
    days = (row.begins_on, row.ends_on)
    return ProblemRow(
        row.id, row.key, row.village, row.state, *days, said, row.valid_from, row.recorded_at
    )


def problems(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> dict[str, ProblemRow]:
    """The rows of all community plans of the district on that day, by the problem's key."""
    query = _problems().where(_plan.c.district_code == district, holds(_plan, on, known))
    found = connection.execute(query.order_by(_problem.c.id))
    return {one.key: _problem_row(one) for one in found}


def problems_of(connection: Connection, key: str, on: date) -> list[ProblemRow]:
    """The rows of a village's community plan on that day, the oldest problem first."""
    query = _problems().where(_village.c.key == key, holds(_plan, on))
    return [_problem_row(one) for one in connection.execute(query.order_by(_problem.c.id))]


def last_problems(connection: Connection, district: str) -> dict[str, ProblemRow]:
    """The rows of all community plans of the district as they hold last, by the problem's key."""
    query = _problems().where(_plan.c.district_code == district, live(_plan))
    found = connection.execute(query.order_by(_plan.c.valid_from))
    return {one.key: _problem_row(one) for one in found}


def problem_as_written(connection: Connection, row: int, key: str) -> ProblemRow | None:
    """The row of that number, whether or not it still stands; None if another problem's."""
    found = connection.execute(_problems().where(_plan.c.id == row, _problem.c.key == key)).first()
    return None if found is None else _problem_row(found)


def open_problems(connection: Connection, district: str, on: date) -> list[OpenProblem]:
    """The open problems of the villages that the district has on that day, village by village."""
    there = {one.key: one for one in villages(connection, district, on)}
    order = list(there)
    found = [
        OpenProblem(there[one.village], one)
        for one in problems(connection, district, on).values()
        if one.state == OPEN and one.village in there
    ]
    return sorted(found, key=lambda one: order.index(one.village.key))


def open_by_village(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> dict[str, int]:
    """How many open problems each village has that has a community plan, by its key."""
    found: dict[str, int] = {}
    for one in problems(connection, district, on, known).values():
        found[one.village] = found.get(one.village, 0) + (one.state == OPEN)
    return found
