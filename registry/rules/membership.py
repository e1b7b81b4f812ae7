"""Who sits in a committee: what is wrong with a list of seats, its counts and numbers.

A seat is not an office, not an agency and not a person (R31).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal, NamedTuple

from config.words import LANGUAGES, Named, Sentence, Term, Value, both, written
from registry.refusals import Refusal
from registry.rules.district_offices import CHIEF
from registry.rules.seats import (
    BodyKey,
    Seat,
    SeatMode,
    SeatRole,
)

_LAO = "lao_president"
NAME_MISSING, UNRECORDED = "name_missing", "office_not_recorded"


class MembershipUnfit(Refusal):
    """A list of seats that cannot go into an order: every error is named."""


class FocalPoint(NamedTuple):
    """The Deputy District Chief to whom the Chief delegated: office, person, who it is."""

    office: str
    person: int | None
    title: Named


@dataclass(frozen=True)
class MembershipFinding:
    """One thing to say about a list of seats. An error keeps it out of an order."""

    code: str
    severity: Literal["error", "warning"]
    values: Mapping[str, Value]

    @property
    def sentence(self) -> Sentence:
        """What is wrong and the remedy, in both languages."""
        return both(f"finding.{self.code}", **self.values)


@dataclass(frozen=True)
class MembershipFindings:
    """All that there is to say about a list of seats."""

    all: tuple[MembershipFinding, ...]

    @property
    def errors(self) -> tuple[MembershipFinding, ...]:
        """What keeps the list out of an order."""
        return tuple(finding for finding in self.all if finding.severity == "error")

    @property
    def warnings(self) -> tuple[MembershipFinding, ...]:
        """What the coordinator should look at and may leave."""
        return tuple(finding for finding in self.all if finding.severity == "warning")

    def only_warned_of(self, *codes: str) -> "MembershipFindings":
        """The same, these among the errors being something to look at, with why they matter.

        What keeps a committee from being established may be left in one that is at work.
        """
        return MembershipFindings(
            tuple(
                replace(one, severity="warning", code=f"{one.code}.left")
                if one.code in codes
                else one
                for one in self.all
            )
        )

    def insist(self) -> None:
        """Refuse with all errors, if there are any."""
        if self.errors:
            said = [finding.sentence for finding in self.errors]
            raise MembershipUnfit(
                field="seats",
                errors=Named(" ".join(one.th for one in said), " ".join(one.en for one in said)),
            )


def check(seats: Sequence[Seat], focal_point: FocalPoint | None = None) -> MembershipFindings:
    """What is wrong with the seats (errors) and what to look at (warnings).

    Errors: no local administrative organisation (R66), an empty body, other than one chair
    or one vice-chair, two heads of a group, a key or within a body an office used twice.
    Warnings: a focal point without a seat (A1: a seat is proposed, never added), a seat
    whose office is not recorded, a seat by name without a name.
    """
    return MembershipFindings(
        tuple(
            chain(
                _without_lao(seats),
                _empty_bodies(seats),
                _leaders(seats),
                _used_twice(seats),
                _focal_point_unseated(seats, focal_point),
                _unrecorded(seats),
            )
        )
    )


def told_together(findings: Iterable[MembershipFinding]) -> tuple[Sentence, ...]:
    """What the findings say, of all seats without a recorded office in one sentence."""
    found = list(findings)
    loose = [one for one in found if one.code == UNRECORDED]
    # An office may sit in several bodies: it lacks once.
    seats = dict.fromkeys(v for one in loose if isinstance(v := one.values["seat"], Named))
    if len(seats) < 2:  # noqa: PLR2004 — several
        return tuple(one.sentence for one in found)
    titles = Named(", ".join(one.th for one in seats), "; ".join(one.en for one in seats))
    together = both("finding.office_not_recorded.several", count=len(seats), seats=titles)
    return (*(one.sentence for one in found if one.code != UNRECORDED), together)


def title_of(seat: Seat) -> Named:
    """The seat's printed title in both languages."""
    return Named(seat.title_th, seat.title_en)


def body_term(body: BodyKey) -> Term:
    """A body as a sentence calls it: "the Prevention group"."""
    return Term(f"body.{body}")


def listed(seats: Iterable[Seat]) -> Named:
    """The titles of the seats as one list."""
    titles = [title_of(seat) for seat in seats]
    return Named(", ".join(title.th for title in titles), "; ".join(title.en for title in titles))


def titles_in_bodies(seats: Iterable[Seat]) -> tuple[Sentence, ...]:
    """Each title once, with the bodies in which it stands: one may stand in several (R31)."""
    bodies: dict[Named, dict[BodyKey, None]] = {}
    for seat in seats:
        bodies.setdefault(title_of(seat), {})[seat.body] = None
    return tuple(
        both("page.seat.in_body", seat=title, body=_together([body_term(one) for one in own]))
        for title, own in bodies.items()
    )


def _together(bodies: Sequence[Term]) -> Named:
    thai, english = (", ".join(written(one, lang) for one in bodies) for lang in LANGUAGES)
    return Named(thai, english)


def seat_called(seat: Seat) -> Sentence:
    """A seat with its body."""
    return titles_in_bodies((seat,))[0]


def _without_lao(seats: Sequence[Seat]) -> Iterable[MembershipFinding]:
    if not any(_is_lao(seat) for seat in seats):
        yield _error("no_lao_seat")


def _is_lao(seat: Seat) -> bool:
    return seat.kind == _LAO or _LAO in (seat.office or "").split("/")


def _empty_bodies(seats: Sequence[Seat]) -> Iterable[MembershipFinding]:
    filled = {seat.body for seat in seats}
    for body in BodyKey:
        if body not in filled:
            yield _error("body_empty", body=body_term(body), members=Term(f"body.{body}.members"))


def _leaders(seats: Sequence[Seat]) -> Iterable[MembershipFinding]:
    roles = Counter(seat.role for seat in seats)
    for role in (SeatRole.CHAIR, SeatRole.VICE_CHAIR):
        if roles[role] == 0:
            yield _error(f"no_{role}")
        elif roles[role] > 1:
            holders = [seat for seat in seats if seat.role is role]
            yield _error(f"several_{role}s", count=roles[role], seats=listed(holders))
    for body in BodyKey:
        heads = [s for s in seats if s.body is body and s.role is SeatRole.GROUP_HEAD]
        if len(heads) > 1:
            yield _error("several_group_heads", body=body_term(body), seats=listed(heads))
        elif not heads and body is not BodyKey.EXECUTIVE and any(s.body is body for s in seats):
            yield _warning("no_group_head", body=body_term(body))


def _used_twice(seats: Sequence[Seat]) -> Iterable[MembershipFinding]:
    for key, times in Counter(seat.key for seat in seats).items():
        if times > 1:
            yield _error("key_twice", seat_key=key, count=times)
    offices = Counter((seat.body, seat.office) for seat in seats if seat.office is not None)
    for (body, office), times in offices.items():
        if times > 1:
            holders = [seat for seat in seats if (seat.body, seat.office) == (body, office)]
            yield _error("office_twice", body=body_term(body), seats=listed(holders))


class DoubleSeat(NamedTuple):
    """A seat by name of somebody who fills another one too."""

    named: Seat
    other: Seat

    @property
    def of_chief(self) -> bool:
        """Whether the other seat is the Chief's."""
        return (self.other.office or "").endswith(f"/{CHIEF}")

    @property
    def sentence(self) -> Sentence:
        """Who sits twice, and the remedy."""
        name = Named(self.named.person_th or "", self.named.person_en or self.named.person_th or "")
        seat, other = title_of(self.named), title_of(self.other)
        return both("committee.sits_twice", name=name, seat=seat, other=other)


def double_seats(seats: Sequence[Seat], filled: Mapping[str, int | None]) -> Iterator[DoubleSeat]:
    """Each seat by name beside another of the same body that the same person fills, or the Chief's.

    One who becomes Chief keeps a seat by name until an order or a replacement takes it.
    """
    for place, named in enumerate(seats):
        for behind, other in enumerate(seats):
            twice = named.person is not None and filled[named.key] == filled[other.key]
            if not twice or other.key == named.key or (other.person and behind < place):
                continue
            found = DoubleSeat(named, other)
            if other.body is named.body or found.of_chief:
                yield found


def _focal_point_unseated(
    seats: Sequence[Seat], focal: FocalPoint | None
) -> Iterable[MembershipFinding]:
    if focal is None:
        return
    seated = any(
        seat.office == focal.office or (seat.person is not None and seat.person == focal.person)
        for seat in seats
    )
    if not seated:
        yield _warning("focal_point_unseated", focal_point=focal.title)


def _unrecorded(seats: Sequence[Seat]) -> Iterable[MembershipFinding]:
    for seat in seats:
        if seat.mode is SeatMode.BY_NAME:
            if not seat.person_th:
                yield _warning(NAME_MISSING, seat=title_of(seat), body=body_term(seat.body))
        elif seat.office is None:
            yield _warning(UNRECORDED, seat=title_of(seat), body=body_term(seat.body))


def _error(code: str, **values: Value) -> MembershipFinding:
    return MembershipFinding(code, "error", values)


def _warning(code: str, **values: Value) -> MembershipFinding:
    return MembershipFinding(code, "warning", values)
