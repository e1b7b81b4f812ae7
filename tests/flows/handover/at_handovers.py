"""A district whose Chief moves, and the handovers that follow."""

from datetime import date

from flows.decisions.rotate import rotate
from flows.engine.days import sweep
from registry.journal import InstanceRow
from registry.records.offices import hold, office_named
from registry.records.people import add_person
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.staged_desks import made_once

CHIEF = f"{MAE_FAH_LUANG}/district_chief"
POLICE = f"{MAE_FAH_LUANG}/police_superintendent/1"
NUMBER = "301/2565"


def a_district(url: str) -> Desk:
    """A committee is at work by the order of 1 July 2022; the police left a seat of theirs."""
    desk = a_desk(url)
    desk.to_order_signed()
    leave_vacant(desk)
    return desk


def leave_vacant(desk: Desk) -> None:
    """Record that somebody held the office of a seat until June 2022, and nobody since."""
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        who = add_person(write, title_th="พ.ต.อ.", name_th="ตำรวจ สมมุติ", ref="police", sex="male")
        office = office_named(
            write, POLICE, kind="police_superintendent", area=MAE_FAH_LUANG, on=write.today
        )
        hold(write, office, who, start=date(2021, 10, 1), stop=date(2022, 6, 1))


def told(
    desk: Desk,
    on: str = "2022-10-03",
    number: str = NUMBER,
    dated: str = "2022-06-20",
    *,
    performed: bool = True,
    **row: Json,
) -> None:
    move: Json = {
        "district": "แม่ฟ้าหลวง", "on": on, "title_th": "นาง", "name_th": "มาใหม่ สมมุติ", **row
    }  # fmt: skip
    order = {"number": number, "dated": dated, "moves": [move]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    if performed:
        desk.perform()


def to(desk: Desk, day: str) -> None:
    desk.on(day)
    while sweep(desk.office):
        desk.perform()


def handovers(desk: Desk) -> list[InstanceRow]:
    return [one for one in desk.instances() if one.process == "handover"]


def asked(desk: Desk, instance: int) -> list[tuple[str, str | None]]:
    return [(one.gate, one.subject) for one in desk.gates(instance) if one.gate]


@made_once
def in_office(url: str) -> tuple[Desk, int]:
    desk = a_district(url)
    to(desk, "2022-09-20")
    told(desk)
    to(desk, "2022-10-03")
    return desk, handovers(desk)[0].id


def page(desk: Desk, one: int, on: str, *ticked: Json, by: str = CHIEF) -> None:
    desk.decide(one, "receipt", by, on, {"decisions": [*ticked]}, evidence=[SCAN])
