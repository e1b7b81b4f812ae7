"""What has no room is cut where a word ends."""

import pytest

from registry.rules.excerpts import excerpt

RESOLVED = "เห็นชอบให้จัดทำแผนพัฒนาศักยภาพกรรมการ"


@pytest.mark.parametrize(
    ("text", "room", "printed"),
    [
        ("ที่ปรึกษา", 6, "ที่ปรึกษา"),  # nine signs, six letters
        ("ผู้ป่วย ที่อยู่", 4, "ผู้ป่วย…"),
        ("ศูนย์ เชียงราย", 5, "ศูนย์…"),
        ("Shelter house", 8, "Shelter…"),
        ("สสสสส", 3, "สสส…"),  # one word, longer than the room
    ],
)  # fmt: skip
def test_an_excerpt_has_room_for_letters_and_ends_with_a_whole_one(
    text: str, room: int, printed: str
) -> None:
    assert excerpt(text, room) == printed


@pytest.mark.parametrize(
    ("text", "room", "printed"),
    [
        (RESOLVED, 24, "เห็นชอบให้จัดทำแผนพัฒนา…"),
        (RESOLVED, 28, "เห็นชอบให้จัดทำแผนพัฒนาศักยภาพ…"),
        ("เสนอรายชื่อผู้เข้ารับการฝึกอบรม", 13, "เสนอรายชื่อ…"),
        ("เสนอรายชื่อผู้เข้ารับการฝึกอบรม", 18, "เสนอรายชื่อ…"),  # ผู้เข้ารับ alone says nothing
        ("รายงานประจำไตรมาส", 12, "รายงานประจำ…"),
        ("เรื่องการป้องกัน", 10, "เรื่อง…"),  # การ alone makes no noun yet
        ("คณะกรรมการป้องกัน", 12, "คณะกรรมการ…"),  # here it ends a word of its own
        ("มติที่ค้าง: เสนอรายชื่อ", 9, "มติที่ค้าง…"),
    ],
)  # fmt: skip
def test_an_excerpt_ends_within_no_thai_word_that_its_letters_or_the_settings_show(
    text: str, room: int, printed: str
) -> None:
    assert excerpt(text, room) == printed


def test_an_excerpt_ends_with_a_phrase_where_that_fills_half_of_the_room() -> None:
    assert excerpt("จัดอบรมกรรมการ และแกนนำหมู่บ้าน", 16) == "จัดอบรมกรรมการ…"
    assert excerpt("(1) จัดอบรมกรรมการ", 12) == "(1) จัดอบรม…"
