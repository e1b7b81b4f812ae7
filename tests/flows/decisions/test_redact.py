"""Redaction by two people: what is taken, its copies, what stays, what comes back."""

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from config.settings import Settings
from config.words import say
from flows.adoption.adopt import adopt
from flows.decisions.confirmation import NoSuchRequest, SettledAtGate
from flows.decisions.correct import Correction, correct
from flows.decisions.free_texts import NoSuchText, NotFreeText
from flows.decisions.redact import REDACTION, RedactionWaits, WouldStopProcess, ask, preview
from flows.decisions.redaction_aim import (
    Aim,
    NoPartlyCopy,
    NoSuchEntry,
    NoSuchRow,
    NothingToRedact,
    maybe_copies,
)
from flows.decisions.refusals import MayNot, OfficeMayNotDecide, SamePerson
from flows.decisions.stop import stop
from flows.decisions.withdraw import withdraw
from flows.engine.gate import RedactedValue
from registry.journal import entries
from registry.queries.document_contents import content, facts
from registry.queries.documents import DocumentRow, documents
from registry.queries.history import past_events
from registry.queries.recorded_history import WordedRow
from registry.queries.redaction_parts import still_stands
from registry.queries.redactions import (
    left_house,
    parts_seen,
    redactions,
    redactions_in,
    request,
    requests,
)
from registry.queries.village_problems import problems as village_problems
from registry.queries.villages import last_reports
from registry.records.adoption_form import read_form
from registry.records.adoption_rows import raw_of, with_scans
from registry.records.drafts import FormDraftKey, GateDraftKey, draft_of, save_draft
from registry.records.filing import EVIDENCE, NewDocument, Upload, keep
from registry.records.redaction_list import list_file, read_list
from registry.records.village_changes import NewName, NewProblem, NewReport, VillageChanges
from registry.records.villages import record_villages
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.redaction import MARK, TEXT_MARK
from registry.scrub import scrub
from tests.builders import ATTENDANCE, COORDINATOR, MAE_FAH_LUANG, SCAN, SECOND, Desk, a_desk
from tests.flows.decisions.at_redactions import (
    CONFIRMED,
    FOUND,
    NOTE,
    VICTIM,
    a_paper_saying,
    asked_of,
    everything,
    in_lines,
    is_gone,
    note_recorded,
    papers_saying,
    problems,
    redacted,
)
from tests.flows.meeting.test_inception import MINUTES


@pytest.fixture
def desk(made_registry_url: str, tmp_path: Path) -> Desk:
    made = a_desk(made_registry_url)
    return replace(made, office=replace(made.office, settings=Settings(home=tmp_path / "home")))


def test_a_text_that_two_people_take_out_is_nowhere_any_more(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    assert VICTIM in everything(desk)
    redacted(desk, Aim(first, entry, ("note",)))
    assert VICTIM not in everything(desk)
    with desk.office.registry.reading() as connection:
        said = next(e for e in entries(connection, first) if e.id == entry)
        (made,) = redactions(connection)
    assert said.body["answer"] == {**said.body["answer"], "note": {MARK: 1}, "finding": "none"}
    assert {made.first.ref, made.second.ref} == {"coord", "coord2"}
    assert problems(desk) == []


def test_the_process_goes_on_after_it(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    redacted(desk, Aim(first, entry, ("note",)))
    assert desk.waits_at(first) == ["advocacy#1"]
    desk.decide(first, "advocacy", "district_chief", "2022-06-03", {"result": "agreed"})
    assert desk.waits_at(first) == ["delegation"]
    assert problems(desk) == []


def test_nothing_is_taken_before_the_second_person_confirms_it(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    path = asked_of(desk, Aim(first, entry, ("note",)))
    assert VICTIM in everything(desk)
    assert path in desk.waits_at(first)
    assert problems(desk) == []
    refused = {"result": "refused", "reason": "เป็นชื่อวัด"}
    desk.decide(first, path, SECOND, "2022-06-02", refused, recorded_by="coord2")
    assert VICTIM in everything(desk)
    with desk.office.registry.reading() as connection:
        assert requests(connection) == []
        found = request(connection, 1)
    assert found is not None
    assert found.status == "refused"
    assert problems(desk) == []


def test_what_is_asked_for_already_is_not_asked_for_again_before_it_is_answered(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    aim = Aim(first, entry, ("note",))
    path = asked_of(desk, aim)
    with pytest.raises(RedactionWaits):
        asked_of(desk, aim, by="coord2")
    refused: Json = {"result": "refused", "reason": "ไม่ใช่ข้อมูลผู้เสียหาย"}
    desk.decide(first, path, SECOND, "2022-06-02", refused, recorded_by="coord2")
    assert asked_of(desk, aim) != path


def test_whoever_asked_does_not_confirm(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    path = asked_of(desk, Aim(first, entry, ("note",)))
    for by, recorder in ((COORDINATOR, "coord2"), (SECOND, "coord")):
        with pytest.raises(SamePerson):
            desk.decide(first, path, by, "2022-06-02", CONFIRMED, recorded_by=recorder)
    with pytest.raises(OfficeMayNotDecide):
        desk.decide(first, path, "district_chief", "2022-06-02", CONFIRMED, recorded_by="coord2")
    assert VICTIM in everything(desk)


def test_only_who_may_redact_there_asks(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    with pytest.raises(MayNot):
        asked_of(desk, Aim(first, entry, ("note",)), by=f"{MAE_FAH_LUANG}.chief")


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


def test_reasons_beside_an_answer_and_of_a_stop_can_be_taken(desk: Desk) -> None:
    first, _ = note_recorded(desk)
    stop(desk.office, first, reason=NOTE, on=desk.office.registry.today, recorded_by="coord")
    with desk.office.registry.reading() as connection:
        end = entries(connection, first)[-1]
    redacted(desk, Aim(first, end.id, ("stopped",)))
    assert VICTIM not in everything(desk)
    assert problems(desk) == []


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


def test_a_text_that_people_have_built_a_decision_on_is_withdrawn_first(desk: Desk) -> None:
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
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    with desk.office.registry.reading() as connection:
        said = next(e for e in entries(connection, 1) if e.gate == "earlier_order")
    aim = Aim(1, said.id, ("earlier.subject_th",))
    with pytest.raises(WouldStopProcess):
        asked_of(desk, aim)
    withdraw(desk.office, order, "deputy_review", reason="ต้องปกปิด", recorded_by="coord")
    redacted(desk, aim)
    assert desk.waits_at(order) == ["deputy_review#1"]
    assert problems(desk) == []


def test_a_text_that_an_invitation_was_made_of_is_taken_out_when_the_minutes_are_adopted(
    desk: Desk,
) -> None:
    first = desk.to_order_signed()
    agreed = {"held_on": "2022-07-20", "place": VICTIM, "time": "09:30"}
    said = desk.decide(first, "inception_date", "district_chief", "2022-07-05", agreed)
    letter: Json = {"sent_on": "2022-07-08", "letter": {"number": "ชร 1518/77"}}
    desk.decide(first, "invitation", "focal_point", "2022-07-08", letter)
    held: Json = {
        "result": "held", "held_on": "2022-07-20", "place": VICTIM, "attendance": ATTENDANCE,
    }  # fmt: skip
    desk.decide(first, "inception_meeting", "focal_point", "2022-07-20", held)
    desk.decide(first, "minutes", "focal_point", "2022-07-25", MINUTES)
    desk.decide(first, "minutes_sent", "focal_point", "2022-07-26", {"sent_on": "2022-07-26"})
    how: Json = {"result": "adopted", "how": "circulation"}
    desk.decide(first, "minutes_adopted", "focal_point", "2022-07-29", how)
    waits = desk.waits_at()
    redacted(desk, Aim(first, said.entry, ("place",)))
    assert desk.waits_at() == waits
    with desk.office.registry.reading() as connection:
        papers = documents(connection, instance_id=first)
        letters = [one for one in papers if (one.kind, one.status) == ("invitation", "draft")]
        places = {facts(connection, one.facts_id or 0)["place_th"] for one in letters}
    assert places == {say("word.redacted", "th")}
    assert "adopted" in {one.status for one in papers if one.kind == "minutes"}
    assert VICTIM not in everything(desk)
    assert problems(desk) == []


SIGNED = {
    "number": "12/2565",
    "dated": "2022-07-15",
    "printed": "with_changes",
    "other_changes": ["แก้ด้วยปากกา"],
    "note": NOTE,
}


def to_second_signature(desk: Desk) -> tuple[int, int]:
    """An order that waits for the second person, its registration with a note to be taken."""
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-07-15", {"result": "sign"})
    said = desk.decide(
        order, "registration", "district_chief", "2022-07-15", SIGNED, evidence=[SCAN]
    )
    return order, said.entry


def test_a_redacted_registration_is_still_confirmed_and_corrected(desk: Desk) -> None:
    order, entry = to_second_signature(desk)
    redacted(desk, Aim(order, entry, ("note",)))
    desk.decide(order, "confirm_as_signed", SECOND, "2022-07-16", CONFIRMED, recorded_by="coord2")
    correct(
        desk.office,
        Correction(
            order,
            "registration",
            {"number": "13/2565"},
            reason="อ่านผิด",
            recorded_by="coord",
        ),
    )
    desk.decide(order, "confirm_correction", SECOND, "2022-07-16", CONFIRMED, recorded_by="coord2")
    with desk.office.registry.reading() as connection:
        last = [e for e in entries(connection, order) if e.kind == "correction"][-1]
    gate = desk.office.declared.gates["registration"]
    answer = gate.read(1, last.body["answer"])
    assert answer.number == "13/2565"
    assert isinstance(answer.note, RedactedValue)
    assert problems(desk) == []


def test_a_scan_that_was_taken_becomes_no_signed_order(desk: Desk) -> None:
    order, _ = to_second_signature(desk)
    with desk.office.registry.reading() as connection:
        scan = documents(connection, instance_id=order)[-1]
    redacted(desk, Aim(documents=(scan.id,)))
    with pytest.raises(Refusal) as refused:
        desk.decide(
            order, "confirm_as_signed", SECOND, "2022-07-16", CONFIRMED, recorded_by="coord2"
        )
    assert refused.value.code == "scan_redacted"


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        (("finding",), NotFreeText),
        (("nothing",), NoSuchText),
        ((), NothingToRedact),
    ],
)
def test_only_texts_are_taken(desk: Desk, fields: tuple[str, ...], refusal: type[Refusal]) -> None:
    first, entry = note_recorded(desk)
    with pytest.raises(refusal) as refused:
        asked_of(desk, Aim(first, entry, fields))
    assert not refused.value.sentence.en.startswith("refusal.")
    with pytest.raises(NoSuchEntry):
        asked_of(desk, Aim(first, 9999, ("note",)))
    with pytest.raises(NothingToRedact):
        asked_of(desk, Aim())


def test_a_key_of_something_known_is_no_text_that_could_be_taken(desk: Desk) -> None:
    desk.to_first_draft()
    withdraw(desk.office, 1, "membership", reason="หัวคำสั่ง", recorded_by="coord")
    desk.decide(1, "membership", "focal_point", "2022-06-13", {"heading": "district"})
    with desk.office.registry.reading() as connection:
        said = {one.gate: one.id for one in entries(connection, 1) if one.kind == "decision"}
    for gate, field in (
        ("delegation", "deputy"),
        ("membership", "heading"),
        ("working_team", "agencies"),
    ):
        with pytest.raises(NotFreeText) as refused:
            asked_of(desk, Aim(1, said[gate], (field,)))
        assert "แก้ไขหรือถอน" in refused.value.sentence.th


def test_what_is_taken_already_is_not_taken_again(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    redacted(desk, Aim(first, entry, ("note",)))
    with pytest.raises(NoSuchText):
        asked_of(desk, Aim(first, entry, ("note",)))


def test_a_paper_where_nothing_was_started_is_settled_by_number(desk: Desk) -> None:
    registry = desk.office.registry
    paper = NewDocument(
        kind="scan.other", file_name="เก่า.pdf", media_type="application/pdf",
        own_date=registry.today, content=b"%PDF-1.4\n%old\n", content_hash="x", status=EVIDENCE,
        attested_by=1,
    )  # fmt: skip
    with registry.writing(MAE_FAH_LUANG) as write:
        number = keep(write, MAE_FAH_LUANG, None, None, paper)
    made = ask(desk.office, Aim(documents=(number,)), reason="มีชื่อผู้เสียหาย", recorded_by="coord")
    assert (made.instance, made.path) == (None, None)
    with pytest.raises(SamePerson):
        REDACTION.settle(desk.office, made.number, confirmed=True, reason="", recorded_by="coord")
    done = REDACTION.settle(
        desk.office, made.number, confirmed=True, reason="", recorded_by="coord2"
    )
    assert done.status == "confirmed"
    with registry.reading() as connection:
        (row,) = documents(connection, district=MAE_FAH_LUANG)
        assert content(connection, row.sha256) is None
    assert problems(desk) == []
    with pytest.raises(NoSuchRequest):
        REDACTION.settle(desk.office, made.number, confirmed=True, reason="", recorded_by="coord2")


def test_a_request_at_a_gate_is_not_settled_past_it(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    asked_of(desk, Aim(first, entry, ("note",)))
    with pytest.raises(SettledAtGate):
        REDACTION.settle(desk.office, 1, confirmed=True, reason="", recorded_by="coord2")


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


def test_the_list_outside_the_registry_names_rows_and_holds_no_text(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    redacted(desk, Aim(first, entry, ("note",)))
    file = list_file(desk.office.registry, desk.office.settings.home)
    (line,) = read_list(file)
    assert [part.entry for part in line.parts] == [entry]
    assert VICTIM not in file.read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8") + '{"cut off', encoding="utf-8")
    assert read_list(file) == [line]


def test_without_the_list_nothing_is_taken(desk: Desk, tmp_path: Path) -> None:
    first, entry = note_recorded(desk)
    file = list_file(desk.office.registry, desk.office.settings.home)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.mkdir()
    with pytest.raises(Refusal):
        redacted(desk, Aim(first, entry, ("note",)))
    assert VICTIM in everything(desk)
    file.rmdir()
    assert problems(desk) == []


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


def test_the_history_of_an_old_committee_is_redacted_with_its_scans(desk: Desk) -> None:
    today = desk.on("2022-06-20")
    name = "คำสั่ง 45-2562 2019-05-07.pdf"
    scans = {name: Upload(name, "application/pdf", b"%PDF-1.4\n%old\n")}
    told: dict[str, Json] = {
        "orders": [{
            "standing": "in_force", "kind": "new", "heading": "คำสั่งอำเภอแม่ฟ้าหลวง",
            "number": "45/2562", "dated": "7 พ.ค. 2562", "mode": "by_position", "paper": "found",
        }],
        "trainings": [{"on": "2563", "topic": NOTE}],
    }  # fmt: skip
    raw = with_scans(raw_of(told), scans)
    form = read_form(raw, desk.office.net, today=today, district=MAE_FAH_LUANG)
    adopt(desk.office, MAE_FAH_LUANG, form, recorded_by="coord", uploads=scans)
    with desk.office.registry.reading() as connection:
        (training,) = past_events(connection, MAE_FAH_LUANG, "training")
        (paper,) = documents(connection, district=MAE_FAH_LUANG)
    assert VICTIM in everything(desk)
    redacted(desk, Aim(past=training.id, fields=("topic",), documents=(paper.id,)))
    assert VICTIM not in everything(desk)
    assert name not in everything(desk)
    with desk.office.registry.reading() as connection:
        (left,) = past_events(connection, MAE_FAH_LUANG, "training")
        (made,) = redactions(connection)
        assert [one for one in made.parts if still_stands(connection, one)] == []
    assert left.body == {**training.body, "topic": TEXT_MARK}
    assert problems(desk) == []


def test_what_a_village_plans_and_reports_is_redacted_with_its_earlier_wording_and_copies(
    desk: Desk,
) -> None:
    note_recorded(desk)
    today = desk.office.registry.today
    new = NewName("+1", f"{MAE_FAH_LUANG}01", 1, "บ้านหนึ่ง", "", today)
    report = NewReport("+1", today, {"crossings": 1}, {"source": NOTE})
    problem = NewProblem("+1", None, "open", None, None, {"problem": NOTE, "who": "ผู้ใหญ่บ้าน"})
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        changes = VillageChanges((new,), (report,), (problem,))
        record_villages(write, MAE_FAH_LUANG, changes, by=1)
    later = desk.on("2022-06-20")
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        (stands,) = village_problems(write.connection, MAE_FAH_LUANG, later).values()
        changed = replace(
            problem, village=stands.village, key=stands.key, stands=stands.row, state="done"
        )
        record_villages(write, MAE_FAH_LUANG, VillageChanges(problems=(changed,)), by=1)
    with desk.office.registry.reading() as connection:
        (now,) = village_problems(connection, MAE_FAH_LUANG, later).values()
        before = village_problems(connection, MAE_FAH_LUANG, today)[now.key]
    assert before.row != now.row
    redacted(desk, Aim(row=WordedRow("community_plan", now.row), fields=("problem",)))
    assert VICTIM not in everything(desk)
    with desk.office.registry.reading() as connection:
        (left,) = village_problems(connection, MAE_FAH_LUANG, later).values()
        earlier = village_problems(connection, MAE_FAH_LUANG, today)[left.key]
        (told,) = last_reports(connection, MAE_FAH_LUANG, later).values()
        (made,) = redactions(connection)
        assert [one for one in made.parts if still_stands(connection, one)] == []
    assert (left.words["problem"], earlier.words["problem"]) == (TEXT_MARK, TEXT_MARK)
    assert (told.words["source"], told.figures["crossings"]) == (TEXT_MARK, 1)
    assert left.words["who"] == "ผู้ใหญ่บ้าน"
    assert problems(desk) == []


def test_no_row_of_a_villages_register_is_redacted_that_is_not_there(desk: Desk) -> None:
    desk.start()
    with pytest.raises(NoSuchRow):
        ask(
            desk.office, Aim(row=WordedRow("community_plan", 99), fields=("problem",)),
            reason="x", recorded_by="coord",
        )  # fmt: skip
