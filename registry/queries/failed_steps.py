"""Which steps of a sweep failed, where, and when each is tried again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from registry.models import FailedStep
from registry.prepared_statements import PreparedQuery
from registry.rows import columns_of
from registry.transaction import COUNTRY, areas_of


@dataclass(frozen=True)
class FailedStepRow:
    """A step that failed in an area (for one item there, or ""), and is to be tried again."""

    id: int
    step: str
    area: str
    item: str
    error: str
    number: str
    attempts: int
    since: datetime
    tried_at: datetime
    again_at: datetime


_ALL = PreparedQuery(
    select(*columns_of(FailedStepRow, FailedStep, area="area_code", since="failed_since")).order_by(
        FailedStep.id
    )
)


def failed_steps(connection: Connection, step: str | None = None) -> list[FailedStepRow]:
    """The steps that stand failed, those that failed first before the others; all, or of one."""
    found = (FailedStepRow(*row) for row in _ALL.rows(connection, {}))
    return [one for one in found if step in (None, one.step)]


def failed_steps_within(connection: Connection, areas: Collection[str]) -> list[FailedStepRow]:
    """Those of the areas, of what lies in them and of what they lie in."""
    return [one for one in failed_steps(connection) if any(_meets(one.area, own) for own in areas)]


def _meets(failed: str, own: str) -> bool:
    return COUNTRY in (failed, own) or failed.startswith(own) or failed in areas_of(own)
