"""What the machine could not draft is made by people: their paper takes the place of its own."""

import io
import zipfile
from datetime import date

import pytest

from desk.views.paper_batch import batch
from flows.papers.fair_copy import NoFairCopy, fair_copy
from flows.papers.paper_forms import PaperForm
from registry.journal import entries
from registry.queries.document_contents import content
from registry.queries.documents import DocumentRow, documents
from registry.records.filing import Upload
from registry.records.templates import put_template
from registry.rules.plain_values import Json
from registry.rules.uploads import WORD
from tasks.documents.docx_files import DOCUMENT, read_parts, write_parts
from tasks.documents.template import load_template
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk
from tests.desk.web.at_gates import place
from tests.desk.web.visitor import visitor
from tests.flows.meeting.at_inception import MINUTES

OURS = Upload("as typed.pdf", "application/pdf", b"%PDF-1.4 typed by people")


@pytest.fixture
def desk(made_registry_url: str) -> Desk:
    return a_desk(made_registry_url)


def spoil(desk: Desk, kind: str) -> None:
    """An own template that has got in and asks for a field that is not there."""
    parts = read_parts(load_template(kind).data)
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"{{ committee_th }}", b"{{ committe_th }}")
    upload = Upload("own.docx", WORD, write_parts(parts))
    with desk.office.registry.writing("57") as write:
        put_template(write, "57", kind, "th", upload, since=date(2022, 1, 1), by=1)


def do_by_hand(desk: Desk, instance: int) -> str:
    """Answer the incident of the effect; says which it was."""
    (path,) = (one for one in desk.waits_at(instance) if one.startswith("!effect/"))
    answer: Json = {"result": "done_by_hand", "by_hand": "พิมพ์เอง"}
    desk.decide(instance, path, COORDINATOR, "2022-08-01", answer, evidence=[OURS])
    return path.removeprefix("!effect/")


def the_paper(desk: Desk, kind: str) -> tuple[DocumentRow, bytes | None]:
    with desk.office.registry.reading() as connection:
        rows = documents(connection, district=MAE_FAH_LUANG)
        (row,) = (one for one in rows if one.kind == kind)
        return row, content(connection, row.sha256)


def test_minutes_typed_by_people_go_round_as_the_drafted_ones_would(desk: Desk) -> None:
    spoil(desk, "minutes")
    first = desk.to_after_meeting()
    desk.decide(first, "minutes", "focal_point", "2022-07-25", MINUTES)
    do_by_hand(desk, first)
    paper, kept = the_paper(desk, "minutes")
    assert (paper.version, paper.status, paper.media_type) == (1, "draft", OURS.media_type)
    assert paper.file_name == f"{MAE_FAH_LUANG}-minutes-v1.pdf"
    assert kept == OURS.content
    (gate,) = (one for one in desk.gates(first) if one.gate == "minutes_sent")
    assert gate.about == OURS.sha256


def test_an_order_typed_by_people_keeps_the_facts_that_it_was_asked_for_with(desk: Desk) -> None:
    spoil(desk, "appointment_order")
    order = desk.to_first_draft()
    do_by_hand(desk, order)
    paper, kept = the_paper(desk, "appointment_order")
    assert (paper.version, kept, paper.facts_id is not None) == (1, OURS.content, True)
    (gate,) = desk.gates(order)
    assert (gate.gate, gate.about) == ("deputy_review", OURS.sha256)


def test_a_paper_typed_by_people_has_no_fair_copy_of_ours_and_no_english_one_beside_it(
    desk: Desk,
) -> None:
    order = desk.to_first_draft()
    changes: Json = {"result": "changes", "items": ["แก้คำ"]}
    desk.decide(order, "deputy_review", "focal_point", "2022-06-24", changes)
    spoil(desk, "appointment_order")
    replies: Json = {"replies": [{"item": 1, "done": True, "reply": "แก้แล้ว"}]}
    desk.decide(order, "revise_draft", "focal_point", "2022-06-25", replies)
    do_by_hand(desk, order)
    with desk.office.registry.reading() as connection:
        rows = documents(connection, instance_id=order)
    drafts = [one for one in rows if one.kind == "appointment_order"]
    assert {(one.language, one.version, one.status) for one in drafts} == {
        ("th", 1, "replaced"), ("en", 1, "replaced"), ("th", 2, "draft"),
    }  # fmt: skip
    with pytest.raises(NoFairCopy):
        fair_copy(desk.office, drafts[-1].id)
    taken = batch(desk.office, [drafts[-1].id], form=PaperForm.FAIR, field_name="paper")
    (kept,) = zipfile.ZipFile(io.BytesIO(taken.content)).infolist()
    assert kept.filename == drafts[-1].file_name
    seen = visitor(desk, "coord").get(place(order, "deputy_review#2"), "en")
    assert f"/documents/{drafts[-1].id}" in seen.links()
    assert not any("fair=yes" in one for one in seen.links())
    assert seen.tree.cssselect("article.order") == []


def test_of_many_papers_typed_by_people_the_names_are_noted(desk: Desk) -> None:
    spoil(desk, "agenda")
    first = desk.to_inception_meeting()
    path = do_by_hand(desk, first)
    with desk.office.registry.reading() as connection:
        rows = entries(connection, first)
    (made,) = (one for one in rows if one.kind == "effect" and one.path == path)
    assert made.body["value"] == {"papers": [OURS.file_name]}
    assert not any(one.startswith("!effect/") for one in desk.waits_at(first))
