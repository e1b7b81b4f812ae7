"""`export plan` and `import`: a workbook that went out comes back, whichever it is."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from flows.plan.writing import add_rows
from tests.builders import Desk
from tests.desk.cli.terminal import Terminal
from tests.desk.imports.plan_workbooks import put
from tests.flows.plan.plans import a_row, copy_of, writing_desk
from tests.tasks.workbooks.filled_transfers import filled
from tests.workbook_edits import edited

BY = ("--recorded-by", "coord")


@pytest.fixture
def office(sqlite_url: str) -> tuple[Desk, int, Terminal]:
    desk, plan = writing_desk(sqlite_url)
    add_rows(desk.office, plan, [a_row()], recorded_by="coord")
    return desk, plan, Terminal(sqlite_url)


def test_a_plan_goes_out_and_comes_back_and_the_same_file_changes_nothing(
    office: tuple[Desk, int, Terminal], tmp_path: Path
) -> None:
    desk, plan, prasan = office
    file = tmp_path / "plan.xlsx"
    assert prasan("export", "plan", str(file), "--instance", str(plan), *BY).code == 0
    assert prasan.refused("export", "plan", str(file), *BY) == ("usage_missing", "--instance")
    file.write_bytes(edited(file.read_bytes(), put("aim", "ป้องกัน")))
    would = prasan("import", str(file), *BY, "--what-if", "--json").json
    assert (would["plan"], would["changed"]) == (plan, 1)
    assert "aim" not in (copy_of(desk, plan).rows[0].body or {})
    done = prasan("import", str(file), *BY)
    assert (done.code, "แก้ไข 1" in done.out) == (0, True)
    assert (copy_of(desk, plan).rows[0].body or {})["aim"] == "ป้องกัน"
    assert prasan("import", str(file), *BY, "--json").json["unchanged"] == 1


def test_what_is_wrong_is_named_by_its_cell(
    office: tuple[Desk, int, Terminal], tmp_path: Path
) -> None:
    _, plan, prasan = office
    file = tmp_path / "plan.xlsx"
    prasan("export", "plan", str(file), "--instance", str(plan), *BY)
    file.write_bytes(edited(file.read_bytes(), put("amount", "สามหมื่น")))
    code, field = prasan.refused("import", str(file), *BY)
    assert (code, (field or "").partition("!")[0]) == ("plan_file_unfit", "แผน")


def test_every_workbook_that_export_writes_is_taken_by_import(
    office: tuple[Desk, int, Terminal], tmp_path: Path
) -> None:
    _, _, prasan = office
    offices, order = tmp_path / "offices.xlsx", tmp_path / "order.xlsx"
    prasan("export", "offices", str(offices), "--district", "5715", *BY)
    assert prasan("import", str(offices), *BY).code == 0
    prasan("export", "transfer-order", str(order), "--province", "57", *BY)
    order.write_bytes(filled(order.read_bytes(), {"แม่ฟ้าหลวง": {"coming": "นางใหม่ มาแทน"}}))
    follows = prasan("import", str(order), *BY, "--what-if")
    assert "นางใหม่ มาแทน" in follows.out


def test_another_workbook_is_refused_with_what_is_taken(
    office: tuple[Desk, int, Terminal], tmp_path: Path
) -> None:
    _, _, prasan = office
    file = tmp_path / "other.xlsx"
    Workbook().save(file)
    assert prasan.refused("import", str(file), *BY) == ("workbook_kind_unknown", "FILE")


def test_only_who_may_prepare_takes_a_plan_in(
    office: tuple[Desk, int, Terminal], tmp_path: Path
) -> None:
    _, plan, prasan = office
    file = tmp_path / "plan.xlsx"
    prasan("export", "plan", str(file), "--instance", str(plan), *BY)
    chief = ("--recorded-by", "5715.chief")
    assert prasan.refused("import", str(file), *chief) == ("may_not", "recorded_by")
