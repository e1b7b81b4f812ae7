from pathlib import Path

import pytest

from tests.builders import SCAN, Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.tasks.workbooks.score_files import a_file, example_score_workbook

TRAINING = "after_meeting/capacity/trainings/basics/training"
BY = ("--by", "focal_point", "--recorded-by", "coord")


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    made = a_desk(sqlite_url)
    made.to_trainings()
    made.on("2022-09-09")
    return made


@pytest.fixture
def prasan(desk: Desk) -> Terminal:
    return Terminal(str(desk.office.registry.url))


@pytest.fixture
def workbook(tmp_path: Path) -> str:
    file = tmp_path / "scores.xlsx"
    file.write_bytes(example_score_workbook())
    return str(file)


def test_participants_and_points_are_taken_from_the_workbook_that_the_page_takes(
    desk: Desk, prasan: Terminal, workbook: str
) -> None:
    held = ("--decided-on", "2022-09-07", "--set", "held_on=2022-09-07")
    came = prasan("decide", "1", TRAINING, *BY, *held, "--answer", workbook)
    assert came.code == 0, came.err
    beside = ("--set", "maximum=20", "--set", "run_by=others")
    on = ("--decided-on", "2022-09-08")
    told = prasan("decide", "1", "training_scores", *BY, *on, *beside, "--answer", workbook)
    assert told.code == 0, told.err
    training, points = (e for e in desk.entries(1) if e.gate in ("training", "training_scores"))
    assert len(training.body["answer"]["participants"]) == 12
    assert points.body["answer"]["scores"][0] == {"code": "P01", "pre": "8", "post": "13"}
    assert points.body["answer"]["run_by"] == "others"


def test_a_gate_without_lines_takes_no_workbook(prasan: Terminal, workbook: str) -> None:
    on = ("--decided-on", "2022-09-07")
    told = prasan.refused("decide", "1", "acknowledgement", *BY, *on, "--answer", workbook)
    assert told == ("no_workbook_here", "--answer")


def test_a_file_that_is_no_workbook_is_refused(prasan: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "scores.xlsx"
    file.write_bytes(SCAN.content)
    on = ("--decided-on", "2022-09-07")
    told = prasan.refused("decide", "1", TRAINING, *BY, *on, "--answer", str(file))
    assert told == ("workbook_unreadable", "--answer")


def trained(prasan: Terminal, workbook: str) -> None:
    """The training is recorded, so that its points are asked for."""
    held = ("--decided-on", "2022-09-07", "--set", "held_on=2022-09-07")
    assert prasan("decide", "1", TRAINING, *BY, *held, "--answer", workbook).code == 0


ON = ("--decided-on", "2022-09-08", "--set", "run_by=others")
POINTS = ("decide", "1", "training_scores", *BY, *ON)


def test_what_to_look_at_in_a_workbook_of_points_is_said_with_the_receipt(
    desk: Desk, prasan: Terminal, workbook: str, tmp_path: Path
) -> None:
    trained(prasan, workbook)
    file = tmp_path / "points.xlsx"
    file.write_bytes(a_file(("maximum", 30, 30), ("P01", 18, 24), ("P02", 12, None)))
    typed = ("--set", "maximum=30", "--set", "post_maximum=40")
    told = prasan(*POINTS, *typed, "--answer", str(file), "--json")
    assert told.code == 0, told.err
    warnings = [one["en"] for one in told.json["decided"][0]["warnings"]]
    assert any("The maximum of the file is taken: 30 before, 30 after" in one for one in warnings)
    assert any("P02" in one for one in warnings)
    answer = next(e for e in desk.entries(1) if e.gate == "training_scores").body["answer"]
    assert (answer["maximum"], answer.get("post_maximum")) == ("30", None)


def test_lines_are_not_set_beside_the_workbook_that_holds_them(
    prasan: Terminal, workbook: str
) -> None:
    trained(prasan, workbook)
    told = prasan.refused(*POINTS, "--set", "scores=[]", "--answer", workbook)
    assert told == ("usage_unfit", "--set")


@pytest.mark.parametrize(
    ("beside", "field"),
    [
        (("--set", "note=x"), "--set"),
        (("--by", "focal_point"), "--by"),
        (("1",), "INSTANCE"),
        (("--scan", "a.pdf"), "--scan"),
    ],
)
def test_nothing_of_one_decision_is_typed_beside_a_file_of_several(
    prasan: Terminal, tmp_path: Path, beside: tuple[str, ...], field: str
) -> None:
    file = tmp_path / "decisions.json"
    file.write_text('{"decisions": []}')
    told = prasan.refused("decide", *beside, "--file", str(file), "--recorded-by", "coord")
    assert told == ("usage_unfit", field)
