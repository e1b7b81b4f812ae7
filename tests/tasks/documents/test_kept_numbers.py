"""Numbers stay with their words, and days are whole, on paper and in its PDF copy."""

import re
from datetime import date
from typing import Any

import pytest

from flows.capabilities import declared
from registry.rules.unbroken_numbers import numbers_kept
from tasks.documents.docx_files import DOCUMENT, W, parse, read_parts
from tasks.documents.fonts import ems_wide
from tasks.documents.kept_numbers import (
    days_in,
    days_kept,
    kept_pieces,
    numbers_in_room,
)
from tasks.documents.line_rooms import STYLES, LineRooms
from tasks.documents.rendering import render
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import load_template, sheet
from tasks.documents.template_folders import languages
from tasks.documents.word_joiners import hold_together

NARROW = "\u202f\u202f"
SUM = re.compile(r"\d{1,3}(?:,\d{3})+")
NUMBER = re.compile(r"\d[\d,./]*")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("เกิน ๑๕ ก.ย.: มติ", "เกิน ๑๕~ก.ย.: มติ"),
        ("(๑ ตำแหน่ง) จาก ๑๒ คน", "(๑~ตำแหน่ง) จาก ๑๒~คน"),
        ("ร้อยละ ๑๐๐ ของ ๓๐,๐๐๐ บาท", "ร้อยละ~๑๐๐ ของ ๓๐,๐๐๐~บาท"),
        ("งบ 1,234.50 ล้านบาท", "งบ 1,234.50~ล้านบาท"),
        ("เลื่อนไปไตรมาสที่ ๒, ๓", "เลื่อนไปไตรมาสที่~๒, ๓"),
        ("ปี ๒๕๗๐ หน่วยงาน", "ปี~๒๕๗๐ หน่วยงาน"),
        ("คำสั่งที่ ๔๒๕/๒๕๖๓ เรื่อง แต่งตั้ง", "คำสั่งที่~๔๒๕/๒๕๖๓ เรื่อง แต่งตั้ง"),
        ("สายด่วน ๑๓๐๐ ติดต่อตรง\u00a0๐ ๕๓๐๐ ๐๑๐๔", "สายด่วน~๑๓๐๐ ติดต่อตรง~๐~๕๓๐๐~๐๑๐๔"),
        ("ข้อ ๒ ข้อ ๓ วันที่ ๔ ครั้งที่ ๕", "ข้อ~๒ ข้อ~๓ วันที่~๔ ครั้งที่~๕"),
    ],
)
def test_a_number_stays_with_its_word_and_a_day_with_its_month(text: str, kept: str) -> None:
    assert numbers_kept(text) == kept.replace("~", "\u00a0")


def test_a_day_is_one_piece_with_its_era_too_where_a_line_has_room_for_it() -> None:
    for day in ("๑๕ กรกฎาคม พ.ศ. ๒๕๖๕", "๑๕ กรกฎาคม ๒๕๖๕", "๑๕ ก.ค. ๒๕๖๕"):
        assert days_kept(f"ลงวันที่ {day} และ", 30) == f"ลงวันที่ {day.replace(' ', chr(0xA0))} และ"
        assert days_kept(day, 4) == day


@pytest.mark.parametrize(
    ("text", "room", "kept"),
    [
        ("ประจำปีงบประมาณ พ.ศ. ๒๕๗๐ ของ", 30, "ประจำปีงบประมาณ~พ.ศ.~๒๕๗๐ ของ"),
        ("เมื่อปี พ.ศ.~๒๕๕๘ และปี พ.ศ. ใด", 30, "เมื่อปี~พ.ศ.~๒๕๕๘ และปี พ.ศ. ใด"),
        ("พระราชบัญญัติ พ.ศ.~๒๕๕๑", 30, "พระราชบัญญัติ พ.ศ.~๒๕๕๑"),
        ("ปีงบประมาณ พ.ศ.~๒๕๗๐", 5, "ปีงบประมาณ พ.ศ.~๒๕๗๐"),
    ],
)
def test_a_year_stays_with_its_word_over_the_era_where_a_line_has_room(
    text: str, room: float, kept: str
) -> None:
    assert days_kept(text.replace("~", "\u00a0"), room) == kept.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("text", "room", "held"),
    [
        ("แผนปฏิบัติการปี~๒๕๗๐", 30, "แผนปฏิบัติการปี~๒๕๗๐"),
        ("แผนปฏิบัติการปี~๒๕๗๐", 6, f"แผนปฏิบัติการปี{NARROW}๒๕๗๐"),
        ("แผน แผนปฏิบัติการปี~๒๕๗๐", 6, f"แผน แผนปฏิบัติการปี{NARROW}๒๕๗๐"),
        ("ตามแผนปฏิบัติการ ปี~๒๕๗๐", 6, "ตามแผนปฏิบัติการ ปี~๒๕๗๐"),
        ("จำนวน~๓๐,๐๐๐~บาท", 5, "จำนวน ๓๐,๐๐๐~บาท"),
        ("จำนวน~๓๐,๐๐๐~บาท", 3, "จำนวน ๓๐,๐๐๐ บาท"),
        ("ตามคำสั่งที่~๒๘๓๐๑๐/๒๕๖๒", 6, "ตามคำสั่งที่ ๒๘๓๐๑๐/๒๕๖๒"),
        ("๒๘~ธ.ค.~๒๕๖๙", 4, "๒๘ ธ.ค.~๒๕๖๙"),
    ],
)
def test_no_number_is_cut_in_a_narrow_column_of_the_pdf_copy(
    text: str, room: float, held: str
) -> None:
    assert numbers_in_room(text.replace("~", "\u00a0"), room) == held.replace("~", "\u00a0")


def test_a_share_is_one_word() -> None:
    assert hold_together("(ร้อยละ\u00a0๑๐๐)") == "(ร้อย\u2060ละ\u00a0๑๐๐)"


def widest(value: Any) -> Any:
    """The facts with the longest days and sums of ten digits."""
    match value:
        case dict():
            return {key: widest(one) for key, one in value.items()}
        case tuple():
            return tuple(widest(one) for one in value)
        case date():
            return date(2026, 11, 30)
        case str() if SUM.fullmatch(value):
            return "9,876,543,210"
        case _:
            return value


def roomless(docx: bytes) -> set[str]:
    """The days, and the numbers with their words, that are wider than their line or cell."""
    parts = read_parts(docx)
    rooms = LineRooms(parts[STYLES])
    found = parse(DOCUMENT, parts[DOCUMENT]).iter(f"{W}t")
    return {
        piece
        for text, said in ((one, one.text or "") for one in found)
        for piece in (*kept_pieces(said), *days_in(said), *NUMBER.findall(said))
        if ems_wide(piece) > rooms.of(text)
    }


@pytest.mark.parametrize("kind", declared().facts)
def test_the_longest_day_and_a_sum_of_ten_digits_have_room_in_each_paper(kind: str) -> None:
    model = declared().facts[kind]
    facts = model.model_validate(widest(sample_facts(model, sheet(kind)).model_dump()))
    for language in languages(kind):
        assert roomless(render(load_template(kind, language), facts)) == set()
