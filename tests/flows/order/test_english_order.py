from datetime import date

import pytest

from config.words import Language
from desk.views.paper_file import paper_file
from desk.views.paper_names import LONGEST
from flows.papers.fair_copy import fair_copy
from flows.papers.paper_forms import PaperForm
from flows.verification import verify_all
from registry.journal import entries
from registry.queries.documents import DocumentRow, documents
from registry.records.filing import Upload
from registry.records.templates import put_template
from registry.rules.file_names import safe_name
from registry.rules.uploads import WORD
from tasks.documents.docx_files import read_parts, write_parts
from tasks.documents.proofreading import read_back
from tasks.documents.template import load_template
from tests.builders import Desk, a_desk

NAMES = ("number", "fair", "pdf")


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def papers_of(desk: Desk, order: int) -> list[DocumentRow]:
    with desk.office.registry.reading() as connection:
        return documents(connection, instance_id=order)


def drafts(desk: Desk, order: int) -> list[DocumentRow]:
    return [one for one in papers_of(desk, order) if one.kind == "appointment_order"]


def marks(docx: bytes) -> bool:
    """Whether the paper says that it is a draft, in its head or its foot."""
    parts = read_parts(docx)
    found = [parts[one].decode() for one in parts if one.startswith(("word/header", "word/footer"))]
    return any(said in text for text in found for said in (">ร่าง", ">DRAFT", ">Draft"))


def test_the_order_in_english_is_kept_beside_the_thai_one_that_is_asked_about(desk: Desk) -> None:
    order = desk.to_first_draft()
    (thai, english) = drafts(desk, order)
    assert (thai.language, english.language) == ("th", "en")
    assert (thai.version, thai.facts_id is not None) == (english.version, True)
    assert english.file_name.endswith(".en.docx")
    with desk.office.registry.reading() as connection:
        made = [e for e in entries(connection, order) if e.kind == "effect"]
    assert made[0].body["value"]["content_hash"] == thai.content_hash
    (gate,) = desk.gates(order)
    assert gate.about == thai.content_hash


def test_facts_that_a_paper_says_in_two_languages_are_kept_once(desk: Desk) -> None:
    order = desk.to_first_draft()
    (thai, english) = drafts(desk, order)
    assert thai.facts_id is not None
    assert thai.facts_id == english.facts_id
    others = [one.facts_id for one in papers_of(desk, order) if one.kind != thai.kind]
    assert thai.facts_id not in others
    assert verify_all(desk.office) == ()


def test_a_newer_draft_takes_the_place_of_each_language(desk: Desk) -> None:
    order = desk.to_first_draft()
    changes = {"result": "changes", "items": ["แก้ชื่อตำแหน่ง"]}
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", changes)
    done = {"replies": [{"item": 1, "done": True}]}
    desk.decide(order, "revise_draft", "focal_point", "2022-06-22", done)
    assert [(one.language, one.version, one.status) for one in drafts(desk, order)] == [
        ("th", 1, "replaced"), ("en", 1, "replaced"), ("th", 2, "draft"), ("en", 2, "draft"),
    ]  # fmt: skip


def test_the_fair_copy_bears_the_number_in_either_language(desk: Desk) -> None:
    desk.to_order_signed()
    thai, english = drafts(desk, desk.order())
    in_thai = read_back(fair_copy(desk.office, thai.id), "th")
    in_english = read_back(fair_copy(desk.office, english.id), "en")
    assert "12/2565" in in_thai.figures & in_english.figures
    assert in_thai.days == in_english.days
    assert "Given on 1 July 2022" in in_english.text
    assert "DRAFT" not in in_english.text


def test_what_was_signed_is_given_without_a_draft_mark_unless_its_draft_is_asked_for(
    desk: Desk,
) -> None:
    first = desk.to_order_signed()
    copies = [one for one in papers_of(desk, first) if one.kind == "certified_copy"]
    found = [*drafts(desk, desk.order()), *copies]
    assert [(one.kind, one.language, one.status) for one in found] == [
        ("appointment_order", "th", "signed"),
        ("appointment_order", "en", "draft"),
        ("certified_copy", "th", "draft"),
    ]
    for one in found:
        plain = paper_file(desk.office, one.id, names=NAMES)
        draft = paper_file(desk.office, one.id, form=PaperForm.DRAFT, names=NAMES)
        assert not marks(plain.content), plain.name
        assert marks(draft.content), draft.name
        assert plain.name != draft.name
        assert "12/2565" in read_back(plain.content, "th").figures


def test_a_draft_is_given_as_one_until_it_is_signed(desk: Desk) -> None:
    for one in drafts(desk, desk.to_first_draft()):
        assert marks(paper_file(desk.office, one.id, names=NAMES).content)
        fair = paper_file(desk.office, one.id, form=PaperForm.FAIR, names=NAMES)
        assert not marks(fair.content)


def test_a_signed_order_reads_as_it_was_signed_whatever_the_template_says_since(
    desk: Desk,
) -> None:
    desk.to_order_signed()
    before = [
        read_back(paper_file(desk.office, one.id, names=NAMES).content, "th")
        for one in drafts(desk, desk.order())
    ]
    put_anew(desk, "th", "ตั้งแต่บัดนี้เป็นต้นไป")
    put_anew(desk, "en", "from now on")
    after = [paper_file(desk.office, one.id, names=NAMES) for one in drafts(desk, desk.order())]
    assert [read_back(one.content, "th").text for one in after] == [one.text for one in before]
    assert not any(marks(one.content) for one in after)


def put_anew(desk: Desk, language: Language, said: str) -> None:
    """The office's own template, from before the order, without these words."""
    parts = read_parts(load_template("appointment_order", language).data)
    parts["word/document.xml"] = (
        parts["word/document.xml"].decode().replace(said, "นับแต่วันลงนาม").encode()
    )
    upload = Upload("order.docx", WORD, write_parts(parts))
    with desk.office.registry.writing("57") as write:
        put_template(
            write, "57", "appointment_order", language, upload, since=date(2022, 1, 1), by=1
        )


def test_the_file_of_a_paper_says_what_it_is_whose_and_for_whom(desk: Desk) -> None:
    rows = (*papers_of(desk, desk.to_order_signed()), *papers_of(desk, desk.order()))
    kept = [one for one in rows if one.facts_id is not None]
    named = {one.id: paper_file(desk.office, one.id, names=NAMES).name for one in kept}
    assert len({name.casefold() for name in named.values()}) == len(named)
    thai, english = drafts(desk, desk.order())
    assert named[thai.id] == (f"คำสั่งแต่งตั้งคณะกรรมการ แม่ฟ้าหลวง ลงนามแล้ว ที่ 12-2565 [{thai.id}].docx")
    assert named[english.id].startswith("Appointment order Mae Fa Luang translation of No. 12-2565")
    letters = [one for one in kept if one.kind == "copies_letter"]
    to_mayor = [named[one.id] for one in letters if "lao_president" in one.subject]
    assert all("แม่ฟ้าหลวง นายก" in name and "ร่างที่ 1" in name for name in to_mayor)
    assert to_mayor
    for name in named.values():
        stem = name.removesuffix(".docx")
        assert safe_name(stem, empty="-", longest=LONGEST) == stem
        assert len(stem) <= LONGEST


def test_a_template_that_says_another_fact_refuses_the_release_of_the_order(desk: Desk) -> None:
    shipped = load_template("appointment_order", "en")
    parts = read_parts(shipped.data)
    document = parts["word/document.xml"].decode()
    parts["word/document.xml"] = document.replace(
        "({{ signer.name_en }})", "(Mr Somebody Else)"
    ).encode()
    upload = Upload("order.en.docx", WORD, write_parts(parts))
    with desk.office.registry.writing("57") as write:
        put_template(write, "57", "appointment_order", "en", upload, since=date(2022, 1, 1), by=1)
    order = desk.to_first_draft()
    assert drafts(desk, order) == []
    assert desk.waits_at(order) == ["!effect/draft_appointment_order#1"]
