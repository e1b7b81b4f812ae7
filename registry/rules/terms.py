"""Terms of one office: which of them cannot stand beside each other (practice.md 7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Term:
    """A person, by id or reference, in a capacity from a day up to, not including, another.

    Without `stop` no end is known.
    """

    person: int | str
    capacity: str
    start: date
    stop: date | None = None


def clash(new: Term, stand: Iterable[Term]) -> Term | None:
    """The term that the new one cannot stand beside; None where there is none.

    A term whose end nobody recorded ends where the next one of its capacity begins, so a
    successor meets it without a clash. Own right and acting stand beside each other; of those
    who act there is one at a time. What the same person has in the same capacity is theirs to
    extend.
    """
    return next((one for one in stand if _clashes(new, one)), None)


def _clashes(new: Term, one: Term) -> bool:
    if (new.capacity == "own") != (one.capacity == "own"):
        return False
    if new.capacity != one.capacity:
        return _before(new.start, one.stop) and _before(one.start, new.stop)
    if new.person == one.person:
        return False
    if new.start == one.start:
        return True
    if one.start < new.start:
        return one.stop is not None and one.stop > new.start
    return new.stop is not None and new.stop > one.start


def _before(start: date, stop: date | None) -> bool:
    return stop is None or start < stop
