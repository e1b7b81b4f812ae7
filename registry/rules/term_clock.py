"""The clock of a term: since when an office is held, how long yet, and when that is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from registry.rules.rotations import ON_BEHALF, Term
from registry.rules.terms import DAY, goes_on

# Months before the end at which it is told, once each, the earliest first.
STAGES = {months: relativedelta(months=-months) for months in (6, 3, 1)}


class Held(StrEnum):
    """How an office is held: in one's own right, by who acts, by nobody, or nobody ever said."""

    OWN = "own"
    ACTING = "acting"
    VACANT = "vacant"
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True)
class Stage:
    """It is told that a term is expected to end, so many months before, from that day on."""

    months: int
    since: date


@dataclass(frozen=True)
class TermClock:
    """How an office is held on a day, by whom and since when, and how long yet.

    `announced` is the day of the next rotation that is known; `expected` the first day out as a
    term usually lasts, None where a rotation is known or nobody holds it in their own right.
    `months_left` are the whole months until the one or the other. `stage` is the last of the
    STAGES that has come.
    """

    held: Held
    person: int | None = None
    capacity: str | None = None
    since: date | None = None
    announced: date | None = None
    expected: date | None = None
    months_left: int | None = None
    stage: Stage | None = None


def term_clock(
    terms: Sequence[Term], on: date, *, months: int, announced: date | None = None
) -> TermClock:
    """The clock of an office with these terms, of `months` each as a rule.

    `announced` is the day of the first rotation after `on`. A last day that is recorded counts
    as one: the end is known then, and nothing is expected.
    """
    begun = [one for one in terms if one.start <= on and one.capacity != ON_BEHALF]
    held = [one for one in begun if goes_on(one.stop, on)]
    if not begun:
        return TermClock(Held.NOT_RECORDED, announced=announced)
    if not held:
        since = max(one.stop for one in begun if one.stop is not None)
        return TermClock(Held.VACANT, since=since, announced=announced)
    chosen = min(held, key=lambda one: (one.capacity != "own", one.start, one.person))
    since, stop = _whole(chosen, terms)
    end = min((day for day in (announced, stop) if day is not None), default=None)
    if chosen.capacity != "own":
        return TermClock(Held.ACTING, chosen.person, chosen.capacity, since, end)
    expected = _over(since, months) if end is None else None
    return TermClock(
        Held.OWN, chosen.person, chosen.capacity, since, end, expected,
        months_left=_months_left(end or expected, on),
        stage=_stage(expected, on),
    )  # fmt: skip


def _over(since: date, months: int) -> date:
    """The first day after so many months; from a day that the last month lacks, on its last one.

    Civil and Commercial Code, section 193/5.
    """
    over = since + relativedelta(months=months)
    return over if over.day == since.day else over + DAY


def _whole(term: Term, terms: Sequence[Term]) -> tuple[date, date | None]:
    """First day and first day out of the term, with what the same person holds without a gap.

    A term that was extended or put right stands in several rows.
    """
    same = [one for one in terms if (one.person, one.capacity) == (term.person, term.capacity)]
    since, stop = term.start, term.stop
    while before := next((one for one in same if one.stop == since), None):
        since = before.start
    while stop is not None and (after := next((one for one in same if one.start == stop), None)):
        stop = after.stop
    return since, stop


def _months_left(end: date | None, on: date) -> int | None:
    if end is None:
        return None
    left = relativedelta(end, on)
    return max(0, left.years * 12 + left.months)


def _stage(expected: date | None, on: date) -> Stage | None:
    if expected is None:
        return None
    come = None
    for months, before in STAGES.items():  # to most of them no district has come
        since = expected + before
        if on < since:
            break
        come = Stage(months, since)
    return come
