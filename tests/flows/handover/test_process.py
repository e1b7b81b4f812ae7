"""The handover: opened by a rotation, once; what is decided, by when; how it ends."""

from datetime import date

import pytest

from flows.decisions.rotate import rotate
from flows.engine.days import sweep
from flows.handover.recordings import BeforeInOffice, DecisionAnswered, DecisionNotPrinted
from registry.journal import InstanceRow
from registry.queries.documents import documents
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, Desk, a_desk

CHIEF = f"{MAE_FAH_LUANG}/district_chief"
NUMBER = "301/2565"


def a_district(url: str) -> Desk:
    """A committee is being established: there is something to be handed over."""
    desk = a_desk(url, "2022-06-02")
    instance = desk.start()
    desk.decide(instance, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    return desk


def told(desk: Desk, on: str = "2022-10-03", number: str = NUMBER, **row: Json) -> None:
    move: Json = {
        "district": "แม่ฟ้าหลวง", "on": on, "title_th": "นาง", "name_th": "มาใหม่ สมมุติ", **row
    }  # fmt: skip
    order = {"number": number, "dated": desk.office.registry.today, "moves": [move]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    desk.perform()


def to(desk: Desk, day: str) -> None:
    desk.on(day)
    while sweep(desk.office):
        desk.perform()


def handovers(desk: Desk) -> list[InstanceRow]:
    return [one for one in desk.instances() if one.process == "handover"]


def asked(desk: Desk, instance: int) -> list[tuple[str, str | None]]:
    return [(one.gate, one.subject) for one in desk.gates(instance) if one.gate]


def in_office(url: str) -> tuple[Desk, int]:
    desk = a_district(url)
    to(desk, "2022-09-20")
    told(desk)
    to(desk, "2022-10-03")
    return desk, handovers(desk)[0].id


def test_a_rotation_that_is_told_of_ahead_prepares_the_package_and_asks_only_who_leaves(
    sqlite_url: str,
) -> None:
    desk = a_district(sqlite_url)
    to(desk, "2022-09-20")
    told(desk)
    (one,) = handovers(desk)
    assert (one.period, one.started_on) == ("2022-10-03", date(2022, 9, 20))
    assert asked(desk, one.id) == [("outgoing", None)]
    with desk.office.registry.reading() as session:
        kinds = [paper.kind for paper in documents(session.connection(), instance_id=one.id)]
    assert kinds == ["handover_package"]


def test_from_the_day_on_everything_is_asked_at_once_and_none_waits_for_another(
    sqlite_url: str,
) -> None:
    desk, one = in_office(sqlite_url)
    assert asked(desk, one) == [
        ("outgoing", None), ("briefing", None), ("receipt", None),
        ("successor", "continue"), ("successor", "focal_point_vacant"), ("successor", "meeting"),
    ]  # fmt: skip
    due = {gate.subject or gate.gate: gate.due_on for gate in desk.gates(one)}
    assert due["briefing"] == date(2022, 10, 17)
    assert due["continue"] == date(2022, 11, 2)
    assert due["meeting"] == date(2022, 12, 2)


def test_the_same_rotation_entered_twice_has_one_handover(sqlite_url: str) -> None:
    desk, _ = in_office(sqlite_url)
    told(desk)
    assert len(handovers(desk)) == 1


def test_the_signed_page_answers_what_is_ticked_on_it_and_nothing_else(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    ticked: Json = {"decisions": [{"decision": "continue", "result": "confirmed"}]}
    desk.decide(one, "receipt", CHIEF, "2022-10-10", ticked, evidence=[SCAN])
    assert ("successor", "continue") not in asked(desk, one)
    assert ("successor", "meeting") in asked(desk, one)
