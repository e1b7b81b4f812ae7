"""What was wrong is taken back or begun again; nothing of it can be signed any more."""

from datetime import date

import pytest

from flows.decisions.move_due import DueOfWait, move_due
from flows.decisions.refusals import GateNotOpen
from flows.decisions.stop import stop
from flows.decisions.withdraw import withdraw
from flows.engine.days import sweep
from flows.engine.misfit import AnswerMisfits, FieldTooMany
from flows.verification import verify_all
from registry.queries.documents import documents
from registry.refusals import each_of
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk

CENTRE: Json = {
    "heading_th": "คำสั่งอำเภอแม่ฟ้าหลวง", "number": "๑๒๓/๒๕๕๗", "dated": "2014-03-05",
    "subject_th": "จัดตั้งศูนย์ปฏิบัติการป้องกันและปราบปรามการค้ามนุษย์อำเภอ",
    "placed_at": "ศูนย์ดำรงธรรมอำเภอ",
}  # fmt: skip


def drafts(desk: Desk) -> list[tuple[int | None, str]]:
    with desk.office.registry.reading() as connection:
        papers = documents(connection, district=MAE_FAH_LUANG)
    drafts = [one for one in papers if (one.kind, one.language) == ("appointment_order", "th")]
    return [(one.instance, one.status) for one in drafts]


def confirm_bases(desk: Desk, order: int, on: str) -> None:
    confirmed: Json = {"confirmed": [*desk.bases(order)], "checked_against": "ต้นฉบับ"}
    desk.decide(order, "legal_bases", COORDINATOR, on, confirmed)


def test_the_draft_of_a_withdrawn_membership_will_never_be_signed(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    old = desk.to_first_draft()
    withdraw(desk.office, 1, "membership", reason="ผิด", recorded_by="coord")
    assert desk.waits_at() == ["membership"]
    assert drafts(desk) == [(old, "not_signed")]
    gone: Json = {"changes": [{"change": "remove", "key": "prevention.cso_representative"}]}
    desk.decide(1, "membership", "focal_point", "2022-06-21", gone)
    for path in desk.waits_at(1):
        desk.decide(1, path, "focal_point", "2022-06-22", {"result": "declined"})
    new = desk.order()
    confirm_bases(desk, new, "2022-06-23")
    assert drafts(desk) == [(old, "not_signed"), (new, "draft")]
    assert verify_all(desk.office) == ()


def test_a_stopped_order_is_begun_again_from_where_the_establishment_waits(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    old = desk.to_first_draft()
    desk.on("2022-06-24")
    stop(desk.office, old, reason="เริ่มผิด", on=date(2022, 6, 24), recorded_by="coord")
    assert desk.waits_at() == ["after_stop#1"]
    again: Json = {"result": "again", "reason": "ออกคำสั่งต่อ"}
    desk.decide(1, "after_stop", COORDINATOR, "2022-06-24", again)
    confirm_bases(desk, desk.order(), "2022-06-27")
    assert drafts(desk) == [(old, "not_signed"), (desk.order(), "draft")]


@pytest.mark.parametrize(
    "more", [{"earlier": CENTRE, "purpose": "replace"}, {"earlier": CENTRE}, {"purpose": "amend"}]
)
def test_where_no_earlier_order_was_found_there_is_none_to_replace(
    sqlite_url: str, more: dict[str, Json]
) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start()
    with pytest.raises((FieldTooMany, AnswerMisfits)) as refused:
        desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none", **more})
    told = each_of(refused.value)
    assert {one.code for one in told} == {"field_too_many"}
    assert {one.field for one in told} == more.keys()
    assert desk.waits_at(first) == ["earlier_order"]


def test_a_gate_that_is_not_open_is_refused_naming_the_wait(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "unknown"})
    later: Json = {"result": "deferred", "until": "2022-09-01"}
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", later)
    with pytest.raises(GateNotOpen) as refused:
        desk.decide(first, "delegation", "district_chief", "2022-07-01", {"deputy": "x"})
    said = refused.value.sentence
    assert "deferred#1" in said.th
    assert "waits for 1 September 2022" in said.en
    assert f"prasan due {first} deferred#1 --until" in said.en
    with pytest.raises(DueOfWait) as nothing_due:
        moved(desk, first, due_on=date(2022, 7, 1), until_on=None)
    assert nothing_due.value.field == "due_on"
    moved(desk, first, due_on=None, until_on=date(2022, 7, 3))
    desk.on("2022-07-04")
    sweep(desk.office)
    assert desk.waits_at(first) == ["advocacy#2"]


def moved(desk: Desk, instance: int, **days: date | None) -> None:
    reason = "นายอำเภอพร้อมแล้ว"
    move_due(desk.office, instance, "deferred#1", **days, reason=reason, recorded_by="coord")
