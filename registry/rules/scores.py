"""What a test before and after a training says: figures of matched pairs, and their traps.

The headline is the mean gain in percentage points over those who took both tests, weighted
by participants over several trainings. Source: R51; Hake 1998 for the normalised gain.
Decimal arithmetic; what was not recorded is None and never zero.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class ScoreLine:
    """Points of one participant before and after, out of `maximum`; None: not taken.

    `post_maximum`: of the test after, where that has another.
    """

    code: str
    pre: Decimal | None
    post: Decimal | None
    maximum: Decimal
    post_maximum: Decimal | None = None

    @property
    def matched(self) -> bool:
        """Whether both tests were taken."""
        return self.pre is not None and self.post is not None


@dataclass(frozen=True)
class TestedSession:
    """The lines of one training. `attended` counts who took part, None where not recorded.

    `strangers` counts those tested who are not on that list.
    `same_test`: the same questions before and after; `run_by_others`: by somebody who did
    not teach; None where that is not known. `people` are those known by reference.
    """

    __test__ = False

    lines: tuple[ScoreLine, ...]
    attended: int | None = None
    same_test: bool | None = None
    run_by_others: bool | None = None
    people: frozenset[str] = frozenset()
    strangers: int = 0


class ScoreThresholds(NamedTuple):
    """From which numbers on something is told or warned of; percents of 100."""

    small: int
    ceiling_percent: Decimal
    attrition_percent: Decimal


class ScoreWarning(StrEnum):
    """Why a gain may say less than it seems (content.md 3e)."""

    NOT_LISTED = "not_listed"
    UNMATCHED = "unmatched"
    DROPOUT = "dropout"
    CEILING = "ceiling"
    DIFFERENT_TESTS = "different_tests"
    DIFFERENT_MAXIMA = "different_maxima"
    SAME_TEST_UNKNOWN = "same_test_unknown"
    SMALL = "small"
    SAME_PERSON = "same_person"
    RUN_BY_FACILITATOR = "run_by_facilitator"
    RUN_BY_UNKNOWN = "run_by_unknown"


@dataclass(frozen=True)
class ScoreFigures:
    """Figures of one training or of several, in percent of the maximum or percentage points.

    `gain` in percentage points; `hake` as a fraction of what could still be gained; `losers`
    scored less after than before. None where nobody is counted.
    """

    n_pre: int
    n_post: int
    n_matched: int
    attended: int | None
    pre_percent: Decimal | None
    post_percent: Decimal | None
    losers: int
    hake: Decimal | None
    warnings: tuple[ScoreWarning, ...]

    @property
    def gain(self) -> Decimal | None:
        """The mean gain of the matched pairs in percentage points, not in percent."""
        if self.pre_percent is None or self.post_percent is None:
            return None
        return self.post_percent - self.pre_percent

    @property
    def response_percent(self) -> Decimal | None:
        """How many of those who took part took both tests."""
        return _percent(self.n_matched, self.attended)

    @property
    def attrition_percent(self) -> Decimal | None:
        """How many of those tested before were not tested after."""
        return _percent(self.n_pre - self.n_matched, self.n_pre)


def figures(session: TestedSession, limits: ScoreThresholds) -> ScoreFigures:
    """The figures of one training."""
    return combined((session,), limits)


def combined(sessions: Sequence[TestedSession], limits: ScoreThresholds) -> ScoreFigures:
    """The figures over several trainings: every matched pair counts once.

    So the mean gain is weighted by matched participants, never a mean of means, whatever
    the maximum of each test was.
    """
    lines = tuple(chain.from_iterable(one.lines for one in sessions))
    pairs = [
        (_share(o.pre, o.maximum), _share(o.post, o.post_maximum or o.maximum))
        for o in lines
        if o.matched
    ]
    before, after = _mean(pre for pre, _ in pairs), _mean(post for _, post in pairs)
    return ScoreFigures(
        n_pre=sum(line.pre is not None for line in lines),
        n_post=sum(line.post is not None for line in lines),
        n_matched=len(pairs),
        attended=_attended(sessions),
        pre_percent=before,
        post_percent=after,
        losers=sum(post < pre for pre, post in pairs),
        hake=_hake(len(pairs), before, after, limits),
        warnings=tuple(_warnings(sessions, lines, before, limits)),
    )


def may_be_told_of(pairs: Iterable[tuple[object, object]], least: int) -> bool:
    """The same of points as an answer has them: before and after, None where not taken."""
    return sum(pre is not None and post is not None for pre, post in pairs) >= least


def may_be_told(sessions: Sequence[TestedSession], least: int) -> bool:
    """Whether the gain may be told to anybody: enough people took both tests.

    None of the trainings is so small that the rest would tell of it: what is left of a sum
    tells of one person as plainly as their own figure.
    """
    counts = [sum(line.matched for line in one.lines) for one in sessions]
    return sum(counts) >= least and not any(0 < count < least for count in counts)


def _attended(sessions: Sequence[TestedSession]) -> int | None:
    counts = [one.attended + one.strangers for one in sessions if one.attended is not None]
    return sum(counts) if sessions and len(counts) == len(sessions) else None


def _share(points: Decimal | None, maximum: Decimal) -> Decimal:
    return HUNDRED * (points or Decimal()) / maximum


def _mean(values: Iterable[Decimal]) -> Decimal | None:
    listed = list(values)
    return sum(listed, Decimal()) / len(listed) if listed else None


def _percent(part: int, whole: int | None) -> Decimal | None:
    return HUNDRED * part / whole if whole else None


def _hake(
    matched: int, before: Decimal | None, after: Decimal | None, limits: ScoreThresholds
) -> Decimal | None:
    if before is None or after is None or matched < limits.small:
        return None
    if before >= limits.ceiling_percent:
        return None
    return (after - before) / (HUNDRED - before)


def _warnings(
    sessions: Sequence[TestedSession],
    lines: Sequence[ScoreLine],
    before: Decimal | None,
    limits: ScoreThresholds,
) -> Iterable[ScoreWarning]:
    matched = sum(line.matched for line in lines)
    if any(one.attended is not None and one.strangers for one in sessions):
        yield ScoreWarning.NOT_LISTED
    if any(not line.matched for line in lines):
        yield ScoreWarning.UNMATCHED
    left = _percent(
        sum(o.pre is not None and o.post is None for o in lines),
        sum(o.pre is not None for o in lines),
    )
    if left is not None and left >= limits.attrition_percent:
        yield ScoreWarning.DROPOUT
    if before is not None and before >= limits.ceiling_percent:
        yield ScoreWarning.CEILING
    if any(line.post_maximum not in (None, line.maximum) for line in lines):
        yield ScoreWarning.DIFFERENT_MAXIMA
    if matched < limits.small:
        yield ScoreWarning.SMALL
    yield from _about_the_test(sessions)


def _about_the_test(sessions: Sequence[TestedSession]) -> Iterable[ScoreWarning]:
    same = {one.same_test for one in sessions}
    if False in same:
        yield ScoreWarning.DIFFERENT_TESTS
    if None in same:
        yield ScoreWarning.SAME_TEST_UNKNOWN
    seen = Counter(chain.from_iterable(one.people for one in sessions))
    if any(times > 1 for times in seen.values()):
        yield ScoreWarning.SAME_PERSON
    run = {one.run_by_others for one in sessions}
    if False in run:
        yield ScoreWarning.RUN_BY_FACILITATOR
    if None in run:
        yield ScoreWarning.RUN_BY_UNKNOWN
