"""Which texts say the same as what is taken."""

import pytest

from registry.rules.plain_values import Json
from registry.rules.redaction import Path, copies, traces

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
