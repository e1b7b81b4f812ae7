"""Who acts as Chief signs, and hands over, as who acts (practice.md 7)."""

import pytest

from desk.imports.row_loading import load_rows
from registry.records.load_file import LoadFile
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.handover.at_handovers import CHIEF, a_district, in_office, to, told
from tests.flows.handover.at_packages import package

LEFT = "2022-10-03"


def deputy_acts(desk: Desk) -> None:
    """The Chief leaves on 3 October; a Deputy acts from then on."""
    to(desk, "2022-09-20")
    told(
        desk, coming=f"{MAE_FAH_LUANG}.deputy2", title_th="", name_th="", capacity="acting_vacant",
        basis_number="5/2565", basis_date="2022-09-20",
    )  # fmt: skip


def acting_ends(desk: Desk, last_day: str) -> None:
    held: dict[str, Json] = {
        "office": CHIEF, "person": f"{MAE_FAH_LUANG}.deputy2", "capacity": "acting_vacant",
        "start": LEFT, "last_day": last_day, "basis": "order", "basis_number": "5/2565",
        "basis_date": "2022-09-20",
    }  # fmt: skip
    load_rows(desk.office, LoadFile.model_validate({"holders": [held]}), recorded_by="coord")
    desk.perform()


def test_who_acts_as_chief_signs_page_one_and_annex_as_who_acts(sqlite_url: str) -> None:
    desk = a_district(sqlite_url)
    deputy_acts(desk)
    to(desk, LEFT)
    found = package(desk, LEFT)
    assert found.page_one.chief == found.annex.successor
    assert found.page_one.chief.position_lines_th == (
        "ปลัดอำเภอ รักษาราชการแทน", "นายอำเภอแม่ฟ้าหลวง",
    )  # fmt: skip
    assert found.page_one.chief.position_lines_en == (
        "Deputy District Chief, acting for", "District Chief of Mae Fa Luang",
    )  # fmt: skip
    assert "Former Acting" not in found.annex.leaver.position_lines_en[0]


@pytest.mark.parametrize("last_day", [None, "2023-02-28"])
def test_who_acted_last_hands_over_and_no_chief_who_was_gone_long_before(
    sqlite_url: str, last_day: str | None
) -> None:
    desk = a_district(sqlite_url)
    deputy_acts(desk)
    to(desk, "2023-02-20")
    if last_day is not None:
        acting_ends(desk, last_day)
    to(desk, "2023-03-10")
    told(desk, on="2023-03-20", number="12/2566", dated="2023-03-10")
    to(desk, "2023-03-20")
    left = package(desk, "2023-03-20").annex
    assert left.leaver.name_th == "นายสำรอง สมมุติ"
    assert left.leaver.position_lines_th == ("อดีตผู้รักษาราชการแทนนายอำเภอแม่ฟ้าหลวง",)
    assert left.successor.name_th == "นางมาใหม่ สมมุติ"


def test_who_acted_and_is_appointed_hands_nothing_over_to_themselves(sqlite_url: str) -> None:
    desk = a_district(sqlite_url)
    deputy_acts(desk)
    to(desk, "2023-03-10")
    told(
        desk, on="2023-03-20", number="12/2566", dated="2023-03-10", title_th="", name_th="",
        coming=f"{MAE_FAH_LUANG}.deputy2",
    )  # fmt: skip
    to(desk, "2023-03-20")
    found = package(desk, "2023-03-20").annex
    assert found.successor.position_lines_en == ("District Chief of Mae Fa Luang",)
    assert found.leaver.name_en != found.successor.name_en


def test_a_chief_who_was_appointed_hands_over_where_nobody_acted_since(sqlite_url: str) -> None:
    desk, _ = in_office(sqlite_url)
    assert package(desk, "2022-10-10").annex.leaver.name_en == "Sommut Tuayang"
