"""Smaller handovers: a representative's, by the agency's letter; a coordinator's, by district."""

from dataclasses import replace
from datetime import date

import pytest

from desk.views.gate_titles import titles
from flows.decisions.withdraw import withdraw
from flows.handover.reassignment import (
    CoordinatesNot,
    PassedToAnother,
    PassedToThemselves,
    Reassignment,
    reassign,
)
from flows.replacement.start import replace_member
from registry.journal import open_gates
from registry.queries.document_contents import content
from registry.queries.documents import documents
from registry.queries.meetings import current_members
from registry.queries.parts import parts_of
from registry.queries.people import person, person_of
from registry.queries.seat_titles import seat_titles
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.offices import assign
from registry.rules.plain_values import Json
from registry.rules.rights import Subject, Verb, may
from tasks.documents.docx_text import paragraphs
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk
from tests.flows.decisions.at_merges import settled
from tests.flows.handover.at_handovers import a_district, asked, handovers, to, told
from tests.flows.handover.at_reassignments import passed, second_coordinator, with_two
from tests.flows.replacement.at_replacements import NEW, SEAT
from tests.flows.year.at_openings import a_committee, opened
from tests.staged_desks import made_once

MONEY: dict[str, Json] = {
    "road": "ordinance", "office": f"{MAE_FAH_LUANG}/lao_president/1", "amount": "30000",
    "local_plan": "yes",
}  # fmt: skip
PAPER: Json = {"result": "not_available", "why_none": "ลาออกแล้ว"}


def note(desk: Desk, instance: int) -> str:
    """What the newest note says."""
    with desk.office.registry.reading() as connection:
        found = [one for one in documents(connection, instance_id=instance)
                 if one.kind == "work_note"]  # fmt: skip
        return "\n".join(paragraphs(content(connection, found[-1].sha256) or b""))


def named(desk: Desk, since: str, who: str, on: str) -> int:
    """The agency names somebody for the seat."""
    desk.on(on)
    begun = replace_member(
        desk.office, MAE_FAH_LUANG, SEAT, on=date.fromisoformat(on), recorded_by="coord"
    )
    said: Json = NEW | {"since": since, "person": {"title_th": "นาง", "name_th": who}}
    desk.decide(begun.instance, "replacement_named", "focal_point", on, said)
    desk.perform()
    return begun.instance


@made_once
def followed(url: str) -> tuple[Desk, int]:
    """One representative follows another: the first one's seat was vacant before."""
    desk = a_district(url)
    named(desk, "2022-08-15", "คนแรก สมมุติ", "2022-08-16")
    assert handovers(desk) == []
    return desk, named(desk, "2022-09-01", "คนที่สอง สมมุติ", "2022-08-25")


def test_a_representative_who_is_followed_hands_over_on_one_page(made_registry_url: str) -> None:
    desk, _ = followed(made_registry_url)
    (one,) = handovers(desk)
    assert one.period == f"representative/{SEAT}/2022-09-01"
    assert asked(desk, one.id) == [("outgoing", None)]
    text = note(desk, one.id)
    assert "นางคนแรก สมมุติ" in text
    assert "นางคนที่สอง สมมุติ" in text
    to(desk, "2022-09-01")
    assert asked(desk, one.id) == [("outgoing", None), ("briefing", None)]
    briefed: Json = {"briefed_on": "2022-09-02", "briefed_by": "ผู้ประสานงานหลัก"}
    desk.decide(one.id, "work_passed/work/briefing", "focal_point", "2022-09-02", briefed)
    desk.decide(one.id, "outgoing", COORDINATOR, "2022-09-02", PAPER)
    assert handovers(desk)[0].outcome == "handed_over"


def test_nobody_waits_for_a_small_handover_for_ever(sqlite_url: str) -> None:
    desk, _ = followed(sqlite_url)
    to(desk, "2023-01-10")
    assert [one.outcome for one in handovers(desk)] == ["handed_over"]


def test_another_day_or_no_successor_calls_the_handover_off(sqlite_url: str) -> None:
    desk, first = followed(sqlite_url)
    withdraw(desk.office, first, "replacement_named", reason="ผิดวัน", recorded_by="coord")
    desk.decide(first, "replacement_named", "focal_point", "2022-08-26", {"result": "stays"})
    assert [one.outcome for one in handovers(desk)] == ["called_off"]


def answered_again(desk: Desk, number: int, said: Json) -> None:
    """What the agency answered is taken back, and another answer takes its place."""
    withdraw(desk.office, number, "replacement_named", reason="จดผิด", recorded_by="coord")
    desk.decide(number, "replacement_named", "focal_point", "2022-08-26", said)
    desk.perform()


def by_the_letter(since: str, who: str) -> Json:
    return NEW | {"since": since, "person": {"title_th": "นาง", "name_th": who}}


def test_what_has_passed_is_not_called_off_by_what_the_agency_answers_later(
    sqlite_url: str,
) -> None:
    desk, _ = followed(sqlite_url)
    to(desk, "2022-09-02")
    kept = replace_member(
        desk.office, MAE_FAH_LUANG, SEAT, on=date(2022, 9, 2), recorded_by="coord"
    ).instance
    desk.decide(kept, "replacement_named", "focal_point", "2022-09-02", {"result": "stays"})
    assert [(one.status, one.outcome) for one in handovers(desk)] == [("open", None)]
    named(desk, "2022-09-20", "คนที่สาม สมมุติ", "2022-09-05")
    assert [one.status for one in handovers(desk)] == ["open", "open"]
    before, after = (note(desk, one.id) for one in handovers(desk))
    assert "นางคนแรก สมมุติ" in before
    assert "นางคนที่สาม สมมุติ" not in before
    assert "นางคนที่สาม สมมุติ" in after


def test_a_successor_who_is_named_again_takes_over_by_a_handover_of_their_own(
    sqlite_url: str,
) -> None:
    desk, number = followed(sqlite_url)
    answered_again(desk, number, {"result": "stays"})
    answered_again(desk, number, by_the_letter("2022-09-01", "คนที่สอง สมมุติ"))
    first, again = handovers(desk)
    assert (first.outcome, again.status) == ("called_off", "open")
    assert first.period == again.period
    assert "นางคนที่สอง สมมุติ" in note(desk, again.id)


def test_another_successor_of_the_same_day_takes_the_place_of_the_one_named_before(
    sqlite_url: str,
) -> None:
    desk, number = followed(sqlite_url)
    answered_again(desk, number, by_the_letter("2022-09-01", "คนที่สาม สมมุติ"))
    first, again = handovers(desk)
    assert (first.outcome, again.status) == ("called_off", "open")
    assert "นางคนที่สาม สมมุติ" in note(desk, again.id)


def who_sits(desk: Desk, on: str) -> str:
    """Who fills the seat on that day, by reference."""
    with desk.office.registry.reading() as connection:
        sits = current_members(connection, MAE_FAH_LUANG, date.fromisoformat(on))
        return person_of(connection, sits[SEAT] or 0).ref


def test_the_same_answer_again_leaves_the_handover_as_it_is(sqlite_url: str) -> None:
    desk, number = followed(sqlite_url)
    who = who_sits(desk, "2022-09-01")
    answered_again(desk, number, NEW | {"since": "2022-09-01", "person": {"person": who}})
    assert [one.status for one in handovers(desk)] == ["open"]


def test_a_successor_whose_record_is_merged_into_another_takes_over_all_the_same(
    sqlite_url: str,
) -> None:
    desk, _ = followed(sqlite_url)
    with desk.office.registry.writing("TH") as write:
        rows = {"people": [{"ref": "kept", "title_th": "นาง", "name_th": "คนที่สอง สมมุติ"}]}
        load(write, LoadFile.model_validate(rows), actor=None)
    settled(desk, who_sits(desk, "2022-09-01"), "kept")
    named(desk, "2022-09-20", "คนที่สาม สมมุติ", "2022-08-26")
    assert [one.status for one in handovers(desk)] == ["open", "open"]


def test_nobody_hands_over_to_themselves(sqlite_url: str) -> None:
    desk, _ = followed(sqlite_url)
    who = who_sits(desk, "2022-08-31")
    on = desk.on("2022-09-02")
    begun = replace_member(desk.office, MAE_FAH_LUANG, SEAT, on=on, recorded_by="coord").instance
    said: Json = NEW | {"since": "2022-09-01", "person": {"person": who}}
    desk.decide(begun, "replacement_named", "focal_point", "2022-09-02", said)
    assert [one.outcome for one in handovers(desk)] == ["called_off"]


def records(desk: Desk, ref: str, day: str) -> bool:
    with desk.office.registry.reading() as connection:
        on = date.fromisoformat(day)
        who = person(connection, ref, field="person").id
        actor = parts_of(connection, who, on)
    return may(actor, Verb.RECORD, Subject(MAE_FAH_LUANG, ("coordinator",)), on)


def test_a_district_passes_to_another_coordinator_on_the_day_with_a_page_of_its_work(
    made_registry_url: str,
) -> None:
    desk = with_two(made_registry_url)
    ((made),) = passed(desk)
    assert made.new
    assert not records(desk, "second", "2022-10-02")
    assert records(desk, "second", "2022-10-03")
    text = note(desk, made.instance)
    assert "นายคนที่สอง สมมุติ" in text
    assert "บันทึกการส่งมอบงานในหน้าที่" in text
    assert "กำหนดวันประชุมครั้งแรก" in text or "ประชุมครั้งแรก" in text
    assert [one.new for one in passed(desk)] == [False]
    assert len(handovers(desk)) == 1


def test_a_coordinators_note_tells_of_the_chiefs_handover_and_not_of_its_own(
    sqlite_url: str,
) -> None:
    desk = with_two(sqlite_url)
    told(desk)
    ((made),) = passed(desk)
    text = note(desk, made.instance)
    assert "การส่งมอบงาน\n" in text
    assert "การส่งมอบงานของผู้ประสานงาน สนง.พมจ." not in text


def test_of_two_lines_of_money_each_says_which_it_is_about(sqlite_url: str) -> None:
    desk = second_coordinator(a_committee(sqlite_url))
    desk.on("2022-07-01")
    (year,) = opened(desk)
    asked_for: list[Json] = [
        {"key": "watch", "title": "กลุ่มเฝ้าระวัง", **MONEY},
        {"key": "media", "title": "สื่อในหมู่บ้าน", **MONEY},
    ]
    needed: Json = {"result": "needed", "rows": asked_for}
    desk.decide(year.id, "year/money/budget_needs", "focal_point", "2022-07-01", needed)
    text = note(desk, passed(desk)[0].instance)
    assert all(f": {title}" in text for title in ("กลุ่มเฝ้าระวัง", "สื่อในหมู่บ้าน"))


def test_both_sign_by_the_post_that_passes_and_a_scan_is_named_by_what_it_proves(
    sqlite_url: str,
) -> None:
    desk = with_two(sqlite_url)
    text = note(desk, passed(desk)[0].instance)
    assert text.count("ผู้ประสานงาน สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดเชียงราย") == 4
    assert "สำเนาสแกน: " in text
    assert "เอกสารแนบ" not in text


def test_a_part_in_the_district_alone_ends_on_the_day_before(sqlite_url: str) -> None:
    desk = with_two(sqlite_url)
    passed(desk)
    to(desk, "2022-11-01")
    back = Reassignment("second", "coord", (MAE_FAH_LUANG,), date(2022, 11, 1))
    reassign(desk.office, back, recorded_by="coord")
    assert records(desk, "second", "2022-10-31")
    assert not records(desk, "second", "2022-11-01")


def test_who_stands_in_for_some_days_coordinates_for_good_once_the_district_passes_to_them(
    sqlite_url: str,
) -> None:
    desk = with_two(sqlite_url)
    first, stop = date(2022, 9, 26), date(2022, 10, 10)
    with desk.office.registry.writing("TH", "57", MAE_FAH_LUANG) as write:
        who, by = (person(write.connection, one, field="person").id for one in ("second", "coord"))
        assign(write, who, "coordinator", MAE_FAH_LUANG, start=first, stop=stop, by=by)
    passed(desk)
    assert records(desk, "second", "2022-10-20")


def test_a_district_passes_from_who_coordinates_it_to_somebody_else(sqlite_url: str) -> None:
    desk = with_two(sqlite_url)
    with pytest.raises(PassedToThemselves, match="cannot hand over to themselves"):
        passed(desk, to_whom="coord")
    with pytest.raises(CoordinatesNot, match="did not coordinate"):
        passed(desk, leaver="second", to_whom="coord")
    passed(desk)
    with pytest.raises(PassedToAnother, match="already"):
        passed(desk, to_whom=f"{MAE_FAH_LUANG}.deputy2")
    assert len(handovers(desk)) == 1


def one_record(desk: Desk, merged: str) -> None:
    """The record is merged into that of somebody of another name."""
    with desk.office.registry.writing("TH") as write:
        rows = {"people": [{"ref": "kept", "title_th": "นาง", "name_th": "คนเดียวกัน สมมุติ"}]}
        load(write, LoadFile.model_validate(rows), actor=None)
    settled(desk, merged, "kept")


@pytest.mark.parametrize("merged", ["coord", "second"])
def test_a_district_passes_once_though_the_record_of_either_is_merged_since(
    sqlite_url: str, merged: str
) -> None:
    desk = with_two(sqlite_url)
    (made,) = passed(desk)
    one_record(desk, merged)
    assert passed(desk) == (replace(made, new=False),)
    with pytest.raises(PassedToAnother):
        passed(desk, to_whom=f"{MAE_FAH_LUANG}.deputy2")
    assert len(handovers(desk)) == 1


def test_the_note_is_in_the_name_of_the_record_that_a_coordinators_was_merged_into(
    sqlite_url: str,
) -> None:
    desk = with_two(sqlite_url)
    said = Reassignment("coord", "second", (MAE_FAH_LUANG,), date(2022, 10, 3))
    (made,) = reassign(desk.office, said, recorded_by="coord")
    one_record(desk, "second")
    desk.perform()
    assert "นางคนเดียวกัน สมมุติ" in note(desk, made.instance)


def test_gates_of_a_representatives_handover_say_of_which_seat_and_of_nobody(
    sqlite_url: str,
) -> None:
    desk, _ = followed(sqlite_url)
    to(desk, "2022-09-01")
    (one,) = handovers(desk)
    with desk.office.registry.reading() as connection:
        seat = seat_titles(connection, {MAE_FAH_LUANG}, date(2022, 9, 1))[MAE_FAH_LUANG, SEAT]
        called = titles(connection, open_gates(connection, instance_id=one.id)).values()
    assert len(called) == 2
    assert all(said.th.endswith(seat.th) for said in called)
    assert not any("สมมุติ" in said.th for said in called)
