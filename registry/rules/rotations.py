"""Rotations of an office: the days from which another than before holds it, or nobody does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from registry.rules.terms import DAY, DatedTerm, covers

OWN = "own"
ACTS = ("acting_vacant", "acting")
ON_BEHALF = "on_behalf"  # signs for who holds the office, and holds it never


class Term(DatedTerm, Protocol):
    """A person who holds an office in a capacity from a day up to, not including, another."""

    @property
    def person(self) -> int: ...


@dataclass(frozen=True)
class Rotation:
    """From `on` the office is no longer that of `leaving` but of `coming`; None while vacant."""

    on: date
    leaving: int
    coming: int | None


@dataclass(frozen=True)
class Changes:
    """What of the rotations of an office is new, and of those before what moved or is gone."""

    new: tuple[Rotation, ...]
    moved: tuple[tuple[Rotation, Rotation], ...]
    gone: tuple[Rotation, ...]


def rotations(terms: Sequence[Term]) -> tuple[Rotation, ...]:
    """The rotations that the terms make, in order. Whoever is first known is none."""
    return tuple(_rotations(terms))


def _rotations(terms: Sequence[Term]) -> Iterator[Rotation]:
    days = {one.start for one in terms} | {one.stop for one in terms if one.stop is not None}
    last: int | None = None  # who held it last
    now: int | None = None
    for day in sorted(days):
        then = _holder(terms, day)
        if last is not None and then != now:
            yield Rotation(day, last, then)
        now, last = then, last if then is None else then


def _holder(terms: Sequence[Term], day: date) -> int | None:
    """Who holds the office in their own right, else who acts in it while it is vacant."""
    held = [one for one in terms if covers(one, day)]
    chosen = [one for one in held if one.capacity == OWN] or [
        one for one in held if one.capacity != ON_BEHALF
    ]
    return min((one.person for one in chosen), default=None)


def stays_acting(terms: Sequence[Term], day: date) -> bool:
    """Whether who is there from that day acted in the vacant office until then: nobody leaves."""
    before = day - DAY
    held = any(one.capacity == OWN and covers(one, before) for one in terms)
    return not held and (now := _holder(terms, day)) is not None and now == _holder(terms, before)


def is_vacant(terms: Sequence[DatedTerm], day: date) -> bool:
    """Whether nobody holds, acts in or signs for an office that somebody was in before."""
    began = any(one.start < day for one in terms)
    return began and not any(covers(one, day) for one in terms)


def becomes_known(before: Sequence[Rotation], after: Sequence[Rotation], by: date) -> bool:
    """Whether only `after` tells who came by the last rotation until that day."""
    last = max((one for one in after if one.on <= by), key=lambda one: one.on, default=None)
    unknown = {one.on for one in before if one.coming is None}
    return last is not None and last.coming is not None and last.on in unknown


def names_another(before: Sequence[Rotation], after: Sequence[Rotation], by: date) -> date | None:
    """The day, up to that one, of the last rotation, where another came by it than was told."""
    last = max((one for one in after if one.on <= by), key=lambda one: one.on, default=None)
    came = {one.on: one.coming for one in before}
    if last is None or None in (last.coming, came.get(last.on)):
        return None
    return None if came[last.on] == last.coming else last.on


def changes(before: Sequence[Rotation], after: Sequence[Rotation]) -> Changes:
    """What changed. A successor who becomes known changes nothing of the day."""
    days_before, days_after = {one.on for one in before}, {one.on for one in after}
    gone = [one for one in before if one.on not in days_after]
    new = [one for one in after if one.on not in days_before]
    moved = []
    for one in gone.copy():
        same = next((other for other in new if _same(one, other)), None)
        if same is not None:
            moved.append((one, same))
            gone.remove(one)
            new.remove(same)
    return Changes(tuple(new), tuple(moved), tuple(gone))


def _same(one: Rotation, other: Rotation) -> bool:
    return (one.leaving, one.coming) == (other.leaving, other.coming)
