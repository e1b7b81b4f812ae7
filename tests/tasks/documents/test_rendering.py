import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any, cast
from xml.parsers.expat import ParserCreate

import pytest
from docx import Document
from docx.oxml.ns import qn

from config.documents import document_defaults
from config.words import say
from flows.capabilities import declared
from registry.refusals import Refusal
from registry.rules.order_facts import AppointmentOrderFacts
from registry.rules.printing import ValueBlank, ValueLooksLikeTag, ValueNotPrintable
from tasks.documents.docx_files import read_parts, write_parts
from tasks.documents.emblem import EmblemNotPng, EmblemNotRead
from tasks.documents.rendering import DocumentDefect, content_hash, draft_paper, render
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import Template, load_template, template_of
from tasks.documents.template_folders import languages
from tests.tasks.conftest import AnOrder
from tests.tasks.documents.orders_rendered import W, all_parts, draft, final, seat_named, text_of

__all__ = ["draft", "final"]

FACTS = declared().facts
FIRST_YEAR = 1900  # whole numbers from here on are years


def with_subject(an_order: AnOrder, subject: str) -> AppointmentOrderFacts:
    return an_order(subject_th=subject)


def test_a_paper_says_its_title_and_its_office_and_not_who_saved_the_template(
    template: Template, an_order: AnOrder
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
    template: Template, an_order: AnOrder
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
    template: Template, an_order: AnOrder, typed: str, printed: str
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
    template: Template, an_order: AnOrder, typed: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as refused:
        render(template, with_subject(an_order, typed))
    assert refused.value.field == "subject_th"
    assert say("field.subject_th", "th") in refused.value.sentence.th
    assert say("field.subject_th", "en") in refused.value.sentence.en


def test_the_refusal_says_which_seat_it_is(template: Template, an_order: AnOrder) -> None:
    seats = (seat_named("กำนัน", 1), seat_named("กำนัน 🎉", 2))
    with pytest.raises(ValueNotPrintable) as refused:
        render(template, an_order(seats=seats))
    assert refused.value.field == "bodies[1].seats[2].title_th"


def test_equal_facts_give_equal_bytes(template: Template, an_order: AnOrder) -> None:
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
    template: Template, an_order: AnOrder, draft: bytes
) -> None:
    other = render(template, an_order(border_th="รัฐฉาน สาธารณรัฐแห่งสหภาพเมียนมาร์"))
    assert content_hash(other) != content_hash(draft)


@pytest.mark.parametrize("emblem", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff" * 50])
def test_an_emblem_that_is_no_png_is_refused(
    template: Template, an_order: AnOrder, emblem: bytes
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
    template: Template, an_order: AnOrder, after: str
) -> None:
    with pytest.raises(DocumentDefect):
        render(edited(template, "{{ subject_th }}", after), an_order())


def test_a_template_cannot_reach_beyond_its_facts(template: Template, an_order: AnOrder) -> None:
    reaching = edited(template, "{{ subject_th }}", "{{ ''.__class__.__mro__ }}")
    with pytest.raises(DocumentDefect):
        render(reaching, an_order())


def test_broken_xml_is_a_defect(template: Template, an_order: AnOrder) -> None:
    broken = edited(template, "{{ subject_th }}", "{{ subject_th }}</w:t><w:t>")
    assert render(broken, an_order())
    with pytest.raises(DocumentDefect):
        render(edited(template, "{{ subject_th }}", "{{ subject_th }}</w:r>"), an_order())


def test_a_document_without_thai_fonts_is_a_defect(template: Template, an_order: AnOrder) -> None:
    parts = read_parts(template.data)
    parts["word/styles.xml"] = re.sub(rb'w:cs="[^"]*"', b"", parts["word/styles.xml"])
    bare = template_of(template.kind, write_parts(parts), template.sheet)
    with pytest.raises(DocumentDefect, match="cs font"):
        render(bare, an_order())


def test_no_line_ends_between_a_year_or_a_section_and_its_number(
    template: Template, an_order: AnOrder
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
    template: Template, an_order: AnOrder, tmp_path: Path, name: str
) -> None:
    with pytest.raises(EmblemNotRead) as refused:
        draft_paper(template, an_order(), emblem=tmp_path / name)
    for said in (refused.value.sentence.th, refused.value.sentence.en):
        assert str(tmp_path / name) in said
        assert said.startswith("PRASAN_EMBLEM:")
