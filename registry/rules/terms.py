"""Terms of one office: which of them cannot stand beside each other (practice.md 7).

People say and read the last day on which an office or a part is held. The registry keeps the
day after, from which it is not: `valid_to`, and `stop` wherever the code carries a term. The
two functions here are the only way from one to the other (decision 0018).
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Protocol, TypeVar, overload

DAY = timedelta(days=1)
LAST_OF_THE_YEAR = (9, 30)  # of the fiscal year: officials retire and move with it


@overload
def stop_after(last_day: date) -> date: ...
@overload
def stop_after(last_day: None) -> None: ...
def stop_after(last_day: date | None) -> date | None:
    """The first day out, for the last day in office; None where no end is known."""
    return None if last_day is None else last_day + DAY


def last_day(stop: date | None) -> date | None:
    """The last day in office, for the first day out; None where no end is known."""
    return None if stop is None else stop - DAY


class OfficeTerm(NamedTuple):
    """A person, by id or reference, in a capacity from a day up to, not including, another.

    Without `stop` no end is known.
    """

    person: int | str
    capacity: str
    start: date
    stop: date | None = None


def member_since(
    named_on: date, orders: Sequence[tuple[date, date | None]], *, by_order: bool
) -> date | None:
    """The first day of a member who was named on that day; None where no order appoints them yet.

    Nobody is a member before an order is in force. Whoever is named while a committee is
    formed (`by_order`) begins with the order that follows; who takes another's place under an
    order in force begins on that day. `orders` are when each was in force, the end not included.
    """
    stands = any(start <= named_on and goes_on(stop, named_on) for start, stop in orders)
    if stands and not by_order:
        return named_on
    following = [start for start, _ in orders if start >= named_on]
    return min(following, default=named_on if stands else None)


class Dated(Protocol):
    """Whatever holds from a day up to, not including, another."""

    @property
    def start(self) -> date: ...
    @property
    def stop(self) -> date | None: ...


class DatedTerm(Dated, Protocol):
    """The same in a capacity."""

    @property
    def capacity(self) -> str: ...


def covers(one: Dated, on: date) -> bool:
    """Whether it holds on that day."""
    return one.start <= on and goes_on(one.stop, on)


def goes_on(stop: date | None, on: date) -> bool:
    """Whether what has begun still holds on that day; without `stop` no end is known."""
    return stop is None or on < stop


T = TypeVar("T", bound=DatedTerm)


def a_day_short(terms: Sequence[T]) -> list[T]:
    """Those of one office whose last day was likely recorded a day early (decision 0018).

    They end on 29 September, or leave the office vacant on one single day.
    """
    return [one for one in terms if one.stop is not None and _is_short(one, one.stop, terms)]


def _is_short(one: DatedTerm, stop: date, terms: Sequence[DatedTerm]) -> bool:
    follows = {other.start for other in terms if other.capacity == one.capacity}
    retires = (stop.month, stop.day) == LAST_OF_THE_YEAR
    return stop not in follows and (retires or stop + DAY in follows)


def clash(new: OfficeTerm, stand: Iterable[OfficeTerm]) -> OfficeTerm | None:
    """The term that the new one cannot stand beside; None where there is none.

    A term whose end nobody recorded ends where the next one of its capacity begins, so a
    successor meets it without a clash. Own right and acting stand beside each other; of those
    who act there is one at a time. What the same person has in the same capacity is theirs to
    extend.
    """
    return next((one for one in stand if _clashes(new, one)), None)


def _clashes(new: OfficeTerm, one: OfficeTerm) -> bool:
    if (new.capacity == "own") != (one.capacity == "own"):
        return False
    if new.capacity != one.capacity:
        return goes_on(one.stop, new.start) and goes_on(new.stop, one.start)
    if new.person == one.person:
        return False
    if new.start == one.start:
        return True
    if one.start < new.start:
        return one.stop is not None and one.stop > new.start
    return new.stop is not None and new.stop > one.start
