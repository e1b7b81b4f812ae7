"""What an appointment order prints: its elements, laws, seats, duties, dates and marks."""

import io
import re
from datetime import date

from docx import Document
from docx.table import Table
from lxml import etree

from registry.rules.order_facts import EarlierOrder, LegalBase, Signer
from tasks.documents.docx_files import read_parts
from tasks.documents.paper_words import official_digits
from tasks.documents.rendering import render
from tasks.documents.template import Template
from tests.tasks.conftest import AnOrder
from tests.tasks.documents.orders_rendered import (
    LAST,
    NO_BREAK,
    W,
    all_parts,
    draft,
    edges_of,
    final,
    seat_named,
    text_of,
)

__all__ = ["draft", "final"]


def tables_of(docx: bytes) -> list[list[list[str]]]:
    tables: list[Table] = Document(io.BytesIO(docx)).tables
    return [
        [[cell.text.replace(NO_BREAK, " ") for cell in row.cells] for row in table.rows]
        for table in tables
    ]


def test_the_elements_stand_in_the_order_of_form_four(final: bytes) -> None:
    text = text_of(final)
    places = [
        text.index(words)
        for words in (
            "คำสั่งอำเภอแม่ฟ้าหลวง\n", "ที่ ๔๕/๒๕๖๕", "เรื่อง  แต่งตั้ง", "โดยที่", "อาศัยอำนาจตามความใน",
            "จึงแต่งตั้ง", "๑. คณะกรรมการอำนวยการ", "ให้คณะกรรมการอำนวยการมีหน้าที่และอำนาจ ดังนี้",
            "๒. คณะกรรมการดำเนินงาน แบ่งออกเป็น ๓ ฝ่าย", "๒.๑ ฝ่ายป้องกันและเฝ้าระวัง",
            "๒.๒ ฝ่ายปราบปรามและข้อมูล", "๒.๓ ฝ่ายฟื้นฟูและเยียวยา", "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป",
            "สั่ง ณ วันที่ ๑๕ กรกฎาคม พ.ศ. ๒๕๖๕", "(นายสมมุติ ตัวอย่าง)", "นายอำเภอแม่ฟ้าหลวง",
        )
    ]  # fmt: skip
    assert places[:-1] == sorted(places[:-1])
    assert text.rstrip().endswith("(นายสมมุติ ตัวอย่าง)\nนายอำเภอแม่ฟ้าหลวง")


def test_a_draft_order_lists_the_laws_to_be_checked_once_and_a_fair_copy_does_not(
    template: Template, an_order: AnOrder
) -> None:
    known, reason, power = (
        LegalBase(key=text, citation_th=text, citation_en=text, verified=text == "กฎหมายหนึ่ง")
        for text in ("กฎหมายหนึ่ง", "คำสั่งสอง", "มาตราสาม")
    )
    cited = {"legal_reasons": (known, reason), "legal_powers": (power,)}
    feet = edges_of(render(template, an_order(**cited)))
    assert "โปรดตรวจสอบก่อนใช้: คำสั่งสอง และมาตราสาม" in feet
    assert "กฎหมายหนึ่ง" not in feet
    assert "โปรดตรวจสอบ" not in edges_of(render(template, an_order(**cited, **LAST)))


def test_every_legal_base_of_the_facts_is_cited_and_no_other(
    template: Template, an_order: AnOrder
) -> None:
    base = LegalBase(key="x", citation_th="ระเบียบสมมุติ", citation_en="x", verified=True)
    text = text_of(render(template, an_order(legal_reasons=(base,), legal_powers=())))
    assert "ให้เป็นไปตามระเบียบสมมุติ ประกอบกับ" in text
    assert "อาศัยอำนาจ" not in text
    assert "๗๖๘" not in text


def test_all_27_seats_stand_in_their_tables_with_number_title_and_role(
    draft: bytes, an_order: AnOrder
) -> None:
    tables = tables_of(draft)
    bodies = an_order().bodies
    assert [len(table) for table in tables] == [11, 7, 4, 5] == [len(b.seats) for b in bodies]
    assert tables[0][0] == ["๑.๑", "นายอำเภอแม่ฟ้าหลวง", "ประธานกรรมการ"]
    assert tables[0][1][2] == "รองประธานกรรมการ"
    assert tables[0][-1][0] == "๑.๑๑"
    assert tables[0][-1][2] == "กรรมการและเลขานุการ"
    assert tables[3][0][0] == "๒.๓.๑"
    assert tables[3][0][2] == "หัวหน้าฝ่าย"
    for table, body in zip(tables, bodies, strict=True):
        for row, seat in zip(table, body.seats, strict=True):
            assert official_digits(seat.title_th) in row[1]


def test_a_representative_is_named_only_where_one_may_sit(draft: bytes, an_order: AnOrder) -> None:
    seats = [seat for body in an_order().bodies for seat in body.seats]
    rows = [row for table in tables_of(draft) for row in table]
    assert [row[1].endswith(" หรือผู้แทน") for row in rows] == [seat.representative for seat in seats]


def test_a_seat_by_name_prints_the_name_with_the_position(draft: bytes) -> None:
    titles = [row[1] for table in tables_of(draft) for row in table]
    assert "นางสาวสมมุติ ตัวอย่าง  ผู้แทนมูลนิธิศุภนิมิตแห่งประเทศไทย" in titles


def test_all_eleven_duties_are_numbered_within_their_bodies(
    draft: bytes, an_order: AnOrder
) -> None:
    text = text_of(draft)
    for body in an_order().bodies:
        for number, duty in zip("๑๒๓๔", body.duties_th, strict=False):
            assert f"({number}) {duty}" in text
    assert len(re.findall(r"^\([๑-๙]\) ", text, re.MULTILINE)) == 11


def test_number_and_date_stay_blank_until_they_are_known(draft: bytes) -> None:
    text = text_of(draft)
    assert re.search(r"^ที่  +/ +$", text, re.MULTILINE)
    assert re.search(r"^สั่ง ณ วันที่  +เดือน +พ\.ศ\. +$", text, re.MULTILINE)


def test_the_year_of_the_number_is_that_of_the_date(template: Template, an_order: AnOrder) -> None:
    dated = render(template, an_order(dated=date(2023, 1, 2)))
    assert re.search(r"^ที่  +/๒๕๖๖$", text_of(dated), re.MULTILINE)
    bare = render(template, an_order(dated=date(2022, 12, 30), number="45"))
    assert "ที่ ๔๕/๒๕๖๕\n" in text_of(bare)


def test_only_a_draft_is_marked_as_one(draft: bytes, final: bytes) -> None:
    headers = [name for name in read_parts(draft) if name.startswith("word/header")]
    assert [text_of(draft, name).count("ร่าง") for name in headers] == [1, 1]
    assert "ร่างครั้งที่ ๒ วันที่ ๑ กรกฎาคม พ.ศ. ๒๕๖๕" in edges_of(draft)
    assert "ร่าง" not in text_of(draft)
    assert "ร่าง" not in edges_of(final)


def test_page_numbers_begin_on_page_two_in_thai_digits(final: bytes) -> None:
    parts = read_parts(final)
    document = etree.fromstring(parts["word/document.xml"])
    assert document.find(f".//{W}titlePg") is not None
    first = [name for name in parts if b"garuda_placeholder" in parts[name] and "header" in name]
    numbered = [name for name, part in parts.items() if b"PAGE \\* ThaiArabic" in part]
    assert len(numbered) == 1
    assert not set(first) & set(numbered)
    assert text_of(final, numbered[0]).strip(" \n") == "- ๒ -"


def test_replacing_names_the_earlier_order_and_ends_it(
    template: Template, an_order: AnOrder, earlier: EarlierOrder
) -> None:
    text = text_of(render(template, an_order(kind="replace", earlier=earlier, **LAST)))
    assert (
        "ให้ยกเลิกคำสั่งอำเภอแม่ฟ้าหลวง ที่ ๑๒/๒๕๖๒ ลงวันที่ ๔ มีนาคม พ.ศ. ๒๕๖๒ เรื่อง "
        "แต่งตั้งคณะกรรมการป้องกันและปราบปรามการค้ามนุษย์อำเภอแม่ฟ้าหลวง และให้ใช้คำสั่งนี้แทน"
    ) in text
    assert "แก้ไขเพิ่มเติมคำสั่ง" not in text


def test_amending_leaves_the_rest_of_the_earlier_order_in_force(
    template: Template, an_order: AnOrder, earlier: EarlierOrder
) -> None:
    text = text_of(render(template, an_order(kind="amend", earlier=earlier, **LAST)))
    assert "ตามคำสั่งอำเภอแม่ฟ้าหลวง ที่ ๑๒/๒๕๖๒ ลงวันที่ ๔ มีนาคม พ.ศ. ๒๕๖๒" in text
    assert "จึงให้แก้ไขเพิ่มเติมคำสั่งดังกล่าว" in text
    assert "นอกจากที่แก้ไขเพิ่มเติมโดยคำสั่งนี้ ให้คงเป็นไปตามคำสั่งเดิม" in text
    assert "เนื่องจากองค์ประกอบของคณะกรรมการเปลี่ยนแปลงไป เพื่อให้" in text
    assert "โดยที่การป้องกัน" not in text
    assert "ยกเลิก" not in text
    assert "จึงแต่งตั้ง" not in text


def test_a_new_order_ends_and_amends_nothing(final: bytes) -> None:
    assert "ยกเลิก" not in text_of(final)
    assert "คำสั่งเดิม" not in text_of(final)


def test_an_order_may_take_effect_on_a_day(template: Template, an_order: AnOrder) -> None:
    text = text_of(render(template, an_order(effective_from=date(2022, 10, 1))))
    assert "ทั้งนี้ ตั้งแต่วันที่ ๑ ตุลาคม พ.ศ. ๒๕๖๕ เป็นต้นไป" in text
    assert "ตั้งแต่บัดนี้" not in text


def test_whoever_acts_signs_over_two_lines(template: Template, an_order: AnOrder) -> None:
    signer = Signer(
        name_th="ว่าที่ร้อยตรี สมมุติ ตัวอย่าง",
        name_en="x",
        position_lines_th=("ปลัดอำเภอ รักษาราชการแทน", "นายอำเภอแม่ฟ้าหลวง"),
        position_lines_en=("x",),
    )
    text = text_of(render(template, an_order(signer=signer)))
    assert text.rstrip().endswith(
        "ว่าที่ร้อยตรี\n(สมมุติ ตัวอย่าง)\nปลัดอำเภอ รักษาราชการแทน\nนายอำเภอแม่ฟ้าหลวง"
    )


def test_sixty_seats_are_sixty_rows(template: Template, an_order: AnOrder) -> None:
    seats = tuple(seat_named(f"กำนันตำบลสมมุติ {number}", number) for number in range(1, 61))
    rows = tables_of(render(template, an_order(seats=seats)))[0]
    assert len(rows) == 60
    assert rows[59] == ["๑.๖๐", "กำนันตำบลสมมุติ ๖๐", "กรรมการ"]


def test_a_body_without_seats_leaves_a_document_that_word_opens(
    template: Template, an_order: AnOrder
) -> None:
    docx = render(template, an_order(seats=(seat_named("กำนัน"),)))
    tree = dict(all_parts(docx))["word/document.xml"]
    assert [len(table.findall(f"{W}tr")) for table in tree.iter(f"{W}tbl")] == [1]
    assert text_of(docx).count("ไม่ได้บันทึก") == 3


def test_the_offices_emblem_takes_the_placeholders_place_three_centimetres_high(
    template: Template, an_order: AnOrder
) -> None:
    emblem = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000002000000040800000000a17cb54c"
        "0000000c49444154789c636060f8cf80000005000101d5b9a1a10000000049454e44ae426082"
    )
    parts = read_parts(render(template, an_order(), emblem=emblem))
    assert parts["word/media/garuda_placeholder.png"] == emblem
    header = next(part for part in parts.values() if b"cNvPr" in part)
    assert re.findall(rb'cx="(\d+)" cy="(\d+)"', header) == [(b"540000", b"1080000")] * 2
