"""E3 as far as it goes: one order, two districts, effective on 2 May, entered on the 6th."""

from datetime import date

import pytest

from flows.decisions.refusals import DidNotHoldOffice
from flows.decisions.rotate import Rotation, rotate
from registry.queries.events import events_of
from registry.queries.office_holders import holders
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, Desk, a_desk
from tests.staged_desks import made_once

CHIANG_SAEN, WIANG_KAEN = "5708", "5713"
ORDER: dict[str, Json] = {
    "number": "512/2565", "dated": "2022-04-28", "on": "2022-05-02",
    "moves": [
        {"district": "เชียงแสน", "title_th": "นาย", "name_th": "มาใหม่ สมมุติ"},
        {"district": "เวียงแก่น", "coming": f"{CHIANG_SAEN}.chief"},
    ],
}  # fmt: skip


def entered(desk: Desk) -> Rotation:
    return rotate(desk.office, TransferOrder.model_validate(ORDER), recorded_by="coord")


@made_once
def asked_in_both(url: str) -> tuple[Desk, int, int]:
    """Both Chiefs are being asked; that of Chiang Saen puts it off on 3 May."""
    desk = a_desk(url, "2022-04-01", CHIANG_SAEN, WIANG_KAEN)
    first = desk.start(on="2022-04-01", district=CHIANG_SAEN)
    second = desk.start(on="2022-04-01", district=WIANG_KAEN)
    for one in (first, second):
        desk.decide(one, "earlier_order", COORDINATOR, "2022-04-04", {"finding": "none"})
    later: Json = {"result": "deferred", "until": "2022-08-01"}
    desk.decide(first, "advocacy", "district_chief", "2022-05-03", later)
    desk.on("2022-05-06")
    return desk, first, second


def test_authority_is_the_successors_from_the_day_and_what_was_decided_since_is_flagged(
    made_registry_url: str,
) -> None:
    desk, first, second = asked_in_both(made_registry_url)
    done = entered(desk)
    assert [one.how for one in done.districts] == ["new", "new"]
    assert len(done.flagged) == 1
    assert [one for one in desk.waits_at(first) if one.startswith("!authority/")]
    with desk.office.registry.reading() as connection:
        (held,) = holders(connection, f"{WIANG_KAEN}/district_chief", date(2022, 5, 2))
    assert held.person_ref == f"{CHIANG_SAEN}.chief"
    with pytest.raises(DidNotHoldOffice):
        desk.decide(
            second, "advocacy", f"{WIANG_KAEN}/district_chief@{WIANG_KAEN}.chief", "2022-05-06",
            {"result": "agreed"},
        )  # fmt: skip


def test_the_new_chief_is_asked_afresh_by_the_day_of_the_order_and_not_of_its_entry(
    sqlite_url: str,
) -> None:
    desk, _, second = asked_in_both(sqlite_url)
    assert desk.waits_at(second) == ["advocacy#1"]
    entered(desk)
    (gate,) = desk.gates(second)
    assert (gate.path, gate.opened_on) == ("advocacy#2", date(2022, 5, 2))


def test_the_same_order_again_makes_no_second_rotation(sqlite_url: str) -> None:
    desk, _, second = asked_in_both(sqlite_url)
    entered(desk)
    assert [one.how for one in entered(desk).districts] == ["unchanged", "unchanged"]
    assert desk.waits_at(second) == ["advocacy#2"]
    with desk.office.registry.reading() as connection:
        assert len(events_of(connection, WIANG_KAEN)) == 1
