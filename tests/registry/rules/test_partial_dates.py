from datetime import date

import pytest
from pydantic import ValidationError

from registry.refusals import Refusal
from registry.rules.partial_dates import PartialDate, as_partial, parse_partial


@pytest.mark.parametrize(
    ("typed", "known", "precision"),
    [
        ("7 พ.ค. ๒๕๖๒", "2019-05-07", "day"),
        ("7/5/2562", "2019-05-07", "day"),
        ("2019-05-07", "2019-05-07", "day"),
        ("พฤษภาคม พ.ศ. 2562", "2019-05", "month"),
        ("May 2562", "2019-05", "month"),
        ("05/2562", "2019-05", "month"),
        ("2019-05", "2019-05", "month"),
        ("พ.ศ. ๒๕๖๒", "2019", "year"),
        ("2562", "2019", "year"),
    ],
)
def test_a_date_is_kept_as_far_as_it_is_given(typed: str, known: str, precision: str) -> None:
    read = parse_partial(typed, field="dated")
    assert (str(read), read.precision) == (known, precision)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("62", "date_two_digit_year"),
        ("05/62", "date_two_digit_year"),
        ("7 พ.ค. 62", "date_two_digit_year"),
        ("2019", "year_christian"),
        ("05/2019", "year_christian"),
        ("2562-05", "date_buddhist_year"),
        ("2562-05-07", "date_buddhist_year"),
        ("31/4/2562", "date_impossible_day"),
        ("13/2562", "partial_date_unreadable"),
        ("2019-13", "partial_date_unreadable"),
        ("ต้นปี", "date_unreadable"),
    ],
)
def test_what_may_mean_two_things_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_partial(typed, field="dated")
    assert refused.value.code == code


def test_a_day_of_a_calendar_with_a_buddhist_year_is_that_day() -> None:
    assert as_partial(date(2562, 5, 7), field="dated") == PartialDate.of(date(2019, 5, 7))


def test_a_buddhist_month_in_figures_is_answered_with_one_in_words() -> None:
    with pytest.raises(Refusal) as refused:
        parse_partial("2562-05", field="dated")
    for spoken in ("พ.ค. 2562", "May B.E. 2562"):
        assert spoken in str(refused.value.sentence)
        assert parse_partial(spoken, field="dated") == PartialDate(year=2019, month=5)


def test_the_first_and_the_last_day_that_it_may_be() -> None:
    assert (PartialDate(year=2020).first, PartialDate(year=2020).last) == (
        date(2020, 1, 1), date(2020, 12, 31),
    )  # fmt: skip
    assert PartialDate(year=2020, month=2).last == date(2020, 2, 29)


def test_of_the_days_it_may_be_one_that_is_known_otherwise_is_taken() -> None:
    assert PartialDate(year=2019).not_before(date(2019, 5, 7)) == date(2019, 5, 7)
    assert PartialDate(year=2020).not_before(date(2019, 5, 7)) == date(2020, 1, 1)
    assert PartialDate(year=2018).not_before(date(2019, 5, 7)) == date(2018, 1, 1)


def test_people_read_no_more_than_is_known() -> None:
    named = PartialDate(year=2019, month=5).named
    assert (named.th, named.en) == ("พฤษภาคม 2562", "May 2019")
    assert PartialDate(year=2019).named.th == "2562"


def test_a_day_needs_its_month() -> None:
    with pytest.raises(ValidationError):
        PartialDate(year=2019, day=7)
