"""The end of a committee, as long as it stands: by which order, and from which day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from flows.dissolution.gates import GATES, ConfirmEndingV1, EndingOrderV1
from flows.dissolution.process import DISSOLUTION_OF_COMMITTEE, DissolutionOutcome
from flows.engine.answers import answers_of
from registry.journal import instances


@dataclass(frozen=True)
class CommitteeEnding:
    """By which order a committee ended, and on which day; the entry that ended it."""

    instance: int
    entry: int
    on: date
    number: str


def last_ending(connection: Connection, district: str) -> CommitteeEnding | None:
    """The end that was confirmed last; None where no committee of the district has ended."""
    return max(endings(connection, district), key=lambda one: one.entry, default=None)


def endings(connection: Connection, district: str) -> Iterator[CommitteeEnding]:
    """Each end of a committee of the district that stands."""
    for one in instances(connection, district=district):
        ended = one.outcome == DissolutionOutcome.DISSOLVED
        if one.process == DISSOLUTION_OF_COMMITTEE.key and ended:
            yield _ending(connection, one.id)


def _ending(connection: Connection, instance: int) -> CommitteeEnding:
    said = answers_of(connection, instance, {one.key: one for one in GATES})
    order, confirmed = said.decided(EndingOrderV1), said.decided(ConfirmEndingV1)
    return CommitteeEnding(instance, confirmed.decision.id, order.answer.dated, order.answer.number)
