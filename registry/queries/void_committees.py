"""Committees that were never there: taken in, worked with, and withdrawn as a mistake.

What belongs to one is derived from when it was taken in and when that was withdrawn: every process
that began in its district between the two.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from registry.journal import InstanceRow, begun_periods, instances
from registry.models import Audit, Entry, Instance
from registry.queries.last_committees import WITHDRAWAL, LastCommittee, withdrawals

ADOPTION_LINK = "adopt"  # what the audit calls an adoption


@dataclass(frozen=True)
class VoidCommittee:
    """A committee of the district whose adoption was withdrawn by that entry.

    `since`: when its first form was recorded, `until`: when it was withdrawn.
    """

    district: str
    entry: int
    since: datetime
    until: datetime


def void_committees(
    connection: Connection, districts: Collection[str] | None = None, known: datetime | None = None
) -> list[VoidCommittee]:
    """Those of the districts, or of all, as known at an instant; the oldest first."""
    found = []
    for one in withdrawals(connection, districts, known):
        since = first_taken_in(connection, one.district, one.before, one.recorded_at)
        if since is not None:
            found.append(VoidCommittee(one.district, one.entry, since, one.recorded_at))
    return found


def first_taken_in(
    connection: Connection,
    district: str,
    before: LastCommittee | None,
    until: datetime | None = None,
) -> datetime | None:
    """When the first form was recorded of the committee that followed `before`; None for none."""
    query = select(func.min(Audit.at)).where(
        Audit.area_code == district, Audit.action == ADOPTION_LINK
    )
    if before is not None:
        query = query.where(Audit.at > before.recorded_at)
    if until is not None:
        query = query.where(Audit.at <= until)
    return connection.scalar(query)


def instances_of_committee(
    district: str, since: datetime, until: datetime | None = None
) -> Select[int]:
    """The processes of the committee that was taken in then, until its adoption was withdrawn."""
    began: list[ColumnElement[bool]] = [Entry.kind == "start", Entry.recorded_at >= since]
    if until is not None:
        began.append(Entry.recorded_at < until)
    return (
        select(Instance.id)
        .join(Entry, and_(Entry.instance_id == Instance.id, *began))
        .where(Instance.district_code == district, Instance.process != WITHDRAWAL)
    )


def void_instances(
    connection: Connection, districts: Collection[str] | None = None, known: datetime | None = None
) -> frozenset[int]:
    """Every process of a committee of these districts that was never there: none counts it."""
    void = void_committees(connection, districts, known)
    queries = (instances_of_committee(one.district, one.since, one.until) for one in void)
    return frozenset(chain.from_iterable(connection.scalars(query) for query in queries))


def counted_instances(connection: Connection, district: str) -> list[InstanceRow]:
    """All instances of the district, oldest first, but for those that nothing counts."""
    void = void_instances(connection, (district,))
    return [one for one in instances(connection, district=district) if one.id not in void]


def counted_periods(
    connection: Connection, process: str, districts: Collection[str] | None = None
) -> dict[str, frozenset[str]]:
    """The periods for which the process was ever begun, by district, where anything counts it."""
    void = void_instances(connection, districts)
    return begun_periods(connection, process, districts, but=void)


def void_committee_of(
    connection: Connection, district: str, instance: int, known: datetime | None = None
) -> VoidCommittee | None:
    """The committee that was never there whose process it is; None for a process that counts."""
    for one in void_committees(connection, (district,), known):
        these = instances_of_committee(district, one.since, one.until)
        if connection.scalar(these.where(Instance.id == instance)) is not None:
            return one
    return None
