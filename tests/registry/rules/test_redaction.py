"""Which texts say the same as what is taken."""

import pytest

from registry.rules.plain_values import Json
from registry.rules.redaction import (
    Path,
    blanked,
    copies,
    is_key,
    part_copies,
    part_traces,
    traces,
    unredacted,
    wholes,
)

TOLD = "สมหญิงมาพบที่ร้าน"
LONG = "สมหญิงซึ่งทำงานที่ร้านริมทางมาพบเจ้าหน้าที่เมื่อวานนี้และขอความช่วยเหลือ"


@pytest.mark.parametrize(
    ("value", "wanted", "found"),
    [
        ({"a": TOLD}, TOLD, [("a",)]),
        ({"a": f"ดู {TOLD} แล้ว"}, TOLD, [("a",)]),
        ({"a": [TOLD, "ที่ประชุมรับทราบ"]}, f"{TOLD}\n\n ที่ประชุมรับทราบ ", [("a", "0"), ("a", "1")]),
        ({"a": [TOLD], "b": ["ที่ประชุมรับทราบ"]}, f"{TOLD}\nที่ประชุมรับทราบ", []),
        ({"a": ["ที่ประชุมรับทราบ"]}, f"{TOLD}\nที่ประชุมรับทราบ", []),
        ({"a": LONG[:60]}, LONG, [("a",)]),
        ({"a": f"{LONG[:20]}…"}, LONG, [("a",)]),
        ({"a": LONG[:20]}, LONG, []),
    ],
)
def test_a_text_is_found_whole_within_more_line_by_line_and_cut_short(
    value: Json, wanted: str, found: list[Path]
) -> None:
    assert [*copies(value, {wanted})] == found
    said = str(value)
    assert not found or any(trace in said for trace in traces(wanted))


@pytest.mark.parametrize(
    ("said", "wanted", "is_part"),
    [
        (TOLD, f"{TOLD}\nที่ประชุมรับทราบ", True),
        (f"เรื่อง {TOLD}", f"{TOLD}\nที่ประชุมรับทราบ", True),
        (LONG[:20], LONG, True),
        ("รับ", "รับ\nทราบแล้ว", False),
        (LONG[:6], LONG, False),
        (TOLD, TOLD, False),
        ("เรื่องอื่น", f"{TOLD}\nที่ประชุมรับทราบ", False),
    ],
)
def test_a_line_of_a_text_or_its_beginning_may_be_a_copy(
    said: str, wanted: str, *, is_part: bool
) -> None:
    assert bool(part_copies({"a": said}, {wanted})) == is_part
    assert not is_part or any(trace in said for trace in part_traces(wanted))


@pytest.mark.parametrize("digit", "0123456789abcdef")
def test_a_digest_is_nobodys_words_whatever_it_begins_with(digit: str) -> None:
    assert is_key(digit * 64)
    assert is_key(digit + "e" * 63)


def test_the_line_of_a_text_is_no_text_to_seek() -> None:
    whole = f"{TOLD}\nที่ประชุมรับทราบ"
    assert wholes({whole, TOLD, "ที่ประชุมรับทราบ", LONG}) == {whole, LONG}


def test_what_was_redacted_of_a_row_takes_neither_its_other_words_nor_other_rows() -> None:
    rows: Json = [
        {"key": "row-1", "activity": TOLD, "unit": "คน"},
        {"key": "row-2", "activity": LONG},
    ]
    said: Json = {"answer": {"rows": rows, "items": [TOLD, LONG], "note": TOLD}}
    gone = [("answer", "rows", "0", "activity"), ("answer", "items", "0"), ("answer", "note")]
    left = blanked(said, gone)
    assert isinstance(left, dict)
    answer = left["answer"]
    assert isinstance(answer, dict)
    assert unredacted(answer) == {
        "rows": [{"key": "row-1", "unit": "คน"}, {"key": "row-2", "activity": LONG}],
        "items": [LONG],
    }
