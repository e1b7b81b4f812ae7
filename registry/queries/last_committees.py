"""Where the last committee of a district stopped: it ended, or its adoption was withdrawn."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Select, select

from registry.journal import EntryRow
from registry.models import Instance
from registry.queries.decisions import entries_at
from registry.shaped_queries import ListQuery, ShapedQuery, constants

DISSOLUTION, ORDERED, ENDED = "dissolution", "ending_order", "confirm_ending"
WITHDRAWAL, WITHDRAWN = "adoption_withdrawal", "confirm_adoption_withdrawal"
CONFIRMED = "confirmed"
GATES = (ORDERED, ENDED, WITHDRAWN)


@dataclass(frozen=True)
class CommitteeEnding:
    """By which order a committee ended, and on which day; the entry that ended it, and when."""

    instance: int
    entry: int
    recorded_at: datetime
    on: date
    number: str


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


class _Stop(NamedTuple):
    """A decision by which a committee stopped; `ending` None where it had never been."""

    district: str
    entry: int
    recorded_at: datetime
    ending: CommitteeEnding | None


def last_committee(
    connection: Connection,
    district: str,
    on: date = date.max,
    known: datetime | None = None,
    *,
    but: int | None = None,
) -> LastCommittee | None:
    """Where the district's last committee stopped by that day; None where none has.

    `but`: what that instance decides is left out.
    """
    return last_committees(connection, (district,), on, known, but=but).get(district)


def last_committees(
    connection: Connection,
    districts: Collection[str] | None = None,
    on: date = date.max,
    known: datetime | None = None,
    *,
    but: int | None = None,
) -> Mapping[str, LastCommittee]:
    """The same of several districts, or of all, by district; as known at an instant.

    A committee whose adoption was withdrawn was never there, whatever the day.
    """
    found: dict[str, LastCommittee] = {}
    stops = _stops(connection, districts, known, but)
    for one in sorted(stops, key=lambda stop: stop.entry):
        if one.ending is not None and one.ending.on > on:
            continue
        before = found.get(one.district)
        ending = one.ending or (before.ending if before else None)
        found[one.district] = LastCommittee(one.entry, one.recorded_at, ending)
    return found


def committees_ended(
    connection: Connection, districts: Collection[str], on: date, known: datetime | None = None
) -> frozenset[str]:
    """The districts whose committee, or the last of them, ended by that day."""
    found = last_committees(connection, districts, on, known).items()
    return frozenset(code for code, last in found if last.ending is not None)


@dataclass(frozen=True)
class Withdrawal:
    """The entry by which an adoption was withdrawn, and the committee `before` that one."""

    district: str
    entry: int
    recorded_at: datetime
    before: LastCommittee | None


def withdrawals(
    connection: Connection,
    districts: Collection[str] | None = None,
    known: datetime | None = None,
) -> list[Withdrawal]:
    """Each withdrawal of an adoption of the districts, or of all, that stands; the oldest first."""
    found, before = [], dict[str, LastCommittee]()
    for one in sorted(_stops(connection, districts, known), key=lambda stop: stop.entry):
        last = before.get(one.district)
        if one.ending is None:
            found.append(Withdrawal(one.district, one.entry, one.recorded_at, last))
        ending = one.ending or (last.ending if last else None)
        before[one.district] = LastCommittee(one.entry, one.recorded_at, ending)
    return found


def endings(connection: Connection, district: str) -> list[CommitteeEnding]:
    """Each end of a committee of the district that stands."""
    stops = _stops(connection, (district,))
    return [one.ending for one in stops if one.ending is not None]


def _stops(
    connection: Connection,
    districts: Collection[str] | None,
    known: datetime | None = None,
    but: int | None = None,
) -> Iterator[_Stop]:
    # In one order, so that a page's reading asks about the same districts once.
    of = None if districts is None else sorted(districts)
    rows = _ALL.rows(connection, ()) if of is None else _OF.rows(connection, of)
    where = {row[0]: row[1] for row in rows if row[0] != but}
    for instance, said in entries_at(connection, [*where], GATES, (), known).items():
        stop = _stop(where[instance], instance, [one for one in said if one.live])
        if stop is not None:
            yield stop


def _stop(district: str, instance: int, said: Sequence[EntryRow]) -> _Stop | None:
    """How the process stopped a committee; None where nobody has confirmed that.

    The day and number of an order are as they count: as corrected.
    """
    confirmed = [
        one
        for one in said
        if one.kind == "decision" and one.gate != ORDERED
        if one.body["answer"]["result"] == CONFIRMED
    ]
    if not confirmed:
        return None
    by = confirmed[-1]
    orders = [one for one in said if one.gate == ORDERED]
    ending = _ending(instance, by, orders[-1].body["answer"]) if orders else None
    return _Stop(district, by.id, by.recorded_at, ending)


def _ending(instance: int, by: EntryRow, order: Mapping[str, Any]) -> CommitteeEnding:
    """The end by that order; of one whose date was redacted, on the day of its confirmation."""
    dated, number = order["dated"], order["number"]
    on = date.fromisoformat(dated) if isinstance(dated, str) else by.act_date
    return CommitteeEnding(instance, by.id, by.recorded_at, on, str(number))


def _instances() -> Select[int, str]:
    processes = constants((DISSOLUTION, WITHDRAWAL))
    query = select(Instance.id, Instance.district_code).where(Instance.process.in_(processes))
    return query.order_by(Instance.id)


def _of(districts: Sequence[BindParameter[str]]) -> Select[int, str]:
    return _instances().where(Instance.district_code.in_(districts))


_ALL: ShapedQuery[tuple[()]] = ShapedQuery(lambda _: _instances())
_OF = ListQuery(_of)
