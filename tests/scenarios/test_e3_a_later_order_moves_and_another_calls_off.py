"""E3 once more: order 1123 announces two Chiefs, 1150 moves one, 1177 calls the other off.

All three are entered late, in the sequence in which the letters lay on the desk.
"""

from itertools import permutations

import pytest

from flows.decisions.rotate import rotate
from flows.engine.days import sweep
from registry.queries.events import events_of
from registry.queries.office_holders import holders
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, Desk, a_desk

CHIANG_SAEN, WIANG_KAEN = "5708", "5713"
NEW: dict[str, Json] = {"title_th": "นาย", "name_th": "มาใหม่ สมมุติ"}
NEXT: dict[str, Json] = {"title_th": "นาง", "name_th": "มาถึง สมมุติ"}
ORDERS: dict[str, dict[str, Json]] = {
    "1123/2565": {
        "dated": "2022-04-12", "on": "2022-05-02",
        "moves": [{"district": CHIANG_SAEN, **NEW}, {"district": WIANG_KAEN, **NEXT}],
    },
    "1150/2565": {
        "dated": "2022-04-20",
        "moves": [{"district": CHIANG_SAEN, "of_order": "1123/2565", "on": "2022-05-16"}],
    },
    "1177/2565": {
        "dated": "2022-04-26",
        "moves": [{"district": WIANG_KAEN, "of_order": "1123/2565", "called_off": True}],
    },
}  # fmt: skip


def enter(desk: Desk, number: str) -> list[tuple[str, str | None]]:
    order = TransferOrder.model_validate({"number": number, **ORDERS[number]})
    done = rotate(desk.office, order, recorded_by="coord")
    return [(one.how, one.by_order) for one in done.districts]


@pytest.mark.parametrize("sequence", [*permutations(ORDERS)])
def test_what_three_orders_leave_is_the_same_in_whatever_sequence_they_are_entered(
    sqlite_url: str, sequence: tuple[str, ...]
) -> None:
    desk = a_desk(sqlite_url, "2022-04-01", CHIANG_SAEN, WIANG_KAEN)
    works = {one: desk.start(on="2022-04-01", district=one) for one in (CHIANG_SAEN, WIANG_KAEN)}
    for work in works.values():
        desk.decide(work, "earlier_order", COORDINATOR, "2022-04-04", {"finding": "none"})
    desk.on("2022-06-06")
    for number in sequence:
        enter(desk, number)
        sweep(desk.office)
    desk.perform()
    with desk.office.registry.reading() as connection:
        told = {one: events_of(connection, one) for one in works}
        today = desk.office.registry.today
        chiefs = [holders(connection, f"{one}/district_chief", today)[0].name.th for one in works]
    assert [(one.on.isoformat(), one.paper_number) for one in told[CHIANG_SAEN]] == [
        ("2022-05-16", "1150/2565")
    ]
    assert told[WIANG_KAEN] == []
    assert chiefs[0] == "นายมาใหม่ สมมุติ"
    assert chiefs[1] != "นางมาถึง สมมุติ"
    assert enter(desk, "1123/2565") == [("moved_by", "1150/2565"), ("called_off_by", "1177/2565")]
    assert [enter(desk, one)[0][0] for one in ("1150/2565", "1177/2565")] == ["unchanged"] * 2
    assert desk.waits_at(works[WIANG_KAEN]) == ["advocacy#1"]
    assert desk.waits_at(works[CHIANG_SAEN]) == ["advocacy#2"]
