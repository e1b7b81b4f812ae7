"""A district's committee on one day: who sits where, read once for all who ask in one reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection

from registry.queries.holdings import HoldingRow, person_by_office
from registry.queries.meetings import MeetingRow, filled_seats, meetings
from registry.queries.members import InForce, member_terms, orders_appointing
from registry.queries.office_holders import all_holders
from registry.queries.orders import at_work_since
from registry.queries.seats import by_holders, seats_as_ordered
from registry.queries.vacancies import vacant_among
from registry.rules.attendance import DistinctMember, distinct_members
from registry.rules.partial_dates import WrittenDate
from registry.rules.seats import Seat


@dataclass(frozen=True)
class CommitteeDay:
    """The committee as it stood on that day, as known at `known`.

    A page that tells seats, newcomers, groups and trainings asks all of them of one day: each
    question goes to the database once. It is kept within one transaction that reads.
    """

    connection: Connection
    district: str
    on: date
    known: datetime | None = None
    _days: dict[date, "CommitteeDay"] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def ordered(self) -> tuple[Seat, ...]:
        """The seats in printed order, each called as the order in force calls it."""
        return seats_as_ordered(self.connection, self.district, self.on, self.known)

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        """The same; a seat for which nobody was named in time is its office's holder's."""
        return by_holders(self.connection, self.district, self.on, self.ordered, self.known)

    @cached_property
    def holders(self) -> Sequence[HoldingRow]:
        """Those of the offices of the district and its province."""
        return all_holders(self.connection, self.district, self.on, self.known)

    @cached_property
    def held(self) -> Mapping[str, int]:
        """Who holds the offices of the district and its province, by reference."""
        return person_by_office(self.holders)

    @cached_property
    def members(self) -> tuple[DistinctMember, ...]:
        """Each person or post that fills seats, once, in printed order."""
        return distinct_members(self.seats, self.held)

    @cached_property
    def filled(self) -> Mapping[str, int | None]:
        """Who fills each seat, by the seat's key; None where nobody is known to."""
        return filled_seats(self.seats, self.held)

    @cached_property
    def vacant(self) -> set[str]:
        """The keys of the seats that are vacant by what is recorded."""
        empty = [one for one in self.seats if self.filled[one.key] is None]
        return vacant_among(self.connection, self.district, self.on, empty, self.known)

    @cached_property
    def since(self) -> date | None:
        """Since when an order is in force on that day; None for none."""
        working = at_work_since(self.connection, self.on, self.district, self.known)
        return working.get(self.district)

    @cached_property
    def appointed(self) -> Sequence[InForce]:
        """When each order that appoints the committee was in force."""
        return orders_appointing(self.connection, self.district, self.on, self.known)

    @cached_property
    def named_since(self) -> Mapping[str, WrittenDate | None]:
        """The first day of whoever fills a seat by name, by the seat's key."""
        return member_terms(self.connection, self.district, self.on, self.appointed, self.known)

    @cached_property
    def meetings(self) -> tuple[MeetingRow, ...]:
        """The committee's meetings by that day, oldest first."""
        found = meetings(self.connection, self.district, self.known)
        return tuple(one for one in found if one.on <= self.on)

    def at(self, day: date) -> "CommitteeDay":
        """The same committee on another day, which is read once as well."""
        if day == self.on:
            return self
        if day not in self._days:
            self._days[day] = CommitteeDay(self.connection, self.district, day, self.known)
        return self._days[day]
