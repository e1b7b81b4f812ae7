"""The handover: opened by a rotation, once; what is decided, by when; how it ends."""

from datetime import date, timedelta

import pytest

from config.defaults import policy
from config.handover import handover_defaults
from config.letters import letters
from flows.decisions.refusals import DidNotHoldOffice, EvidenceMissing
from flows.decisions.withdraw import withdraw
from flows.handover.days_and_decisions import handover_days
from flows.handover.recordings import (
    BeforeInOffice,
    DecisionAnswered,
    DecisionNotPrinted,
    DecisionTwice,
    MoreThanPrinted,
    SignedBySuccessor,
)
from registry.queries.documents import documents
from registry.queries.handover import decisions_owed
from registry.rules.handover import HandoverArgs, HandoverOf
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.flows.handover.at_handovers import (
    CHIEF,
    a_district,
    asked,
    handovers,
    in_office,
    page,
    to,
    told,
)


def test_a_rotation_that_is_told_of_ahead_prepares_the_package_and_asks_only_who_leaves(
    sqlite_url: str,
) -> None:
    desk = a_district(sqlite_url)
    to(desk, "2022-09-20")
    told(desk)
    (one,) = handovers(desk)
    assert (one.period, one.started_on) == ("2022-10-03", date(2022, 9, 20))
    assert asked(desk, one.id) == [("outgoing", None)]
    with desk.office.registry.reading() as connection:
        kinds = [paper.kind for paper in documents(connection, instance_id=one.id)]
    assert {*kinds} == {"handover_page_one", "handover_annex"}


def test_from_the_day_on_everything_is_asked_at_once_and_none_waits_for_another(
    sqlite_url: str,
) -> None:
    desk, one = in_office(sqlite_url)
    assert asked(desk, one)[:3] == [("outgoing", None), ("briefing", None), ("receipt", None)]
    assert {key for gate, key in asked(desk, one) if gate == "successor"} == {
        "continue", "focal_point", "contacts", "meeting", "vacancies", "training",
    }  # fmt: skip
    due = {gate.subject or gate.gate: gate.due_on for gate in desk.gates(one)}
    assert due["briefing"] == date(2022, 10, 17)
    assert due["continue"] == date(2022, 11, 2)
    assert due["meeting"] == date(2022, 12, 2)


def test_a_page_made_later_counts_from_the_day_in_office_as_the_gates_do(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    asked_for = {gate.subject: gate.due_on for gate in desk.gates(one) if gate.gate == "successor"}
    with desk.office.registry.reading() as connection:
        for later in (date(2022, 10, 20), date(2022, 11, 20)):
            owed = decisions_owed(connection, MAE_FAH_LUANG, later).decisions
            due = {each.key: each.due for each in owed}
            assert due["continue"] == asked_for["continue"]
            assert due["focal_point"] == asked_for["focal_point"]


@pytest.mark.parametrize(
    ("on", "by", "why"),
    [
        ("2023-02-15", "2023-03-17", "members are invited in the ten working days that are left"),
        ("2023-03-25", "2023-03-27", "too late for that: on the first working day in office"),
        ("2023-03-31", "2023-03-31", "on the last day of the quarter"),
    ],
)
def test_a_quarters_meeting_is_decided_while_there_is_time_to_hold_it_in_the_quarter(
    sqlite_url: str, on: str, by: str, why: str
) -> None:
    desk = a_district(sqlite_url)
    day = date.fromisoformat(on)
    told(desk, on, performed=False)
    with desk.office.registry.reading() as connection:
        owed = decisions_owed(connection, MAE_FAH_LUANG, day).decisions
    due = {one.key: one.due for one in owed}
    assert due["meeting"] == date.fromisoformat(by), why
    assert due["vacancies"] > day + timedelta(days=59)


def test_a_decision_leaves_the_days_that_the_invitation_and_its_answers_take() -> None:
    asked = handover_defaults().decision("meeting")
    assert asked is not None
    assert asked.takes_working_days is not None
    taken = policy().due.working_days["invitation"] + letters().reply_working_days
    assert asked.takes_working_days > taken


def test_the_same_rotation_entered_twice_has_one_handover(sqlite_url: str) -> None:
    desk, _ = in_office(sqlite_url)
    told(desk)
    assert len(handovers(desk)) == 1


def test_the_signed_page_answers_what_is_ticked_on_it_and_nothing_else(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    ticked: Json = {"decisions": [{"decision": "contacts", "result": "confirmed"}]}
    desk.decide(one, "receipt", CHIEF, "2022-10-10", ticked, evidence=[SCAN])
    assert ("successor", "contacts") not in asked(desk, one)
    assert ("successor", "meeting") in asked(desk, one)


def test_a_page_that_is_dated_before_the_day_in_office_is_refused(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    with pytest.raises(BeforeInOffice):
        page(desk, one, "2022-10-02")


def test_a_page_that_is_signed_by_who_has_left_is_refused(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    with pytest.raises(DidNotHoldOffice, match="the office “District Chief”") as refused:
        page(desk, one, "2022-10-10", by=f"{CHIEF}@{MAE_FAH_LUANG}.chief")
    assert "นางมาใหม่ สมมุติ did, from 3 October 2022" in refused.value.sentence.en
    assert "ผู้ดำรงตำแหน่งคือ นางมาใหม่ สมมุติ ตั้งแต่ 3 ตุลาคม 2565" in refused.value.sentence.th


def test_a_page_answers_what_is_printed_on_it_once_and_only_where_nothing_else_does(
    sqlite_url: str,
) -> None:
    desk, one = in_office(sqlite_url)
    goes_on: Json = {"decision": "contacts", "result": "confirmed"}
    with pytest.raises(DecisionNotPrinted, match="Lessons that nobody has acted on"):
        page(desk, one, "2022-10-10", {"decision": "lessons", "result": "confirmed"})
    with pytest.raises(DecisionTwice):
        page(desk, one, "2022-10-10", goes_on, goes_on)
    (gate,) = (gate.path for gate in desk.gates(one) if gate.subject == "contacts")
    desk.decide(one, gate, CHIEF, "2022-10-10", {"result": "confirmed"})
    with pytest.raises(DecisionAnswered):
        page(desk, one, "2022-10-10", goes_on)


def test_a_page_with_more_decisions_than_page_one_asks_for_is_refused(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    keys = [key for gate, key in asked(desk, one) if gate == "successor"]
    assert len(keys) == 6
    with pytest.raises(MoreThanPrinted, match="at most 5 decisions"):
        page(desk, one, "2022-10-10", *({"decision": key, "result": "confirmed"} for key in keys))
    assert ("receipt", None) in asked(desk, one)


def test_what_is_under_consideration_is_asked_for_again_on_that_day(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    put_off: Json = {"decision": "contacts", "result": "considered", "until": "2022-12-20"}
    page(desk, one, "2022-10-10", put_off)
    (gate,) = (gate for gate in desk.gates(one) if gate.subject == "contacts")
    assert (gate.round, gate.due_on) == (2, date(2022, 12, 20))


def test_a_withdrawn_receipt_leaves_no_paper_that_counts_as_signed_until_another_is_there(
    sqlite_url: str,
) -> None:
    desk, one = in_office(sqlite_url)
    page(desk, one, "2022-10-10", {"decision": "contacts", "result": "confirmed"})
    assert signed_back(desk, one) == {"handover_page_one": True, "handover_annex": True}
    to(desk, "2022-10-12")
    withdraw(desk.office, one, "receipt", reason="สแกนของอำเภออื่น", recorded_by="coord")
    assert signed_back(desk, one) == {"handover_page_one": False, "handover_annex": False}
    assert {("receipt", None), ("successor", "contacts")} <= {*asked(desk, one)}
    page(desk, one, "2022-10-11", {"decision": "meeting", "result": "confirmed"})
    assert signed_back(desk, one) == {"handover_page_one": True, "handover_annex": True}
    assert ("successor", "contacts") in asked(desk, one)
    assert ("successor", "meeting") not in asked(desk, one)


def test_the_receipt_of_another_handover_makes_no_withdrawn_page_count(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    page(desk, one, "2022-10-10", {"decision": "meeting", "result": "confirmed"})
    to(desk, "2022-10-12")
    withdraw(desk.office, one, "receipt", reason="สแกนของอำเภออื่น", recorded_by="coord")
    told(desk, "2022-12-05", "377/2565", name_th="ถัดไป สมมุติ")
    to(desk, "2022-12-06")
    second = handovers(desk)[-1].id
    page(desk, second, "2022-12-06", {"decision": "meeting", "result": "confirmed"})
    assert signed_back(desk, second)["handover_page_one"]
    assert signed_back(desk, one) == {"handover_page_one": False, "handover_annex": False}


def signed_back(desk: Desk, one: int) -> dict[str, bool]:
    """Whether each paper counts as signed, by the newest in Thai."""
    with desk.office.registry.reading() as connection:
        papers = documents(connection, instance_id=one)
    return {each.kind: each.settled for each in papers
            if each.language == "th" and each.status != "evidence"}  # fmt: skip


def test_the_leavers_paper_is_signed_by_who_leaves(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    paper: Json = {"result": "paper", "dated": "2022-09-30"}
    with pytest.raises(EvidenceMissing):
        desk.decide(one, "outgoing", CHIEF, "2022-09-30", paper)
    with pytest.raises(SignedBySuccessor):
        desk.decide(one, "outgoing", CHIEF, "2022-10-04", paper, evidence=[SCAN])
    desk.decide(one, "outgoing", CHIEF, "2022-09-30", paper, evidence=[SCAN])
    assert ("outgoing", None) not in asked(desk, one)


def test_what_a_handover_asks_for_is_due_when_offices_are_open(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    with desk.office.registry.reading() as connection:
        for more in range(30):
            on = date(2022, 10, 1) + timedelta(days=more)
            args = HandoverArgs(district=MAE_FAH_LUANG, of=HandoverOf.CHIEF, on=on)
            days = vars(handover_days(connection, args, on)).values()
            assert [one for one in days if not desk.office.calendar.is_working_day(one)] == []
