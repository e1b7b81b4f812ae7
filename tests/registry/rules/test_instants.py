"""Instants as people type them."""

from datetime import UTC, datetime

import pytest

from config.clock import BANGKOK
from registry.rules.dates import BuddhistYear, DateUnreadable, YearOutOfRange
from registry.rules.instants import parse_instant
from registry.rules.times import TimeUnreadable


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BANGKOK)  # type: ignore[misc,arg-type]


END = at(2022, 7, 15, 23, 59, 59, 999_999)
MINUTE = at(2022, 7, 15, 9, 30, 59, 999_999)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2022-07-15", END),
        ("15 กรกฎาคม ๒๕๖๕", END),
        ("2022-07-15 09:30", MINUTE),
        ("2022-07-15T09:30", MINUTE),
        ("15 ก.ค. 2565 09.30 น.", MINUTE),
        ("15 July 2022 9.30", MINUTE),
        ("2022-07-15T09:30:05", at(2022, 7, 15, 9, 30, 5)),
        ("2022-07-15T09:30:05Z", datetime(2022, 7, 15, 9, 30, 5, tzinfo=UTC)),
        ("2022-07-15T02:30+00:00", datetime(2022, 7, 15, 2, 30, tzinfo=UTC)),
    ],
)
def test_a_day_is_its_end_a_time_its_minute_and_an_instant_itself(
    text: str, meant: datetime
) -> None:
    assert parse_instant(text, field="--known") == meant


def test_a_buddhist_year_in_figures_is_read_in_a_field_of_that_era() -> None:
    assert parse_instant("15/07/2565 09:30", field="known", era="BE") == MINUTE


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("yesterday", DateUnreadable),
        ("2022-07-15 25:00", TimeUnreadable),
        ("2022-07-15T09:30:99", TimeUnreadable),
        ("15/07/2565 09:30", BuddhistYear),
        ("2565-07-15T09:30:00", BuddhistYear),
        ("0001-01-01T00:00:00+14:00", YearOutOfRange),
    ],
)
def test_what_is_no_instant_is_refused_by_the_part_that_is_not(
    text: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        parse_instant(text, field="--known")
