"""What of a record can be taken out, and what must be withdrawn or settled first."""

from dataclasses import replace

import pytest

from config.words import say
from flows.adoption.adopt import adopt
from flows.decisions.correct import Correction, correct
from flows.decisions.free_texts import NoSuchText, NotFreeText
from flows.decisions.redact import WouldStopProcess, ask
from flows.decisions.redaction_aim import (
    Aim,
    NoSuchEntry,
    NoSuchRow,
    NothingToRedact,
)
from flows.decisions.withdraw import withdraw
from flows.engine.gate import RedactedValue
from registry.journal import entries
from registry.queries.document_contents import facts
from registry.queries.documents import documents
from registry.queries.history import past_events
from registry.queries.recorded_history import WordedRow
from registry.queries.redaction_parts import still_stands
from registry.queries.redactions import (
    redactions,
)
from registry.queries.village_problems import problems as village_problems
from registry.queries.villages import last_reports
from registry.records.adoption_form import read_form
from registry.records.adoption_rows import raw_of, with_scans
from registry.records.filing import Upload
from registry.records.village_changes import NewName, NewProblem, NewReport, VillageChanges
from registry.records.villages import record_villages
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.redaction import TEXT_MARK
from tests.builders import ATTENDANCE, MAE_FAH_LUANG, SCAN, SECOND, Desk
from tests.flows.decisions.at_redactions import (
    CONFIRMED,
    NOTE,
    VICTIM,
    asked_of,
    desk,
    everything,
    note_recorded,
    problems,
    redacted,
)
from tests.flows.meeting.at_inception import MINUTES

__all__ = ["desk"]


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
