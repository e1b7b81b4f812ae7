"""E2: the Chief leaves between the draft and the signature."""

from datetime import date

import pytest

from flows.decisions.refusals import DidNotHoldOffice
from flows.decisions.rotate import rotate
from flows.engine.days import sweep
from flows.order.registration_checks import SignerNotPrinted
from registry.queries.documents import documents
from registry.queries.orders import orders
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.staged_desks import made_once

CHIEF = f"{MAE_FAH_LUANG}/district_chief"
OLD = f"{CHIEF}@{MAE_FAH_LUANG}.chief"
SIGNED: dict[str, Json] = {"number": "12/2565", "dated": "2022-10-07", "printed": "as_printed"}


def a_new_chief(desk: Desk, start: str = "2022-10-01") -> None:
    file = LoadFile.model_validate(
        {
            "people": [{"ref": "new.chief", "title_th": "นาง", "name_th": "ใหม่ มาแทน"}],
            "holders": [{"office": CHIEF, "person": "new.chief", "start": start}],
        }
    )
    with desk.office.registry.writing("TH", "57", MAE_FAH_LUANG) as write:
        load(write, file, actor=1)


@made_once
def submitted_in_september(url: str) -> tuple[Desk, int]:
    desk = a_desk(url)
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-09-12", {"result": "forward"})
    a_new_chief(desk)
    return desk, order


def test_the_old_chief_cannot_sign_after_the_rotation(made_registry_url: str) -> None:
    desk, order = submitted_in_september(made_registry_url)
    with pytest.raises(DidNotHoldOffice):
        desk.decide(order, "chief_review", OLD, "2022-10-03", {"result": "sign"})
    assert desk.waits_at(order) == ["chief_review#1"]


def test_what_he_signed_while_in_office_is_taken_however_late_it_is_entered(
    sqlite_url: str,
) -> None:
    desk, order = submitted_in_september(sqlite_url)
    desk.on("2022-10-05")
    desk.decide(order, "chief_review", OLD, "2022-09-29", {"result": "sign"})
    answer: Json = {**SIGNED, "dated": "2022-09-29"}
    desk.decide(order, "registration", OLD, "2022-09-29", answer, evidence=[SCAN])
    with desk.office.registry.reading() as connection:
        (order_row,) = orders(connection, MAE_FAH_LUANG)
    assert order_row.dated.first == date(2022, 9, 29)


def test_the_new_chiefs_draft_bears_the_new_name_and_the_old_one_is_replaced(
    sqlite_url: str,
) -> None:
    desk, order = submitted_in_september(sqlite_url)
    changes: Json = {"result": "changes", "items": ["ออกในนามนายอำเภอคนใหม่"]}
    desk.decide(order, "chief_review", CHIEF, "2022-10-04", changes)
    answered: Json = {"replies": [{"item": 1, "done": True}]}
    desk.decide(order, "revise_draft", "focal_point", "2022-10-05", answered)
    desk.decide(order, "deputy_review", "focal_point", "2022-10-05", {"result": "forward"})
    receipt = desk.decide(order, "chief_review", CHIEF, "2022-10-07", {"result": "sign"})
    assert receipt.warnings == ()
    desk.decide(order, "registration", CHIEF, "2022-10-07", SIGNED, evidence=[SCAN])
    with desk.office.registry.reading() as connection:
        papers = documents(connection, district=MAE_FAH_LUANG)
    drafts = [one for one in papers if (one.kind, one.language) == ("appointment_order", "th")]
    made = [one.status for one in drafts]
    assert made == ["replaced", "signed"]


def test_a_draft_that_names_the_old_chief_is_not_signed_as_printed_by_the_new_one(
    sqlite_url: str,
) -> None:
    desk, order = submitted_in_september(sqlite_url)
    receipt = desk.decide(order, "chief_review", CHIEF, "2022-10-07", {"result": "sign"})
    assert [("สมมุติ ตัวอย่าง" in one.th, "ใหม่ มาแทน" in one.th) for one in receipt.warnings] == [
        (True, True)
    ]
    with pytest.raises(SignerNotPrinted):
        desk.decide(order, "registration", CHIEF, "2022-10-07", SIGNED, evidence=[SCAN])
    by_pen: Json = {
        **SIGNED, "printed": "with_changes", "other_changes": ["แก้ชื่อผู้ลงนามด้วยปากกา"]
    }  # fmt: skip
    desk.decide(order, "registration", CHIEF, "2022-10-07", by_pen, evidence=[SCAN])
    assert desk.waits_at(order) == ["confirm_as_signed#1"]


def moved_by_order(desk: Desk, on: str = "2022-10-01", *, called_off: bool = False) -> None:
    row = {
        "district": MAE_FAH_LUANG, "on": on, "title_th": "นาง", "name_th": "ใหม่ มาแทน",
        "called_off": called_off,
    }  # fmt: skip
    order = {"number": "301/2565", "dated": "2022-09-15", "moves": [row]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")


def papers_of(desk: Desk, order: int) -> list[tuple[str, str]]:
    with desk.office.registry.reading() as connection:
        found = documents(connection, district=MAE_FAH_LUANG)
    return [
        (one.kind, one.status) for one in found if (one.language, one.instance) == ("th", order)
    ]


def test_a_rotation_has_the_letter_drafted_anew_without_anybody_asking_for_changes(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-09-12", {"result": "forward"})
    desk.on("2022-09-20")
    moved_by_order(desk)
    assert desk.waits_at(order) == ["chief_review#1"]
    desk.on("2022-10-03")
    sweep(desk.office)
    desk.perform()
    assert desk.waits_at(order) == ["deputy_review#2"]
    found = papers_of(desk, order)
    assert [how for kind, how in found if kind == "appointment_order"] == ["not_signed", "draft"]
    assert "advocacy_brief" in [kind for kind, _ in found]
    desk.decide(order, "deputy_review", "focal_point", "2022-10-04", {"result": "forward"})
    receipt = desk.decide(order, "chief_review", CHIEF, "2022-10-07", {"result": "sign"})
    assert receipt.warnings == ()
    desk.decide(order, "registration", CHIEF, "2022-10-07", SIGNED, evidence=[SCAN])
    with desk.office.registry.reading() as connection:
        (signed,) = orders(connection, MAE_FAH_LUANG)
    assert signed.dated.first == date(2022, 10, 7)


def test_a_rotation_that_is_called_off_gives_the_draft_back_with_what_was_said_of_it(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-09-12", {"result": "forward"})
    desk.on("2022-10-03")
    moved_by_order(desk)
    desk.perform()
    moved_by_order(desk, called_off=True)
    assert desk.waits_at(order) == ["chief_review#1"]
    assert drafts_of(desk, order) == BEFORE_THE_CHIEF
    receipt = desk.decide(order, "chief_review", OLD, "2022-10-04", {"result": "sign"})
    assert receipt.warnings == ()


BEFORE_THE_CHIEF = {("appointment_order", "th"), ("appointment_order", "en"), ("order_memo", "th")}


def drafts_of(desk: Desk, order: int) -> set[tuple[str, str]]:
    """The kinds and languages of its drafts; no other waits for a signer who has left."""
    with desk.office.registry.reading() as connection:
        found = documents(connection, instance_id=order)
    assert "not_signed" not in {one.status for one in found}
    return {(one.kind, one.language) for one in found if one.status == "draft"}


def test_what_the_chief_signed_before_leaving_is_told_late_and_gives_all_drafts_back(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-09-12", {"result": "forward"})
    desk.on("2022-10-03")
    moved_by_order(desk)
    desk.perform()
    assert desk.waits_at(order) == ["deputy_review#2"]
    desk.decide(order, "chief_review#1", OLD, "2022-09-30", {"result": "sign"})
    assert desk.waits_at(order) == ["registration#1"]
    assert drafts_of(desk, order) == BEFORE_THE_CHIEF
