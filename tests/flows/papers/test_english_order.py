from datetime import date

import pytest

from flows.fair_copy import fair_copy
from registry.journal import entries
from registry.queries.documents import DocumentRow, documents
from registry.records.documents import Upload
from registry.records.templates import put_template
from tasks.docx_files import read_parts, write_parts
from tasks.draft_paper import WORD
from tasks.read_back import read_back
from tasks.template import load_template
from tests.builders import Desk, a_desk


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def drafts(desk: Desk, order: int) -> list[DocumentRow]:
    with desk.office.registry.reading() as session:
        kept = documents(session.connection(), instance_id=order)
    return [one for one in kept if one.kind == "appointment_order"]


def test_the_order_in_english_is_kept_beside_the_thai_one_that_is_asked_about(desk: Desk) -> None:
    order = desk.to_first_draft()
    (thai, english) = drafts(desk, order)
    assert (thai.language, english.language) == ("th", "en")
    assert (thai.version, thai.facts_id is not None) == (english.version, True)
    assert english.file_name.endswith(".en.docx")
    with desk.office.registry.reading() as session:
        made = [e for e in entries(session.connection(), order) if e.kind == "effect"]
    assert made[0].body["value"]["content_hash"] == thai.content_hash
    (gate,) = desk.gates(order)
    assert gate.about == thai.content_hash


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
