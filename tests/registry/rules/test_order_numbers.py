from datetime import date

import pytest

from config.words import known
from registry.refusals import Refusal
from registry.rules.dates import TwoDigitYear, YearChristian
from registry.rules.order_numbers import (
    OrderNumber,
    OrderNumberInserted,
    OrderNumberOfAnotherYear,
    OrderNumberUnreadable,
    OrderNumberWithoutYear,
    OrderNumberZero,
    parse_order_number,
)


@pytest.mark.parametrize(
    "text",
    [
        "45/2565", "๔๕/๒๕๖๕", " 45 / 2565 ", "ที่ 45/2565", "ที่ ๔๕ / ๒๕๖๕", "No. 45/2565", "045/2565",
        "คำสั่งที่ ๔๕ / ๒๕๖๕", "คำสั่ง ที่ 45/2565", "เลขที่ 45/2565", "Order No. 45/2565",
    ],
)  # fmt: skip
def test_one_number_however_it_is_typed(text: str) -> None:
    assert parse_order_number(text, field="x") == OrderNumber(45, 2565)


def test_a_number_prints_in_either_digits() -> None:
    number = parse_order_number("๔๕/2565", field="x")
    assert (str(number), number.thai, number.running) == ("45/2565", "๔๕/๒๕๖๕", "45")


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("12/65", TwoDigitYear),
        ("12/2022", YearChristian),
        ("0/2565", OrderNumberZero),
        ("๐๐/๒๕๖๕", OrderNumberZero),
        ("45.1/2565", OrderNumberInserted),
        ("สิบสอง/2565", OrderNumberUnreadable),
        ("12", OrderNumberWithoutYear),
        ("-12/2565", OrderNumberUnreadable),
        ("12/2565/1", OrderNumberUnreadable),
        ("ชร 0018/45", OrderNumberUnreadable),
        ("", OrderNumberUnreadable),
    ],
)
def test_a_number_in_doubt_is_refused_for_its_own_reason(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as refused:
        parse_order_number(text, field="เลขที่คำสั่ง")
    assert refused.value.field == "เลขที่คำสั่ง"
    assert known(f"refusal.{refused.value.code}")


def test_a_christian_year_is_answered_with_the_buddhist_one() -> None:
    with pytest.raises(YearChristian) as refused:
        parse_order_number("12/2022", field="x")
    assert "2565" in refused.value.sentence.en


def test_a_bare_number_is_answered_with_the_year_of_the_orders_date() -> None:
    with pytest.raises(OrderNumberWithoutYear) as refused:
        parse_order_number("๕๑๒", field="x", dated=date(2026, 1, 14))
    assert "512/2569" in refused.value.sentence.th
    assert "512/2569" in refused.value.sentence.en


def test_the_year_is_that_of_the_orders_date() -> None:
    assert parse_order_number("12/2565", field="x", dated=date(2022, 12, 31)).year_be == 2565
    with pytest.raises(OrderNumberOfAnotherYear) as refused:
        parse_order_number("12/2565", field="x", dated=date(2023, 1, 1))
    assert "2566" in refused.value.sentence.th


def test_an_old_order_may_bear_an_inserted_number() -> None:
    inserted = parse_order_number("๔๕.๑/๒๕๖๕", field="x", inserted_ok=True)
    assert (inserted.running, inserted.thai) == ("45.1", "๔๕.๑/๒๕๖๕")
    assert inserted != parse_order_number("45.10/2565", field="x", inserted_ok=True)
