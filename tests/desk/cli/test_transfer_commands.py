from pathlib import Path

import pytest

from registry.rules.plain_values import Json
from tests.builders import a_desk
from tests.desk.cli.at_commands import a_file
from tests.desk.cli.terminal import Terminal
from tests.tasks.workbooks.filled_transfers import MOVES, filled

BY = ("--recorded-by", "coord")


@pytest.fixture
def prasan(sqlite_url: str) -> Terminal:
    a_desk(sqlite_url, "2022-09-20", "5715", "5704")
    return Terminal(sqlite_url)


def test_the_form_of_a_transfer_order_goes_out_and_comes_back_by_the_command_line(
    prasan: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "order.xlsx"
    out = ("export", "transfer-order", str(file), *BY)
    assert prasan(*out, "--province", "เชียงราย").code == 0
    file.write_bytes(filled(file.read_bytes(), {"เทิง": {"coming": "นางใหม่ มาแทน"}}))
    follows = prasan("rotate", str(file), *BY, "--what-if")
    assert "นางใหม่ มาแทน" in follows.out
    done = prasan("rotate", str(file), *BY, "--json").json
    assert [(one["district"], one["how"]) for one in done["districts"]] == [("5704", "new")]
    again = prasan("rotate", str(file), *BY, "--json").json
    assert [one["how"] for one in again["districts"]] == ["unchanged"]
    assert prasan.refused(*out, "--province", "57") == ("export_target_exists", "OUT")


def test_a_misfit_of_the_workbook_is_named_by_its_cell(prasan: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "order.xlsx"
    prasan("export", "transfer-order", str(file), "--province", "57", *BY)
    file.write_bytes(filled(file.read_bytes(), {"เทิง": {"on": "1/10/65"}}))
    code, field = prasan.refused("rotate", str(file), *BY)
    assert (code, (field or "").partition("!")[0]) == ("transfer_unfit", MOVES)


def test_only_who_may_record_events_takes_the_form_out(prasan: Terminal, tmp_path: Path) -> None:
    out = ("export", "transfer-order", str(tmp_path / "x.xlsx"))
    chief = ("--recorded-by", "5715.chief")
    assert prasan.refused(*out, "--province", "57", *chief) == ("may_not", "recorded_by")
    assert prasan.refused(*out, "--province", "50", *BY) == ("may_not", "recorded_by")
    assert prasan.refused(*out, *BY) == ("usage_missing", "--province")
    assert prasan.refused(*out, "--district", "5715", *BY)[1] == "--district"


def test_an_order_that_moves_nobody_is_refused(prasan: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "order.toml"
    file.write_text('number = "301/2565"\ndated = "2022-09-15"\nmoves = []\n', encoding="utf-8")
    assert prasan.refused("rotate", str(file), *BY) == ("transfer_unfit", "moves")


def test_a_key_that_the_file_has_not_is_told_and_not_that_nobody_moves(
    prasan: Terminal, tmp_path: Path
) -> None:
    file, head = tmp_path / "order.yaml", "number: 301/2565\ndated: 2022-09-15\n"
    for rows, field in (
        ("rows: [{district: เทิง}]", "rows"),
        ("moves: [{district: เทิง, successor: นางใหม่ มาแทน}]", "moves.0.successor"),
    ):
        file.write_text(f"{head}{rows}\n", encoding="utf-8")
        assert prasan.refused("rotate", str(file), *BY) == ("transfer_unfit", field)
        told = prasan("rotate", str(file), *BY).err
        unknown = f"the form has no field “{field.rpartition('.')[2]}”; leave it out, or correct"
        assert unknown in told
        assert "nobody moves" not in told


@pytest.mark.parametrize(
    ("command", "file", "field"),
    [
        (
            "rotate",
            {
                "number": "301/2565", "dated": "2022-09-15",
                "moves": [{"district": "5715", "on": "2022-09-20", "name_th": "12345"}],
            },
            "moves.0.name_th",
        ),
        ("load", {"people": [{"ref": "5715.new", "name_th": "๑๒๓"}]}, "people 1: name_th"),
    ],
)  # fmt: skip
def test_a_number_is_no_name_of_a_person_in_a_file(
    prasan: Terminal, tmp_path: Path, command: str, file: Json, field: str
) -> None:
    line = (command, a_file(tmp_path, file), *BY)
    assert prasan.refused(*line)[1] == field
    assert "ไม่มีตัวอักษร" in prasan(*line).err


def test_drafts_are_given_beside_a_what_if_alone(prasan: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "order.xlsx"
    out = ("export", "transfer-order", str(file), *BY)
    assert prasan(*out, "--province", "เชียงราย").code == 0
    file.write_bytes(filled(file.read_bytes(), {"เทิง": {"coming": "นางใหม่ มาแทน"}}))
    asked = ("rotate", str(file), *BY, "--drafts", str(tmp_path))
    assert prasan.refused(*asked) == ("usage_unfit", "--drafts")
    assert prasan(*asked, "--what-if").code == 0
    assert [one.name for one in tmp_path.glob("*.docx")] == []


@pytest.mark.parametrize(
    ("command", "file", "by"),
    [
        (
            "rotate",
            {
                "number": "301/2565", "dated": "2022-09-15",
                "moves": [{"district": "5715", "on": "2022-09-20", "name_th": "ใหม่ มาแทน"}],
            },
            "coord",
        ),
        (
            "load",
            {
                "people": [{"ref": "5715.new", "title_th": "นาง", "name_th": "ใหม่ มาแทน"}],
                "holders": [
                    {
                        "office": "5715/district_chief", "person": "5715.new",
                        "start": "2022-09-20", "basis": "appointment",
                    }
                ],
            },
            "admin",
        ),
    ],
)  # fmt: skip
def test_what_follows_from_a_rotation_is_performed_at_once_by_whatever_command_it_is_told(
    sqlite_url: str, tmp_path: Path, command: str, file: Json, by: str
) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    told = Terminal(sqlite_url)(command, a_file(tmp_path, file), "--recorded-by", by, "--json")
    assert told.json["effects"]["by"] == "here"
    assert desk.waits_at(order) == ["deputy_review#2"]
