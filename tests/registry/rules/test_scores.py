from collections.abc import Iterable
from decimal import Decimal

import pytest

from registry.rules.scores import (
    ScoreFigures,
    ScoreLine,
    ScoreThresholds,
    ScoreWarning,
    TestedSession,
    combined,
    figures,
    may_be_told,
    may_be_told_of,
)

LIMITS = ScoreThresholds(10, Decimal(90), Decimal(20))
FULL = Decimal(100)


def a_session(
    lines: Iterable[tuple[int | None, int | None]], maximum: int = 100, **more: object
) -> TestedSession:
    known = {"same_test": True, "run_by_others": True}
    made = tuple(
        ScoreLine(
            f"p{number}",
            None if pre is None else Decimal(pre),
            None if post is None else Decimal(post),
            Decimal(maximum),
        )
        for number, (pre, post) in enumerate(lines)
    )
    return TestedSession(made, attended=len(made), **{**known, **more})  # type: ignore[arg-type]


# content.md 3e: A of 30, B of whom 64 of 80 are matched, C of whom 20 of 25 are.
A = a_session([(52, 70)] * 30)
B = a_session([(61, 72)] * 64 + [(61, None)] * 16)
C = a_session([(70, 69)] * 20 + [(70, None)] * 5)


def rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, 4)


def of(*sessions: TestedSession) -> ScoreFigures:
    return combined(sessions, LIMITS)


def test_the_gain_over_trainings_is_weighted_by_matched_participants() -> None:
    assert rounded(of(A, B, C).gain) == Decimal("10.7368")


def test_the_gain_is_no_mean_of_means_and_not_weighted_by_those_tested_before() -> None:
    each = [of(one) for one in (A, B, C)]
    gains = [one.gain or Decimal() for one in each]
    simple = sum(gains, Decimal()) / 3
    wrongly = sum((g * o.n_pre for g, o in zip(gains, each, strict=True)), Decimal()) / 135
    assert rounded(simple) == Decimal("9.3333")
    assert rounded(wrongly) == Decimal("10.3333")
    assert rounded(of(A, B, C).gain) not in {rounded(simple), rounded(wrongly)}


def test_the_normalised_gain_is_that_of_the_known_answer() -> None:
    assert rounded(of(A, B, C).hake) == Decimal("0.2698")


def test_counts_response_and_attrition_are_printed_beside_the_gain() -> None:
    all_three = of(A, B, C)
    assert (all_three.n_pre, all_three.n_post, all_three.n_matched) == (135, 114, 114)
    assert rounded(all_three.response_percent) == Decimal("84.4444")
    assert rounded(all_three.attrition_percent) == Decimal("15.5556")
    assert rounded(of(B).attrition_percent) == Decimal(20)
    assert all_three.losers == 20


def test_those_who_left_do_not_inflate_the_gain() -> None:
    pre, post = (40, 50, 60, 70, 30, 20), (60, 70, 75, 80, None, None)
    one = figures(a_session(zip(pre, post, strict=True)), LIMITS)
    assert one.gain == Decimal("16.25")
    unmatched = Decimal(60 + 70 + 75 + 80) / 4 - Decimal(sum(pre)) / 6
    assert unmatched == Decimal("26.25")
    assert {ScoreWarning.UNMATCHED, ScoreWarning.DROPOUT, ScoreWarning.SMALL} <= set(one.warnings)


def test_percents_are_of_the_maximum_of_each_test() -> None:
    ten, hundred = a_session([(5, 7)] * 10, maximum=10), a_session([(50, 70)] * 10)
    assert of(ten).gain == of(hundred).gain == of(ten, hundred).gain == Decimal(20)


def test_each_test_is_counted_out_of_its_own_maximum() -> None:
    line = ScoreLine("p1", Decimal(18), Decimal(24), Decimal(20), Decimal(25))
    found = figures(TestedSession((line,), same_test=True, run_by_others=True), LIMITS)
    assert (found.pre_percent, found.post_percent) == (Decimal(90), Decimal(96))
    assert ScoreWarning.DIFFERENT_MAXIMA in found.warnings


def test_a_gain_is_told_from_the_least_number_on_and_never_beside_a_smaller_one() -> None:
    four, five = a_session([(1, 2)] * 4), a_session([(1, 2)] * 5)
    none = a_session([(1, None)] * 9)
    assert not may_be_told((four,), 5)
    assert may_be_told((five,), 5)
    assert may_be_told((five, none), 5)
    assert not may_be_told((five, four), 5)


@pytest.mark.parametrize(("pairs", "told"), [(0, False), (4, False), (5, True)])
def test_points_are_told_from_the_same_number_on_as_their_gain(pairs: int, *, told: bool) -> None:
    taken, alone = [(1, 2)] * pairs, [(1, None)] * 2
    assert may_be_told_of([*taken, *alone], 5) is told
    assert may_be_told((a_session([*taken, *alone]),), 5) is told


def test_a_point_of_zero_counts_and_what_was_not_taken_does_not() -> None:
    one = of(a_session([(0, 50), (None, 90), (10, None)]))
    assert (one.n_pre, one.n_post, one.n_matched) == (2, 2, 1)
    assert (one.pre_percent, one.gain) == (Decimal(0), Decimal(50))


def test_nothing_recorded_has_no_gain_rather_than_none_of_zero() -> None:
    one = of(a_session([(None, 40), (30, None)]))
    assert (one.n_matched, one.gain, one.hake, one.pre_percent) == (0, None, None, None)
    nobody = of(TestedSession(()))
    assert (nobody.response_percent, nobody.attrition_percent, nobody.gain) == (None, None, None)


@pytest.mark.parametrize(
    ("count", "pre", "told"), [(9, 50, False), (10, 50, True), (10, 90, False), (10, 89, True)]
)
def test_the_normalised_gain_is_told_from_ten_pairs_and_below_ninety(
    count: int, pre: int, *, told: bool
) -> None:
    assert (of(a_session([(pre, 95)] * count)).hake is not None) is told


def test_all_is_well_where_there_is_nothing_to_warn_of() -> None:
    assert of(A).warnings == ()


@pytest.mark.parametrize(
    ("session", "warning"),
    [
        (a_session([(95, 96)] * 12), ScoreWarning.CEILING),
        (a_session([(50, 60)] * 12, same_test=False), ScoreWarning.DIFFERENT_TESTS),
        (a_session([(50, 60)] * 12, same_test=None), ScoreWarning.SAME_TEST_UNKNOWN),
        (a_session([(50, 60)] * 12, run_by_others=None), ScoreWarning.RUN_BY_UNKNOWN),
        (a_session([(50, 60)] * 12, run_by_others=False), ScoreWarning.RUN_BY_FACILITATOR),
        (a_session([(50, 60)] * 9), ScoreWarning.SMALL),
    ],
)
def test_each_trap_is_warned_of(session: TestedSession, warning: ScoreWarning) -> None:
    assert of(session).warnings == (warning,)


def test_the_same_person_in_several_trainings_is_warned_of() -> None:
    first = a_session([(50, 60)] * 12, people=frozenset({"5715.a"}))
    assert of(first, first).warnings == (ScoreWarning.SAME_PERSON,)
    assert of(first).warnings == ()


def test_response_is_not_told_where_one_attendance_was_not_recorded() -> None:
    unknown = TestedSession(A.lines, attended=None, same_test=True, run_by_others=True)
    assert of(A, unknown).response_percent is None
    assert of(unknown).gain == Decimal(18)
