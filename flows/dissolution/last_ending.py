"""The end of a committee, as long as it stands: by which order, and from which day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from flows.dissolution.gates import GATES, ConfirmEndingV1, EndingOrderV1
from flows.dissolution.process import DISSOLUTION_OF_COMMITTEE, DissolutionOutcome
from flows.engine.answers import answers_of
from registry.journal import InstanceRow, instances_come_to


@dataclass(frozen=True)
class CommitteeEnding:
    """By which order a committee ended, and on which day; the entry that ended it, and when."""

    instance: int
    entry: int
    recorded_at: datetime
    on: date
    number: str


def last_endings(
    connection: Connection, district: str | None = None
) -> Mapping[str, CommitteeEnding]:
    """The end that was confirmed last in a district, of that one or of all; none where none was."""
    found: dict[str, CommitteeEnding] = {}
    for row in _ended(connection, district):
        ending, before = _ending(connection, row.id), found.get(row.district)
        if before is None or before.entry < ending.entry:
            found[row.district] = ending
    return found


def endings(connection: Connection, district: str) -> Iterator[CommitteeEnding]:
    """Each end of a committee of the district that stands."""
    return (_ending(connection, one.id) for one in _ended(connection, district))


def _ended(connection: Connection, district: str | None) -> list[InstanceRow]:
    process, outcome = DISSOLUTION_OF_COMMITTEE.key, DissolutionOutcome.DISSOLVED
    return instances_come_to(connection, process, outcome, district)


def _ending(connection: Connection, instance: int) -> CommitteeEnding:
    said = answers_of(connection, instance, {one.key: one for one in GATES})
    order, confirmed = said.decided(EndingOrderV1), said.decided(ConfirmEndingV1).decision
    return CommitteeEnding(
        instance, confirmed.id, confirmed.recorded_at, order.answer.dated, order.answer.number
    )
