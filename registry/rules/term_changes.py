"""What an order changed of the terms of an office, and the terms without it: pure, day by day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from registry.rules.terms import covers


@dataclass(frozen=True)
class Term:
    """Who holds an office, in what capacity and on what basis; `holding` is the row that says so.

    Two rows that say the same are one term.
    """

    person: int
    capacity: str
    basis: str
    basis_number: str | None
    basis_date: date | None
    scope: str | None
    holding: int = field(compare=False)


class Stretch(NamedTuple):
    """The term that stands from a day up to, not including, another; None for nobody."""

    start: date
    stop: date | None
    term: Term | None


class Change(NamedTuple):
    """From a day up to, not including, another one term stood in the place of another."""

    start: date
    stop: date | None
    was: Term | None
    became: Term | None


class TransferPart(NamedTuple):
    """A change as it was recorded: its number, the order that made it, and that order's day.

    One of a later day lies over those before it; of one day, the one that came later by `place`.
    """

    id: int
    order: str
    day: date
    place: int
    change: Change


class Remains(NamedTuple):
    """What is left once an order is called off: the terms, and by number the later changes that
    now stand in the place of something else.
    """

    terms: tuple[Stretch, ...]
    changed: dict[int, tuple[Change, ...]]


class Beneath(NamedTuple):
    """What a change puts beneath later orders, and their changes that lie on it now, by number."""

    parts: tuple[Change, ...]
    changed: dict[int, tuple[Change, ...]]


def changes(before: Sequence[Stretch], after: Sequence[Stretch]) -> tuple[Change, ...]:
    """What stands otherwise after than before."""
    found = (
        Change(start, stop, _at(before, start), _at(after, start))
        for start, stop in _parts((*before, *after))
    )
    return tuple(_joined(one for one in found if one.was != one.became))


def without(order: str, recorded: Sequence[TransferPart], now: Sequence[Stretch]) -> Remains:
    """The terms as if the order had never been. What was recorded since then stays.

    `recorded` are the changes of all orders of the office, the lowest first. A later order whose
    change had taken the place of this one's takes that of what stood before.
    """
    terms: list[Stretch] = []
    kept: dict[int, list[Change]] = {one.id: [] for one in recorded if one.order != order}
    for start, stop in _parts((*(one.change for one in recorded), *now)):
        layers = [(one.id, one.order, one.change) for one in recorded if covers(one.change, start)]
        term = _at(now, start)
        for place in reversed(range(len(layers))):
            _, by, gone = layers[place]
            if by != order:
                continue
            del layers[place]
            if place == len(layers):
                term = gone.was if term == gone.became else term
            elif layers[place][2].was == gone.became:
                number, other, later = layers[place]
                layers[place] = (number, other, later._replace(was=gone.was))
        terms.append(Stretch(start, stop, term))
        for number, _, left in layers:
            kept[number].append(left._replace(start=start, stop=stop))
    return Remains(tuple(_terms(terms)), _otherwise(recorded, kept))


def beneath(new: TransferPart, recorded: Sequence[TransferPart]) -> Beneath:
    """What a change that ends where a later order begins puts beneath that one.

    Once that order is called off, it holds on. It goes no further than what other doors recorded.
    """
    rank, until = (new.day, new.place), new.change.stop
    mine: list[Change] = []
    kept: dict[int, list[Change]] = {one.id: [] for one in recorded}
    for start, stop in _parts(one.change for one in recorded):
        layers = [one for one in recorded if covers(one.change, start)]
        place = sum((one.day, one.place) < rank for one in layers)
        if until is not None and start == until and place < len(layers):
            over, under = layers[place], layers[place - 1] if place else None
            was = under.change.became if under else over.change.was
            if over.change.was == was:
                mine.append(Change(start, stop, was, new.change.became))
                lifted = over.change._replace(was=new.change.became)
                layers[place] = over._replace(change=lifted)
                until = stop
        for one in layers:
            kept[one.id].append(one.change._replace(start=start, stop=stop))
    parts = tuple(_joined(one for one in mine if one.was != one.became))
    return Beneath(parts, _otherwise(recorded, kept))


def _otherwise(
    recorded: Sequence[TransferPart], kept: Mapping[int, Sequence[Change]]
) -> dict[int, tuple[Change, ...]]:
    """The changes that are not as they were recorded any more, by number."""
    before = {one.id: (one.change,) for one in recorded}
    joined = {number: tuple(_joined(parts)) for number, parts in kept.items()}
    return {number: parts for number, parts in joined.items() if parts != before[number]}


def _parts(pieces: Iterable[Stretch | Change]) -> Iterator[tuple[date, date | None]]:
    """The days between which nothing begins or ends, the last one without an end."""
    days = sorted({day for one in pieces for day in (one.start, one.stop) if day is not None})
    yield from pairwise(days)
    if days:
        yield days[-1], None


def _at(stretches: Sequence[Stretch], day: date) -> Term | None:
    found = (one.term for one in stretches if covers(one, day))
    return next(found, None)


def _joined(found: Iterable[Change]) -> Iterator[Change]:
    last: Change | None = None
    for one in found:
        if last is not None and last.stop == one.start and last[2:] == one[2:]:
            last = last._replace(stop=one.stop)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _terms(found: Iterable[Stretch]) -> Iterator[Stretch]:
    last: Stretch | None = None
    for one in found:
        if last is not None and last.term == one.term:
            last = last._replace(stop=one.stop)
            continue
        if last is not None and last.term is not None:
            yield last
        last = one
    if last is not None and last.term is not None:
        yield last
