"""The form of a transfer order in Excel: taken out, filled in, read, each misfit at its cell."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from desk.imports.transfer_files import PlacedOrder
from desk.imports.transfer_sheets import NoTransferForm, read_transfer_sheets
from desk.views.rotations import districts_and_chiefs
from flows.decisions.refusals import ActInFuture
from flows.decisions.rotate import Rotation, rotate
from flows.decisions.transfer_checks import TransferUnfit
from registry.refusals import Refusal
from registry.rules.answer_screening import IdentityNumberInText
from registry.rules.transfer_sheet import COLUMNS
from tasks.workbooks.adoption_workbook import adoption_workbook
from tasks.workbooks.filled_form import FIRST_ROW, KEYS_ROW, read_workbook
from tasks.workbooks.transfer_workbook import TRANSFER, transfer_workbook
from tests.builders import Desk, a_desk
from tests.tasks.workbooks.filled_transfers import MOVES, NUMBERED, ORDER, Cells, filled, kept

NEW = "นางใหม่ มาแทน"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    made = a_desk(sqlite_url, "2022-06-02", "5715", "5704", "5708")
    made.on("2022-09-20")
    return made


def taken_out(desk: Desk, *areas: str) -> bytes:
    with desk.office.registry.reading() as connection:
        today = desk.office.registry.today
        return transfer_workbook(districts_and_chiefs(connection, areas or ("57",), today))


def rows_of(desk: Desk) -> tuple[dict[str, int], int]:
    """The row of each district, and the first one below them."""
    sheet = load_workbook(io.BytesIO(taken_out(desk)))[MOVES]
    last = sheet.max_row
    return {str(sheet.cell(r, 1).value): r for r in range(FIRST_ROW, last + 1)}, last + 1


def read(desk: Desk, content: bytes) -> PlacedOrder:
    raw = read_workbook(content, 20, file="คำสั่งย้าย.xlsx", form=TRANSFER)
    return read_transfer_sheets(raw, desk.office.net)


def recorded(desk: Desk, content: bytes) -> Rotation:
    placed = read(desk, content)
    return rotate(desk.office, placed.order, recorded_by="coord", cells=placed.cells)


def refused(desk: Desk, moves: Mapping[str, Cells], order: Cells = NUMBERED) -> list[Refusal]:
    with pytest.raises(TransferUnfit) as unfit:
        recorded(desk, filled(taken_out(desk), moves, order))
    return list(unfit.value.problems)


def told(problems: list[Refusal]) -> dict[str, str]:
    return {one.field or "": one.code for one in problems}


def test_every_district_of_the_province_is_in_the_form_with_its_chief_of_today(desk: Desk) -> None:
    sheet = load_workbook(io.BytesIO(taken_out(desk)))[MOVES]
    rows = {sheet.cell(r, 1).value: sheet.cell(r, 2).value for r in range(FIRST_ROW, 30)}
    rows.pop(None)
    assert len(rows) == 18
    assert {name for name, chief in rows.items() if chief} == {"แม่ฟ้าหลวง", "เทิง", "เชียงแสน"}
    assert [cell.value for cell in sheet[KEYS_ROW]] == list(COLUMNS["moves"])


def test_a_form_in_which_nothing_is_filled_in_moves_nobody(desk: Desk) -> None:
    assert told(refused(desk, {})) == {MOVES: "nobody_moves"}


def test_only_rows_in_which_something_is_filled_in_move_anybody(desk: Desk) -> None:
    content = filled(
        taken_out(desk),
        {"แม่ฟ้าหลวง": {"change": "ย้าย"}, "เทิง": {"on": "๑๗/๑๐/๒๕๖๕"}, "เชียงแสน": {"coming": NEW}},
    )
    done = recorded(desk, content).districts
    assert {one.district: (one.on, one.coming and one.coming.th) for one in done} == {
        "5704": (date(2022, 10, 17), None),
        "5708": (date(2022, 10, 1), NEW),
        "5715": (date(2022, 10, 1), None),
    }
    again = recorded(desk, content).districts
    assert [one.how for one in again] == ["unchanged"] * 3


def test_a_day_is_read_as_thai_digits_as_excel_keeps_it_and_with_a_buddhist_year(
    desk: Desk,
) -> None:
    for day in ("๑/๑๐/๒๕๖๕", "1 ตุลาคม 2565", datetime(2022, 10, 1), datetime(2565, 10, 1)):  # noqa: DTZ001 — as Excel has it
        (move,) = read(desk, filled(taken_out(desk), {"เทิง": {"on": day}})).order.moves
        assert move.on == date(2022, 10, 1), day


def test_who_comes_is_somebody_new_by_title_and_name_or_somebody_known_by_reference(
    desk: Desk,
) -> None:
    content = filled(
        taken_out(desk),
        {"แม่ฟ้าหลวง": {"coming": "ว่าที่ร้อยตรีหญิง ใหม่ มาแทน"},
         "เทิง": {"coming": "5704.deputy", "capacity": "รักษาการในตำแหน่ง",
                 "basis": "ลำดับอาวุโสตามกฎหมาย"}},
    )  # fmt: skip
    moves = {one.district: one for one in read(desk, content).order.moves}
    new, acting = moves["แม่ฟ้าหลวง"], moves["เทิง"]
    assert (new.title_th, new.name_th, new.coming) == ("ว่าที่ร้อยตรีหญิง", "ใหม่ มาแทน", "")
    assert (new.sex, bool(new.title_en)) == ("female", True)
    assert (acting.coming, acting.capacity, acting.basis) == (
        "5704.deputy", "acting_vacant", "seniority",
    )  # fmt: skip


def test_a_move_that_is_called_off_is_chosen_in_its_row(desk: Desk) -> None:
    recorded(desk, filled(taken_out(desk), {"เทิง": {"coming": NEW}}))
    off = filled(taken_out(desk), {"เทิง": {"change": "ยกเลิกการย้าย"}})
    assert [one.how for one in recorded(desk, off).districts] == ["called_off"]
    stands = filled(taken_out(desk), {"เทิง": {"change": "มีผลตามเดิม"}})
    (again,) = recorded(desk, stands).districts
    assert (again.how, again.coming and again.coming.th) == ("reinstated", NEW)


def test_each_misfit_is_told_at_its_cell_and_all_of_them_at_once(desk: Desk) -> None:
    content: dict[str, dict[str, Any]] = {
        "เทิง": {"on": "1/10/65", "capacity": "บางที"},
        "เชียงแสน": {"coming": NEW, "on": "=1+1"},
        "ลับแลไม่มี": {"change": "ย้าย", "last_day": "ไม่รู้"},
    }
    row, new = rows_of(desk)
    assert told(refused(desk, content, {"dated": "15/9/2565"})) == {
        f"{ORDER}!A3": "file_unfit",
        f"{MOVES}!D{row['เทิง']}": "date_two_digit_year",
        f"{MOVES}!G{row['เทิง']}": "directory_choice",
        f"{MOVES}!D{row['เชียงแสน']}": "formula_in_cell",
        f"{MOVES}!K{new}": "date_unreadable",
    }


def test_a_cell_that_is_empty_is_told_by_the_name_of_its_column(desk: Desk) -> None:
    (wrong,) = refused(desk, {"เทิง": {"coming": NEW}}, {"dated": "15/9/2565"})
    said = wrong.sentence
    assert said.th.startswith(f"{ORDER}!A3 – เลขที่คำสั่งย้าย: ยังไม่ได้กรอก")
    assert said.en.startswith(f"{ORDER}!A3 – Number of the transfer order: nothing is filled in")


def test_what_the_registry_refuses_is_told_at_its_cell_too(desk: Desk) -> None:
    row, new = rows_of(desk)
    wrong = refused(
        desk,
        {"เทิง": {"on": "14/9/2565"}, "เชียงแสน": {"coming": "ไม่มี ใคร"},
         "แม่สาย": {"change": "ย้าย"}, "แม่ฟ้าหลวง": {"last_day": "1/10/2565"},
         "อำเภอเทิง": {"change": "ย้าย"}},
    )  # fmt: skip
    assert told(wrong) == {
        f"{MOVES}!D{row['เทิง']}": "before_its_order",
        f"{MOVES}!E{row['เชียงแสน']}": "unknown_person",
        f"{MOVES}!A{row['แม่สาย']}": "nobody_to_follow",
        f"{MOVES}!K{row['แม่ฟ้าหลวง']}": "terms_do_not_meet",
        f"{MOVES}!A{new}": "district_twice",
    }
    assert told(refused(desk, {"เทิง": {"change": "ยกเลิกการย้าย"}})) == {
        f"{MOVES}!C{row['เทิง']}": "nothing_to_call_off"
    }
    with pytest.raises(IdentityNumberInText) as secret:
        read(desk, filled(taken_out(desk), {"เทิง": {"coming": "นางใหม่ 1101700230708"}}))
    assert secret.value.field == f"{MOVES}!E{row['เทิง']}"
    twice = next(one for one in wrong if one.code == "district_twice")
    assert f"{MOVES}!A{row['เทิง']}" in twice.sentence.th
    with pytest.raises(ActInFuture) as future:
        recorded(desk, filled(taken_out(desk), {"เทิง": {"coming": NEW}},
                              {**NUMBERED, "dated": "30/9/2565"}))  # fmt: skip
    assert future.value.field == f"{ORDER}!B3"


def test_a_district_whose_name_others_bear_is_filled_in_with_its_province(desk: Desk) -> None:
    sheet = load_workbook(io.BytesIO(taken_out(desk, "30")))[MOVES]
    names = [sheet.cell(r, 1).value for r in range(FIRST_ROW, sheet.max_row + 1)]
    assert "เฉลิมพระเกียรติ นครราชสีมา" in names


def test_another_workbook_two_orders_and_lost_keys_are_refused(desk: Desk) -> None:
    with pytest.raises(NoTransferForm):
        read(desk, adoption_workbook({}))
    book = load_workbook(io.BytesIO(filled(taken_out(desk), {"เทิง": {"coming": NEW}})))
    book[ORDER].cell(FIRST_ROW + 1, 1).value = "302/2565"
    with pytest.raises(TransferUnfit) as several:
        read(desk, kept(book))
    assert told(list(several.value.problems)) == {f"{ORDER}!A4": "several_orders"}
    book[ORDER].delete_rows(KEYS_ROW)
    with pytest.raises(TransferUnfit) as lost:
        read(desk, kept(book))
    assert "transfer_keys" in {one.code for one in lost.value.problems}


def test_a_column_that_the_form_has_not_is_named_and_so_is_the_one_that_is_gone(desk: Desk) -> None:
    book = load_workbook(io.BytesIO(filled(taken_out(desk), {"เทิง": {"coming": NEW}})))
    coming = COLUMNS["moves"].index("coming") + 1
    book[MOVES].cell(KEYS_ROW, coming).value = "successor"
    with pytest.raises(TransferUnfit) as unfit:
        read(desk, kept(book))
    unknown, missing = unfit.value.problems
    assert (unknown.field, unknown.code) == (f"{MOVES}!E2", "transfer_column_unknown")
    assert "“successor”" in unknown.sentence.th
    assert "(coming)" in unknown.sentence.en
    assert (missing.field, missing.code) == (MOVES, "transfer_column_missing")
    assert "“Who comes”" in missing.sentence.en


def test_columns_may_change_places_and_those_for_reading_alone_may_go(desk: Desk) -> None:
    book = load_workbook(io.BytesIO(filled(taken_out(desk), {"เทิง": {"coming": NEW}})))
    book[MOVES].delete_cols(COLUMNS["moves"].index("leaving") + 1)
    (move,) = read(desk, kept(book)).order.moves
    assert move.name_th == "ใหม่ มาแทน"


def test_a_later_order_is_filled_in_by_the_number_of_the_earlier_one_in_its_own_column(
    desk: Desk,
) -> None:
    recorded(desk, filled(taken_out(desk), {"เทิง": {"coming": NEW}}))
    later = {"number": "๓๕๐/๒๕๖๕", "dated": "18/9/2565"}
    cells = {"of_order": "๓๐๑/๒๕๖๕", "on": "15/10/2565"}
    (moved,) = recorded(desk, filled(taken_out(desk), {"เทิง": cells}, later)).districts
    assert (moved.how, moved.of_order) == ("moved", "301/2565")
    row, _ = rows_of(desk)
    wrong = {"number": "๓๖๐/๒๕๖๕", "dated": "19/9/2565"}
    off = {"of_order": "310/2565", "change": "ยกเลิกการย้าย"}
    assert told(refused(desk, {"เทิง": off}, wrong)) == {
        f"{MOVES}!L{row['เทิง']}": "earlier_order_unknown"
    }


def test_a_form_that_was_taken_out_before_there_was_a_column_for_the_earlier_order_is_read(
    desk: Desk,
) -> None:
    book = load_workbook(io.BytesIO(filled(taken_out(desk), {"เทิง": {"coming": NEW}})))
    book[MOVES].delete_cols(COLUMNS["moves"].index("of_order") + 1)
    (move,) = read(desk, kept(book)).order.moves
    assert (move.name_th, move.of_order) == ("ใหม่ มาแทน", "")
