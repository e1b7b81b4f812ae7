"""Groups of a committee that moves have left with few members."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from config.words import Sentence, both
from registry.queries.members import invitees
from registry.queries.orders import at_work_since
from registry.rules.membership import body_term
from registry.rules.seats import BodyKey

FEW = 2  # members with whom a group does not work any more


@dataclass(frozen=True)
class ThinnedGroup:
    """A group, how many members it has, and how many it had when the committee began to work."""

    body: BodyKey
    members: int
    before: int

    @property
    def sentence(self) -> Sentence:
        """Which group, how many are left of how many, and what to do."""
        values = {"members": self.members, "before": self.before}
        return both("group.thinned", body=body_term(self.body), **values)


def thinned_groups(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> tuple[ThinnedGroup, ...]:
    """The groups that have so few members on that day and had more; vacant seats count as none.

    What is not recorded was not lost: a group of which few were ever known is none of them.
    """
    since = at_work_since(connection, on, district, known).get(district)
    if since is None or since > on:
        return ()
    now = _members(connection, district, on, known)
    if all(len(people) > FEW for people in now.values()):
        return ()
    then = _members(connection, district, since, known)
    return tuple(
        ThinnedGroup(body, len(people), len(then[body]))
        for body, people in now.items()
        if len(people) <= FEW < len(then[body])
    )


def _members(
    connection: Connection, district: str, on: date, known: datetime | None
) -> dict[BodyKey, set[int]]:
    """Who sits in each of the groups of the operations committee."""
    found: dict[BodyKey, set[int]] = {
        body: set() for body in BodyKey if body is not BodyKey.EXECUTIVE
    }
    for one in invitees(connection, district, on, known):
        for seat in one.member.seats:
            if one.member.person is not None and seat.body in found:
                found[seat.body].add(one.member.person)
    return found
