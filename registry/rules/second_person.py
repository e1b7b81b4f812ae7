"""Whether two people stand apart, in an act that needs two.

One person must not be both. Nobody confirms by what the first gave them: a sign-in by the
first's link, or by an identity that the first matched to them, an office or a part that the first
recorded, directly or through others; nor does who gave the first theirs, nor somebody to whom one
and the same third person gave it. What an administrator gives is nobody's hand, but for an
administrator who is the first: it is the office of an administrator to say who is who. An
administrator's link also stands for the offices and parts that the person holds when it is made.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from config.clock import bangkok_day
from registry.rules.rights import Actor, Part, PartHeld, Subject, Verb, may
from registry.rules.terms import covers


class Hand(StrEnum):
    """What came by somebody's hand."""

    SIGN_IN = "sign_in"
    OFFICE = "office"


class InvitationLink(NamedTuple):
    """A link for a person to set a password: who made it, when, and when it was used."""

    by: int | None
    made_at: datetime
    used_at: datetime | None


class IdentityMatch(NamedTuple):
    """A way in by an identity provider: who matched it to the person, when, and until when."""

    by: int | None
    made_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Ground:
    """A term of an office or of a part, and who recorded it.

    `same` is what makes two rows terms of one thing; `part` is None for an office that gives
    none.
    """

    same: tuple[str, ...]
    part: Part | None
    area: str
    start: date
    stop: date | None
    recorded_at: datetime
    superseded_at: datetime | None = None
    by: int | None = None
    holding: int | None = None

    @property
    def parts(self) -> tuple[PartHeld, ...]:
        """The part that it gives, if it gives one."""
        return () if self.part is None else (PartHeld(self.part, self.area, self.start, self.stop),)

    def known(self, at: datetime) -> bool:
        """Whether the registry held it at that instant."""
        return self.recorded_at <= at and (self.superseded_at is None or at < self.superseded_at)

    def in_force(self, day: date) -> bool:
        """Whether it holds on that day."""
        return covers(self, day)

    def lets(self, verb: Verb, subject: Subject, at: datetime) -> bool:
        """Whether it alone let the person do that at that instant, as was known then."""
        return self.known(at) and may(Actor(0, self.parts), verb, subject, bangkok_day(at))

    def covers(self, other: "Ground") -> bool:
        """Whether it is of the same thing and lasts as long."""
        lasts = self.stop is None or (other.stop is not None and other.stop <= self.stop)
        return self.same == other.same and self.start <= other.start and lasts


@dataclass(frozen=True)
class Past:
    """All links, grounds and matches that a person ever had."""

    links: tuple[InvitationLink, ...] = ()
    grounds: tuple[Ground, ...] = ()
    matches: tuple[IdentityMatch, ...] = ()

    def ways_in(self, at: datetime) -> tuple[InvitationLink | IdentityMatch, ...]:
        """What opened the desk to the person at that instant: a password's link, and each match."""
        used = [(one.used_at, one) for one in self.links if one.used_at and one.used_at <= at]
        last = (max(used, key=lambda pair: pair[0])[1],) if used else ()
        stood = (one for one in self.matches if one.made_at <= at)
        return (*last, *(one for one in stood if one.ended_at is None or at < one.ended_at))

    def giving(self, at: datetime) -> tuple[Ground, ...]:
        """The grounds by which the person could give others theirs, or begin an act of two."""
        return tuple(one for one in self.grounds if one.lets(Verb.CORRECT, Subject(one.area), at))

    def areas(self, at: datetime) -> frozenset[str]:
        """The areas that the person had to do with; none for who held nothing but a seat.

        Those of what was in force on that day, else of whatever had been before: the areas in
        which whoever invited them needed the right (`areas_of_person`).
        """
        known = [one for one in self.grounds if one.known(at)]
        in_force = [one for one in known if one.in_force(bangkok_day(at))]
        return frozenset(one.area for one in in_force or known)


PastOf: TypeAlias = Callable[[int], Past]
InQuestion: TypeAlias = frozenset[tuple[int, datetime]]


class Acting(NamedTuple):
    """Somebody in an act of two: when, and by which grounds (one is enough).

    `signs_in` is False of who decides on paper alone.
    """

    person: int
    at: datetime
    grounds: tuple[Ground, ...]
    signs_in: bool = True


def hand_of(giver: int, acting: Acting, past: PastOf, *, trusted: bool = True) -> Hand | None:
    """What of the person came by the hand of `giver`; None where they stand apart.

    `trusted`: what the giver gave as an administrator does not count.
    """
    look = _Look(giver, past, trusted)
    if acting.signs_in and not look.signs_in_freely(acting.person, acting.at, frozenset()):
        return Hand.SIGN_IN
    free = (look.is_free(acting.person, one, acting.at, frozenset()) for one in acting.grounds)
    return None if not acting.grounds or any(free) else Hand.OFFICE


def common_hand(first: Acting, second: Acting, past: PastOf) -> int | None:
    """A third person by whose hand both came, None where there is none."""
    common = givers(first.person, past) & givers(second.person, past)
    for third in sorted(common - {first.person, second.person}):
        if hand_of(third, first, past) and hand_of(third, second, past):
            return third
    return None


def givers(person: int, past: PastOf) -> set[int]:
    """Everybody who ever gave the person anything, or gave to one of those."""
    found: set[int] = set()
    todo = {person}
    while todo:
        new = set(_direct(past(todo.pop()))) - found
        found |= new
        todo |= new
    return found


def _direct(past: Past) -> Iterator[int]:
    given: Iterable[InvitationLink | IdentityMatch | Ground] = (
        *past.links, *past.matches, *past.grounds,
    )  # fmt: skip
    return (one.by for one in given if one.by is not None)


def administers(person: int, at: datetime, area: str | None, past: PastOf) -> bool:
    """Whether the person administered the area (None: any) at that instant, as was known then.

    Under a sign-in that was given by an administrator too, where they had one.
    """
    return _administers(person, at, area, past, frozenset())


def _administers(
    person: int, at: datetime, area: str | None, past: PastOf, asked: InQuestion
) -> bool:
    if (person, at) in asked:
        return False
    theirs = past(person)
    if not any(one.lets(Verb.ADMINISTER, Subject(area or one.area), at) for one in theirs.grounds):
        return False
    given = [(one.by, one.made_at) for one in theirs.ways_in(at) if one.by is not None]
    asked |= {(person, at)}
    return all(_administers(by, made_at, area, past, asked) for by, made_at in given)


@dataclass(frozen=True)
class _Look:
    """A look for the hand of one giver."""

    giver: int
    past: PastOf
    trusted: bool

    def signs_in_freely(self, person: int, at: datetime, asked: InQuestion) -> bool:
        theirs = self.past(person)
        return all(
            self._gave_freely(one.by, one.made_at, theirs.areas(one.made_at), asked)
            for one in theirs.ways_in(at)
        )

    def is_free(self, person: int, ground: Ground, at: datetime, asked: InQuestion) -> bool:
        area = frozenset({ground.area})
        if self._gave_freely(ground.by, ground.recorded_at, area, asked):
            return True
        theirs = self.past(person)
        return any(
            self._stood_for(link, ground.area)
            and any(one.known(link.made_at) and one.covers(ground) for one in theirs.grounds)
            for link in theirs.links
            if link.made_at <= at
        )

    def _stood_for(self, link: InvitationLink, area: str) -> bool:
        if link.by is None or (link.by == self.giver and not self.trusted):
            return False
        return administers(link.by, link.made_at, area, self.past)

    def _gave_freely(
        self, by: int | None, at: datetime, areas: frozenset[str], asked: InQuestion
    ) -> bool:
        """Whether it came from nobody, or from who administered all of those areas.

        Who administers one area may be no more than a coordinator in another: there what they
        give is their hand.
        """
        if by is None:
            return True
        office = all(administers(by, at, area, self.past) for area in areas or (None,))
        if by == self.giver:
            return self.trusted and office
        return office or self._stands(by, at, asked)

    def _stands(self, person: int, at: datetime, asked: InQuestion) -> bool:
        """Whether the person, at that instant, was somebody whom the giver had no hand in."""
        if (person, at) in asked:
            return False
        asked |= {(person, at)}
        return self.signs_in_freely(person, at, asked) and any(
            self.is_free(person, one, at, asked) for one in self.past(person).giving(at)
        )
