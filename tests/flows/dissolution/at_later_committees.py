"""A committee that follows one that has ended."""

from typing import Any

from flows.adoption.adopt import AdoptedCommittee, adopt
from flows.capabilities import net
from registry.queries.orders import OrderRow, orders
from registry.records.adoption_form import read_form
from registry.records.adoption_rows import raw_of
from tests.builders import MAE_FAH_LUANG, Desk
from tests.registry.records.at_adoptions import ORDER, SEAT

D = MAE_FAH_LUANG


def take(desk: Desk, data: dict[str, Any], **more: Any) -> AdoptedCommittee:
    form = read_form(raw_of(data), net(), today=desk.office.registry.today, district=D)
    return adopt(desk.office, D, form, recorded_by="coord", **more)


def later_form(number: str, dated: str, **sheets: Any) -> dict[str, Any]:
    """The form of a committee that was appointed after the end of another."""
    order = {**ORDER, "number": number, "dated": dated}
    seat = {**SEAT, "name": "นางถัดไป สอง"}
    chair = {"post": "chair", "name": "นายสมมุติ ตัวอย่าง", "start": "1 ต.ค. 2561"}
    return {"orders": [order], "officers": [chair], "roster": [seat], **sheets}


def registered(desk: Desk) -> list[tuple[str, str, str | None]]:
    """The committee's orders: number, first day and last day."""
    return [
        (
            one.full_number,
            one.start.isoformat(),
            None if one.last_day is None else one.last_day.isoformat(),
        )
        for one in _orders(desk)
    ]


def _orders(desk: Desk) -> list[OrderRow]:
    with desk.office.registry.reading() as connection:
        return orders(connection, D)


def establishments(desk: Desk) -> list[str]:
    return [one.status for one in desk.instances() if one.process == "establishment"]
