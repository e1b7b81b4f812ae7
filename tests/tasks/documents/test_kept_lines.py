"""Lines that stay on the page of the next: Word and LibreOffice are told so by paragraph."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import pytest
from lxml import etree

from config.words import Language, say
from flows.capabilities import declared
from flows.handover.gates import Answered, Noted, Ticked
from flows.handover.package_page_one import boxes
from registry.rules.papers.package import Annex, Boxes, Gap, PageOne
from tasks.documents.docx_files import W, read_parts
from tasks.documents.fonts import ems_wide
from tasks.documents.rendering import render
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import load_template, sheet
from tasks.documents.template_places import text_of
from tests.tasks.documents.letters_rendered import EXTERNAL, MEMOS, rendered

SHEET_ROOM = 9071 / 320  # ems of 16 pt between the margins
LISTED_BEFORE = ("trainer_request",)  # a list of topics, of as many lines as it has


@dataclass(frozen=True)
class Paragraph:
    """What it says, its styles from its own to the last that it is based on, how it is kept."""

    text: str
    styles: tuple[str, ...]
    kept: bool


def paragraphs_of(docx: bytes) -> list[Paragraph]:
    """All paragraphs, those that say nothing too."""
    parts = read_parts(docx)
    known = etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")
    styles = {one.get(f"{W}styleId"): one for one in known}
    document = etree.fromstring(parts["word/document.xml"])
    return [_paragraph(one, styles) for one in document.iter(f"{W}p")]


def lines(docx: bytes) -> list[tuple[str, bool]]:
    """The paragraphs that say something, each with whether it is kept with the next."""
    return [(one.text, one.kept) for one in paragraphs_of(docx) if one.text]


def _paragraph(paragraph: etree._Element, styles: dict[str | None, etree._Element]) -> Paragraph:
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    of = [paragraph]
    while named is not None:
        of.append(styles[named.get(f"{W}val")])
        named = of[-1].find(f"{W}basedOn")
    kept = any(one.find(f"{W}pPr/{W}keepNext") is not None for one in of)
    return Paragraph(text_of(paragraph), tuple(one.get(f"{W}styleId", "") for one in of[1:]), kept)


@pytest.mark.parametrize("kind", sorted({*EXTERNAL, *MEMOS} - {*LISTED_BEFORE}))
def test_the_page_of_a_letters_signature_has_two_paragraphs_of_its_text(kind: str) -> None:
    found = lines(rendered(kind))
    closing = next(at for at, (said, _) in enumerate(found) if said.startswith("จึงเรียนมา"))
    assert [kept for _, kept in found[closing - 1 : closing + 1]] == [True, True]


@pytest.mark.parametrize("kind", ["in post", "handed over"])
def test_the_signatures_of_a_handover_are_a_section_with_two_lines_of_text_before_them(
    kind: str,
) -> None:
    annex = Annex.model_validate(sample_facts(Annex, sheet("handover_annex")).model_dump())
    sections = tuple(
        annex.sections[0].model_copy(update={"key": key, "claims": ()})
        for key in ("gaps", "signatures")
    )
    gaps = tuple(
        Gap(section=at, text_th=f"ข้อ {at}", text_en=f"no. {at}", owner_th="ก", owner_en="a")
        for at in range(1, 31)
    )
    facts = annex.model_copy(
        update={"sections": sections, "gaps": gaps, "in_post": kind == "in post"}
    )
    found = lines(render(load_template("handover_annex"), facts))
    meaning = next(at for at, (said, _) in enumerate(found) if said.startswith("ลายมือชื่อของ"))
    assert [kept for _, kept in found[meaning - 1 : meaning + 1]] == [True, True]
    assert ems_wide(found[meaning][0]) > SHEET_ROOM
    assert dict(found)["๓๐"] is False


def test_the_sum_of_a_group_stays_with_its_last_activity() -> None:
    facts = sample_facts(declared().facts["action_plan"], sheet("action_plan"))
    found = lines(render(load_template("action_plan"), facts))
    rows = [kept for said, kept in found if said in {"๑", "๒", "๓"}]
    assert rows[-9:] == [False, False, True] * 3


def test_the_head_of_what_was_held_in_a_quarter_stays_with_it() -> None:
    for said, kept in lines(rendered("quarter_report")):
        assert kept or not said.startswith(("กิจกรรมที่ดำเนินการในไตรมาส", "การประสานงาน"))


@pytest.mark.parametrize("monitoring", [("ติดตามทุกไตรมาส",), ()])
def test_the_annex_and_the_signatures_of_a_plan_have_its_last_text_before_them(
    monitoring: tuple[str, ...],
) -> None:
    facts = sample_facts(declared().facts["action_plan"], sheet("action_plan"))
    plan = facts.model_copy(update={"monitoring": monitoring})
    found = lines(render(load_template("action_plan"), plan))
    said = [one for one, _ in found]
    last = "ติดตามทุกไตรมาส" if monitoring else next(one for one in said if one.startswith("รวม ๙"))
    tail = found[said.index(last) : said.index("ผู้เสนอแผน")]
    assert "ภาคผนวก" in dict(tail)
    assert all(kept for _, kept in tail)


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_boxes_of_page_one_are_the_choices_of_the_form_that_records_them(
    language: Language,
) -> None:
    def words(choices: type[StrEnum]) -> list[str]:
        choice = "answered" if choices is Answered else "noted"
        return [say(f"choice.{choice}.{one}", language) for one in choices]

    facts = sample_facts(PageOne, sheet("handover_page_one")).model_copy(update={"boxes": boxes()})
    for information, choices in ((False, Answered), (True, Noted)):
        rows = [one.model_copy(update={"for_information": information}) for one in facts.decisions]
        page = facts.model_copy(update={"decisions": tuple(rows)})
        said = [one for one, _ in lines(render(load_template("handover_page_one", language), page))]
        found = "".join(one for one in said if one.startswith("(  )")).split("(  ) ")[1:]
        assert [one.strip() for one in found] == words(choices) * len(rows)
    assert {*Ticked} == {*map(Ticked, Answered), *map(Ticked, Noted)}
    assert {*Boxes.model_fields} == {one.value for one in Ticked}


def test_both_who_sign_page_one_date_it() -> None:
    for language, day in (("th", "วันที่ ...."), ("en", "Date ....")):
        facts = sample_facts(PageOne, sheet("handover_page_one"))
        said = [
            one for one, _ in lines(render(load_template("handover_page_one", language), facts))
        ]
        dates = [one for one in said if day in one and one.startswith(("(ลงชื่อ)", "(signed)"))]
        assert len(dates) == 2, (language, said[-12:])


def test_a_rank_on_page_one_has_room_for_the_signature_behind_it() -> None:
    facts = sample_facts(PageOne, sheet("handover_page_one"))
    signer = facts.signer.model_copy(update={"name_th": "ว่าที่ร้อยตรีหญิง สมมุติ ตัวอย่าง"})
    page = facts.model_copy(update={"signer": signer, "chief": signer})
    said = [one for one, _ in lines(render(load_template("handover_page_one"), page))]
    assert len([one for one in said if one.startswith("ว่าที่ร้อยตรีหญิง ....")]) == 2


def test_page_one_proposes_what_to_decide_and_both_signatures_stand_at_one_height() -> None:
    facts = sample_facts(PageOne, sheet("handover_page_one"))
    made = render(load_template("handover_page_one"), facts)
    said = [one for one, _ in lines(made)]
    assert [one for one in said if one.startswith("๔. ข้อเสนอ  เห็นควรพิจารณาสั่งการ ")]
    assert "จึงเรียนมาเพื่อโปรดพิจารณา" in said
    document = etree.fromstring(read_parts(made)["word/document.xml"])
    *_, signed = document.iter(f"{W}tr")
    assert ["ลงชื่อ" in text_of(cell) for cell in signed.iter(f"{W}tc")] == [True, True]
    closing = next(one for one in document.iter(f"{W}p") if text_of(one).startswith("จึงเรียนมา"))
    assert "ข้อสั่งการ" in text_of(closing.getparent().getparent())


@pytest.mark.parametrize(
    ("asked", "overdue", "more", "said"),
    [
        (5, 3, 1, "เห็นควรพิจารณาสั่งการ ๕ เรื่อง เกินกำหนดแล้ว ๓ เรื่อง (อีก ๑ เรื่อง ดูข้อ ๑๑)"),
        (2, 0, 0, "เห็นควรพิจารณาสั่งการ ๒ เรื่อง"),
        (0, 0, 0, "เห็นควรรับทราบ"),
    ],
)
def test_page_one_says_how_much_is_asked_how_much_of_it_is_late_and_where_the_rest_is(
    asked: int, overdue: int, more: int, said: str
) -> None:
    facts = sample_facts(PageOne, sheet("handover_page_one"))
    page = facts.model_copy(update={"asked": asked, "overdue": overdue, "more": more})
    told = [one for one, _ in lines(render(load_template("handover_page_one"), page))]
    (line,) = [one.replace("\u00a0", " ") for one in told if one.startswith("๔. ข้อเสนอ")]
    assert line.removeprefix("๔. ข้อเสนอ  ").strip() == said


def test_that_a_law_is_not_verified_stands_at_the_foot_of_a_draft_alone() -> None:
    for kind, model in (("handover_page_one", PageOne), ("handover_annex", Annex)):
        facts = sample_facts(model, sheet(kind)).model_copy(update={"unverified": True})
        for version, times in ((2, 2), (None, 0)):
            page = facts.model_copy(update={"draft_version": version})
            parts = read_parts(render(load_template(kind), page))
            said = {
                name: part.decode().count("รอตรวจสอบกับต้นฉบับ")
                for name, part in parts.items()
                if name.endswith(".xml")
            }
            assert said.pop("word/document.xml") == 0
            assert sum(said.values()) == times, kind


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_section_of_the_annex_that_says_one_thing_is_a_sentence_and_no_table(
    language: Language,
) -> None:
    facts = sample_facts(Annex, sheet("handover_annex"))
    claim = facts.sections[0].claims[0]
    found = []
    for claims in ((claim,), (claim, claim)):
        section = facts.sections[0].model_copy(update={"key": "lessons", "claims": claims})
        annex = facts.model_copy(update={"sections": (section,)})
        made = render(load_template("handover_annex", language), annex)
        topic = claim.topic_th if language == "th" else claim.topic_en
        said = [one.replace("\u00a0", " ") for one, _ in lines(made)]
        found.append([one for one in said if one.startswith(topic)])
    (sentence,), cells = found
    assert sentence.endswith(")")
    assert len(cells) == 2
    assert sentence not in cells


@pytest.mark.parametrize("late", [True, False])
def test_the_calendar_of_the_annex_tells_what_is_overdue_apart_from_what_comes(
    *, late: bool
) -> None:
    facts = sample_facts(Annex, sheet("handover_annex"))
    section = facts.sections[0].model_copy(update={"key": "coming", "claims": ()})
    overdue = facts.late if late else ()
    annex = facts.model_copy(update={"sections": (section,), "late": overdue})
    found = [
        (one.replace("\u00a0", " "), kept)
        for one, kept in lines(render(load_template("handover_annex"), annex))
    ]
    heads = [one for one in found if one[0].startswith(("เรื่องที่เกินกำหนดแล้ว", "กำหนดตั้งแต่"))]
    assert len(heads) == 1 + late
    assert all(kept for _, kept in heads)
    assert any(said.startswith("ที่มา: ทะเบียนเรื่องที่รอพิจารณา") for said, _ in found)


def test_the_contacts_of_the_annex_stay_with_what_is_said_before_them() -> None:
    facts = sample_facts(Annex, sheet("handover_annex"))
    claims = facts.sections[0].claims[:1]
    section = facts.sections[0].model_copy(update={"key": "contacts", "claims": claims})
    annex = facts.model_copy(update={"sections": (section,)})
    found = lines(render(load_template("handover_annex"), annex))
    first = next(at for at, (said, _) in enumerate(found) if said.startswith(claims[0].topic_th))
    head = next(at for at, (said, _) in enumerate(found) if said == "ตำแหน่ง")
    assert all(kept for _, kept in found[first - 1 : head + 1])


def test_no_part_of_a_signature_stands_behind_its_dots_in_the_annex() -> None:
    facts = sample_facts(Annex, sheet("handover_annex"))
    ranked = {
        of: getattr(facts, of).model_copy(update={"name_th": "ว่าที่ร้อยตรีหญิง สมมุติ ตัวอย่าง"})
        for of in ("leaver", "successor", "focal_point", "province")
    }
    section = facts.sections[0].model_copy(update={"key": "signatures", "claims": ()})
    annex = facts.model_copy(update={**ranked, "sections": (section,)})
    said = [one for one, _ in lines(render(load_template("handover_annex"), annex))]
    signed = [one for one in said if one.startswith("ว่าที่ร้อยตรีหญิง ..")]
    assert len(signed) == 4
    assert all(one.endswith(".") for one in signed)


@pytest.mark.parametrize("kind", sorted({*declared().facts} - {"handover_page_one"}))  # one page
def test_no_sheet_ends_between_the_lines_that_are_signed_by_hand(kind: str) -> None:
    said = [one for one in lines(load_template(kind).data) if not one[0].startswith("{%")]
    signed = [
        (kept, below)
        for (text, kept), (below, _) in pairwise(said)
        if text.startswith(("ลงชื่อ", "(ลงชื่อ", "(...."))
    ]
    assert [below for kept, below in signed if not kept and below.startswith(("(", "ตำแหน่ง"))] == []


@pytest.mark.parametrize("kind", sorted(EXTERNAL))
def test_the_office_below_a_letter_stays_with_its_signature(kind: str) -> None:
    found = paragraphs_of(rendered(kind))
    owner = next(at for at, one in enumerate(found) if "DLOwnerFirst" in one.styles)
    assert [one.kept for one in found[owner - 1 : owner + 3]] == [True, True, True, False]


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("quarter_report", {}),
        ("quarter_report", {"ahead": ()}),
        ("annual_report", {}),
        ("annual_report", {"note": ()}),
        ("lessons_report", {}),
        ("lessons_report", {"note": ()}),
        ("lessons_report", {"note": (), "inclusion": ()}),
    ],
)
def test_a_report_is_signed_below_the_last_of_its_text(
    kind: str, changes: dict[str, tuple[str, ...]]
) -> None:
    facts = sample_facts(declared().facts[kind], sheet(kind)).model_copy(update=changes)
    found = paragraphs_of(render(load_template(kind), facts))
    note = next(at for at, one in enumerate(found) if one.text.startswith("จัดทำจากข้อมูล"))
    last = next(at for at in range(note - 1, 0, -1) if found[at].text)
    assert all(one.kept for one in found[last : note + 3])


@pytest.mark.parametrize("kind", ["annual_report", "lessons_report"])
def test_notes_alone_do_not_stand_before_the_signatures_of_a_report(kind: str) -> None:
    found = paragraphs_of(rendered(kind))
    note = next(at for at, one in enumerate(found) if one.text.startswith("จัดทำจากข้อมูล"))
    remark = next(at for at, one in enumerate(found) if one.text.startswith("หมายเหตุ:"))
    row = next(at for at in range(remark, 0, -1) if "DLPlanCell" in found[at].styles)
    assert all(one.kept for one in found[row : note + 3])
