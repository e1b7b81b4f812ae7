"""A district's committee as a person looks at it: bodies, seats, and who sits in them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from config.words import Named, Sentence
from registry.queries.committee_day import CommitteeDay
from registry.queries.members import InForce, since_known
from registry.queries.people import people_met
from registry.queries.seen_offices import OfficeWithHolders, held_by
from registry.queries.vacancies import without_holder
from registry.rules.attendance import BySex
from registry.rules.membership import double_seats, title_of
from registry.rules.partial_dates import WrittenDate
from registry.rules.seats import BODY_NUMBERS, BodyKey, Seat, SeatMode


@dataclass(frozen=True)
class SeatSummary:
    """A seat: its number, title and role, and who sits in it; None: vacant or not recorded.

    `by_name` is a person whom the order names; else whoever holds `office` sits there. `since`
    is the first day of their term, None where it is not known. Who is `proposed` is named for
    an order that is still to come.
    """

    key: str
    number: str
    title: Named
    role: str
    by_name: bool
    office: Named | None
    sits: Named | Sentence | None
    since: WrittenDate | None = None
    proposed: bool = False
    vacant: bool = False

    @property
    def without(self) -> str:
        """The key of the words for a seat that nobody fills: vacant, or not recorded."""
        return without_holder(vacant=self.vacant)


@dataclass(frozen=True)
class BodySummary:
    """The executive committee or a group, with its seats in printed order."""

    key: str
    seats: tuple[SeatSummary, ...]


@dataclass(frozen=True)
class CommitteeSummary:
    """The bodies of the committee; none before its order is registered. Who sits in it `twice`."""

    bodies: tuple[BodySummary, ...]
    twice: tuple[Sentence, ...] = ()

    @property
    def seats(self) -> int:
        """How many seats it has."""
        return sum(len(body.seats) for body in self.bodies)

    @property
    def counts_without(self) -> list[tuple[str, int]]:
        """How many seats are vacant, and of how many nobody is recorded; each by its words."""
        empty = Counter(one.without for _, one in self.unfilled)
        return [
            (key, empty[key])
            for key in (without_holder(vacant=True), without_holder(vacant=False))
            if empty[key]
        ]

    @property
    def unfilled(self) -> list[tuple[str, SeatSummary]]:
        """The seats that nobody is known to fill, each with its body."""
        return [(body.key, one) for body in self.bodies for one in body.seats if one.sits is None]

    def seated_before(self, day: date) -> list[SeatSummary]:
        """The seats whose members have sat there since before that day: do they still?"""
        seats = (one for body in self.bodies for one in body.seats)
        return [
            one for one in seats if one.sits is not None and one.since and one.since.first < day
        ]


def members_by_sex(committee: CommitteeDay) -> BySex:
    """The people who fill seats, each once, by sex (R57)."""
    people = {one for one in committee.filled.values() if one is not None}
    found = people_met(committee.connection, people).values()
    return BySex.of([one.sex for one in found])


def committee_summary(
    committee: CommitteeDay, offices: Iterable[OfficeWithHolders]
) -> CommitteeSummary:
    """The seats on that day and who fills them."""
    found, held = committee.seats, {one.ref: one for one in offices}
    terms = {**committee.named_since}
    for one in found:
        holders = held[one.office].holders if one.office in held and one.person is None else ()
        if holders:  # by an office held: a member with the office, but not before the order
            terms[one.key] = _by_office(holders[0].since, committee.appointed)
    listed = [body for body in BodyKey if any(one.body is body for one in found)]
    bodies = []
    for body in listed:
        of_body = (one for one in found if one.body is body)
        seats = (
            _seat(
                one,
                f"{BODY_NUMBERS[body]}.{place}",
                held.get(one.office or ""),
                terms,
                committee.vacant,
            )
            for place, one in enumerate(of_body, start=1)
        )
        bodies.append(BodySummary(body, tuple(seats)))
    twice = (one.sentence for one in double_seats(found, committee.filled))
    return CommitteeSummary(tuple(bodies), tuple(twice))


def _by_office(since: WrittenDate, appointed: Sequence[InForce]) -> WrittenDate | None:
    """Since when whoever holds the office sits there: not before the order."""
    found = since_known(since.first, appointed, by_order=False)
    return since if found is not None and found.first == since.first else found


def _seat(
    seat: Seat,
    number: str,
    office: OfficeWithHolders | None,
    terms: Mapping[str, WrittenDate | None],
    vacant: Collection[str],
) -> SeatSummary:
    return SeatSummary(
        key=seat.key,
        number=number,
        title=title_of(seat),
        role=f"role.{'executive' if seat.body is BodyKey.EXECUTIVE else 'group'}.{seat.role}",
        by_name=seat.mode is SeatMode.BY_NAME,
        office=office.title if office else None,
        sits=_sits(seat, office),
        since=terms.get(seat.key),
        proposed=seat.key in terms and terms[seat.key] is None,
        vacant=seat.key in vacant,
    )


def _sits(seat: Seat, office: OfficeWithHolders | None) -> Named | Sentence | None:
    if seat.person_th:
        return Named(seat.person_th, seat.person_en or seat.person_th)
    if seat.mode is SeatMode.BY_NAME or office is None or not office.holders:
        return None
    return held_by(office)
