"""Papers, copies, drafts and files that hold a text which is taken out."""

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from config.settings import Settings
from flows.decisions.correct import Correction, correct
from flows.decisions.redact import preview
from flows.decisions.redaction_aim import (
    Aim,
    NoPartlyCopy,
    maybe_copies,
)
from flows.decisions.withdraw import withdraw
from registry.journal import entries
from registry.queries.document_contents import content
from registry.queries.documents import DocumentRow, documents
from registry.queries.redaction_parts import still_stands
from registry.queries.redactions import (
    left_house,
    parts_seen,
    redactions_in,
)
from registry.records.drafts import FormDraftKey, GateDraftKey, draft_of, save_draft
from registry.records.filing import NewDocument, Upload, keep
from registry.rules.plain_values import Json
from registry.rules.redaction import TEXT_MARK
from registry.scrub import scrub
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, SECOND, Desk, a_desk
from tests.flows.decisions.at_redactions import (
    CONFIRMED,
    FOUND,
    NOTE,
    VICTIM,
    a_paper_saying,
    asked_of,
    desk,
    everything,
    in_lines,
    is_gone,
    note_recorded,
    papers_saying,
    problems,
    redacted,
)
from tests.flows.meeting.at_inception import MINUTES

__all__ = ["desk"]


def test_copies_are_found_listed_and_taken_with_it(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    withdraw(desk.office, first, "earlier_order", reason="ตรวจใหม่", recorded_by="coord")
    again = desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", FOUND)
    correct(
        desk.office,
        Correction(
            first,
            "earlier_order",
            {"note": f"{NOTE} แก้คำผิด"},
            reason="แก้คำผิด",
            recorded_by="coord",
        ),
    )
    shown = preview(desk.office, Aim(first, entry, ("note",)))
    assert {part.entry for part in shown} >= {entry, again.entry}
    assert len(shown) == 3
    with desk.office.registry.reading() as connection:
        seen = parts_seen(connection, shown)
    assert all(VICTIM in said for one in seen for said in one.texts)
    redacted(desk, Aim(first, entry, ("note",)))
    assert VICTIM not in everything(desk)
    assert problems(desk) == []


def test_a_paper_that_says_the_text_line_by_line_is_taken_with_it(desk: Desk) -> None:
    first = desk.to_after_meeting()
    answer: Any = deepcopy(MINUTES)
    answer["items"][1]["said"] = f"{VICTIM} มาพบ\n\n {NOTE}"
    said = desk.decide(first, "minutes", "focal_point", "2022-07-22", answer)
    with desk.office.registry.reading() as connection:
        (minutes,) = (one for one in documents(connection) if one.kind == "minutes")
    redacted(desk, Aim(first, said.entry, ("items.1.said",)))
    with desk.office.registry.reading() as connection:
        assert content(connection, minutes.sha256) is None
    assert VICTIM not in everything(desk)
    assert problems(desk) == []


def test_a_paper_that_prints_a_first_line_alone_may_be_a_copy_and_goes_where_somebody_says_so(
    desk: Desk,
) -> None:
    aim = in_lines(desk, "สมหญิงมาพบ", "ที่ร้านริมทาง")
    copy, innocent = a_paper_saying(desk, "สมหญิงมาพบ"), a_paper_saying(desk, "ที่ร้าน", "อื่น")
    (maybe,) = maybe_copies(desk.office, aim, beside=preview(desk.office, aim))
    assert maybe.document == copy.id
    with pytest.raises(NoPartlyCopy):
        preview(desk.office, replace(aim, also=("payload/999",)))
    redacted(desk, replace(aim, also=(maybe.key,)))
    assert (is_gone(desk, copy), is_gone(desk, innocent)) == (True, False)
    assert "สมหญิง" not in everything(desk)
    assert problems(desk) == []


def test_a_copy_that_somebody_names_goes_in_each_language_that_has_its_facts(desk: Desk) -> None:
    aim = in_lines(desk, "สมหญิงมาพบ", "ที่ร้านริมทาง")
    copies = papers_saying(desk, "สมหญิงมาพบ", languages=("th", "en"))
    assert len({one.facts_id for one in copies}) == 1
    (maybe,) = maybe_copies(desk.office, aim, beside=preview(desk.office, aim))
    asked = replace(aim, also=(maybe.key,))
    taken = preview(desk.office, asked)
    with desk.office.registry.reading() as connection:
        assert all(still_stands(connection, part) for part in taken)
    redacted(desk, asked)
    assert [is_gone(desk, one) for one in copies] == [True, True]
    assert "สมหญิง" not in everything(desk)
    assert problems(desk) == []


def test_a_line_that_anybody_may_say_takes_nobody_elses_paper_nor_draft(desk: Desk) -> None:
    aim = in_lines(desk, VICTIM, "ที่ประชุมรับทราบ")
    copy = a_paper_saying(desk, VICTIM, "ที่ประชุมรับทราบ")
    innocent = a_paper_saying(desk, "ที่ประชุมรับทราบ", "เรื่องอื่น")
    key = GateDraftKey(1, aim.instance or 0, "advocacy#1")
    draft = {"met": "ที่ประชุมรับทราบ"}
    save_draft(desk.office.registry, key, draft, net=desk.office.net)
    redacted(desk, aim)
    assert (is_gone(desk, copy), is_gone(desk, innocent)) == (True, False)
    with desk.office.registry.reading() as connection:
        assert draft_of(connection, key) is not None
    assert VICTIM not in everything(desk)
    assert problems(desk) == []


def test_a_named_text_is_sought_until_it_is_taken_though_another_begins_with_it(desk: Desk) -> None:
    order, beginning = desk.to_first_draft(), f"พบ{VICTIM}"
    changes = {"result": "changes", "items": [beginning, f"{beginning} ที่ร้านริมทาง"]}
    said = desk.decide(order, "deputy_review", "focal_point", "2022-06-21", changes)
    path = asked_of(desk, Aim(order, said.entry, ("items",)))
    copy = a_paper_saying(desk, beginning)
    key = GateDraftKey(1, order, "revise_draft#1")
    save_draft(desk.office.registry, key, {"note": beginning}, net=desk.office.net)
    desk.decide(
        order, path, SECOND, str(desk.office.registry.today), CONFIRMED, recorded_by="coord2"
    )
    assert is_gone(desk, copy)
    assert VICTIM not in everything(desk)
    assert problems(desk) == []


def test_without_its_copies_only_what_is_named_is_taken(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    withdraw(desk.office, first, "earlier_order", reason="ตรวจใหม่", recorded_by="coord")
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", FOUND)
    redacted(desk, Aim(first, entry, ("note",), copies=False))
    assert VICTIM in everything(desk)
    assert problems(desk) == []


def test_what_was_typed_and_not_sent_goes_too(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    registry, net = desk.office.registry, desk.office.net
    save_draft(registry, GateDraftKey(1, first, "advocacy#1"), {"met": NOTE}, net=net)
    save_draft(registry, GateDraftKey(2, first, "advocacy#1"), {"met": "พบนายอำเภอ"}, net=net)
    save_draft(registry, FormDraftKey(1, "/a"), {"steps": [{"source": NOTE}]}, net=net)
    save_draft(registry, FormDraftKey(2, "/a"), {"steps": [{"source": "แฟ้มเดิม"}]}, net=net)
    redacted(desk, Aim(first, entry, ("note",)))
    with registry.reading() as connection:
        assert draft_of(connection, GateDraftKey(1, first, "advocacy#1")) is None
        assert draft_of(connection, GateDraftKey(2, first, "advocacy#1")) is not None
        assert draft_of(connection, FormDraftKey(1, "/a")) is None
        assert draft_of(connection, FormDraftKey(2, "/a")) is not None


def evidence_of(connection: Connection, instance: int) -> list[DocumentRow]:
    papers = documents(connection, instance_id=instance)
    return [one for one in papers if one.status == "evidence"]


def orders_of(connection: Connection, instance: int) -> list[DocumentRow]:
    papers = documents(connection, instance_id=instance)
    return [one for one in papers if one.kind == "appointment_order"]


def test_a_paper_is_taken_with_its_name_and_every_paper_of_the_same_bytes(desk: Desk) -> None:
    scan = Upload("บันทึก สมหญิง.pdf", "application/pdf", b"%PDF-1.4\n%victim\n")
    first = desk.start()
    desk.decide(
        first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"}, evidence=[scan]
    )
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"},
                evidence=[replace(scan, file_name="อีกชื่อ สมหญิง.pdf")])  # fmt: skip
    with desk.office.registry.reading() as connection:
        paper, same = evidence_of(connection, first)
    redacted(desk, Aim(documents=(paper.id,)))
    with desk.office.registry.reading() as connection:
        left = evidence_of(connection, first)
        assert content(connection, paper.sha256) is None
    assert [one.id for one in left] == [paper.id, same.id]
    assert {one.file_name for one in left} == {f"{TEXT_MARK}.pdf"}
    assert "สมหญิง" not in everything(desk)
    assert problems(desk) == []


def test_a_draft_made_from_the_text_is_destroyed_and_a_new_one_made(desk: Desk) -> None:
    heading = "คำสั่งอำเภอ เรื่องของ สมหญิง ผู้ถูกช่วยเหลือ"
    earlier: Json = {
        "finding": "lapsed",
        "purpose": "replace",
        "earlier": {
            "heading_th": "คำสั่งอำเภอ", "number": "9/2556", "dated": "2013-03-01",
            "subject_th": heading,
        },
    }  # fmt: skip
    order = desk.to_first_draft(earlier=earlier)
    with desk.office.registry.reading() as connection:
        said = next(e for e in entries(connection, 1) if e.gate == "earlier_order")
        drafts = orders_of(connection, order)
    redacted(desk, Aim(1, said.id, ("earlier.subject_th",)))
    with desk.office.registry.reading() as connection:
        assert content(connection, drafts[0].sha256) is None
        papers = orders_of(connection, order)
    assert {one.language for one in drafts} == {"th", "en"}
    assert [one.status for one in papers if one.language == "th"] == ["replaced", "draft"]
    assert desk.waits_at(order) == ["deputy_review#1"]
    assert heading not in everything(desk)
    assert problems(desk) == []


def test_what_left_the_house_since_it_was_recorded_is_told(desk: Desk) -> None:
    registry = desk.office.registry
    registry.note_attempt(actor="", target="backup before.db", code="backup")
    desk.on("2022-06-03")
    first = desk.start()
    said = desk.decide(first, "earlier_order", COORDINATOR, "2022-06-03", FOUND, evidence=[SCAN])
    desk.on("2022-06-04")
    for target, code in (
        ("document/1", "download"),
        ("document/7", "download"),
        ("backup after.db", "backup"),
        ("advocacy", "gate_not_open"),
        ("documents/3,1,2", "download"),
        ("documents/11,12", "download"),
    ):
        registry.note_attempt(actor="coord", target=target, code=code)
    with registry.reading() as connection:
        parts = preview(desk.office, Aim(first, said.entry, ("note",), documents=(1,)))
        told = left_house(connection, parts)
    assert [(one.code, one.target) for one in told] == [
        ("download", "document/1"), ("backup", "backup after.db"), ("download", "document/1"),
    ]  # fmt: skip


def test_every_copy_of_a_redacted_paper_that_left_the_house_is_told_wherever_it_was_filed(
    desk: Desk,
) -> None:
    registry = desk.office.registry
    paper = NewDocument.evidence("scan.other", SCAN, registry.today, 1)

    def filed(district: str) -> int:
        with registry.writing(district) as write:
            return keep(write, district, None, None, paper)

    first, elsewhere = filed(MAE_FAH_LUANG), filed("5703")
    parts = preview(desk.office, Aim(documents=(first,)))
    since = filed(MAE_FAH_LUANG)
    for number in (first, elsewhere, since):
        registry.note_attempt(actor="coord", target=f"document/{number}", code="download")
    with registry.reading() as connection:
        told = left_house(connection, parts)
    assert [one.target for one in told] == [f"document/{n}" for n in (first, elsewhere, since)]


def test_a_redaction_is_listed_where_its_bytes_are_filed_again(desk: Desk) -> None:
    registry = desk.office.registry
    paper = NewDocument.evidence("scan.other", SCAN, registry.today, 1)

    def listed(*areas: str) -> int:
        with registry.reading() as connection:
            return redactions_in(connection, areas, skip=0, most=9)[1]

    desk.start()
    with registry.writing(MAE_FAH_LUANG) as write:
        first = keep(write, MAE_FAH_LUANG, None, None, paper)
    redacted(desk, Aim(documents=(first,)))
    assert (listed(MAE_FAH_LUANG), listed("5703")) == (1, 0)
    with registry.writing("5703") as write:
        keep(write, "5703", None, None, paper)
    assert (listed(MAE_FAH_LUANG), listed("5703"), listed("84")) == (1, 1, 0)


def test_no_old_page_of_the_file_holds_it_once_it_is_scrubbed(
    sqlite_url: str, tmp_path: Path
) -> None:
    made = a_desk(sqlite_url)
    desk = replace(made, office=replace(made.office, settings=Settings(home=tmp_path / "home")))
    first, entry = note_recorded(desk)
    redacted(desk, Aim(first, entry, ("note",)))
    scrub(desk.office.registry)
    files = [file for file in tmp_path.iterdir() if file.is_file()]
    assert tmp_path / "registry.db" in files
    assert [file.name for file in files if VICTIM.encode() in file.read_bytes()] == []
    assert problems(desk) == []


def test_scrubbing_leaves_the_record_as_it_is(desk: Desk) -> None:
    note_recorded(desk)
    scrub(desk.office.registry)
    assert VICTIM in everything(desk)
    assert problems(desk) == []
