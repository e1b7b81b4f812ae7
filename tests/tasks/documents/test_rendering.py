import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from xml.parsers.expat import ParserCreate

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from lxml import etree

from config.documents import document_defaults
from config.words import say
from flows.capabilities import declared
from registry.refusals import Refusal
from registry.rules.order_facts import AppointmentOrderFacts, EarlierOrder, LegalBase, Signer
from registry.rules.printing import ValueBlank, ValueLooksLikeTag, ValueNotPrintable
from registry.rules.seats import BodyKey, Seat, SeatRole
from tasks.documents.docx_files import read_parts, write_parts
from tasks.documents.emblem import EmblemNotPng, EmblemNotRead
from tasks.documents.paper_words import official_digits
from tasks.documents.rendering import DocumentDefect, content_hash, draft_paper, render
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import Template, load_template, template_of
from tasks.documents.template_folders import languages

if TYPE_CHECKING:
    from collections.abc import Callable

    AnOrder = Callable[..., AppointmentOrderFacts]

FACTS = declared().facts
FIRST_YEAR = 1900  # whole numbers from here on are years
LAST = {"number": "45/2565", "dated": date(2022, 7, 15), "draft_version": None, "draft_date": None}
NO_BREAK = "\u00a0"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def all_parts(docx: bytes) -> Iterator[tuple[str, etree._Element]]:
    for name, content in read_parts(docx).items():
        if name.endswith(".xml"):
            yield name, etree.fromstring(content)


def text_of(docx: bytes, part: str = "word/document.xml") -> str:
    tree = dict(all_parts(docx))[part]
    return "\n".join(
        "".join(piece.text or "" for piece in paragraph.iter(f"{W}t")).replace(NO_BREAK, " ")
        for paragraph in tree.iter(f"{W}p")
    )


def edges_of(docx: bytes) -> str:
    parts = [name for name in read_parts(docx) if re.match(r"word/(header|footer)", name)]
    return "\n".join(text_of(docx, name) for name in parts)


def tables_of(docx: bytes) -> list[list[list[str]]]:
    tables: list[Table] = Document(io.BytesIO(docx)).tables
    return [
        [[cell.text.replace(NO_BREAK, " ") for cell in row.cells] for row in table.rows]
        for table in tables
    ]


def seat_named(title: str, number: int = 1, **changes: object) -> Seat:
    facts = {
        "key": f"added/{number}",
        "kind": "added",
        "body": BodyKey.EXECUTIVE,
        "role": SeatRole.MEMBER,
        "title_th": title,
        "title_en": "x",
    }
    return Seat.model_validate(facts | changes)


def with_subject(an_order: "AnOrder", subject: str) -> AppointmentOrderFacts:
    return an_order(subject_th=subject)


@pytest.fixture(scope="module")
def draft(template: Template, an_order: "AnOrder") -> bytes:
    return render(template, an_order())


@pytest.fixture(scope="module")
def final(template: Template, an_order: "AnOrder") -> bytes:
    return render(template, an_order(**LAST))


def test_a_paper_says_its_title_and_its_office_and_not_who_saved_the_template(
    template: Template, an_order: "AnOrder"
) -> None:
    parts = read_parts(template.data)
    core = "docProps/core.xml"
    saved = parts[core].decode().replace("<dc:creator>Prasan", "<dc:creator>นางสาวเสมียน")
    assert "นางสาวเสมียน" in saved
    own = template_of(
        "appointment_order", write_parts({**parts, core: saved.encode()}), template.sheet
    )
    said = read_parts(render(own, an_order(committee_th="คณะกรรมการ ก & ข")))[core].decode()
    assert "คณะกรรมการ ก &amp; ข</dc:creator>" in said
    assert "<dc:title>คำสั่ง" in said
    assert "<dc:language>th-TH</dc:language>" in said
    assert "นางสาวเสมียน" not in said


def test_a_file_without_properties_is_rendered_without(
    template: Template, an_order: "AnOrder"
) -> None:
    parts = {n: part for n, part in read_parts(template.data).items() if "docProps" not in n}
    own = template_of("appointment_order", write_parts(parts), template.sheet)
    assert set(read_parts(render(own, an_order()))) == set(parts)


def test_nothing_of_the_template_is_left(draft: bytes, final: bytes) -> None:
    for docx in (draft, final):
        for name, tree in all_parts(docx):
            text = "".join(tree.itertext())
            assert not re.search(r"\{\{|\{%|\}\}|%\}|None|Undefined|\bnan\b", text), name


def test_every_part_is_well_formed_for_a_strict_reader(draft: bytes) -> None:
    for name, content in read_parts(draft).items():
        if name.endswith((".xml", ".rels")):
            ParserCreate().ParseFile(io.BytesIO(content))


def test_type_is_set_in_the_styles_for_thai(draft: bytes) -> None:
    page = document_defaults().page
    styles = dict(all_parts(draft))["word/styles.xml"]
    defaults = styles.find(f".//{W}rPrDefault/{W}rPr")
    fonts = defaults.find(f"{W}rFonts")
    assert {fonts.get(f"{W}{script}") for script in ("ascii", "hAnsi", "cs")} == {page.font}
    assert defaults.find(f"{W}szCs").get(f"{W}val") == str(page.half_points)
    assert defaults.find(f"{W}lang").get(f"{W}bidi") == "th-TH"
    for properties in styles.iter(f"{W}rPr"):
        for plain, thai in (("b", "bCs"), ("sz", "szCs")):
            assert (properties.find(f"{W}{plain}") is None) == (
                properties.find(f"{W}{thai}") is None
            )


def test_runs_carry_no_type_of_their_own(draft: bytes) -> None:
    for name, tree in all_parts(draft):
        if name.startswith(("word/document", "word/header", "word/footer")):
            for properties in tree.iter(f"{W}rPr"):
                assert [child.tag for child in properties] in ([], [f"{W}rStyle"])


def test_the_sheet_is_that_of_the_typing_standard(draft: bytes) -> None:
    section = Document(io.BytesIO(draft)).sections[0]
    size, margins = section._sectPr.pgSz, section._sectPr.pgMar
    assert size is not None
    assert margins is not None
    page = document_defaults().page
    assert (size.get(qn("w:w")), size.get(qn("w:h"))) == ("11906", "16838")
    sides = ("left", "right", "top", "bottom")
    assert [int(margins.get(qn(f"w:{side}"), "")) for side in sides] == [
        page.left_twips, page.right_twips, page.top_twips, page.bottom_twips,
    ]  # fmt: skip
    assert int(margins.get(qn("w:header"), "")) == pytest.approx(850, abs=2)


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
    template: Template, an_order: "AnOrder"
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
    template: Template, an_order: "AnOrder"
) -> None:
    base = LegalBase(key="x", citation_th="ระเบียบสมมุติ", citation_en="x", verified=True)
    text = text_of(render(template, an_order(legal_reasons=(base,), legal_powers=())))
    assert "ให้เป็นไปตามระเบียบสมมุติ ประกอบกับ" in text
    assert "อาศัยอำนาจ" not in text
    assert "๗๖๘" not in text


def test_all_27_seats_stand_in_their_tables_with_number_title_and_role(
    draft: bytes, an_order: "AnOrder"
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


def test_a_representative_is_named_only_where_one_may_sit(
    draft: bytes, an_order: "AnOrder"
) -> None:
    seats = [seat for body in an_order().bodies for seat in body.seats]
    rows = [row for table in tables_of(draft) for row in table]
    assert [row[1].endswith(" หรือผู้แทน") for row in rows] == [seat.representative for seat in seats]


def test_a_seat_by_name_prints_the_name_with_the_position(draft: bytes) -> None:
    titles = [row[1] for table in tables_of(draft) for row in table]
    assert "นางสาวสมมุติ ตัวอย่าง  ผู้แทนมูลนิธิศุภนิมิตแห่งประเทศไทย" in titles


def test_all_eleven_duties_are_numbered_within_their_bodies(
    draft: bytes, an_order: "AnOrder"
) -> None:
    text = text_of(draft)
    for body in an_order().bodies:
        for number, duty in zip("๑๒๓๔", body.duties_th, strict=False):
            assert f"({number}) {duty}" in text
    assert len(re.findall(r"^\([๑-๙]\) ", text, re.MULTILINE)) == 11


def test_rows_never_split_and_tables_have_no_lines(draft: bytes) -> None:
    tree = dict(all_parts(draft))["word/document.xml"]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in tree.iter(f"{W}tr"))
    assert not list(tree.iter(f"{W}tblBorders"))
    assert all(t.get(f"{W}type") == "fixed" for t in tree.iter(f"{W}tblLayout"))


def test_the_signature_is_kept_with_the_last_clause(final: bytes) -> None:
    document = Document(io.BytesIO(final))
    duties = [i for i, one in enumerate(document.paragraphs) if one.text.startswith("(๒)")]
    start = duties[-1]
    *kept, last = document.paragraphs[start:]
    assert last.text == "นายอำเภอแม่ฟ้าหลวง"
    assert all(cast("object", p.style).paragraph_format.keep_with_next for p in kept)  # type: ignore[attr-defined]


def test_number_and_date_stay_blank_until_they_are_known(draft: bytes) -> None:
    text = text_of(draft)
    assert re.search(r"^ที่  +/ +$", text, re.MULTILINE)
    assert re.search(r"^สั่ง ณ วันที่  +เดือน +พ\.ศ\. +$", text, re.MULTILINE)


def test_the_year_of_the_number_is_that_of_the_date(
    template: Template, an_order: "AnOrder"
) -> None:
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
    template: Template, an_order: "AnOrder", earlier: EarlierOrder
) -> None:
    text = text_of(render(template, an_order(kind="replace", earlier=earlier, **LAST)))
    assert (
        "ให้ยกเลิกคำสั่งอำเภอแม่ฟ้าหลวง ที่ ๑๒/๒๕๖๒ ลงวันที่ ๔ มีนาคม พ.ศ. ๒๕๖๒ เรื่อง "
        "แต่งตั้งคณะกรรมการป้องกันและปราบปรามการค้ามนุษย์อำเภอแม่ฟ้าหลวง และให้ใช้คำสั่งนี้แทน"
    ) in text
    assert "แก้ไขเพิ่มเติมคำสั่ง" not in text


def test_amending_leaves_the_rest_of_the_earlier_order_in_force(
    template: Template, an_order: "AnOrder", earlier: EarlierOrder
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


def test_an_order_may_take_effect_on_a_day(template: Template, an_order: "AnOrder") -> None:
    text = text_of(render(template, an_order(effective_from=date(2022, 10, 1))))
    assert "ทั้งนี้ ตั้งแต่วันที่ ๑ ตุลาคม พ.ศ. ๒๕๖๕ เป็นต้นไป" in text
    assert "ตั้งแต่บัดนี้" not in text


def test_whoever_acts_signs_over_two_lines(template: Template, an_order: "AnOrder") -> None:
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


def test_sixty_seats_are_sixty_rows(template: Template, an_order: "AnOrder") -> None:
    seats = tuple(seat_named(f"กำนันตำบลสมมุติ {number}", number) for number in range(1, 61))
    rows = tables_of(render(template, an_order(seats=seats)))[0]
    assert len(rows) == 60
    assert rows[59] == ["๑.๖๐", "กำนันตำบลสมมุติ ๖๐", "กรรมการ"]


def test_a_body_without_seats_leaves_a_document_that_word_opens(
    template: Template, an_order: "AnOrder"
) -> None:
    docx = render(template, an_order(seats=(seat_named("กำนัน"),)))
    tree = dict(all_parts(docx))["word/document.xml"]
    assert [len(table.findall(f"{W}tr")) for table in tree.iter(f"{W}tbl")] == [1]
    assert text_of(docx).count("ไม่ได้บันทึก") == 3


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("เกลือ & พริก <ลับ>", "เกลือ & พริก <ลับ>"),
        ("\"คำพูด\" และ 'อื่น'", "\"คำพูด\" และ 'อื่น'"),
        ("บรรทัด\nใหม่\tแท็บ", "บรรทัด ใหม่ แท็บ"),
        ("  ช่อง   ว่าง ", "ช่อง ว่าง"),
        ("อำ\u200bเภอ\u200f\ufeff\u00ad", "อำเภอ"),
        ("หมู่ที่ 3 office4you@example.org 12", "หมู่ที่ ๓ office4you@example.org ๑๒"),
        ("ก" * 3000, "ก" * 3000),
        ("&amp; &#65;", "&amp; &#๖๕;"),
    ],
)
def test_odd_texts_are_printed_right(
    template: Template, an_order: "AnOrder", typed: str, printed: str
) -> None:
    text = text_of(render(template, with_subject(an_order, typed)))
    assert f"เรื่อง  {printed}\n" in text


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("งาน 🎉", ValueNotPrintable),
        ("\u202eกลับทาง", ValueNotPrintable),
        ("กระดิ่ง\x07", ValueNotPrintable),
        ("\ud800", ValueNotPrintable),
        ("\ue000", ValueNotPrintable),
        ("{{ 7*7 }}", ValueLooksLikeTag),
        ("{% raw %}", ValueLooksLikeTag),
        ("{_{", ValueLooksLikeTag),
        ("", ValueBlank),
        (" \u200b\n", ValueBlank),
        ("None", ValueBlank),
        ("nan", ValueBlank),
    ],
)
def test_what_no_office_can_print_is_refused_by_its_field(
    template: Template, an_order: "AnOrder", typed: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as refused:
        render(template, with_subject(an_order, typed))
    assert refused.value.field == "subject_th"
    assert say("field.subject_th", "th") in refused.value.sentence.th
    assert say("field.subject_th", "en") in refused.value.sentence.en


def test_the_refusal_says_which_seat_it_is(template: Template, an_order: "AnOrder") -> None:
    seats = (seat_named("กำนัน", 1), seat_named("กำนัน 🎉", 2))
    with pytest.raises(ValueNotPrintable) as refused:
        render(template, an_order(seats=seats))
    assert refused.value.field == "bodies[1].seats[2].title_th"


def test_equal_facts_give_equal_bytes(template: Template, an_order: "AnOrder") -> None:
    docx = render(template, an_order())
    assert render(template, an_order()) == docx
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_content_hash_is_of_what_is_said_not_of_when_it_was_zipped(draft: bytes) -> None:
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as file:
        for name, part in reversed(read_parts(draft).items()):
            file.writestr(name, part)
    assert again.getvalue() != draft
    assert content_hash(again.getvalue()) == content_hash(draft)


def test_the_content_hash_changes_with_one_letter(
    template: Template, an_order: "AnOrder", draft: bytes
) -> None:
    other = render(template, an_order(border_th="รัฐฉาน สาธารณรัฐแห่งสหภาพเมียนมาร์"))
    assert content_hash(other) != content_hash(draft)


def test_the_offices_emblem_takes_the_placeholders_place_three_centimetres_high(
    template: Template, an_order: "AnOrder"
) -> None:
    emblem = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000002000000040800000000a17cb54c"
        "0000000c49444154789c636060f8cf80000005000101d5b9a1a10000000049454e44ae426082"
    )
    parts = read_parts(render(template, an_order(), emblem=emblem))
    assert parts["word/media/garuda_placeholder.png"] == emblem
    header = next(part for part in parts.values() if b"cNvPr" in part)
    assert re.findall(rb'cx="(\d+)" cy="(\d+)"', header) == [(b"540000", b"1080000")] * 2


@pytest.mark.parametrize("emblem", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff" * 50])
def test_an_emblem_that_is_no_png_is_refused(
    template: Template, an_order: "AnOrder", emblem: bytes
) -> None:
    with pytest.raises(EmblemNotPng):
        render(template, an_order(), emblem=emblem)


def edited(template: Template, before: str, after: str) -> Template:
    parts = read_parts(template.data)
    document = parts["word/document.xml"].decode()
    assert before in document
    parts["word/document.xml"] = document.replace(before, after).encode()
    return template_of(template.kind, write_parts(parts), template.sheet)


@pytest.mark.parametrize(
    "after",
    [
        "{{ effective_from }}",  # None
        "{{ legal_powers }}",  # a list
        "{{ draft_date }}",  # a date without its filter
        "{{ nothing_of_that_name }}",
        "{{ earlier.number }}",  # of no earlier order
        "None",
        "}}",
    ],
)
def test_a_paper_that_would_print_nonsense_is_a_defect(
    template: Template, an_order: "AnOrder", after: str
) -> None:
    with pytest.raises(DocumentDefect):
        render(edited(template, "{{ subject_th }}", after), an_order())


def test_a_template_cannot_reach_beyond_its_facts(template: Template, an_order: "AnOrder") -> None:
    reaching = edited(template, "{{ subject_th }}", "{{ ''.__class__.__mro__ }}")
    with pytest.raises(DocumentDefect):
        render(reaching, an_order())


def test_broken_xml_is_a_defect(template: Template, an_order: "AnOrder") -> None:
    broken = edited(template, "{{ subject_th }}", "{{ subject_th }}</w:t><w:t>")
    assert render(broken, an_order())
    with pytest.raises(DocumentDefect):
        render(edited(template, "{{ subject_th }}", "{{ subject_th }}</w:r>"), an_order())


def test_a_document_without_thai_fonts_is_a_defect(template: Template, an_order: "AnOrder") -> None:
    parts = read_parts(template.data)
    parts["word/styles.xml"] = re.sub(rb'w:cs="[^"]*"', b"", parts["word/styles.xml"])
    bare = template_of(template.kind, write_parts(parts), template.sheet)
    with pytest.raises(DocumentDefect, match="cs font"):
        render(bare, an_order())


def test_no_line_ends_between_a_year_or_a_section_and_its_number(
    template: Template, an_order: "AnOrder"
) -> None:
    tree = dict(all_parts(render(template, an_order(dated=date(2022, 7, 15)))))["word/document.xml"]
    text = "".join(piece.text or "" for piece in tree.iter(f"{W}t"))
    assert "พ.ศ.\u00a0๒๕๖๕" in text
    assert not re.search(r"(พ\.ศ\.|มาตรา|หมู่ที่) [๐-๙]", text)


def _ones(value: Any) -> Any:
    """The same with each count one, and of each list the first alone."""
    match value:
        case dict():
            return {key: _ones(one) for key, one in value.items()}
        case tuple():
            return tuple(_ones(one) for one in value[:1])
        case bool():
            return value
        case int():
            return 1 if value < FIRST_YEAR else value
        case _:
            return value


@pytest.mark.parametrize("kind", [kind for kind in FACTS if "en" in languages(kind)])
def test_a_paper_in_english_has_the_singular_behind_one(kind: str) -> None:
    template = load_template(kind, "en")
    facts = FACTS[kind].model_validate(
        _ones(sample_facts(FACTS[kind], template.sheet).model_dump())
    )
    said = text_of(render(template, facts))
    assert re.findall(r"\b1 (?!is\b|was\b|has\b)[a-z]+s\b", said) == []


@pytest.mark.parametrize("name", ["gone.png", "."], ids=["gone", "a folder"])
def test_an_emblem_that_cannot_be_read_is_told_with_its_file_and_setting(
    template: Template, an_order: "AnOrder", tmp_path: Path, name: str
) -> None:
    with pytest.raises(EmblemNotRead) as refused:
        draft_paper(template, an_order(), emblem=tmp_path / name)
    for said in (refused.value.sentence.th, refused.value.sentence.en):
        assert str(tmp_path / name) in said
        assert said.startswith("PRASAN_EMBLEM:")
