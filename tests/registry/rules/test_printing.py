import pytest

from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.printing import (
    LetterWithoutFont,
    ValueBlank,
    ValueLooksLikeTag,
    ValueNotPrintable,
    as_printed,
    refuse_unprintable,
)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("ประชุม 🎉", ValueNotPrintable),
        ("ก\x00ข", ValueNotPrintable),
        ("\u202eกลับทาง", ValueNotPrintable),
        ("{{ 7*7 }}", ValueLooksLikeTag),
        ("\u200b", ValueBlank),
    ],
)
def test_what_no_paper_can_print_is_refused_wherever_it_stands(
    typed: str, refusal: type[Refusal]
) -> None:
    answer: Json = {"changes": [{"seat": {"title_th": typed}}]}
    with pytest.raises(refusal) as refused:
        refuse_unprintable(answer)
    assert refused.value.field == "changes.0.seat.title_th"


@pytest.mark.parametrize(
    ("typed", "letter", "sign"),
    [
        ("นายမောင်အောင်", "မ", "U+1019"),
        ("สมหมาย ສົມ", "ສ", "U+0EAA"),
        ("王小明", "王", "U+738B"),
        ("សុខ", "ស", "U+179F"),
        ("Иван", "И", "U+0418"),
        ("เลขที่ ၅", "၅", "U+1045"),
        ("ก\u103b", "\u25cc\u103b", "U+103B"),
    ],
)
def test_letters_that_no_font_of_the_papers_has_are_refused_and_named(
    typed: str, letter: str, sign: str
) -> None:
    with pytest.raises(LetterWithoutFont) as refused:
        refuse_unprintable({"people": [{"name_th": typed}]})
    assert refused.value.values == {"letter": letter, "sign": sign}
    assert refused.value.field == "people.0.name_th"
    assert letter in refused.value.sentence.th
    assert "Roman" in refused.value.sentence.en


def test_names_in_thai_and_roman_letters_pass() -> None:
    refuse_unprintable({"th": "ณัฏฐ์ธเนศ ฤๅ ฦ ๆ ฯ ๑๒", "en": "Ángström Nguye\u0302\u0303n Řehoř 12"})


def test_what_was_recorded_in_other_letters_before_is_printed_as_it_is() -> None:
    assert as_printed("မောင်အောင်", "x") == "မောင်အောင်"


def test_what_offices_write_passes() -> None:
    said: Json = {
        "note": "ก & ข <ค> 'ง' \"จ\"\nบรรทัดสอง\t๓๐°",
        "empty": "",
        "blank": "   ",
        "none": None,
        "count": 3,
        "thai_from_a_web_page": "อำ\u200bเภอ",
    }
    refuse_unprintable(said)


def test_a_text_is_printed_without_what_is_not_seen() -> None:
    assert as_printed(" อำ\u200bเภอ \n แม่สาย ", "x") == "อำเภอ แม่สาย"
