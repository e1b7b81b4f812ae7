"""How long each District Chief is expected to stay yet, and what coordinators are told of it.

Told of the district and its office, plainly: nothing of it is late, and no Chief reads it as a
reminder (practice.md 9).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from config.defaults import policy
from config.words import Named, Sentence, Term, both
from desk.views.view import View
from flows.engine.replay import EventKind
from registry.queries.events import next_days
from registry.queries.holdings import HoldingRow
from registry.queries.office_terms import terms_of_kind
from registry.queries.settings import values_of
from registry.rules.district_offices import CHIEF
from registry.rules.partial_dates import WrittenDate
from registry.rules.plain_values import Json
from registry.rules.term_clock import Held, Stage, TermClock, term_clock
from registry.rules.terms import last_day
from registry.transaction import areas_of

SETTING = "chief.term_months"


@dataclass(frozen=True)
class ChiefTerm:
    """The Chief of a district on a day: who, the clock of the term, and both in words.

    `left` is how long yet, in few words; `said` the whole sentence.
    """

    district: str
    name: Named | None
    clock: TermClock
    left: Sentence
    said: Sentence


@dataclass(frozen=True)
class TermNotice:
    """That a Chief's term is expected to end: nothing is to be answered.

    `stage` says how many months before it this is told, and since when.
    """

    term: ChiefTerm
    stage: Stage
    sentence: Sentence


def chief_terms(
    view: View, districts: Collection[str], known: datetime | None = None
) -> dict[str, ChiefTerm]:
    """The Chiefs of the districts on the day of the view, by district: three questions in all."""
    clocks = _clocks(view, districts, known)
    return {one: _term(one, held, clock, view.on) for one, held, clock in clocks}


def term_notices(
    view: View, districts: Collection[str], known: datetime | None = None
) -> list[TermNotice]:
    """What is told of the districts on the day of the view, the nearest end first.

    One at most of a district: the latest stage, until a rotation is known or the Chief changes.
    """
    view.read_districts(districts)
    found = []
    for one, held, clock in _clocks(view, districts, known):
        if clock.stage is not None:
            term = _term(one, held, clock, view.on)
            found.append(TermNotice(term, clock.stage, _notice(view.district(one), term)))
    return sorted(found, key=lambda one: (one.stage.months, one.stage.since, one.term.district))


def usual_months(view: View, district: str) -> int:
    """How many months a Chief of the district usually stays."""
    return _months(view.once(values_of, SETTING, view.on, None), district)


def _clocks(
    view: View, districts: Collection[str], known: datetime | None
) -> Iterator[tuple[str, Sequence[HoldingRow], TermClock]]:
    """Each district with the terms of its Chiefs and the clock of the one in office."""
    connection = view.connection
    terms = terms_of_kind(connection, CHIEF, districts, known)
    rotations = next_days(
        connection, EventKind.CHIEF_ROTATED, districts, after=view.on, known=known
    )
    months = view.once(values_of, SETTING, view.on, known)
    for one in districts:
        held, usual = terms.get(one, []), _months(months, one)
        yield one, held, term_clock(held, view.on, months=usual, announced=rotations.get(one))


def _term(district: str, terms: Sequence[HoldingRow], clock: TermClock, on: date) -> ChiefTerm:
    return ChiefTerm(
        district, _name(terms, clock), clock, _left(clock, on), _said(terms, clock, on)
    )


def _months(own: dict[str, Json], district: str) -> int:
    """The setting of the district, of what it lies in, or what was shipped."""
    values = (own[area] for area in reversed(areas_of(district)) if area in own)
    return int(str(next(values, policy().chief.term_months)))


def _name(terms: Sequence[HoldingRow], clock: TermClock) -> Named | None:
    return next((one.name for one in terms if one.person == clock.person), None)


def _notice(district: Named, term: ChiefTerm) -> Sentence:
    return both("chief_term.notice", district=district, said=term.said)


def _left(clock: TermClock, on: date) -> Sentence:
    match clock.held:
        case Held.NOT_RECORDED:
            return both("word.not_recorded")
        case Held.VACANT:
            return both("why.vacant")
        case Held.ACTING:
            return both("chief_term.left.acting", capacity=Term(f"capacity.{clock.capacity}"))
    if clock.announced is not None:
        return both("chief_term.left.rotation", last_day=last_day(clock.announced))
    if clock.expected is not None and clock.expected <= on:
        return both("chief_term.left.complete")
    return _months_left(clock)


def _months_left(clock: TermClock) -> Sentence:
    match clock.months_left:
        case 0:
            return both("chief_term.left.less")
        case 1:
            return both("chief_term.left.one")
        case count:
            return both("chief_term.left.months", count=count)


def _since(terms: Sequence[HoldingRow], clock: TermClock) -> WrittenDate | None:
    """The first day of the term, as far as an old paper names it."""
    own = (one for one in terms if (one.person, one.start) == (clock.person, clock.since))
    exact = None if clock.since is None else WrittenDate.of(clock.since)
    return next((one.since for one in own), exact)


def _expected(clock: TermClock, since: WrittenDate | None) -> Named | date | None:
    """The last day that is expected, no more exactly than the first one is known."""
    if since is None or since.day is not None or clock.expected is None:
        return last_day(clock.expected)
    return _told(WrittenDate.of(clock.expected, since.precision))


def _told(day: WrittenDate | None) -> Named | date | None:
    """The day, or the month or the year that is known of it alone."""
    if day is None:
        return None
    return day.named if day.day is None else day.first


def _said(terms: Sequence[HoldingRow], clock: TermClock, on: date) -> Sentence:
    began = _since(terms, clock)
    since = _told(began)
    if clock.held is not Held.OWN:
        said = _without_chief(clock, since)
        if clock.announced is None:
            return said
        return both("chief_term.rotation_comes", said=said, on=clock.announced)
    if clock.announced is not None:
        until, left = last_day(clock.announced), _months_left(clock)
        return both("chief_term.rotates", since=since, last_day=until, left=left)
    passed = clock.expected is not None and clock.expected <= on
    key = "chief_term.complete" if passed else "chief_term.expected"
    expected = _expected(clock, began)
    return both(key, since=since, last_day=expected, left=_months_left(clock))


def _without_chief(clock: TermClock, since: Named | date | None) -> Sentence:
    match clock.held:
        case Held.ACTING:
            capacity = Term(f"capacity.{clock.capacity}")
            return both("chief_term.acting", capacity=capacity, since=since)
        case Held.VACANT:
            return both("chief_term.vacant", since=since)
    return both("word.not_recorded")
