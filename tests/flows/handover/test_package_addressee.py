"""What a package is for whom it is for: who comes, who stays, who was never told."""

from datetime import date

import pytest

from flows.decisions.rotate import rotate
from registry.queries.office_holders import holders
from registry.records.held_meetings import AttendanceRow, record_attendance, record_training
from registry.records.transfer_form import TransferOrder
from registry.rules.papers.package import Opening
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.handover.at_packages import (
    claims,
    desk,
    package,
    told_otherwise,
)

__all__ = ["desk"]

NEW: dict[str, Json] = {"title_th": "นาง", "name_th": "ใหม่ มาแทน"}


def test_where_nobody_leaves_the_chief_in_office_signs_to_have_seen_it_and_nobody_hands_over(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    found = package(desk, "2022-09-30", opening="knows").annex
    assert found.in_post
    assert found.opening_en[0].endswith("for the Chief who is in office.")
    assert found.sections[-1].title_en == "Signature of the Chief"
    assert found.leaver == found.focal_point, "who puts it forward"
    assert told_otherwise("handover_annex", found) == ()
    rotated(desk)
    after = package(desk, "2022-10-03", opening="knows").annex
    assert not after.in_post
    assert after.sections[-1].title_en == "Signatures"
    assert (after.leaver.name_en, after.successor.name_th) == ("Sommut Tuayang", "นางมาใหม่ สมมุติ")
    assert after.province.position_lines_th == found.province.position_lines_th
    assert "ผู้ว่าราชการจังหวัด" not in "".join(found.province.position_lines_th)


def rotated(desk: Desk) -> None:
    """Another Chief comes on 3 October 2022."""
    move: Json = {
        "district": "แม่ฟ้าหลวง", "on": "2022-10-03", "title_th": "นาง", "name_th": "มาใหม่ สมมุติ",
    }  # fmt: skip
    order = {"number": "301/2565", "dated": "2022-06-20", "moves": [move]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    desk.on("2022-10-03")
    desk.perform()


def moved(desk: Desk, on: str) -> None:
    said = {"number": "301/2565", "dated": "2022-07-21",
            "moves": [{"district": "แม่ฟ้าหลวง", "on": on, **NEW}]}  # fmt: skip
    rotate(desk.office, TransferOrder.model_validate(said), recorded_by="coord")


def test_it_says_whether_the_order_survives_a_rotation(desk: Desk) -> None:
    said = [one.text_en for one in claims(package(desk, "2022-07-21"), "mandate")]
    assert "The chair is appointed by position: the order stays in force" in said


def test_it_begins_with_the_subject_for_who_never_met_it_and_with_the_district_for_who_did(
    desk: Desk,
) -> None:
    desk.on("2022-07-25")
    moved(desk, "2022-08-01")
    new = package(desk, "2022-08-01")
    assert (new.page_one.opening, new.annex.opening) == ("new", "new")
    for said in (new.page_one.law_en, new.annex.opening_en[0]):
        assert "Trafficking is" in said
        assert "of a child" in said
        assert "unverified" not in said, "that no official read them is said at a draft's foot"
    told = package(desk, "2022-08-01", opening="knows")
    assert "Trafficking is" not in told.page_one.law_en
    assert new.annex.opening_en != told.annex.opening_en


@pytest.mark.parametrize(("state", "opening"), [("present", "knows"), ("absent", "new")])
def test_it_begins_with_the_district_for_who_came_to_a_training_and_for_nobody_who_stayed_away(
    desk: Desk, state: str, opening: Opening
) -> None:
    desk.on("2022-07-25")
    moved(desk, "2022-08-01")
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        new = holders(write.connection, f"{MAE_FAH_LUANG}/district_chief", date(2022, 8, 1))[0]
        held_on, came = date(2022, 7, 22), AttendanceRow(new.person, None, state, "female")
        record_training(write, MAE_FAH_LUANG, "training/1", ["law"], (held_on, held_on), entry_id=1)
        record_attendance(write, MAE_FAH_LUANG, "training/1", [came], on=held_on, entry_id=1)
    assert package(desk, "2022-08-01").page_one.opening == opening


def test_it_is_built_from_records_where_whoever_leaves_cannot_be_asked(desk: Desk) -> None:
    """E3: the Chief left; the package names the leaver's post and the one who comes."""
    desk.on("2022-07-25")
    moved(desk, "2022-08-01")
    found = package(desk, "2022-08-01").annex
    assert found.successor.name_th == "นางใหม่ มาแทน"
    assert found.leaver.name_th != found.successor.name_th
    assert found.gaps


def test_a_deputy_who_comes_on_the_same_day_is_addressed_too(desk: Desk) -> None:
    """E4: Chief and focal point leave at once."""
    held = package(desk, "2018-10-01").annex
    assert held.to_en[0] == "District Chief of Mae Fa Luang"
    assert len(held.to_en) > 1
    assert len(package(desk, "2022-07-21").annex.to_en) == 1
