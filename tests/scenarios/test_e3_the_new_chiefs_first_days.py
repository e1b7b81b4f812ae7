"""E3: two Chiefs leave by one order, told of four days late; one is named by the committee's order.

The committee by name is Mae Fah Luang's; in Wiang Kaen one is being established.
"""

from datetime import date

import pytest

from flows.decisions.rotate import rotate
from registry.journal import InstanceRow
from registry.queries.documents import content, documents
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tasks.documents.docx_text import paragraphs
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, load_people
from tests.flows.order.test_amendment_of_committee import at_work
from tests.flows.order.test_rotation_what_if import by_name

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


def handovers(desk: Desk) -> dict[str, InstanceRow]:
    return {one.district: one for one in desk.instances() if one.process == "handover"}


def orders(desk: Desk) -> list[InstanceRow]:
    return [one for one in desk.instances() if one.process == "order"]


def in_office(url: str) -> tuple[Desk, int]:
    """Effective on 2 May, entered on the 6th."""
    desk = at_work(url)
    by_name(desk)
    load_people(desk.office.registry, WIANG_KAEN)
    desk.on("2023-04-03")
    begun = desk.start(on="2023-04-03", district=WIANG_KAEN)
    desk.decide(begun, "earlier_order", COORDINATOR, "2023-04-04", {"finding": "none"})
    desk.on("2023-05-06")
    entered(desk)
    return desk, handovers(desk)[MAE_FAH_LUANG].id


def texts(desk: Desk, kind: str = "") -> list[str]:
    with desk.office.registry.reading() as session:
        connection = session.connection()
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
    with desk.office.registry.reading() as session:
        connection = session.connection()
        for one in begun.values():
            kinds = {paper.kind for paper in documents(connection, instance_id=one.id)}
            assert {"handover_page_one", "handover_annex"} <= kinds


def test_thirty_sixty_and_ninety_days_count_from_the_day_in_office(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    due = {gate.subject: gate.due_on for gate in desk.gates(one) if gate.gate == "successor"}
    assert due["continue"] == date(2023, 6, 1)
    assert due["meeting"] == date(2023, 7, 3)  # 1 July is a Saturday
    assert due["training"] == date(2023, 8, 3)  # 31 July to 2 August are holidays


def test_who_left_is_not_available_and_nothing_waits_for_that(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    why: Json = {"result": "not_available", "why_none": "ย้ายก่อนวันทำการ"}
    desk.decide(one, "outgoing", COORDINATOR, "2023-05-06", why)
    assert "handover/office/first_days/receipt/receipt" in desk.waits_at(one)


def test_an_order_that_names_who_left_is_amended_and_one_by_position_stands(
    sqlite_url: str,
) -> None:
    desk, _ = in_office(sqlite_url)
    (amending,) = (one for one in orders(desk) if one.status == "open")
    assert (amending.district, amending.started_on) == (MAE_FAH_LUANG, date(2023, 5, 2))
    assert desk.waits_at(amending.id) == ["amendment"]


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
    assert [text for text in texts(desk) if REASON in text] == []


@pytest.mark.parametrize("times", [1, 2])
def test_the_same_order_entered_again_begins_nothing(sqlite_url: str, times: int) -> None:
    desk, _ = in_office(sqlite_url)
    before = [one.id for one in desk.instances()]
    for _ in range(times):
        entered(desk)
    assert [one.id for one in desk.instances()] == before
