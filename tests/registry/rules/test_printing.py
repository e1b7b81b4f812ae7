import pytest

from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.printing import (
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
