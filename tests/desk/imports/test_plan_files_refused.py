"""A plan's workbook that is not taken in, and by which cell it says so."""

import io
import tracemalloc
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook

from desk.imports.plan_files import (
    PlanNotThere,
    plan_meant,
    read_file,
)
from desk.imports.plan_sheets import NoPlanForm, PlanFileUnfit
from desk.views.plan_book import FORM
from flows.plan.round_trip import PlanOfAnother, take_in
from flows.plan.writing import PlanLocked
from registry.refusals import Refusal
from tasks.workbooks.filled_form import WorkbookTooLarge
from tests.desk.imports.plan_workbooks import (
    ABOUT,
    HEAD,
    PLAN,
    Office,
    column,
    exported,
    looked,
    office,
    put,
)
from tests.flows.plan.plans import copy_of
from tests.flows.plan.test_writing import submit
from tests.workbook_edits import edited

__all__ = ["office"]


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
        ("carried_from", "2565/row-77", "carried_row_unknown"),
        ("days", "1e2", "answer_unfit"),
        ("q1", "ครึ่งหนึ่ง", "quarter_unread"),
        ("group", "ด้านอื่น", "directory_choice"),
        ("days", "400", "answer_unfit"),
        ("days", 1.5, "answer_unfit"),
        ("target", "มาก", "answer_unfit"),
        ("target", -5, "answer_unfit"),
        ("baseline", "มาก", "answer_unfit"),
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


def test_a_column_that_stands_twice_is_told(office: Office) -> None:
    desk, plan = office

    def twice(book: Workbook) -> None:
        book[PLAN].cell(2, len(FORM.columns["rows"]) + 1, "amount")

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
        page.append([*FORM.columns[sheet]])
        page.append([*FORM.columns[sheet]])
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


def test_an_identity_number_is_refused_though_the_workbook_was_read(office: Office) -> None:
    desk, plan = office
    file = looked(desk, plan, exported(desk, plan)).file
    first = replace(file.rows[0], body={**file.rows[0].body, "note": "1101700230708"})
    with pytest.raises(Refusal, match="identity_number_in_text"):
        take_in(desk.office, plan, replace(file, rows=(first,)), recorded_by="coord")
