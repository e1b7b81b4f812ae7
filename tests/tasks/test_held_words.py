"""Words and names are whole in the PDF copy."""

import pytest

from tasks.held_words import hold_together

JOINER = "\u2060"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("ดังต่อไปนี้", f"ดัง{JOINER}ต่อ{JOINER}ไป{JOINER}นี้"),
        ("คณะกรรมการ", f"คณะ{JOINER}กรรม{JOINER}การ"),
        ("หรือผู้แทน", f"หรือ{JOINER}ผู้{JOINER}แทน"),
        ("พระราชบัญญัติ พ.ศ. ๒๕๕๑", f"พระ{JOINER}ราช{JOINER}บัญญัติ พ.ศ. ๒๕๕๑"),
        ("พระราชบัญญัติ แก้ไข", f"พระ{JOINER}ราช{JOINER}บัญญัติ แก้ไข"),
        ("อำเภอ", "อำเภอ"),
        ("", ""),
    ],
)
def test_protected_words_are_held_together_the_longest_first(text: str, held: str) -> None:
    assert hold_together(text) == held


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("อำเภอเวียงแก่น จังหวัดเชียงราย", "อำเภอ|เวี|ย|ง|แก่|น จังหวัด|เชี|ย|ง|รา|ย"),
        ("ตำบลเทอดไทยตั้งอยู่", "ตำบล|เท|อ|ด|ไท|ยตั้งอยู่"),
        ("อำเภอที่ไม่มีในทะเบียน", "อำเภอที่ไม่มีในทะเบียน"),
        ("อำเภอเวียงแก่นได้ตั้งที่อำเภอเทิง", "อำเภอ|เวี|ย|ง|แก่|นได้ตั้งที่อำเภอ|เทิ|ง"),
        ("อำเภอที่อยู่ติดอำเภอเทิง", "อำเภอที่อยู่ติดอำเภอ|เทิ|ง"),
    ],
)
def test_the_name_of_a_place_is_held_together(text: str, held: str) -> None:
    assert hold_together(text) == held.replace("|", JOINER)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("(นายสมมุติ แบบเรียนดี)", "(นาย|ส|ม|มุ|ติ แบ|บ|เรี|ย|น|ดี)"),
        ("พ.ต.อ. มานะ ใจดี", "พ.ต.อ. มา|นะ ใจ|ดี"),
        ("พันตำรวจเอกมานะ ใจดี", "พันตำรวจเอก|มา|นะ ใจ|ดี"),
        ("นายกองค์การบริหารส่วนตำบล ที่", "นายกองค์การบริหารส่วนตำบล ที่"),
        ("ทนายความ สองคน", "ทนายความ สองคน"),
    ],
)
def test_the_names_of_a_person_are_held_together_each_in_itself(text: str, held: str) -> None:
    assert hold_together(text) == held.replace("|", JOINER)


def test_a_sentence_that_goes_on_behind_a_name_may_break() -> None:
    going_on = "ใจดีเป็นผู้ประสานงานหลักของอำเภอตั้งแต่บัดนี้"
    assert f" {going_on[:9]}" in hold_together(f"นายมานะ {going_on}")
