"""A plan in Word: taken out, edited in its tables, brought back; each misfit by its activity."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table

from desk.imports.plan_files import PlanPreview, preview, read_file, shown_plan, word_of_plan
from desk.imports.plan_sheets import PlanFileUnfit
from flows.plan.round_trip import FileState, take_in
from flows.plan.writing import add_rows
from tests.builders import Desk
from tests.desk.cli.terminal import Terminal
from tests.flows.plan.plans import a_row, copy_of, writing_desk

Edit = Callable[[list[Table]], object]
FIRST, SECOND = 1, 2  # tables of activities; before them the head, behind them what the file is of


@pytest.fixture
def office(sqlite_url: str) -> tuple[Desk, int]:
    desk, plan = writing_desk(sqlite_url)
    rows = [a_row(mode="own_budget", amount="20000", source="อำเภอ"), a_row(activity="รณรงค์")]
    add_rows(desk.office, plan, rows, recorded_by="coord")
    return desk, plan


def edited(desk: Desk, plan: int, edit: Edit) -> bytes:
    with desk.office.registry.reading() as connection:
        shown = shown_plan(desk.office, connection, plan)
        assert shown is not None
        _, content = word_of_plan(shown)
    document = Document(BytesIO(content))
    edit(document.tables)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def line(table: Table, label: str) -> int:
    return next(n for n, row in enumerate(table.rows) if row.cells[0].text == label)


def put(at: int, label: str, text: str) -> Edit:
    def edit(tables: list[Table]) -> None:
        tables[at].rows[line(tables[at], label)].cells[1].text = text

    return edit


def looked_at(desk: Desk, plan: int, content: bytes) -> PlanPreview:
    raw = read_file(content, 10, file="plan.docx")
    with desk.office.registry.reading() as connection:
        return preview(desk.office, connection, plan, raw)


def counts(found: PlanPreview) -> dict[str, int]:
    return {str(one): found.count(one) for one in FileState if found.count(one)}


def test_what_went_out_in_word_changes_nothing_when_it_comes_back(office: tuple[Desk, int]) -> None:
    desk, plan = office
    assert counts(looked_at(desk, plan, edited(desk, plan, lambda _: None))) == {"unchanged": 2}


def test_an_edited_line_a_table_without_its_key_and_one_gone_are_told_and_taken_in_once(
    office: tuple[Desk, int],
) -> None:
    desk, plan = office

    def edit(tables: list[Table]) -> None:
        put(FIRST, "งบประมาณ (บาท)", "๓๐,๐๐๐")(tables)
        put(SECOND, "รหัสแถว (ระบบให้)", "")(tables)
        put(SECOND, "โครงการ/กิจกรรม", "ลงพื้นที่")(tables)

    content = edited(desk, plan, edit)
    found = looked_at(desk, plan, content)
    assert counts(found) == {"added": 1, "changed": 1, "taken_out": 1}
    take_in(desk.office, plan, found.file, recorded_by="coord", state=found.copy.state)
    assert (copy_of(desk, plan).rows[0].body or {})["amount"] == "30000"
    assert counts(looked_at(desk, plan, content)) == {"unchanged": 2}


@pytest.mark.parametrize(
    ("at", "label", "typed", "told"),
    [
        (FIRST, "งบประมาณ (บาท)", "สามหมื่น", "กิจกรรมที่ 1 · จำนวนเงิน (บาท): “สามหมื่น”"),
        (SECOND, "หน่วยงานรับผิดชอบหลัก", "คนไม่มี", "กิจกรรมที่ 2 · ผู้รับผิดชอบหลัก:"),
        (SECOND, "วันเริ่ม", "31/2/2566", "กิจกรรมที่ 2 · วันแรก:"),
    ],
)
def test_what_is_wrong_is_told_by_its_activity(
    office: tuple[Desk, int], at: int, label: str, typed: str, told: str
) -> None:
    desk, plan = office
    with pytest.raises(PlanFileUnfit) as refused:
        looked_at(desk, plan, edited(desk, plan, put(at, label, typed)))
    assert told in refused.value.sentence.th


def test_a_line_that_is_gone_empties_no_field(office: tuple[Desk, int]) -> None:
    desk, plan = office

    def edit(tables: list[Table]) -> None:
        row = tables[SECOND].rows[line(tables[SECOND], "โครงการ/กิจกรรม")]._tr
        row.getparent().remove(row)

    with pytest.raises(PlanFileUnfit, match="no line"):
        looked_at(desk, plan, edited(desk, plan, edit))


def test_a_line_that_is_gone_from_the_plans_own_texts_empties_none_of_them(
    office: tuple[Desk, int],
) -> None:
    desk, plan = office

    def edit(tables: list[Table]) -> None:
        head = next(one for one in tables if one.cell(0, 0).text == "ส่วนนำ")
        head.rows[-1]._tr.getparent().remove(head.rows[-1]._tr)

    with pytest.raises(PlanFileUnfit, match="no line"):
        looked_at(desk, plan, edited(desk, plan, edit))


def test_the_command_line_writes_word_by_the_files_name_and_takes_it_in(
    office: tuple[Desk, int], sqlite_url: str, tmp_path: Path
) -> None:
    _, plan = office
    prasan, file = Terminal(sqlite_url), str(tmp_path / "plan.docx")
    by = ("--recorded-by", "coord")
    assert prasan("export", "plan", file, "--instance", str(plan), *by).code == 0
    assert prasan("import", file, *by, "--json").json["unchanged"] == 2
    (tmp_path / "other.docx").write_bytes(b"PK\x03\x04")
    assert prasan.refused("import", str(tmp_path / "other.docx"), *by)[0] == "workbook_unreadable"
