"""What transfer orders announce of an office, each beside the others: pure, by their papers' days.

An order moves or calls off what an earlier one announced of the same person, where it was signed
before that came about. Whatever the sequence in which the orders are recorded, the same holds.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Who(NamedTuple):
    """A person who comes, and in which capacity."""

    person: int
    capacity: str


class Announcement(NamedTuple):
    """What an order says of an office: that somebody comes from `on`; None where it calls that off.

    `who` is None while nobody is known. `stands`: no later order took its place.
    """

    number: str
    dated: date
    on: date | None
    who: Who | None
    stands: bool = True


class Neighbours(NamedTuple):
    """Whose place an announcement takes, and which later one takes its own."""

    before: Announcement | None = None
    after: Announcement | None = None


def neighbours(new: Announcement, known: Iterable[Announcement]) -> Neighbours:
    """The announcements of the same person that it changes, and that changes it."""
    others = sorted((one for one in known if _speaks_of_the_same(one, new)), key=rank)
    before = [one for one in others if rank(one) < rank(new)]
    after = [one for one in others if rank(one) > rank(new)]
    return Neighbours(
        next((one for one in before[-1:] if is_in_time(new, one)), None),
        next((one for one in after[:1] if is_in_time(one, new)), None),
    )


def _speaks_of_the_same(one: Announcement, new: Announcement) -> bool:
    return one.number != new.number and one.who is not None and one.who == new.who


def is_in_time(later: Announcement, earlier: Announcement) -> bool:
    """Whether the later order was signed before what the earlier one announced came about."""
    return earlier.on is not None and later.dated <= earlier.on


def pending(new: Announcement, known: Iterable[Announcement]) -> list[Announcement]:
    """What stands of other orders and had not come about as the new one was signed."""
    return [
        one for one in known if one.stands and one.number != new.number and is_in_time(new, one)
    ]


def rank(one: Announcement) -> tuple[date, int, str]:
    """Where the order stands among others: by its date, and of one day by its number."""
    first = re.search(r"\d+", one.number)
    return one.dated, int(first[0]) if first else 0, one.number
