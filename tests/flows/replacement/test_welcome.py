"""Whoever comes onto a seat of a committee at work, by whatever door, gets their papers once."""

from collections import Counter
from datetime import date

import pytest

from desk.views.instance_summary import seen
from desk.views.view import View
from flows.decisions.rotate import rotate
from flows.meeting.reads import expected_members
from flows.replacement.newcomers import welcome_newcomers
from flows.replacement.start import replace_member
from registry.queries.document_contents import content, facts
from registry.queries.documents import documents
from registry.queries.newcomers import newcomers
from registry.queries.seats import seats
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.transfer_form import TransferOrder
from registry.rules.meeting_effects import MeetingDay
from registry.rules.papers.newcomer import DutiesSheet
from registry.rules.plain_values import Json
from tasks.documents.docx_text import paragraphs
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.dissolution.at_adoption_withdrawals import given_up_for_an_adoption, withdrawn
from tests.flows.dissolution.at_later_committees import take
from tests.flows.order.at_amendments import at_work, begun, sign
from tests.registry.records.at_adoptions import FULL, ORDER, SEAT

D = MAE_FAH_LUANG
CSO = "executive.cso_representative"
NAMED: Json = {
    "result": "named", "since": "2022-08-15", "letter": {"number": "ศน 12/2565"},
    "person": {"title_th": "นางสาว", "name_th": "คนใหม่ สมมุติ"},
}  # fmt: skip
HEAD: dict[str, Json] = {
    "ref": f"{D}.head", "title_th": "นาย", "name_th": "นายกใหม่ สมมุติ",
    "title_en": "Mr", "name_en": "New President",
}  # fmt: skip
ALL = ["certified_copy", "copies_letter", "duties_sheet"]


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    """A committee that has met once."""
    made = a_desk(sqlite_url)
    made.to_after_meeting()
    made.on("2022-08-10")
    return made


def welcomed(desk: Desk, on: str) -> int:
    desk.on(on)
    count = welcome_newcomers(desk.office, clock_is_right=True)
    desk.perform()
    return count


def papers(desk: Desk) -> list[str]:
    found = [one.id for one in desk.instances() if one.process == "welcome"]
    with desk.office.registry.reading() as connection:
        kept = documents(connection, district=D)
    return sorted(one.kind for one in kept if one.instance in found and one.language == "th")


def duties(desk: Desk) -> list[DutiesSheet]:
    with desk.office.registry.reading() as connection:
        kept = [one for one in documents(connection, district=D) if one.kind == "duties_sheet"]
        return [DutiesSheet.model_validate(facts(connection, one.facts_id or 0)) for one in kept]


def came(desk: Desk, on: str) -> Counter[str]:
    with desk.office.registry.reading() as connection:
        found = newcomers(connection, D, date.fromisoformat(on))
    return Counter(seat.key for one in found for seat in one.seats)


def replaced(desk: Desk) -> None:
    made = replace_member(desk.office, D, CSO, on=desk.on("2022-08-10"), recorded_by="coord")
    desk.perform()
    desk.decide(made.instance, "replacement_named", "focal_point", "2022-08-16", NAMED)


def test_who_replaces_a_member_gets_the_order_a_letter_and_their_duties(desk: Desk) -> None:
    replaced(desk)
    assert welcomed(desk, "2022-08-17") == 1
    assert papers(desk) == ALL
    (sheet,) = duties(desk)
    assert (sheet.name_th, sheet.since) == ("นางสาวคนใหม่ สมมุติ", date(2022, 8, 15))
    assert sheet.untrained
    assert [one.key for one in sheet.bodies] == ["executive"]


def test_each_is_welcomed_once(desk: Desk) -> None:
    replaced(desk)
    welcomed(desk, "2022-08-17")
    assert welcomed(desk, "2022-08-18") == 0
    assert papers(desk) == ALL


def test_another_chief_gets_them_from_the_day_on_and_no_letter_of_their_own(desk: Desk) -> None:
    move = {"district": D, "on": "2022-10-01", "title_th": "นาง", "name_th": "ใหม่ มาแทน"}
    order = {"number": "301/2565", "dated": "2022-08-09", "moves": [move]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    assert welcomed(desk, "2022-09-30") == 0
    assert welcomed(desk, "2022-10-04") == 1
    assert papers(desk) == ["certified_copy", "duties_sheet"]
    (sheet,) = duties(desk)
    assert (sheet.name_th, sheet.since) == ("นางใหม่ มาแทน", date(2022, 10, 1))
    said = sheet_text(desk)
    assert "นางใหม่ มาแทน เป็นประธานกรรมการตั้งแต่วันที่ ๑ ตุลาคม พ.ศ. ๒๕๖๕" in said
    assert "ลงลายมือชื่อ" not in said


def test_whoever_acts_as_chief_is_told_so(desk: Desk) -> None:
    move = {
        "district": D, "on": "2022-10-01", "coming": f"{D}.deputy2", "capacity": "acting_vacant",
        "basis": "seniority",
    }  # fmt: skip
    order = {"number": "301/2565", "dated": "2022-08-09", "moves": [move]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    assert welcomed(desk, "2022-10-04") == 1
    said = sheet_text(desk)
    assert "ปลัดอำเภอ รักษาราชการแทนนายอำเภอแม่ฟ้าหลวง เป็นประธานกรรมการตั้งแต่" in said


def sheet_text(desk: Desk) -> str:
    with desk.office.registry.reading() as connection:
        kept = [one for one in documents(connection, district=D) if one.kind == "duties_sheet"]
        made = content(connection, kept[-1].sha256)
    return "\n".join(paragraphs(made or b"")).replace("\u2060", "").replace("\u00a0", " ")


def test_another_head_of_an_agency_comes_by_the_directory_and_gets_them_too(desk: Desk) -> None:
    office = f"{D}/lao_president/1"
    held = {"office": office, "person": HEAD["ref"], "start": "2022-08-05"}
    with desk.office.registry.writing("TH", "57", D) as write:
        load(write, LoadFile.model_validate({"people": [HEAD], "holders": [held]}), actor=1)
    assert welcomed(desk, "2022-08-11") == 1
    assert papers(desk) == ALL
    (sheet,) = duties(desk)
    assert (sheet.name_th, sheet.since) == ("นายนายกใหม่ สมมุติ", date(2022, 8, 5))


def test_whom_an_amending_order_appoints_has_its_copy_and_gets_the_duties(
    made_registry_url: str,
) -> None:
    desk = at_work(made_registry_url)
    seat: dict[str, Json] = {
        "key": "rehabilitation.deputy", "kind": "added", "body": "rehabilitation",
        "role": "member", "title_th": "ปลัดอำเภอ",
        "title_en": "Deputy District Chief", "office": f"{D}/deputy_district_chief/2",
    }  # fmt: skip
    order = begun(desk, answer={"changes": [{"change": "add", "seat": seat}]})
    assert came(desk, "2022-09-14") == Counter()
    sign(desk, order, "30/2565", "2022-09-15")
    assert came(desk, "2022-09-15") == Counter(["rehabilitation.deputy"])
    welcomed(desk, "2022-09-16")
    assert papers(desk) == ["duties_sheet"]


def test_nobody_is_new_in_a_committee_that_stays_as_it_is(desk: Desk) -> None:
    assert came(desk, "2022-09-30") == Counter()
    assert welcomed(desk, "2022-09-30") == 0


def test_who_is_told_of_newcomers_at_a_meeting_asks_the_same_rule(desk: Desk) -> None:
    replaced(desk)
    with desk.office.registry.reading() as connection:
        asked = MeetingDay(district=D, on=date(2022, 11, 15))
        expected = expected_members(connection, asked, asked.on)
    assert expected.newcomers == (CSO,)


def test_who_was_welcomed_to_a_committee_that_was_never_there_is_welcomed_to_the_next(
    sqlite_url: str,
) -> None:
    desk, first = given_up_for_an_adoption(sqlite_url)
    order, seat = desk.order(), {**SEAT, "office": "lao_president", "name": ""}
    take(desk, {**FULL, "roster": [seat]}, instead_of=first, reason="เป็นคณะกรรมการเดิม")
    desk.on("2022-07-11")
    held = {"office": f"{D}/lao_president/1", "person": HEAD["ref"], "start": "2022-07-11"}
    with desk.office.registry.writing("TH", "57", D) as write:
        load(write, LoadFile.model_validate({"people": [HEAD], "holders": [held]}), actor=1)
    assert welcomed(desk, "2022-07-11") == 1
    withdrawn(desk, "2022-07-12")
    sign(desk, order, "12/2565", "2022-07-08")
    assert welcomed(desk, "2022-07-12") == 1
    assert welcomed(desk, "2022-07-13") == 0


def test_nothing_is_begun_by_a_clock_that_is_doubted_or_long_after(desk: Desk) -> None:
    replaced(desk)
    assert welcomed(desk, "2022-12-20") == 0


def test_it_is_called_by_the_seat_and_the_day_and_never_by_keys(desk: Desk) -> None:
    replaced(desk)
    assert welcomed(desk, "2022-08-18") == 1
    (made,) = (one.id for one in desk.instances() if one.process == "welcome")
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        (seat,) = (one for one in seats(view.connection, D, view.on) if one.key.startswith(CSO))
        called = seen(view, made).label_of_period
    assert called.en == f"Papers of a newcomer {seat.title_en}, since 15 August 2022"
    assert called.th.endswith(f"{seat.title_th} ตั้งแต่ 15 สิงหาคม 2565")


def test_a_newcomer_gets_the_papers_of_an_old_order_without_subject_number_or_day(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-06-20")
    old = {**ORDER, "number": "", "dated": "พ.ค. 2562", "paper": "not_found"}
    seat = {**SEAT, "office": "lao_president", "name": ""}
    take(desk, {**FULL, "orders": [old], "roster": [seat]})
    held = {"office": f"{D}/lao_president/1", "person": HEAD["ref"], "start": "2022-07-11"}
    desk.on("2022-07-11")
    with desk.office.registry.writing("TH", "57", D) as write:
        load(write, LoadFile.model_validate({"people": [HEAD], "holders": [held]}), actor=1)
    assert welcomed(desk, "2022-07-11") == 1
    assert papers(desk) == ALL
    assert desk.gates() == []
    (sheet,) = duties(desk)
    assert str(sheet.order.dated) == "2019-05"
