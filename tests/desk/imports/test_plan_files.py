"""A plan's workbook goes out and comes back: what changed is told, nothing newer is overwritten."""

import io
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desk.imports.plan_files import (
    PlanNotThere,
    PlanPreview,
    file_of_plan,
    plan_meant,
    preview,
    read_file,
    shown_plan,
)
from desk.imports.plan_sheets import NoPlanForm, PlanFileUnfit
from flows.plan.round_trip import FileState, Keep, PlanOfAnother, take_in
from flows.plan.writing import PlanLocked, PlanMoved, add_rows, save_row, take_out
from registry.refusals import Refusal
from registry.rules.plan_sheet import COLUMNS
from tasks.workbooks.filled_form import WorkbookTooLarge
from tests.builders import Desk
from tests.flows.plan.plans import a_row, copy_of, writing_desk
from tests.flows.plan.test_writing import WHO, submit

PLAN, HEAD, ABOUT = "แผน", "ส่วนนำ", "ที่มาของไฟล์"
Office = tuple[Desk, int]


@pytest.fixture
def office(sqlite_url: str) -> Office:
    desk, plan = writing_desk(sqlite_url)
    rows = [
        a_row(mode="ordinance", amount="30000", starts="2022-11-15", quarters=["q1", "q3"]),
        a_row(activity="รณรงค์ยุติความรุนแรง", note="บรรทัดหนึ่ง\nบรรทัดสอง", survivors=False),
        a_row(activity="ลงพื้นที่", group="management", target="60", unit="คน", days="3"),
    ]
    add_rows(desk.office, plan, rows, recorded_by=WHO)
    return desk, plan


def exported(desk: Desk, plan: int) -> bytes:
    with desk.office.registry.reading() as connection:
        copy = shown_plan(desk.office, connection, plan)
        assert copy is not None
        return file_of_plan(copy)[1]


def edited(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    book = load_workbook(io.BytesIO(content))
    change(book)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def column(page: Worksheet, name: str) -> int:
    return next(cell.column for cell in page[2] if cell.value == name)


def put(name: str, value: Any, row: int = 3) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        page = book[PLAN]
        page.cell(row, column(page, name), value)

    return change


def looked(desk: Desk, plan: int, content: bytes) -> PlanPreview:
    raw = read_file(content, 20, file="plan.xlsx")
    with desk.office.registry.reading() as connection:
        return preview(desk.office, connection, plan, raw)


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


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("amount", "สามหมื่น", "amount_unreadable"),
        ("amount", -5, "amount_unreadable"),
        ("amount", 1e9, "amount_unreadable"),
        ("amount", "=1+1", "formula_in_cell"),
        ("ends", "1/10/2565", "ends_before_it_starts"),
        ("starts", "29/2/2567x", "date_unreadable"),
        ("duties", "ไม่มีหน้าที่นี้", "plan_duty_unknown"),
        ("lead", "ปลัดกระทรวง", "plan_seat_unknown"),
        ("joint", "executive.district_chief; no.one", "plan_seat_unknown"),
        ("need", "need-9", "need_unknown"),
        ("villages", "บ้านห้วยน้ำ", "plan_village_unknown"),
        ("q1", "ครึ่งหนึ่ง", "quarter_unread"),
        ("group", "ด้านอื่น", "directory_choice"),
        ("days", "400", "answer_unfit"),
        ("days", 1.5, "answer_unfit"),
        ("target", "มาก", "answer_unfit"),
        ("target", -5, "answer_unfit"),
        ("mode", "ทางอื่น", "directory_choice"),
        ("mode", "=1", "formula_in_cell"),
        ("note", "1101700230708", "identity_number_in_text"),
        ("note", "{{ row }}", "document_value_tag"),
        ("key", "row-2", "row_key_twice"),
    ],
)
def test_what_is_wrong_is_told_by_its_cell(
    office: Office, name: str, typed: object, code: str
) -> None:
    desk, plan = office
    before = copy_of(desk, plan).state
    with pytest.raises(PlanFileUnfit) as told:
        looked(desk, plan, edited(exported(desk, plan), put(name, typed)))
    (wrong,) = told.value.problems
    assert wrong.refusal.code.startswith(code.removesuffix("_unreadable")), wrong.refusal.code
    letter = load_workbook(io.BytesIO(exported(desk, plan)))[PLAN]
    place = letter.cell(4 if name == "key" else 3, column(letter, name)).coordinate
    assert wrong.where == f"{PLAN}!{place}"
    assert wrong.sentence.th != wrong.sentence.en
    assert "refusal." not in wrong.sentence.th
    assert copy_of(desk, plan).state == before


def test_a_number_that_does_not_fit_is_told_with_its_bound(office: Office) -> None:
    desk, plan = office
    with pytest.raises(PlanFileUnfit) as told:
        looked(desk, plan, edited(exported(desk, plan), put("days", 400)))
    assert "“400” is too large; type 366 or less" in told.value.sentence.en
    assert "“400” มากเกินไป โปรดพิมพ์ตัวเลขไม่เกิน 366" in told.value.sentence.th


def test_days_outside_the_year_or_its_chosen_quarters_are_told_and_taken(office: Office) -> None:
    desk, plan = office

    def typed(starts: str, ends: str) -> PlanPreview:
        def change(book: Workbook) -> None:
            for name, value in (("starts", starts), ("ends", ends)):
                put(name, value)(book)

        return looked(desk, plan, edited(exported(desk, plan), change))

    year = copy_of(desk, plan).start.year
    first, last = f"1 ต.ค. {year - 1}", f"31 ธ.ค. {year - 1}"
    assert typed(first, last).findings == []
    outside = typed(f"30 ก.ย. {year - 1}", first)
    (said,) = [one.sentence.en for one in outside.findings]
    assert f"30 September {year - 544} lies outside the fiscal year {year}" in said
    assert f"(1 October {year - 544} to 30 September {year - 543})" in said
    (wrong_quarter,) = typed(first, f"1 ก.ค. {year}").findings
    assert "Quarter 4 (Jul–Sep), which is not chosen" in wrong_quarter.sentence.en
    took(desk, plan, edited(exported(desk, plan), put("starts", "30 ก.ย. 2550")))
    assert copy_of(desk, plan).readings["row-1"].row is not None


def test_a_column_that_is_gone_empties_no_row(office: Office) -> None:
    desk, plan = office

    def gone(book: Workbook) -> None:
        book[PLAN].delete_cols(column(book[PLAN], "aim"))

    with pytest.raises(PlanFileUnfit) as told:
        looked(desk, plan, edited(exported(desk, plan), gone))
    (wrong,) = told.value.problems
    assert (wrong.refusal.code, wrong.where) == ("plan_column_missing", PLAN)
    assert "วัตถุประสงค์" in wrong.sentence.th


def test_a_column_that_stands_twice_is_told(office: Office) -> None:
    desk, plan = office

    def twice(book: Workbook) -> None:
        book[PLAN].cell(2, len(COLUMNS["rows"]) + 1, "amount")

    with pytest.raises(PlanFileUnfit) as told:
        looked(desk, plan, edited(exported(desk, plan), twice))
    assert [one.refusal.code for one in told.value.problems] == ["column_twice"]


def test_a_formula_in_the_head_is_told_by_its_cell_and_heading(office: Office) -> None:
    desk, plan = office

    def change(book: Workbook) -> None:
        book[HEAD].cell(3, 2, "=1")

    with pytest.raises(PlanFileUnfit) as told:
        looked(desk, plan, edited(exported(desk, plan), change))
    (wrong,) = told.value.problems
    assert wrong.sentence.th.startswith(f"{HEAD}!B3 · ข้อความ: เซลล์นี้เป็นสูตร")


def test_merged_cells_are_told_by_their_range(office: Office) -> None:
    desk, plan = office

    def merge(book: Workbook) -> None:
        book[PLAN].merge_cells("C3:C4")

    with pytest.raises(PlanFileUnfit) as told:
        looked(desk, plan, edited(exported(desk, plan), merge))
    assert f"{PLAN}!C3:C4" in [one.where for one in told.value.problems]


def test_the_workbook_of_another_plan_is_refused(office: Office) -> None:
    desk, plan = office

    def change(book: Workbook) -> None:
        page = book[ABOUT]
        page.cell(4, 2, "2599")

    with pytest.raises(PlanOfAnother):
        looked(desk, plan, edited(exported(desk, plan), change))


def test_a_workbook_that_says_not_whose_it_is_is_no_plans(office: Office) -> None:
    desk, plan = office

    def change(book: Workbook) -> None:
        book.remove(book[ABOUT])

    raw = read_file(edited(exported(desk, plan), change), 20, file="plan.xlsx")
    with desk.office.registry.reading() as connection, pytest.raises(NoPlanForm):
        plan_meant(desk.office, connection, raw)


@pytest.mark.parametrize(("row", "value"), [(3, "5708"), (3, "9999"), (4, "2599")])
def test_a_plan_that_nobody_began_is_not_called_locked(
    office: Office, row: int, value: str
) -> None:
    desk, plan = office

    def change(book: Workbook) -> None:
        book[ABOUT].cell(row, 2, value)

    raw = read_file(edited(exported(desk, plan), change), 20, file="plan.xlsx")
    with desk.office.registry.reading() as connection, pytest.raises(PlanNotThere) as told:
        plan_meant(desk.office, connection, raw)
    assert "ดาวน์โหลด" in told.value.sentence.th


def test_a_plan_that_is_locked_takes_nothing_in(office: Office) -> None:
    desk, plan = office
    content = exported(desk, plan)
    raw = read_file(content, 20, file="plan.xlsx")
    with desk.office.registry.reading() as connection:
        assert plan_meant(desk.office, connection, raw) == plan
    submit(desk, plan)
    with pytest.raises(PlanLocked):
        looked(desk, plan, content)
    with desk.office.registry.reading() as connection, pytest.raises(PlanLocked):
        plan_meant(desk.office, connection, raw)


def test_a_hundred_thousand_rows_are_refused_quickly_and_in_little_memory(office: Office) -> None:
    desk, plan = office
    book = Workbook(write_only=True)
    for sheet in ("rows", "head", "about"):
        page = book.create_sheet(sheet)
        page.append([*COLUMNS[sheet]])
        page.append([*COLUMNS[sheet]])
        for number in range(100_000 if sheet == "rows" else 1):
            page.append([number, "", "", "", "x"])
    kept = io.BytesIO()
    book.save(kept)
    tracemalloc.start()
    with pytest.raises((PlanFileUnfit, WorkbookTooLarge)):
        looked(desk, plan, kept.getvalue())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 200e6


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


def test_an_identity_number_is_refused_though_the_workbook_was_read(office: Office) -> None:
    desk, plan = office
    file = looked(desk, plan, exported(desk, plan)).file
    first = replace(file.rows[0], body={**file.rows[0].body, "note": "1101700230708"})
    with pytest.raises(Refusal, match="identity_number_in_text"):
        take_in(desk.office, plan, replace(file, rows=(first,)), recorded_by="coord")
