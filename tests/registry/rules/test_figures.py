from datetime import date
from decimal import Decimal

import pytest

from config.indicators import IndicatorKind, indicators
from registry.rules.figures import (
    Amount,
    Mean,
    OverDistricts,
    Qualifier,
    Share,
    ToDate,
    achieved,
    added,
    is_closed,
    of_year,
    over_districts,
    parts_to_date,
    to_date,
    told,
)

YEAR = 2565
CUMULATIVE, LAST, PERIOD = IndicatorKind.CUMULATIVE, IndicatorKind.LAST, IndicatorKind.PERIOD


def n(value: int | str) -> Amount:
    return Amount(Decimal(value))


def at_least(value: int) -> Amount:
    return Amount(Decimal(value), Qualifier.AT_LEAST)


def over(value: int) -> Amount:
    return Amount(Decimal(value), Qualifier.OVER)


def share(numerator: int, denominator: int) -> Share:
    return Share(n(numerator), n(denominator))


def test_two_of_three_and_one_of_six_are_three_of_nine() -> None:
    both = added([share(2, 3), share(1, 6)])
    assert both == share(3, 9)
    assert isinstance(both, Share)
    assert both.percent is not None
    assert round(both.percent.value, 1) == Decimal("33.3")  # the mean of shares would be 41.7


def test_where_nothing_was_due_there_is_no_share() -> None:
    nothing = share(0, 0)
    assert nothing.nothing_due
    assert nothing.percent is None
    assert added([nothing, share(1, 2)]) == share(1, 2)


def test_what_is_cumulative_adds_up_in_its_year() -> None:
    year = to_date(CUMULATIVE, YEAR, {1: n(50), 2: n(20)}, 2)
    assert year == ToDate(n(70), date(2022, 3, 31))


def test_what_stands_is_the_newest_that_was_reported() -> None:
    half_year = to_date(LAST, YEAR, {1: n(4), 2: None, 3: n(6)}, 2)
    assert half_year == ToDate(n(4), date(2021, 12, 31), (2,))


def test_at_least_seventy_and_five_are_at_least_seventy_five() -> None:
    assert added([at_least(70), n(5)]) == at_least(75)


def test_over_fifty_and_at_least_five_are_over_fifty_five() -> None:
    assert added([over(50), at_least(5)]) == over(55)


def test_what_was_not_reported_is_never_zero() -> None:
    assert to_date(CUMULATIVE, YEAR, {1: None}, 1) == ToDate(None, None, (1,))
    assert to_date(CUMULATIVE, YEAR, {1: n(0)}, 1) == ToDate(n(0), date(2021, 12, 31))


def test_districts_that_did_not_report_are_named_and_not_counted() -> None:
    districts = {
        "5704": to_date(CUMULATIVE, YEAR, {1: n(5)}, 1),
        "5708": to_date(CUMULATIVE, YEAR, {}, 1),
        "5709": to_date(CUMULATIVE, YEAR, {1: n(0)}, 1),
    }
    day = date(2021, 12, 31)
    assert over_districts(districts) == OverDistricts(n(5), 2, ("5708",), day, day)


def test_what_stands_in_several_districts_tells_its_oldest_day() -> None:
    districts = {
        "5704": to_date(LAST, YEAR, {1: n(4)}, 2),
        "5708": to_date(LAST, YEAR, {2: n(3)}, 2),
    }
    province = over_districts(districts)
    assert province.told == n(7)
    assert (province.oldest, province.newest) == (date(2021, 12, 31), date(2022, 3, 31))


def test_what_counts_within_its_period_is_not_added() -> None:
    quarters = {1: n(300), 2: n(250)}
    assert to_date(PERIOD, YEAR, quarters, 2).told == n(250)
    assert of_year(PERIOD, YEAR, quarters, None).told is None
    assert of_year(PERIOD, YEAR, quarters, n(400)).told == n(400)


def test_a_figure_of_the_year_counts_where_no_quarter_was_reported() -> None:
    assert of_year(CUMULATIVE, YEAR, {}, n(9)).told == n(9)
    assert of_year(CUMULATIVE, YEAR, {1: n(4)}, n(9)).told == n(4)


def test_the_gain_is_weighted_by_those_who_took_both_tests() -> None:
    gains = [Mean(n(18), Decimal(30)), Mean(n(11), Decimal(64)), Mean(n(-1), Decimal(20))]
    mean = added(gains)
    assert isinstance(mean, Mean)
    assert round(mean.amount.value, 4) == Decimal("10.7368")
    assert mean.weight == 114
    assert added([Mean(n(3), Decimal(0))]) is None


def test_a_share_of_a_loose_number_has_no_percent() -> None:
    assert Share(n(3), at_least(9)).percent is None
    assert Share(at_least(3), n(6)).percent == at_least(50)


def test_an_amount_is_added_to_no_share() -> None:
    with pytest.raises(ValueError, match="no share"):
        added([n(3), share(1, 2)])


def test_a_share_without_its_whole_is_not_reported() -> None:
    held = indicators().by_key["meetings_held"]
    assert told(held, {"numerator": n(3)}) is None
    assert told(held, {"numerator": n(3), "denominator": n(4)}) == share(3, 4)


def test_what_was_reached_is_as_qualified_as_its_number() -> None:
    assert achieved(at_least(70), Decimal(140)) == at_least(50)
    assert achieved(n(70), Decimal(0)) is None


def test_parts_add_up_as_their_figure_does_and_are_at_least_where_a_quarter_left_them_out() -> None:
    quarters: dict[int | None, dict[str, Amount | None]] = {
        1: {"": n(30), "w": n(23), "m": n(7), "x": n(0)}, 2: {"": n(5), "w": n(5)}, 3: {},
    }  # fmt: skip
    found = parts_to_date(CUMULATIVE, YEAR, quarters, ("", "w", "m", "x"), 3)
    assert (found[""].told, found["w"].told) == (n(35), n(28))
    assert found["m"].told == at_least(7)
    assert found["x"].told is None  # at least none says nothing


def test_a_period_is_closed_the_day_after_its_last() -> None:
    assert not is_closed(YEAR, 1, date(2021, 12, 31))
    assert is_closed(YEAR, 1, date(2022, 1, 1))
    assert not is_closed(YEAR, None, date(2022, 9, 30))
