"""Groups of a committee that moves have left with few members."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from config.words import Sentence, both
from registry.queries.committee_day import CommitteeDay
from registry.queries.members import members_by_district
from registry.queries.orders import at_work_since
from registry.rules.attendance import DistinctMember
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


def thinned_groups(committee: CommitteeDay) -> tuple[ThinnedGroup, ...]:
    """The groups that have so few members on that day and had more; vacant seats count as none.

    What is not recorded was not lost: a group of which few were ever known is none of them.
    """
    since = committee.since
    return () if since is None else _thinned(committee.members, committee.at(since))


def thinned_by_district(
    connection: Connection,
    districts: Collection[str],
    on: date,
    known: datetime | None = None,
) -> dict[str, tuple[ThinnedGroup, ...]]:
    """The same of several districts, those that have any: the same questions however many."""
    since = at_work_since(connection, on, known=known)
    at_work = [one for one in districts if one in since]
    found = {}
    for district, members in members_by_district(connection, at_work, on, known).items():
        began = CommitteeDay(connection, district, since[district], known)
        if thinned := _thinned(members, began):
            found[district] = thinned
    return found


def _thinned(members: Iterable[DistinctMember], began: CommitteeDay) -> tuple[ThinnedGroup, ...]:
    """Compared with the day on which the committee began to work: read where a group is small."""
    now = _by_group(members)
    if all(len(people) > FEW for people in now.values()):
        return ()
    then = _by_group(began.members)
    return tuple(
        ThinnedGroup(body, len(people), len(then[body]))
        for body, people in now.items()
        if len(people) <= FEW < len(then[body])
    )


def _by_group(members: Iterable[DistinctMember]) -> dict[BodyKey, set[int]]:
    """Who sits in each of the groups of the operations committee."""
    found: dict[BodyKey, set[int]] = {
        body: set() for body in BodyKey if body is not BodyKey.EXECUTIVE
    }
    for one in members:
        for seat in one.seats:
            if one.person is not None and seat.body in found:
                found[seat.body].add(one.person)
    return found
