"""Who is expected at a meeting or training: each person or post once, however many seats."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from config.words import Named
from registry.queries.offices import all_holders
from registry.queries.people_met import PersonMet, people_met
from registry.queries.seats import by_holders, seats_as_ordered
from registry.rules.attendance import DistinctMember, distinct_members


@dataclass(frozen=True)
class Invitee:
    """Somebody who is expected, with all their seats; `person` is None where nobody is known."""

    member: DistinctMember
    person: PersonMet | None
    position: Named

    @property
    def name(self) -> Named:
        """Who it is: the person, else the post."""
        return self.person.name if self.person else self.position


def invitees(connection: Connection, district: str, on: date) -> tuple[Invitee, ...]:
    """The members of the committee on that day, in printed order."""
    held = {one.ref: one.person for one in reversed(all_holders(connection, district, on))}
    found = by_holders(connection, district, on, seats_as_ordered(connection, district, on))
    members = distinct_members(found, held)
    people = people_met(connection, {one.person for one in members if one.person is not None})
    return tuple(Invitee(one, people.get(one.person or 0), _position(one)) for one in members)


def _position(member: DistinctMember) -> Named:
    """What the order calls them: the title of their first seat."""
    first = member.seats[0]
    return Named(first.title_th, first.title_en)
