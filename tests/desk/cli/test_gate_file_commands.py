"""Files that a gate gives: its return form, and the workbook of a training's points."""

from pathlib import Path

import pytest

from tests.builders import Desk
from tests.desk.cli.at_commands import BY_COORD, desk, prasan
from tests.desk.cli.terminal import Terminal
from tests.desk.web.at_meetings import refresher_desk
from tests.desk.web.at_trainings import HELD

__all__ = ["desk", "prasan"]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_return_form_of_an_open_gate_is_given_and_known_again(
    prasan: Terminal, desk: Desk, tmp_path: Path, kind: str
) -> None:
    first, file = str(desk.to_advocacy()), str(tmp_path / f"form.{kind}")
    made = prasan("return-form", first, "advocacy", "--out", file, "--json").json
    assert made["reference"].count("-") == 1
    assert made["bytes"] == Path(file).stat().st_size
    printed = prasan("return", file, *BY_COORD, "--json")  # nobody has filled it in
    assert printed.error["code"] == "return_untouched"
    assert f"form.{kind}" in printed.error["message_en"]
    gone = ("return-form", first, "earlier_order", "--out", str(tmp_path / "x.docx"))
    assert prasan.refused(*gone)[0] == "gate_not_open"
    assert prasan.refused("return-form", "99", *gone[2:])[0] == "unknown_instance"


def test_the_workbook_of_a_training_is_given_where_its_gate_asks_for_it(
    sqlite_url: str, tmp_path: Path
) -> None:
    _, number = refresher_desk(sqlite_url)
    prasan, file = Terminal(sqlite_url), str(tmp_path / "scores.xlsx")
    made = prasan("score-sheet", str(number), HELD, "--out", file, "--json").json
    assert made["codes"][0] == "M01"
    assert Path(file).read_bytes().startswith(b"PK")


def test_a_gate_that_asks_for_no_points_gives_no_workbook_of_them(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    words = ("score-sheet", str(desk.to_advocacy()), "advocacy", "--out", str(tmp_path / "x.xlsx"))
    assert prasan.refused(*words) == ("no_scores_asked", "gate")
    assert not (tmp_path / "x.xlsx").exists()
