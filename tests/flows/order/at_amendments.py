"""A committee at work whose order is amended, and the answers that carry an amendment."""

from datetime import date
from typing import Literal

from flows.order.queue import order_again
from registry.queries.document_contents import facts
from registry.queries.documents import documents
from registry.queries.orders import orders_in_force
from registry.queries.seats import seats
from registry.rules.order_facts import AppointmentOrderFacts
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.staged_desks import made_once

GONE = "prevention.village_leader"
LEAVES: dict[str, Json] = {
    "changes": [{"change": "remove", "key": GONE}],
    "clauses": ["เพิ่มหน้าที่ในการติดตามผล"],
    "groups": [{"title_th": "คณะทำงานข้อมูล", "task": "รวบรวมข้อมูล", "until": "2022-12-31"}],
    "paper": {"number": "ชร 1518/90", "dated": "2022-09-01"},
}


@made_once
def at_work(url: str) -> Desk:
    desk = a_desk(url)
    order = desk.to_first_draft()
    sign(desk, order, "12/2565", "2022-06-24")
    return desk


def sign(desk: Desk, order: int, number: str, on: str, **more: Json) -> None:
    answer: dict[str, Json] = {"number": number, "dated": on, "printed": "as_printed", **more}
    desk.decide(order, "deputy_review", "focal_point", on, {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", on, {"result": "sign"})
    desk.decide(order, "registration", "district_chief", on, answer, evidence=[SCAN])


def begun(
    desk: Desk,
    kind: Literal["amend", "replace"] = "amend",
    answer: Json = LEAVES,
    day: str = "2022-09-02",
) -> int:
    made = order_again(
        desk.office,
        MAE_FAH_LUANG,
        kind,
        on=desk.on(day),
        recorded_by="coord",
    )
    desk.decide(made.instance, "amendment", "focal_point", day, answer)
    desk.perform()
    bases: Json = {"confirmed": [*desk.bases(made.instance)], "checked_against": "ต้นฉบับ"}
    desk.decide(made.instance, "legal_bases", COORDINATOR, day, bases)
    desk.perform()
    return made.instance


def keys(desk: Desk, day: str) -> set[str]:
    with desk.office.registry.reading() as connection:
        on = date.fromisoformat(day)
        return {seat.key for seat in seats(connection, MAE_FAH_LUANG, on)}


def in_force(desk: Desk, day: str) -> list[tuple[str, str]]:
    with desk.office.registry.reading() as connection:
        found = orders_in_force(connection, MAE_FAH_LUANG, date.fromisoformat(day))
    return [(one.kind, one.full_number) for one in found]


def drafted(desk: Desk, order: int) -> AppointmentOrderFacts:
    with desk.office.registry.reading() as connection:
        papers = documents(connection, instance_id=order)
        paper = [one for one in papers if one.kind == "appointment_order"][-1]
        return AppointmentOrderFacts.model_validate(facts(connection, paper.facts_id or 0))
