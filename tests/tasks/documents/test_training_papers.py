import re
from itertools import pairwise
from typing import Any

import pytest
from lxml import etree

from config.words import Language
from registry.rules.papers.training import (
    CapacityPlanFacts,
    TopicTaught,
    TrainingProgrammeFacts,
    TrainingReportFacts,
)
from tasks.documents.docx_files import read_parts
from tasks.documents.proofreading import read_back
from tasks.documents.rendering import render
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import check_template, field_paths, load_template, sheet
from tasks.documents.template_folders import languages

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MODELS: dict[str, type[Any]] = {
    "capacity_plan": CapacityPlanFacts,
    "training_programme": TrainingProgrammeFacts,
    "training_report": TrainingReportFacts,
}
PAPERS = [(kind, language) for kind in MODELS for language in languages(kind)]
FILES = [*PAPERS, ("appointment_order", "en")]


def said(kind: str, language: Language, **changes: Any) -> str:
    facts = sample_facts(MODELS[kind], sheet(kind)).model_copy(update=changes)
    return read_back(render(load_template(kind, language), facts), language).text


@pytest.mark.parametrize(("kind", "language"), FILES)
def test_a_template_has_no_problem_and_is_small(kind: str, language: Language) -> None:
    template = load_template(kind, language)
    form = template.sheet
    assert check_template(template.data, form.names, form.required_in(language), language) == []
    assert len(template.data) < 15_000


@pytest.mark.parametrize(("kind", "model"), MODELS.items())
def test_its_sheet_names_only_fields_that_the_facts_have(kind: str, model: type[Any]) -> None:
    assert sheet(kind).names <= field_paths(model)


@pytest.mark.parametrize(("kind", "language"), FILES)
def test_it_holds_no_style_that_nothing_uses(kind: str, language: Language) -> None:
    parts = read_parts(load_template(kind, language).data)
    styles = etree.fromstring(parts["word/styles.xml"])
    text = b"".join(p for n, p in parts.items() if n != "word/styles.xml").decode(errors="replace")
    based_on = {one.get(f"{W}val") for one in styles.iter(f"{W}basedOn")}
    for style in styles.iter(f"{W}style"):
        name = style.get(f"{W}styleId")
        assert style.get(f"{W}default") == "1" or f'"{name}"' in text or name in based_on, name


@pytest.mark.parametrize(("kind", "language"), PAPERS)
def test_rows_never_split_and_heads_of_lists_are_repeated(kind: str, language: Language) -> None:
    tree = etree.fromstring(read_parts(load_template(kind, language).data)["word/document.xml"])
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in tree.iter(f"{W}tr"))
    for table in tree.iter(f"{W}tbl"):
        looped = "{%tr" in "".join(piece.text or "" for piece in table.iter(f"{W}t"))
        assert not looped or table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None


@pytest.mark.parametrize(("kind", "language"), PAPERS)
def test_the_signature_is_kept_with_what_stands_before_it(kind: str, language: Language) -> None:
    parts = read_parts(load_template(kind, language).data)
    styles = etree.fromstring(parts["word/styles.xml"])
    kept = {s.get(f"{W}styleId") for s in styles.iter(f"{W}style") if s.find(f"{W}pPr/{W}keepNext")
            is not None}  # fmt: skip
    tree = etree.fromstring(parts["word/document.xml"])
    used = [
        (one.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), "".join(one.itertext()))
        for one in tree.iter(f"{W}p")
    ]
    printed = [(style, text) for style, text in used if not text.startswith("{%")]
    place = next(n for n, (_, text) in enumerate(printed) if "({{ signer.name" in text)
    assert {style for style, _ in printed[place - 3 : place + 1]} <= kept


def test_only_a_draft_is_marked_as_one() -> None:
    for kind, language in PAPERS:
        final = said(kind, language, draft_version=None, draft_date=None)
        assert not re.search(r"ร่าง|DRAFT|Draft \d", final)
        assert re.search(r"ร่างครั้งที่ 2|Draft 2 of", said(kind, language))


def test_english_papers_are_english_but_for_what_is_typed() -> None:
    facts = sample_facts(TrainingReportFacts, sheet("training_report"))
    typed = facts.model_copy(update={"place": None, "not_tested_reason": None, "inclusion": None})
    text = read_back(render(load_template("training_report", "en"), typed), "en").text
    assert not re.search("[\u0e00-\u0e7f]", text)


def test_words_typed_in_thai_are_said_to_be_so_on_a_paper_in_english() -> None:
    assert "ห้องประชุม (recorded in Thai)" in said("training_report", "en", place="ห้องประชุม")
    assert "Meeting room (recorded" not in said("training_report", "en", place="Meeting room")


@pytest.mark.parametrize(("taught", "word"), [(True, "Yes"), (False, "Not this time")])
def test_a_topic_says_whether_it_was_taught(*, taught: bool, word: str) -> None:
    topic = TopicTaught(text_th="กฎหมาย", text_en="The law", taught=taught)
    assert f"The law {word}" in said("training_report", "en", topics=(topic,))


def test_what_was_not_recorded_is_said_so_and_never_zero() -> None:
    topic = TopicTaught(text_th="กฎหมาย", text_en="The law", taught=None)
    text = said(
        "training_report", "th", topics=(topic,), held_on=None, until=None, place=None,
        trainers=(), manuals=(), attendance=None, so_far=None, sources=(),
    )  # fmt: skip
    assert text.count("ไม่ได้บันทึก") == 7
    assert "None" not in text


def test_a_plan_that_covers_every_duty_says_so() -> None:
    assert "ทุกหน้าที่ตามคำสั่งมีการฝึกอบรมรองรับ" in said("capacity_plan", "th", duties_left=())


def test_numbers_of_lists_and_pages_are_thai_in_thai() -> None:
    facts = sample_facts(CapacityPlanFacts, sheet("capacity_plan"))
    parts = read_parts(render(load_template("capacity_plan", "th"), facts))
    tree = etree.fromstring(parts["word/document.xml"])
    text = "".join(piece.text or "" for piece in tree.iter(f"{W}t"))
    assert not re.search(r"[0-9]", text)
    assert all(a <= b for a, b in pairwise([text.index("๑. "), text.index("๒. ")]))


def test_an_edition_that_nobody_knows_is_left_out() -> None:
    for kind, language in PAPERS:
        facts = sample_facts(MODELS[kind], sheet(kind)).model_dump()
        unknown = MODELS[kind].model_validate(_without_editions(facts))
        text = read_back(render(load_template(kind, language), unknown), language).text
        assert "ฉบับที่)" not in text
        assert "version" not in text


def _without_editions(facts: Any) -> Any:
    match facts:
        case dict():
            return {k: None if k == "version" else _without_editions(v) for k, v in facts.items()}
        case tuple() | list():
            return [_without_editions(one) for one in facts]
        case _:
            return facts


def test_the_last_who_drafted_a_plan_stands_behind_and() -> None:
    (one, *_) = sample_facts(CapacityPlanFacts, sheet("capacity_plan")).drafters
    names = (("หนึ่ง", "one"), ("สอง", "two"), ("สาม", "three"))
    drafters = tuple(one.model_copy(update={"text_th": th, "text_en": en}) for th, en in names)
    assert "ได้แก่ หนึ่ง สอง และสาม" in said("capacity_plan", "th", drafters=drafters)
    assert "one; two; and three." in said("capacity_plan", "en", drafters=drafters)
    assert "ได้แก่ หนึ่ง" in said("capacity_plan", "th", drafters=drafters[:1])
