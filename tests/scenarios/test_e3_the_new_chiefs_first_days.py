"""E3: two Chiefs leave by one order, told of four days late; one is named by the committee's order.

The committee by name is Mae Fah Luang's; in Wiang Kaen one is being established.
"""

from datetime import date

import pytest
from sqlalchemy import func, select

from config.words import both
from flows.decisions.rotate import rotate
from flows.year.opening import open_years
from registry.journal import InstanceRow
from registry.models import NoticeMail
from registry.queries.action_items import actions
from registry.queries.document_contents import content
from registry.queries.documents import documents
from registry.queries.office_holders import holders
from registry.queries.orders import orders_in_force
from registry.records.held_meetings import ActionRow, record_actions
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tasks.documents.docx_text import paragraphs
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, load_people
from tests.flows.handover.at_handovers import leave_vacant, to
from tests.flows.order.at_amendments import at_work
from tests.flows.order.at_transfer_orders import SEAT as CHAIR, by_name
from tests.flows.year.at_openings import opens_from
from tests.staged_desks import made_once

WIANG_KAEN = "5713"
CHIEF = f"{MAE_FAH_LUANG}/district_chief"
REASON = "เห็นว่าไม่ใช่เรื่องเร่งด่วน"
ORDER: dict[str, Json] = {
    "number": "512/2566", "dated": "2023-04-28", "on": "2023-05-02",
    "moves": [
        {"district": "แม่ฟ้าหลวง", "title_th": "นาย", "name_th": "มาใหม่ สมมุติ"},
        {"district": "เวียงแก่น", "title_th": "นาง", "name_th": "มาถึง สมมุติ"},
    ],
}  # fmt: skip


def entered(desk: Desk) -> None:
    rotate(desk.office, TransferOrder.model_validate(ORDER), recorded_by="coord")
    desk.perform()


def asked_of_chair(desk: Desk) -> None:
    """A meeting asks one thing of the chair's seat and one of the focal point."""
    rows = [
        ActionRow(CHAIR, date(2023, 6, 30)),
        ActionRow(f"{MAE_FAH_LUANG}/focal_point", date(2023, 6, 30)),
    ]
    on = date(2022, 12, 1)
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        record_actions(write, MAE_FAH_LUANG, "meeting/1", rows, on=on, entry_id=1)


def handovers(desk: Desk) -> dict[str, InstanceRow]:
    return {one.district: one for one in desk.instances() if one.process == "handover"}


def orders(desk: Desk) -> list[InstanceRow]:
    return [one for one in desk.instances() if one.process == "order"]


@made_once
def in_office(url: str, *, named: bool = True) -> tuple[Desk, int]:
    """Effective on 2 May, entered on the 6th; the committee's year is under way."""
    desk = at_work(url)
    leave_vacant(desk)
    if named:
        by_name(desk)
    opens_from(desk, 2566)
    desk.on("2022-11-10")
    open_years(desk.office)
    asked_of_chair(desk)
    load_people(desk.office.registry, WIANG_KAEN)
    desk.on("2023-04-03")
    begun = desk.start(on="2023-04-03", district=WIANG_KAEN)
    desk.decide(begun, "earlier_order", COORDINATOR, "2023-04-04", {"finding": "none"})
    desk.on("2023-05-06")
    entered(desk)
    return desk, handovers(desk)[MAE_FAH_LUANG].id


def texts(desk: Desk, kind: str = "") -> list[str]:
    with desk.office.registry.reading() as connection:
        return [
            "\n".join(paragraphs(content(connection, one.sha256) or b""))
            for one in documents(connection, district=MAE_FAH_LUANG)
            if one.kind == kind or (not kind and one.file_name.endswith(".docx"))
        ]


def test_each_district_has_a_handover_of_the_day_of_the_order_and_its_package(
    made_registry_url: str,
) -> None:
    desk, _ = in_office(made_registry_url)
    begun = handovers(desk)
    assert {one.started_on for one in begun.values()} == {date(2023, 5, 2)}
    with desk.office.registry.reading() as connection:
        for one in begun.values():
            kinds = {paper.kind for paper in documents(connection, instance_id=one.id)}
            assert {"handover_page_one", "handover_annex"} <= kinds


def test_thirty_sixty_and_ninety_days_count_from_the_day_in_office(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    due = {gate.subject: gate.due_on for gate in desk.gates(one) if gate.gate == "successor"}
    assert due["continue"] == date(2023, 6, 1)
    assert due["vacancies"] == date(2023, 7, 3)  # 1 July is a Saturday
    assert due["meeting"] == date(2023, 5, 16)  # the plan is overdue, and needs its resolution
    assert due["training"] == date(2023, 8, 3)  # 31 July to 2 August are holidays


def test_who_left_is_not_available_and_nothing_waits_for_that(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    why: Json = {"result": "not_available", "why_none": "ย้ายก่อนวันทำการ"}
    desk.decide(one, "outgoing", COORDINATOR, "2023-05-06", why)
    assert "handover/office/first_days/receipt/receipt" in desk.waits_at(one)
    (annex,) = texts(desk, "handover_annex")[-2:-1]
    assert both("word.not_recorded").th in annex


def test_an_order_that_names_who_left_is_amended(sqlite_url: str) -> None:
    desk, _ = in_office(sqlite_url)
    (amending,) = (one for one in orders(desk) if one.status == "open")
    assert (amending.district, amending.started_on) == (MAE_FAH_LUANG, date(2023, 5, 2))
    assert desk.waits_at(amending.id) == ["amendment"]


def test_an_order_by_position_stays_in_force_and_nothing_amends_it(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url, named=False)
    assert [one.status for one in orders(desk)] == ["finished"]
    assert "order_names" not in {gate.subject for gate in desk.gates(one)}
    with desk.office.registry.reading() as connection:
        in_force = orders_in_force(connection, MAE_FAH_LUANG, date(2023, 5, 6))
        assert [order.full_number for order in in_force] == ["12/2565"]
        (chief,) = holders(connection, CHIEF, date(2023, 5, 6))
    assert chief.name.th == "นายมาใหม่ สมมุติ"


def test_what_was_asked_of_the_old_chief_stays_with_the_chairs_seat_and_is_the_new_ones(
    sqlite_url: str,
) -> None:
    desk, one = in_office(sqlite_url)
    (owed,) = (entry for entry in desk.entries(one) if entry.path.endswith("decisions_owed"))
    counts = {each["key"]: each["count"] for each in owed.body["value"]["decisions"]}
    assert counts["chair_actions"] == 1
    with desk.office.registry.reading() as connection:
        found = actions(connection, MAE_FAH_LUANG, date(2023, 5, 6))
    assert (found[0].owner, found[0].status) == (CHAIR, "open")


def test_a_decision_under_consideration_is_told_neutrally_and_its_reason_is_printed_nowhere(
    sqlite_url: str,
) -> None:
    desk, one = in_office(sqlite_url)
    (gate,) = (gate.path for gate in desk.gates(one) if gate.subject == "continue")
    said: Json = {"result": "considered", "until": "2023-08-02", "reason": REASON}
    desk.decide(one, gate, CHIEF, "2023-05-06", said)
    (again,) = (gate for gate in desk.gates(one) if gate.subject == "continue")
    assert (again.round, again.due_on) == (2, date(2023, 8, 2))
    (letter,) = texts(desk, "considered_letter")
    assert "2 สิงหาคม 2566" in letter or "๒ สิงหาคม ๒๕๖๖" in letter
    assert "พิจารณาการดำเนินงานต่อเนื่องของคณะกรรมการ" in letter
    assert [text for text in texts(desk) if REASON in text] == []


def test_the_plan_goes_on_meanwhile_and_the_letter_waits_for_a_person_to_send_it(
    sqlite_url: str,
) -> None:
    desk, one = in_office(sqlite_url)
    work = [each for each in desk.instances() if each.process in ("annual_cycle", "plan")]
    before = {each.id: desk.waits_at(each.id) for each in work}
    assert {each.process for each in work} == {"annual_cycle", "plan"}
    (gate,) = (gate.path for gate in desk.gates(one) if gate.subject == "continue")
    said: Json = {"result": "considered", "until": "2023-08-02", "reason": REASON}
    desk.decide(one, gate, CHIEF, "2023-05-06", said)
    assert {each.id: desk.waits_at(each.id) for each in work} == before
    to(desk, "2023-05-20")
    with desk.office.registry.reading() as connection:
        letters = [
            paper.status
            for paper in documents(connection, district=MAE_FAH_LUANG)
            if paper.kind == "considered_letter"
        ]
        assert connection.scalar(select(func.count()).select_from(NoticeMail)) == 0
    assert set(letters) == {"draft"}


@pytest.mark.parametrize("times", [1, 2])
def test_the_same_order_entered_again_begins_nothing(sqlite_url: str, times: int) -> None:
    desk, _ = in_office(sqlite_url)
    before = [one.id for one in desk.instances()]
    for _ in range(times):
        entered(desk)
    assert [one.id for one in desk.instances()] == before
