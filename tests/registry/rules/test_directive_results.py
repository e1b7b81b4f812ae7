import pytest

from registry.rules.directive_results import LetterNumberUnreadable, letter_number_key


@pytest.mark.parametrize(
    "text", ["ชร ๐๐๐๔/ว ๑๒๓๔", "ที่ ชร 0004/ว1234", "ชร.0004/ว.1234", "  ชร 0004 / ว 1234 "]
)
def test_a_letters_number_is_one_however_it_is_typed(text: str) -> None:
    assert letter_number_key(text, field="number") == "ชร0004/ว1234"


def test_other_letters_of_the_same_code_are_others() -> None:
    keys = {letter_number_key(text, field="number") for text in ("ชร 0004/1234", "ชร 0004/ว 1234")}
    assert len(keys) == 2


def test_latin_numbers_lose_their_prefix_and_case() -> None:
    assert letter_number_key("No. CR 0004/12", field="number") == "cr0004/12"


@pytest.mark.parametrize("text", ["", "ที่", "ชร /ว"])
def test_a_number_without_a_figure_is_refused(text: str) -> None:
    with pytest.raises(LetterNumberUnreadable) as refused:
        letter_number_key(text, field="number")
    assert refused.value.field == "number"
