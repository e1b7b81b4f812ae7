"""References of return forms: a wrong digit never leads to another question."""

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from registry.rules.return_references import (
    ReferenceMistyped,
    ReferenceUnreadable,
    gate_of,
    reference_of,
)

NUMBERS = integers(1, 9_999_999)


@given(NUMBERS, integers(0, 6), integers(1, 9))
def test_one_wrong_digit_is_found_out(number: int, place: int, by: int) -> None:
    written = reference_of(number)
    digits = [place for place, sign in enumerate(written) if sign.isdigit()]
    at = digits[place % len(digits)]
    wrong = f"{written[:at]}{(int(written[at]) + by) % 10}{written[at + 1 :]}"
    with pytest.raises(ReferenceMistyped):
        gate_of(wrong, field="reference")


@given(NUMBERS, integers(0, 6))
def test_two_digits_that_changed_places_are_found_out(number: int, place: int) -> None:
    digits = reference_of(number).replace("-", "")
    at = place % (len(digits) - 1)
    turned = f"{digits[:at]}{digits[at + 1]}{digits[at]}{digits[at + 2 :]}"
    if turned != digits:
        with pytest.raises(ReferenceMistyped):
            gate_of(f"{turned[:-1]}-{turned[-1]}", field="reference")


@given(NUMBERS)
def test_a_reference_leads_back_to_its_gate_in_thai_figures_too(number: int) -> None:
    written = reference_of(number)
    thai = written.translate({ord(str(d)): chr(0x0E50 + d) for d in range(10)})
    assert gate_of(written, field="x") == gate_of(f" {thai.replace('-', ' – ')} ", field="x")
    assert gate_of(written, field="x") == number


def test_the_known_answer_of_the_scheme() -> None:
    assert reference_of(572) == "572-4"


@pytest.mark.parametrize("text", ["", "572", "abc-1", "572-44", "5-7-2", "99999999999-1"])
def test_what_is_no_reference_is_said_so(text: str) -> None:
    with pytest.raises(ReferenceUnreadable):
        gate_of(text, field="reference")
