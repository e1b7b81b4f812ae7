"""What is somebody's own in a district: the seats that they fill, the offices that they hold."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from registry.queries.members import invitees
from registry.queries.office_holders import all_holders
from registry.rules.seats import BodyKey, Seat, SeatRole
from registry.rules.units import chief_of, unit_of


@dataclass(frozen=True)
class Posts:
    """The seats and offices of one person in a district, as everybody is told who sits there."""

    district: str
    seats: tuple[Seat, ...]
    offices: frozenset[str]

    def own(self, owner: str) -> bool:
        """Whether a request of that owner, a seat or an office, is theirs."""
        return owner in self.offices or any(one.key == owner for one in self.seats)

    @property
    def units(self) -> frozenset[str]:
        """The units that they head: what such a unit is asked, they are asked."""
        spoken_for = {unit_of(one, self.district) for one in self.seats}
        return frozenset(spoken_for - {chief_of(self.district)}) | self.offices

    @property
    def is_secretary(self) -> bool:
        """Whether they are the secretary of the committee."""
        return any(
            one.role is SeatRole.SECRETARY and one.body is BodyKey.EXECUTIVE for one in self.seats
        )


def posts_of(connection: Connection, district: str, person: int, on: date) -> Posts:
    """What the person fills and holds in the district, or in its province, on that day."""
    seats = tuple(
        seat
        for one in invitees(connection, district, on)
        if one.person is not None and one.person.id == person
        for seat in one.member.seats
    )
    held = all_holders(connection, district, on)
    return Posts(district, seats, frozenset(one.ref for one in held if one.person == person))
