"""S4: the Chief strikes one member and adds another by hand."""

import pytest

from flows.decisions.correct import Correction, correct
from flows.decisions.refusals import SamePerson
from registry.queries.documents import DocumentRow, documents
from registry.queries.orders import orders
from registry.queries.seats import seats
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, SECOND, Desk, a_desk
from tests.scenarios.test_e1_chief_asks_changes_twice import BORDER_POLICE

BY_PEN: dict[str, Json] = {
    "number": "45/2565",
    "dated": "2022-06-22",
    "printed": "with_changes",
    "changes": [{"change": "remove", "key": "prevention.cso_representative"}, BORDER_POLICE],
}


def signed_by_pen(desk: Desk) -> int:
    order = desk.to_first_draft(on="2022-06-20")
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-06-22", {"result": "sign"})
    # typed in a week later than the paper is dated
    desk.on("2022-06-30")
    desk.decide(order, "registration", "district_chief", "2022-06-22", BY_PEN, evidence=[SCAN])
    return order


def papers(desk: Desk) -> list[DocumentRow]:
    with desk.office.registry.reading() as connection:
        kept = documents(connection, district=MAE_FAH_LUANG)
    ours = ("appointment_order", "scan.registration", "appointment_order.as_signed")
    return [one for one in kept if one.language == "th" and one.kind in ours]


def test_the_version_as_signed_is_confirmed_by_a_second_person(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    order = signed_by_pen(desk)
    assert desk.waits_at(order) == ["confirm_as_signed#1"]
    with pytest.raises(SamePerson):
        desk.decide(order, "confirm_as_signed", COORDINATOR, "2022-06-30", {"result": "confirmed"})
    desk.decide(
        order, "confirm_as_signed", SECOND, "2022-07-01", {"result": "confirmed"},
        recorded_by="coord2",
    )  # fmt: skip
    statuses = {paper.kind: paper.status for paper in papers(desk)}
    assert statuses["appointment_order"] == "not_signed"
    with desk.office.registry.reading() as connection:
        kept = documents(connection, instance_id=order)
    assert [one.status for one in kept if one.language == "en"] == ["not_signed"]
    assert statuses["appointment_order.as_signed"] == "signed"
    with desk.office.registry.reading() as connection:
        (signed,) = orders(connection, MAE_FAH_LUANG)
        keys = {seat.key for seat in seats(connection, MAE_FAH_LUANG, signed.first_day)}
    assert (signed.full_number, signed.printed) == ("45/2565", "with_changes")
    assert "prevention.cso_representative" not in keys
    assert "suppression.added/border_patrol_police" in keys


def test_until_then_nothing_is_registered_and_the_draft_is_not_shown_as_signed(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    signed_by_pen(desk)
    with desk.office.registry.reading() as connection:
        assert orders(connection, MAE_FAH_LUANG) == []
    assert [p.status for p in papers(desk) if p.kind == "appointment_order"] == ["draft"]


def test_what_the_second_person_does_not_find_so_is_entered_again(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = signed_by_pen(desk)
    desk.decide(
        order, "confirm_as_signed", SECOND, "2022-07-01",
        {"result": "not_so", "reason": "ลายมือขีดฆ่าชื่ออื่น"}, recorded_by="coord2",
    )  # fmt: skip
    assert desk.waits_at(order) == ["registration#2"]


def test_a_number_corrected_before_the_second_person_looks_is_the_one_registered(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    order = signed_by_pen(desk)
    correct(
        desk.office,
        Correction(
            order, "registration", {"number": "54/2565"}, reason="พิมพ์ผิด", recorded_by="coord"
        ),
    )
    for gate in ("confirm_correction", "confirm_as_signed"):
        desk.decide(
            order, gate, SECOND, "2022-07-01", {"result": "confirmed"}, recorded_by="coord2"
        )
    with desk.office.registry.reading() as connection:
        (signed,) = orders(connection, MAE_FAH_LUANG)
    assert signed.full_number == "54/2565"
