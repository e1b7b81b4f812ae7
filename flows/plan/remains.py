"""What a year's plan has left undone, row by row: counted from what was reported (E9)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from registry.queries.monitoring import ProgressRow, progress
from registry.queries.plans import PlanRowRow, plan_rows

SETTLED = ("done", "cancelled")


@dataclass(frozen=True)
class RowRemains:
    """A row of a plan, its last state, what was reached in all, and what is left.

    `state` is None where nothing was reported; `left` None where no target is counted. `entry`
    holds the newest report, 0 where there is none.
    """

    row: PlanRowRow
    state: str | None
    reached: Decimal
    left: Decimal | None
    entry: int

    @property
    def is_settled(self) -> bool:
        """Whether it was reported as done or cancelled."""
        return self.state in SETTLED


def remains(
    connection: Connection, district: str, year: int, version: int, on: date
) -> list[RowRemains]:
    """Every row of that version of a year's plan, as it stands on the day."""
    told: dict[str, list[ProgressRow]] = defaultdict(list)
    for one in progress(connection, (district,), year, on):
        told[one.row].append(one)
    rows = plan_rows(connection, district, year, version, on)
    return [_of(row, told[row.key]) for row in rows]


def _of(row: PlanRowRow, told: Sequence[ProgressRow]) -> RowRemains:
    reached = sum((one.reached for one in told if one.reached is not None), Decimal())
    left = None if row.target is None else max(row.target - reached, Decimal())
    newest = max((one.entry for one in told), default=0)
    return RowRemains(row, told[-1].state if told else None, reached, left, newest)
