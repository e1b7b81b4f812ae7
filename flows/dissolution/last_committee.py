"""Where the last committee of a district stopped: it ended, or its adoption was withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from flows.dissolution.adoption_withdrawal import ADOPTION_WITHDRAWAL, WithdrawalOutcome
from flows.dissolution.adoption_withdrawal_gates import GATES, ConfirmAdoptionWithdrawalV1
from flows.dissolution.last_ending import CommitteeEnding, last_endings
from flows.engine.answers import answers_of
from registry.journal import instances_come_to


@dataclass(frozen=True)
class LastCommittee:
    """The entry by which the last committee stopped, and when it was recorded.

    What was told or begun after that entry is the next committee's. `ending` is how the last
    committee that there was ended: one whose adoption was withdrawn never was.
    """

    entry: int
    recorded_at: datetime
    ending: CommitteeEnding | None

    @property
    def on(self) -> date:
        """The day on which a committee ended; the first of all days where none has."""
        return self.ending.on if self.ending else date.min


def last_committee(connection: Connection, district: str) -> LastCommittee | None:
    """Where the district's last committee stopped; None where none has."""
    return last_committees(connection, district).get(district)


def last_committees(
    connection: Connection, district: str | None = None
) -> Mapping[str, LastCommittee]:
    """The same of one district or of all, by district."""
    endings = last_endings(connection, district)
    found = {code: LastCommittee(one.entry, one.recorded_at, one) for code, one in endings.items()}
    outcome = WithdrawalOutcome.WITHDRAWN
    for row in instances_come_to(connection, ADOPTION_WITHDRAWAL.key, outcome, district):
        said = answers_of(connection, row.id, {one.key: one for one in GATES})
        confirmed = said.decided(ConfirmAdoptionWithdrawalV1).decision
        before = found.get(row.district)
        if before is None or before.entry < confirmed.id:
            ending = endings.get(row.district)
            found[row.district] = LastCommittee(confirmed.id, confirmed.recorded_at, ending)
    return found
