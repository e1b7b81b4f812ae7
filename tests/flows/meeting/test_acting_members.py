"""Whoever acts in an office is called by that wherever a paper of the committee names them."""

from datetime import date

from flows.decisions.rotate import rotate
from flows.meeting.paper_facts import roster
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from registry.rules.seats import SeatRole
from tests.builders import MAE_FAH_LUANG, Desk, a_desk

CHIEF, ACTS = "นายอำเภอแม่ฟ้าหลวง", "ปลัดอำเภอ รักษาราชการแทนนายอำเภอแม่ฟ้าหลวง"


def moved(desk: Desk, number: str, told: str, **move: Json) -> None:
    desk.on(told)
    order = {"number": number, "dated": told, "moves": [{"district": MAE_FAH_LUANG, **move}]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")


def chairs_post(desk: Desk, on: str) -> str:
    with desk.office.registry.reading() as connection:
        people = roster(connection, MAE_FAH_LUANG, date.fromisoformat(on))
    chair = next(one for one in people.seats if one.role is SeatRole.CHAIR)
    member = people.member_at(chair.key)
    assert member is not None
    return people.post_of(member, chair).th


def test_who_acts_as_chief_chairs_as_that_until_the_acting_ends(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_after_meeting()
    acting: dict[str, Json] = {
        "coming": f"{MAE_FAH_LUANG}.deputy2", "capacity": "acting_vacant", "basis": "seniority",
    }  # fmt: skip
    moved(desk, "301/2565", "2022-08-09", on="2022-10-01", **acting)
    moved(desk, "401/2565", "2022-10-20", on="2022-11-01", title_th="นาง", name_th="มาใหม่ สมมุติ")
    assert chairs_post(desk, "2022-09-30") == CHIEF
    assert chairs_post(desk, "2022-10-04") == ACTS
    assert chairs_post(desk, "2022-11-02") == CHIEF


def test_a_member_in_their_own_right_is_called_as_the_order_calls_the_seat(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_after_meeting()
    with desk.office.registry.reading() as connection:
        people = roster(connection, MAE_FAH_LUANG, date(2022, 8, 1))
    for member in people.members:
        assert people.post_of(member).th == member.seats[0].title_th
