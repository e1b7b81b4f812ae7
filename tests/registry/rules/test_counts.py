"""Numbers as they are typed: one rule for counts, points and baht."""

from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from flows.activity.gates import Head
from flows.plan.rows import Baht
from registry.refusals import Refusal
from registry.rules.amounts import parse_amount
from registry.rules.counts import plain_number, whole_number
from registry.rules.figure_checks import parse_figure

HEAD: TypeAdapter[int | None] = TypeAdapter(Head)
BAHT: TypeAdapter[Decimal] = TypeAdapter(Baht)
ODD = (
    "1e3", "1E3", "1_000", "+5", "\u0663", "\uff15", "0x10", "1,5", "12,34", "1 200", ".5", "5.",
    "", "nan", "inf", "--1",
)  # fmt: skip


@pytest.mark.parametrize("typed", ODD)
def test_a_number_in_another_way_than_offices_write_it_is_none(typed: str) -> None:
    assert plain_number(typed) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [(" ๑,๒๐๐ ", "1200"), ("1,234,567.50", "1234567.50"), ("007", "007"), ("-5", "-5")],
)
def test_thai_and_arabic_digits_with_commas_in_their_place_are_read(typed: str, read: str) -> None:
    assert plain_number(typed) == read


@pytest.mark.parametrize("typed", [one for one in ODD if one])
def test_no_field_of_numbers_reads_it(typed: str) -> None:
    with pytest.raises(ValidationError):
        HEAD.validate_python(typed)
    with pytest.raises(Refusal):
        BAHT.validate_python(typed)
    with pytest.raises(Refusal):
        parse_figure(typed, field="x", largest=10_000)
    with pytest.raises(Refusal):
        whole_number(typed, field="x", least=0, most=10_000)


def test_an_amount_that_an_answer_holds_is_read_again_however_it_was_typed() -> None:
    held = TypeAdapter(Decimal).dump_python(Decimal("3e4"), mode="json")
    assert parse_amount(held, field="") == 30_000
