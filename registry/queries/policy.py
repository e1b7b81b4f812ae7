"""Changes of policy of an area, and the versions of manuals that are taught there."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, or_, select

from registry.facts import holds, live
from registry.models import ManualVersion, PolicyEvent
from registry.models.base import Day
from registry.rows import columns_of, every
from registry.shaped_queries import KnownQuery
from registry.transaction import COUNTRY


@dataclass(frozen=True)
class PolicyRow:
    """A change of policy, and since when; `topics` are keys joined by commas."""

    key: str
    area: str
    title_th: str
    title_en: str
    topics: str
    on: date


_POLICIES = select(*columns_of(PolicyRow, PolicyEvent, on="valid_from"))
POLICIES = _POLICIES.where(live(PolicyEvent))


def policy_events(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[PolicyRow]:
    """The changes of policy that hold in the district on that day, oldest first."""
    said = {"province": district[:2], "on": on}
    return every(PolicyRow, _IN_FORCE.rows(connection, known, said))


def last_policy_change(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> PolicyRow | None:
    """The newest change of policy that holds in the district on that day; None where none does."""
    return next(reversed(policy_events(connection, district, on, known)), None)


_IN_FORCE = KnownQuery(
    lambda known: _POLICIES.where(
        live(PolicyEvent, known),
        or_(PolicyEvent.area_code == COUNTRY, PolicyEvent.area_code == bindparam("province")),
        PolicyEvent.valid_from <= bindparam("on", type_=Day),
    ).order_by(PolicyEvent.valid_from, PolicyEvent.id)
)


@dataclass(frozen=True)
class ManualRow:
    """The version of a manual that is taught, and since when."""

    key: str
    version: str
    area: str
    since: date


def policies_called(connection: Connection, key: str) -> list[PolicyRow]:
    """The changes of policy of that short name, of every area."""
    return every(PolicyRow, connection.execute(POLICIES.where(PolicyEvent.key == key)))


def manuals_used(
    connection: Connection, area: str, on: date, known: datetime | None = None
) -> dict[str, ManualRow]:
    """The versions taught on that day by the manual's key: the province's own comes first."""
    query = select(*columns_of(ManualRow, ManualVersion, since="valid_from")).where(
        ManualVersion.area_code.in_((COUNTRY, area[:2])), holds(ManualVersion, on, known)
    )
    rows = every(ManualRow, connection.execute(query))
    return {one.key: one for one in sorted(rows, key=lambda row: row.area != COUNTRY)}
