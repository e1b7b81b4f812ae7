"""Groups of a committee that moves have left with few members."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from config.words import Sentence, both
from registry.queries.members import members_by_district
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
        return self._said("group.thinned")

    @property
    def short(self) -> Sentence:
        """Which group, and how many are left of how many."""
        return self._said("group.thinned.short")

    def _said(self, key: str) -> Sentence:
        values = {"members": self.members, "before": self.before}
        return both(key, body=body_term(self.body), **values)


def thinned_groups(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> tuple[ThinnedGroup, ...]:
    """The groups that have so few members on that day and had more; vacant seats count as none.

    What is not recorded was not lost: a group of which few were ever known is none of them.
    """
    return thinned_by_district(connection, (district,), on, known).get(district, ())


def thinned_by_district(
    connection: Connection,
    districts: Collection[str],
    on: date,
    known: datetime | None = None,
) -> dict[str, tuple[ThinnedGroup, ...]]:
    """The same of several districts, those that have any: the same questions however many."""
    only = next(iter(districts)) if len(districts) == 1 else None
    since = at_work_since(connection, on, only, known)
    at_work = [one for one in districts if one in since]
    found = {}
    for district, now in _members(connection, at_work, on, known).items():
        if all(len(people) > FEW for people in now.values()):
            continue
        then = _members(connection, (district,), since[district], known)[district]
        thinned = tuple(
            ThinnedGroup(body, len(people), len(then[body]))
            for body, people in now.items()
            if len(people) <= FEW < len(then[body])
        )
        if thinned:
            found[district] = thinned
    return found


def _members(
    connection: Connection, districts: Collection[str], on: date, known: datetime | None
) -> dict[str, dict[BodyKey, set[int]]]:
    """Who sits in each of the groups of the operations committee, by district."""
    found: dict[str, dict[BodyKey, set[int]]] = {}
    for district, members in members_by_district(connection, districts, on, known).items():
        sits = found[district] = {one: set() for one in BodyKey if one is not BodyKey.EXECUTIVE}
        for one in members:
            for seat in one.seats:
                if one.person is not None and seat.body in sits:
                    sits[seat.body].add(one.person)
    return found
