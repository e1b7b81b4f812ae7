import io
import re
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from docx import Document
from pydantic import BaseModel

from config.documents import document_defaults
from config.words import LANGUAGES
from flows.establishment import papers as establishment
from flows.order import papers as order
from registry.rules.order_facts import LegalBase
from registry.rules.papers.brief import BriefFacts, Crossing, Distance, Natural, OwnProfile
from registry.rules.papers.common import Statement
from registry.rules.papers.letter import (
    AnsweredItem,
    FollowUpLetterFacts,
    MemoFacts,
    TeamAgency,
    WorkingTeamFacts,
)
from registry.rules.printing import ValueBlank, ValueLooksLikeTag, ValueNotPrintable
from tasks.documents.docx_files import read_parts
from tasks.documents.docx_text import paragraphs
from tasks.documents.pdf import to_pdf
from tasks.documents.rendering import render
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import load_template, sheet
from tasks.documents.template_folders import languages
from tests.tasks.documents import test_template
from tests.tasks.documents.printed_pages import lines_of
from tests.tasks.documents.reading_back import read_back

FACTS = {
    kind: facts
    for papers in (*establishment.PAPERS, *order.PAPERS)
    for kind, facts in papers.facts.items()
    if kind != order.ORDER
}

EXTERNAL = ("advocacy_letter", "follow_up_letter", "representative_request", "copies_letter")
MEMOS = ("advocacy_memo", "order_memo", "copies_memo")
TO_A_CHIEF = ("advocacy_letter", "advocacy_memo", "follow_up_letter")
FAIR = {"draft_version": None, "draft_date": None}
F = TypeVar("F", bound=BaseModel)


def facts_of(kind: str, model: type[F], **changes: Any) -> F:
    made = sample_facts(model, sheet(kind))
    return model.model_validate(made.model_dump() | changes)


def rendered(kind: str, **changes: Any) -> bytes:
    return render(load_template(kind), facts_of(kind, FACTS[kind], **changes))


def text_of(docx: bytes) -> str:
    return "\n".join(paragraphs(docx))


def parts_text(docx: bytes, name: str) -> str:
    return "".join(
        re.sub(r"<[^>]+>", "", content.decode())
        for part, content in read_parts(docx).items()
        if part.startswith(f"word/{name}")
    )


def heights_of(docx: bytes) -> list[int]:
    headers = [c.decode() for n, c in read_parts(docx).items() if n.startswith("word/header")]
    return [int(cy) for text in headers for cy in re.findall(r'<wp:extent[^>]*cy="(\d+)"', text)]


def in_order(text: str, *words: str) -> bool:
    places = [text.index(one) for one in words]
    return places == sorted(places)


@pytest.mark.parametrize("kind", EXTERNAL)
def test_the_parts_of_a_letter_stand_in_the_order_of_form_one(kind: str) -> None:
    text = text_of(rendered(kind))
    parts = ("ที่ ", "เรื่อง ", "เรียน ", "จึงเรียนมาเพื่อ", "ขอแสดงความนับถือ", "โทร. ", "ไปรษณีย์อิเล็กทรอนิกส์ ")
    assert in_order(text, *parts)
    day = next(line for line in paragraphs(rendered(kind)) if re.search(r"\d{4}$|[๐-๙]{4}$", line))
    assert "พ.ศ." not in day
    assert "วันที่" not in day


@pytest.mark.parametrize(
    ("kind", "height"), [*((k, 3) for k in EXTERNAL), *((k, 1.5) for k in MEMOS)]
)
def test_the_emblem_is_three_centimetres_on_letters_and_half_of_it_on_memos(
    kind: str, height: float
) -> None:
    (found,) = heights_of(rendered(kind))
    assert found == height * 360_000  # English metric units a centimetre


@pytest.mark.parametrize("kind", MEMOS)
def test_a_memo_has_its_large_heading_and_labels_and_no_closing(kind: str) -> None:
    docx = rendered(kind)
    styles = read_parts(docx)["word/styles.xml"].decode()
    each = r'w:styleId="(DLMemo\w+)">(?:(?!</w:style>).)*<w:szCs w:val="(\d+)"/>'
    sizes = dict(re.findall(each, styles))
    assert (sizes["DLMemoHeading"], sizes["DLMemoLabel"]) == ("58", "40")
    assert "บันทึกข้อความ" in parts_text(docx, "header")
    assert in_order(text_of(docx), "ส่วนราชการ", "วันที่", "เรื่อง", "เรียน")
    assert "ขอแสดงความนับถือ" not in text_of(docx)


@pytest.mark.parametrize("kind", FACTS)
def test_a_draft_is_marked_as_one_and_a_fair_copy_is_not(kind: str) -> None:
    draft, fair = rendered(kind), rendered(kind, **FAIR)
    assert "ร่าง" in parts_text(draft, "header")
    assert "ร่างครั้งที่" in parts_text(draft, "footer")
    assert "ร่าง" not in parts_text(fair, "header")
    assert parts_text(fair, "footer").strip() == ""


@pytest.mark.parametrize("kind", FACTS)
def test_the_typing_standard_is_kept_on_every_sheet(kind: str) -> None:
    margins = Document(io.BytesIO(rendered(kind))).sections[0]
    page = document_defaults().page
    assert [
        round(side.pt * 20)
        for side in (
            margins.left_margin, margins.right_margin, margins.top_margin, margins.bottom_margin,
        )
        if side is not None
    ] == [page.left_twips, page.right_twips, page.top_twips, page.bottom_twips]  # fmt: skip


@pytest.mark.parametrize("kind", FACTS)
def test_its_file_is_small_its_styles_are_used_and_its_parts_in_the_order_of_word(
    kind: str,
) -> None:
    for language in languages(kind):
        template = load_template(kind, language)
        test_template.test_it_is_small(template)
        test_template.test_it_holds_no_style_that_nothing_uses(template)
        test_template.test_properties_stand_in_the_order_that_word_demands(template)
        test_template.test_each_table_has_one_layout(template)


@pytest.mark.parametrize("kind", TO_A_CHIEF)
def test_a_chief_is_asked_and_never_told(kind: str) -> None:
    text = text_of(rendered(kind))
    assert "ขอความอนุเคราะห์" in text
    assert not re.search("สั่งการ|กำชับ|ให้ท่าน|โดยเคร่งครัด|ภายในกำหนด|โดยด่วน", text)


def test_a_follow_up_names_the_day_since_which_nothing_was_heard() -> None:
    facts = facts_of(
        "follow_up_letter", FollowUpLetterFacts,
        since=date(2022, 1, 10), earlier={"number": "ชร 0004/12", "dated": date(2022, 1, 12)},
    )  # fmt: skip
    text = text_of(render(load_template("follow_up_letter"), facts))
    assert "อ้างถึง หนังสือจังหวัดเชียงราย ที่ ชร ๐๐๐๔/๑๒ ลงวันที่ ๑๒ มกราคม ๒๕๖๕" in text
    assert "ตามหนังสือที่อ้างถึง จังหวัดเชียงรายได้ขอหารือ" in text
    bare = render(load_template("follow_up_letter"), facts.model_copy(update={"earlier": None}))
    assert "อ้างถึง" not in text_of(bare)
    assert "ได้ประสานท่าน เมื่อวันที่ ๑๐ มกราคม ๒๕๖๕" in text_of(bare)


@pytest.mark.parametrize(("kind", "field"), [
    ("advocacy_letter", "legal_reasons"), ("advocacy_memo", "legal_reasons"),
    ("order_memo", "legal_powers"), ("delegation_record", "legal_powers"),
])  # fmt: skip
def test_unverified_laws_are_named_in_the_foot_of_the_draft_and_only_there(
    kind: str, field: str
) -> None:
    named = (("a", "กฎหมายหนึ่ง", True), ("b", "คำสั่งสอง", False), ("c", "มติสาม", False))
    bases = [
        {"key": key, "citation_th": text, "citation_en": key, "verified": verified}
        for key, text, verified in named
    ]
    draft = rendered(kind, **{field: bases})
    assert "โปรดตรวจสอบก่อนใช้: คำสั่งสอง และมติสาม" in parts_text(draft, "footer")
    assert "กฎหมายหนึ่ง" not in parts_text(draft, "footer")
    fair = rendered(kind, **{field: bases}, **FAIR)
    assert "โปรดตรวจสอบ" not in parts_text(fair, "footer")


def test_a_focal_point_is_named_with_the_rank_in_full_right_behind_its_word() -> None:
    text = text_of(rendered("delegation_record", deputy_th="ว่าที่ ร.ต.สมมุติรัฐ มิใช่จริง"))
    assert "จึงมอบหมายให้ว่าที่ร้อยตรี สมมุติรัฐ มิใช่จริง ตำแหน่ง" in text


@pytest.mark.parametrize("kind", ["order_memo", "training_memo"])
def test_the_block_of_a_memo_to_the_chief_is_kept_with_what_stands_before_it(kind: str) -> None:
    xml = read_parts(load_template(kind).data)["word/document.xml"].decode()
    assert '<w:pStyle w:val="DLSignatureEnd"/><w:keepNext/>' in xml


def test_the_return_part_of_a_request_asks_at_most_five_things() -> None:
    lines = paragraphs(rendered("representative_request"))
    start = lines.index("แบบตอบรับ")
    asked = [line for line in lines[start:] if re.match(r"[๑-๙]\. ", line)]
    assert [line[0] for line in asked] == list("๑๒๓๔๕")
    assert any("ไม่ใช่ช่องทางแจ้งเหตุ" in line and "๑๓๐๐" in line for line in lines)


def test_a_memo_tells_what_changed_and_how_each_item_was_answered() -> None:
    facts = facts_of(
        "order_memo", MemoFacts, first=False,
        changes=(Statement(th="ฝ่ายปราบปรามและข้อมูล เพิ่มหนึ่งตำแหน่ง", en="x"),),
        answered=(
            AnsweredItem(number=1, item="เพิ่ม ตชด.", done=True, reply="เพิ่มแล้ว"),
            AnsweredItem(number=2, item="แก้ชื่อ อปท.", done=False, reply=None),
            AnsweredItem(number=3, item="ตัดหนึ่งตำแหน่ง", done=None, reply=None),
        ),
    )  # fmt: skip
    text = text_of(render(load_template("order_memo"), facts))
    assert "(๑) ฝ่ายปราบปรามและข้อมูล เพิ่มหนึ่งตำแหน่ง" in text
    assert "การดำเนินการ: เพิ่มแล้ว" in text
    assert "ดำเนินการแล้ว" not in text
    assert "การดำเนินการ: ไม่ได้ดำเนินการ" in text
    assert "การดำเนินการ: ไม่ได้บันทึก" in text


def test_a_second_draft_without_a_change_says_so_and_a_first_has_nothing_to_compare() -> None:
    same = text_of(rendered("order_memo", first=False, changes=(), answered=()))
    assert "ไม่มีรายการที่แก้ไขจากร่างเดิม" in same
    assert "มีดังนี้" not in same
    first = text_of(rendered("order_memo", first=True, changes=(), answered=()))
    assert "ร่างเดิม" not in first
    assert "ลงวันที่" not in first


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("หจก. ก & ข", "หจก. ก & ข"),
        ("ก < ข > ค", "ก < ข > ค"),
        ("ก\tข\nค\r\nง", "ก ข ค ง"),
        ("มูลนิธิ\u200bศุภนิมิต\ufeff", "มูลนิธิศุภนิมิต"),
        ("ก" * 10_000, "ก" * 10_000),
    ],
)
def test_odd_texts_are_printed_as_they_are_meant(typed: str, printed: str) -> None:
    team = (TeamAgency(name_th=typed, name_en="x", holder_th=None, post_th=None),)
    docx = render(
        load_template("working_team_list"),
        facts_of("working_team_list", WorkingTeamFacts, agencies=team),
    )
    assert printed in paragraphs(docx)
    said = rendered("representative_request", agency_th=typed)
    assert f"ขอความอนุเคราะห์{printed}โปรด" in text_of(said)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("{{ signer }}", ValueLooksLikeTag),
        ("{% for %}", ValueLooksLikeTag),
        ("กลุ่ม 🙂", ValueNotPrintable),
        ("ก\u202eข", ValueNotPrintable),
        ("ก\x07ข", ValueNotPrintable),
        ("\u200b \t", ValueBlank),
    ],
)
def test_what_no_office_can_print_is_refused_by_the_name_of_its_field(
    typed: str, refusal: type[ValueBlank | ValueLooksLikeTag | ValueNotPrintable]
) -> None:
    team = (TeamAgency(name_th=typed, name_en="x", holder_th=None, post_th=None),)
    facts = facts_of("working_team_list", WorkingTeamFacts, agencies=team)
    with pytest.raises(refusal) as refused:
        render(load_template("working_team_list"), facts)
    assert refused.value.field == "agencies[1].name_th"


MAE_SAI = {
    "district_th": "แม่สาย",
    "district_en": "Mae Sai",
    "border_th": "จังหวัดท่าขี้เหล็ก รัฐฉาน",
    "border_en": "Tachileik, Shan State",
    "own_date": date(2022, 6, 2),
    "given": OwnProfile(),
    "crossings": (
        Crossing(
            name_th="สะพานแห่งที่ 1", name_en="Bridge 1", traffic_th="ทั่วไป", traffic_en="general",
        ),
        Crossing(name_th="สะพานแห่งที่ 2", name_en="Bridge 2", traffic_th=None, traffic_en=None),
    ),
    "natural": (
        Natural(
            river_th="แม่น้ำสาย", river_en="Sai River", count=50, qualifier="over",
            whole_border=False,
        ),
    ),
    "distance": Distance(
        centre_th="อำเภอเมืองเชียงราย", centre_en="Chiang Rai City", kilometres_from=70,
        kilometres_to=150, drive_hours=2, drive_qualifier="about",
    ),
    "industries": (),
    "legal_reasons": (
        LegalBase(
            key="act", citation_th="พระราชบัญญัติ พ.ศ. ๒๕๕๑ และคำสั่ง ที่ ๗๖๘/๒๕๕๖",
            citation_en="the Act, B.E. 2551 (2008), and order 768/2556", verified=True,
        ),
    ),
}  # fmt: skip


def test_the_brief_says_the_same_days_and_numbers_in_both_languages() -> None:
    facts = facts_of("advocacy_brief", BriefFacts, **MAE_SAI)
    thai = read_back(render(load_template("advocacy_brief"), facts), "th")
    english = read_back(render(load_template("advocacy_brief", "en"), facts), "en")
    assert thai.days == english.days == {facts.own_date}
    assert thai.numbers == english.numbers
    assert {"50", "70", "150", "2", "768", "2008"} <= thai.numbers


def test_every_name_of_the_brief_is_read_back_as_it_was_recorded() -> None:
    facts = facts_of("advocacy_brief", BriefFacts, **MAE_SAI)
    for language in LANGUAGES:
        other = "en" if language == "th" else "th"
        said = read_back(render(load_template("advocacy_brief", language), facts), language)
        for name in (
            getattr(facts, f"committee_{language}"), getattr(facts, f"district_{language}"),
            getattr(facts, f"border_{language}"), getattr(facts, f"source_{language}"),
            *(getattr(one, f"name_{language}") for one in facts.crossings),
            *(getattr(one, language) for one in facts.groups),
            facts.natural[0].model_dump()[f"river_{language}"],
        ):  # fmt: skip
            assert name in said.text
        assert getattr(facts, f"border_{other}") not in said.text


def test_a_changed_number_in_one_language_is_found_by_reading_back() -> None:
    facts = facts_of("advocacy_brief", BriefFacts, **MAE_SAI)
    other = facts.model_copy(
        update={"natural": (facts.natural[0].model_copy(update={"count": 51}),)}
    )
    thai = read_back(render(load_template("advocacy_brief"), facts), "th")
    english = read_back(render(load_template("advocacy_brief", "en"), other), "en")
    assert thai.numbers ^ english.numbers == {"50", "51"}


@pytest.mark.parametrize(("language", "words"), [("th", "ไม่มีข้อมูล"), ("en", "not recorded")])
def test_what_nobody_recorded_of_a_district_is_printed_as_not_recorded(
    language: Any, words: str
) -> None:
    nothing = dict.fromkeys(("border_th", "border_en", "distance"))
    empty = {**MAE_SAI, **nothing, "crossings": (), "natural": (), "industries": ()}
    facts = facts_of("advocacy_brief", BriefFacts, **empty)
    text = text_of(render(load_template("advocacy_brief", language), facts))
    assert text.count(words) == 5


def test_a_districts_own_words_stand_before_the_studys() -> None:
    own = {**MAE_SAI, "given": OwnProfile(natural="สำรวจแล้ว 37 จุด", any=True)}
    text = text_of(
        render(load_template("advocacy_brief"), facts_of("advocacy_brief", BriefFacts, **own))
    )
    assert "สำรวจแล้ว ๓๗ จุด" in text
    assert "มากกว่า ๕๐" not in text
    assert "และข้อมูลที่อำเภอให้ไว้" in text


@pytest.mark.office
def test_a_paper_fills_as_many_pages_as_its_sheet_says(fonts: Path) -> None:
    pdfs = to_pdf([rendered(kind) for kind in FACTS], timeout=120, fonts=fonts)
    for kind, pdf in zip(FACTS, pdfs, strict=True):
        most = sheet(kind).pages
        assert most is None or len(lines_of(pdf)) == most, kind
