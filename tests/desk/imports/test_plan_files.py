"""A plan's workbook goes out and comes back: what changed is told, nothing newer is overwritten."""

from typing import Any

import pytest
from openpyxl import Workbook

from desk.imports.plan_files import (
    PlanPreview,
)
from desk.imports.plan_sheets import PlanFileUnfit
from flows.plan.round_trip import FileState, Keep, take_in
from flows.plan.writing import PlanMoved, add_rows, save_row, take_out
from tests.builders import Desk
from tests.desk.imports.plan_workbooks import (
    HEAD,
    PLAN,
    Office,
    column,
    exported,
    looked,
    office,
    put,
)
from tests.flows.plan.plans import a_row, copy_of, writing_desk
from tests.flows.plan.test_writing import WHO
from tests.workbook_edits import edited

__all__ = ["office"]


def states(found: PlanPreview) -> list[str]:
    return [str(one.state) for one in found.edits]


def took(desk: Desk, plan: int, content: bytes, **more: Any) -> PlanPreview:
    found = looked(desk, plan, content)
    take_in(desk.office, plan, found.file, recorded_by="coord", **more)
    return found


def test_what_went_out_changes_nothing_when_it_comes_back(office: Office) -> None:
    desk, plan = office
    before = copy_of(desk, plan).state
    assert states(took(desk, plan, exported(desk, plan))) == ["unchanged"] * 3
    assert copy_of(desk, plan).state == before


def test_rows_changed_added_and_taken_out_are_told_and_the_same_file_again_changes_nothing(
    office: Office,
) -> None:
    desk, plan = office

    def change(book: Workbook) -> None:
        page = book[PLAN]
        put("aim", "ป้องกัน")(book)
        page.delete_rows(4)
        for name, value in (
            ("group", "ด้านการป้องกัน"), ("activity", "อบรมครู"), ("q2", "x"),
            ("duties", "administer"), ("lead", "executive.district_chief"),
        ):  # fmt: skip
            put(name, value, 5)(book)

    content = edited(exported(desk, plan), change)
    found = looked(desk, plan, content)
    assert states(found) == ["changed", "unchanged", "added", "taken_out"]
    assert found.edits[0].fields == ("aim",)
    took(desk, plan, content)
    after = copy_of(desk, plan)
    assert [row.called for row in after.rows] == ["อบรมให้ความรู้แก่ประชาชน", "อบรมครู", "ลงพื้นที่"]
    assert after.keys == ["row-1", "row-4", "row-3"]
    assert not after.readings["row-4"].lacks
    again = took(desk, plan, content)
    assert {*states(again)} <= {"unchanged"}
    assert copy_of(desk, plan).state == after.state


def test_a_row_whose_key_was_emptied_is_the_row_that_says_the_same(office: Office) -> None:
    desk, plan = office

    def emptied(book: Workbook) -> None:
        for row in (3, 4):
            book[PLAN].cell(row, column(book[PLAN], "key")).value = None
        put("activity", "รณรงค์ในโรงเรียน", 4)(book)

    file = edited(exported(desk, plan), emptied)
    assert states(took(desk, plan, file)) == ["unchanged", "added", "unchanged", "taken_out"]
    after = copy_of(desk, plan)
    assert {row.key: row.called for row in after.rows} == {
        "row-1": "อบรมให้ความรู้แก่ประชาชน", "row-4": "รณรงค์ในโรงเรียน", "row-3": "ลงพื้นที่",
    }  # fmt: skip


def test_of_a_row_that_both_changed_both_are_kept_and_nothing_newer_is_overwritten(
    office: Office,
) -> None:
    desk, plan = office
    content = edited(exported(desk, plan), put("aim", "ในไฟล์"))
    now = copy_of(desk, plan).rows[0].body or {}
    save_row(desk.office, plan, "row-1", 1, {**now, "aim": "ในระบบ"}, recorded_by=WHO)
    body = copy_of(desk, plan).rows[1].body or {}
    save_row(desk.office, plan, "row-2", 1, {**body, "risk": "ฝน"}, recorded_by=WHO)
    found = looked(desk, plan, content)
    assert found.is_older
    assert states(found) == ["both", "newer_stays", "unchanged"]
    took(desk, plan, content)
    aims = [(row.key, (row.body or {}).get("aim")) for row in copy_of(desk, plan).rows]
    assert aims[:2] == [("row-1", "ในระบบ"), ("row-4", "ในไฟล์")]
    assert (copy_of(desk, plan).row("row-2").body or {})["risk"] == "ฝน"  # type: ignore[union-attr]
    after = copy_of(desk, plan).state
    took(desk, plan, content)
    assert len(copy_of(desk, plan).rows) == 4
    assert copy_of(desk, plan).state == after


def test_whoever_brings_the_file_may_choose_one_of_two(office: Office) -> None:
    desk, plan = office
    content = edited(exported(desk, plan), put("aim", "ในไฟล์"))
    now = copy_of(desk, plan).rows[0].body or {}
    save_row(desk.office, plan, "row-1", 1, {**now, "aim": "ในระบบ"}, recorded_by=WHO)
    took(desk, plan, content, keep={"row-1": Keep.MINE})
    assert [(row.body or {}).get("aim") for row in copy_of(desk, plan).rows][:1] == ["ในไฟล์"]
    assert len(copy_of(desk, plan).rows) == 3


def test_a_row_taken_out_here_stays_out_unless_the_file_changed_it(office: Office) -> None:
    desk, plan = office
    content = exported(desk, plan)
    take_out(desk.office, plan, "row-2", 1, recorded_by=WHO)
    assert states(looked(desk, plan, content)) == ["unchanged", "newer_stays", "unchanged"]
    took(desk, plan, content)
    assert copy_of(desk, plan).keys == ["row-1", "row-3"]
    took(desk, plan, edited(content, put("aim", "ยังจำเป็น", 4)))
    assert copy_of(desk, plan).keys == ["row-1", "row-4", "row-3"]


def test_what_was_shown_is_taken_in_or_nothing(office: Office) -> None:
    desk, plan = office
    found = looked(desk, plan, edited(exported(desk, plan), put("aim", "ในไฟล์")))
    save_row(desk.office, plan, "row-3", 1, a_row(), recorded_by=WHO)
    with pytest.raises(PlanMoved):
        take_in(desk.office, plan, found.file, recorded_by="coord", state=found.copy.state)
    assert "aim" not in (copy_of(desk, plan).rows[0].body or {})


def test_the_head_comes_back_too(office: Office) -> None:
    desk, plan = office

    def change(book: Workbook) -> None:
        page = book[HEAD]
        page.cell(3, 2, "พื้นที่ชายแดน\nสองตำบล")

    content = edited(exported(desk, plan), change)
    took(desk, plan, content)
    assert copy_of(desk, plan).head.body == {"situation": "พื้นที่ชายแดน\nสองตำบล"}
    assert {*states(took(desk, plan, content))} == {"unchanged"}


def test_columns_may_stand_in_another_order(office: Office) -> None:
    desk, plan = office

    def turn(book: Workbook) -> None:
        page = book[PLAN]
        for row in page.iter_rows(min_row=1, max_row=page.max_row):
            values = [cell.value for cell in row]
            for cell, value in zip(row, reversed(values), strict=True):
                cell.value = value

    assert states(looked(desk, plan, edited(exported(desk, plan), turn))) == ["unchanged"] * 3


@pytest.mark.parametrize("typed", ["๓๐,๐๐๐", "30000", 30000, "30,000 บาท"])
def test_an_amount_is_read_however_it_is_written(office: Office, typed: object) -> None:
    desk, plan = office
    content = edited(exported(desk, plan), put("amount", typed))
    assert states(looked(desk, plan, content)) == ["unchanged"] * 3


def test_days_outside_the_year_are_refused_by_cell_those_outside_chosen_quarters_told(
    office: Office,
) -> None:
    desk, plan = office

    def typed(starts: str, ends: str) -> PlanPreview:
        def change(book: Workbook) -> None:
            for name, value in (("starts", starts), ("ends", ends)):
                put(name, value)(book)

        return looked(desk, plan, edited(exported(desk, plan), change))

    year = copy_of(desk, plan).start.year
    first, last = f"1 ต.ค. {year - 1}", f"31 ธ.ค. {year - 1}"
    assert typed(first, last).findings == []
    for early, late in ((f"30 ก.ย. {year - 1}", first), (first, f"1 ต.ค. {year}")):
        with pytest.raises(PlanFileUnfit) as told:
            typed(early, late)
        (wrong,) = told.value.problems
        assert wrong.refusal.code == "outside_year"
        assert f"outside the fiscal year {year}" in wrong.sentence.en
        assert f"(1 October {year - 544} to 30 September {year - 543})" in wrong.sentence.en
    (wrong_quarter,) = typed(first, f"1 ก.ค. {year}").findings
    assert "Quarter 4 (Jul–Sep), which is not chosen" in wrong_quarter.sentence.en


def test_a_column_that_is_gone_empties_no_row(office: Office) -> None:
    desk, plan = office

    def gone(book: Workbook) -> None:
        book[PLAN].delete_cols(column(book[PLAN], "aim"))

    with pytest.raises(PlanFileUnfit) as told:
        looked(desk, plan, edited(exported(desk, plan), gone))
    (wrong,) = told.value.problems
    assert (wrong.refusal.code, wrong.where) == ("plan_column_missing", PLAN)
    assert "วัตถุประสงค์" in wrong.sentence.th


def test_five_hundred_rows_come_in_at_once(sqlite_url: str) -> None:
    desk, plan = writing_desk(sqlite_url)
    rows = [a_row(activity=f"กิจกรรมที่ {number}", aim="ป้องกัน") for number in range(500)]
    add_rows(desk.office, plan, rows, recorded_by=WHO)

    def many(book: Workbook) -> None:
        page = book[PLAN]
        place = column(page, "aim")
        for row in range(3, 503):
            page.cell(row, place, f"ใหม่ {row}")

    content = edited(exported(desk, plan), many)
    found = took(desk, plan, content)
    assert found.count(FileState.CHANGED) == 500
