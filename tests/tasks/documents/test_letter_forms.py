"""What letters and memos have alike: head, dates, addressee, circular number, enclosures."""

import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from lxml import etree

from tasks.documents.docx_files import W, read_parts
from tasks.documents.docx_text import paragraphs
from tasks.documents.paper_words import environment
from tasks.documents.rendering import render
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import load_template, sheet
from tasks.documents.template_folders import kinds
from tasks.documents.template_places import length, text_of as paragraph_text
from tests.tasks.documents.letters_rendered import (
    EXTERNAL,
    FACTS,
    MEMOS,
    document_of,
    rendered,
    text_of,
    written_in,
)

CIRCULAR = (
    "copies_letter", "copies_memo", "invitation", "invitation_memo", "endorsement_letter",
    "minutes_circulation", "participants_request",
)  # fmt: skip
# A memo of another folder, what is enclosed with it, a card, and a report whose own test says so.
WITHOUT_ERA = ("handover_page_one", "handover_annex", "contact_card", "training_report")
WITH_ERA = tuple(sorted({*kinds()} - {*EXTERNAL, *MEMOS, *WITHOUT_ERA}))
WITH_RETURN_FORM = ("representative_request", "invitation", "trainer_request")
SHARED_STYLES = (
    "DLOffice", "DLDate", "DLLabelled", "DLEnclosure", "DLClause", "DLClauseKept", "DLClosing",
    "DLSignature", "DLSignatureRank", "DLSignatureEnd", "DLOwnerFirst", "DLOwner", "DLEmblem",
)  # fmt: skip
# Days that lie behind a letter which tells of them.
RESTED_ON = (
    "earlier.dated", "order.dated", "directive.dated", "invitation.dated", "resolution.held_on",
    "met.held_on", "adopted_on", "agreed_on", "changed_on", "ends", "draft_date",
)  # fmt: skip
MONTH = "(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม)"


def value_at(facts: Any, path: str) -> Any:
    for name in path.split("."):
        facts = facts.get(name) if isinstance(facts, dict) else None
    return facts


def test_every_letter_and_memo_of_the_folder_is_held_to_these_rules() -> None:
    others = {
        "advocacy_brief", "certified_copy", "delegation_record", "duties_sheet",
        "working_team_list",
    }  # fmt: skip
    known = {kind for kind, folder in kinds().items() if folder.name == "letters"}
    assert known - others == {*EXTERNAL, *MEMOS}


@pytest.mark.parametrize("kind", [*EXTERNAL, *MEMOS])
def test_a_date_of_a_letter_or_memo_never_names_the_era(kind: str) -> None:
    docx = rendered(kind)
    said = [text_of(docx), *(written_in(docx, f"word/footer{n}.xml") for n in (1, 2))]
    assert not re.search(rf"{MONTH}\s*พ\.ศ\.", "\n".join(said).replace("\u00a0", " "))


@pytest.mark.parametrize("kind", WITH_ERA)
def test_every_full_date_of_a_paper_that_is_no_letter_names_the_era(kind: str) -> None:
    docx = rendered(kind)
    foots = (name for name in read_parts(docx) if re.search(r"footer\d", name))
    said = [text_of(docx), *(written_in(docx, name) for name in foots)]
    plain = "\n".join(said).replace("\u00a0", " ")
    assert not re.findall(rf"{MONTH}\s+[๐-๙]{{4}}", plain)


@pytest.mark.parametrize(
    ("kind", "begins"),
    [*((kind, "จึงเรียนมา") for kind in (*EXTERNAL, *MEMOS)),
     *(("handover_page_one", one) for one in ("๑.", "๒.", "๓.", "๔.", "จึงเรียนมา"))],
)  # fmt: skip
def test_a_paragraph_of_a_letter_or_memo_begins_two_and_a_half_centimetres_in(
    kind: str, begins: str
) -> None:
    (one,) = [
        one for one in document_of(kind).iter(f"{W}p") if paragraph_text(one).startswith(begins)
    ]
    indent = first_of_style(kind, one, "ind")
    assert length(indent, "firstLine") == 1418  # twentieths of a point


@pytest.mark.parametrize("kind", EXTERNAL)
def test_the_head_of_every_letter_is_the_same(kind: str) -> None:
    first, *_ = document_of(kind).iter(f"{W}tbl")
    model, *_ = document_of("copies_letter").iter(f"{W}tbl")
    alike = [
        etree.tostring(one, encoding="unicode").replace("{% if circular %}ว {% endif %}", "")
        for one in (first, model)
    ]
    assert alike[0] == alike[1]


@pytest.mark.parametrize(("kind", "other"), [*pairwise(EXTERNAL)])
def test_the_parts_of_every_letter_are_set_alike(kind: str, other: str) -> None:
    one, two = styles_of(kind), styles_of(other)
    assert len(one.keys() & two.keys()) >= len(SHARED_STYLES) - 1
    assert {one[name] == two[name] for name in one.keys() & two.keys()} == {True}


def first_of_style(kind: str, paragraph: etree._Element, name: str) -> etree._Element | None:
    """What the nearest of a paragraph's styles that says anything of it says."""
    sheet_of = etree.fromstring(read_parts(load_template(kind).data)["word/styles.xml"])
    styles = {one.get(f"{W}styleId"): one for one in sheet_of.iter(f"{W}style")}
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    while named is not None:
        style = styles[named.get(f"{W}val")]
        if (found := style.find(f"{W}pPr/{W}{name}")) is not None:
            return found
        named = style.find(f"{W}basedOn")
    return None


def styles_of(kind: str) -> dict[str, str]:
    styles = etree.fromstring(read_parts(load_template(kind).data)["word/styles.xml"])
    return {
        name: etree.tostring(one, encoding="unicode")
        for one in styles.iter(f"{W}style")
        if (name := one.get(f"{W}styleId", "")) in SHARED_STYLES
    }


@pytest.mark.parametrize("kind", EXTERNAL)
def test_two_spaces_part_a_label_from_what_it_says(kind: str) -> None:
    lines = paragraphs(rendered(kind))
    labels = ("ที่", "เรื่อง", "เรียน", "อ้างถึง", "สิ่งที่ส่งมาด้วย")
    said = [line for line in lines for label in labels if re.match(rf"{label}[ \t]", line)]
    assert len(said) >= 3
    assert [line for line in said if not re.match(r"\S+ {1,2}\S", line)] == []
    raw = "".join(document_of(kind).itertext())
    assert all(f"{label}  " in raw for label in ("ที่", "เรื่อง", "เรียน"))


@pytest.mark.parametrize("kind", [*EXTERNAL, *MEMOS])
def test_a_sample_rests_on_no_day_after_its_own_and_asks_for_none_before(kind: str) -> None:
    shown = {one.name for one in sheet(kind).fields}
    facts = sample_facts(FACTS[kind], sheet(kind)).model_dump()
    days = {name: found for name in shown if isinstance(found := value_at(facts, name), date)}
    written = days["dated"]
    behind = {*RESTED_ON, *(("last_day",) if kind == "thanks_letter" else ())} & days.keys()
    ahead = {"until", "reply_by"} & days.keys()
    assert [name for name in behind if days[name] > written] == []
    assert [name for name in ahead if days[name] < written] == []


@pytest.mark.parametrize("kind", [*EXTERNAL, *MEMOS, "training_project"])
def test_nobody_signs_a_sample_to_oneself(kind: str) -> None:
    facts = sample_facts(FACTS[kind], sheet(kind)).model_dump()
    approver = facts.get("approver") or {"position_lines_th": (facts.get("to_th"),)}
    assert facts["signer"]["position_lines_th"] != approver["position_lines_th"]


@pytest.mark.parametrize("kind", ["advocacy_brief", "appointment_order"])
def test_a_draft_in_english_names_its_unverified_laws_in_one_warning(kind: str) -> None:
    bases = [
        {"key": key, "citation_th": key, "citation_en": key, "verified": key == "one"}
        for key in ("one", "two", "three")
    ]
    facts = sample_facts(FACTS[kind], sheet(kind)).model_dump()
    changes = {name: bases if name == "legal_reasons" else [] for name in facts if "legal" in name}
    draft = render(load_template(kind, "en"), FACTS[kind].model_validate(facts | changes))
    assert written_in(draft, "word/footer1.xml").endswith("  Check before use: two and three")


@pytest.mark.parametrize("kind", ["appointment_report", "plan_letter", "report_memo"])
def test_a_space_parts_the_word_through_from_the_post_that_a_letter_goes_through(kind: str) -> None:
    through = rendered(kind, through_th="พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดเชียงราย")
    assert "(ผ่าน พัฒนาสังคม" in text_of(through).replace("\u2060", "")


def test_a_plan_is_sent_without_a_sum_and_without_endorsements_where_it_needs_none() -> None:
    said = text_of(rendered("plan_letter", total="0", total_words="ศูนย์บาทถ้วน", asked=0))
    assert "โครงการ/กิจกรรม ซึ่งไม่ใช้งบประมาณ" in said
    assert "บาท" not in said
    assert "จากทั้งหมด" not in said


def test_a_memo_about_a_training_says_why_where_neither_its_plan_nor_a_change_has_a_day() -> None:
    said = text_of(rendered("training_memo", agreed_on=None, changed_on=None))
    assert "และกรรมการต้องมีความรู้ความเข้าใจในเรื่องนี้เพื่อปฏิบัติหน้าที่" in said


@pytest.mark.parametrize("kind", CIRCULAR)
def test_letters_that_are_alike_go_out_under_one_circular_number(kind: str) -> None:
    alike = text_of(rendered(kind, circular=True, number="123"))
    assert re.search(r"ที่\s+ชร ๑๕๑๘/ว ๑๒๓", alike)
    alone = text_of(rendered(kind, circular=False, number="123"))
    assert re.search(r"ที่\s+ชร ๑๕๑๘/๑๒๓", alone)


@pytest.mark.parametrize("kind", WITH_RETURN_FORM)
def test_a_return_form_counts_its_own_pages_and_bears_no_emblem(kind: str) -> None:
    tree = document_of(kind)
    letter, form = tree.iter(f"{W}sectPr")
    assert letter.find(f"{W}pgNumType") is None
    start = form.find(f"{W}pgNumType")
    assert start is not None
    assert start.get(f"{W}start") == "1"
    assert form.find(f"{W}titlePg") is not None
    docx = rendered(kind)
    assert "- " not in written_in(docx, "word/header3.xml")
    assert "drawing" not in read_parts(docx)["word/header3.xml"].decode().partition("<w:p>")[2]


@pytest.mark.parametrize("kind", WITH_RETURN_FORM)
def test_what_is_enclosed_is_listed_and_there(kind: str) -> None:
    letter, _, form = text_of(rendered(kind)).partition("ไปรษณีย์อิเล็กทรอนิกส์")
    assert "แบบตอบรับ  จำนวน ๑ ฉบับ" in letter.replace("\u00a0", " ") or "แบบตอบรับ จำนวน" in letter
    assert "แบบตอบรับ" in form
    asked = re.findall(r"^[๑-๙]\. ", form, re.MULTILINE)
    assert len(asked) == 5


def test_no_form_is_returned_to_an_office_with_its_word_for_place_doubled() -> None:
    returned = [text_of(rendered(kind)) for kind in EXTERNAL]
    told = [one for one in returned if "โปรดส่งคืน ณ ที่ทำการปกครองอำเภอแม่ฟ้าหลวง" in one]
    assert len(told) == 4
    assert not any("ที่ที่" in one for one in returned)


def test_a_telephone_number_stays_on_one_line_with_its_word() -> None:
    assert "โทร.\u00a0๐\u00a0๕๓๑๕\u00a0๐๑๙๒" in written_in(
        rendered("venue_request"), "word/document.xml"
    )


def test_a_month_written_short_stays_with_its_year_in_a_narrow_cell() -> None:
    text = written_in(rendered("handover_page_one"), "word/document.xml")
    assert "ธ.ค.\u00a0๒๕๖๙" in text
    assert "ธ.ค. ๒๕๖๙" not in text


def test_an_extension_is_called_so_in_english() -> None:
    printed = environment("en").from_string("{{ phone }}").render(phone="0 5312 3456 ต่อ 789")
    assert printed == "0 5312 3456 ext. 789"
