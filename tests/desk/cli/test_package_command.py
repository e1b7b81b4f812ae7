"""`package`: the files of a handover, for whoever may have them."""

import json
import zipfile
from pathlib import Path

import pytest

from tasks.documents.docx_text import paragraphs
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.at_overviews import load_far_province
from tests.flows.year.at_openings import opens_from

BY = ("--recorded-by", "coord")


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    desk = a_desk(sqlite_url)
    desk.to_after_meeting()
    return desk


@pytest.fixture
def prasan(desk: Desk, sqlite_url: str) -> Terminal:
    return Terminal(sqlite_url)


def taken(prasan: Terminal, out: Path, *more: str) -> dict[str, object]:
    said = prasan("package", "แม่ฟ้าหลวง", "--out", str(out), *BY, *more, "--json")
    assert said.code == 0, said.err
    found: dict[str, object] = said.json
    return found


def test_it_writes_word_papers_calendar_and_one_zip(prasan: Terminal, tmp_path: Path) -> None:
    told = taken(prasan, tmp_path / "out", "--on", "2022-07-21")
    names = {one.name for one in (tmp_path / "out").iterdir()}
    kinds = ("handover_page_one", "handover_annex", "contact_card")
    word = {f"{MAE_FAH_LUANG}-{kind}-2022-07-21{end}.docx" for kind in kinds for end in ("", ".en")}
    pack = f"{MAE_FAH_LUANG}-package-2022-07-21.zip"
    assert names == word | {pack, f"{MAE_FAH_LUANG}-calendar-2022-07-21.ics"}
    with zipfile.ZipFile(tmp_path / "out" / pack) as made:
        manifest = json.loads(made.read("manifest.json"))
        assert set(manifest["files"]) == set(made.namelist()) - {"manifest.json"}
        papers = [one for one in made.namelist() if one.startswith("papers/")]
        order = paragraphs(made.read(papers[0]))
    assert manifest["hash"] == told["hash"]
    assert [one.rpartition(".")[2] for one in papers] == ["docx", "pdf"], "the order, and its scan"
    assert any("ที่ ๑๒/๒๕๖๕" in one for one in order), "as it was signed, and no draft"


def test_the_same_day_is_written_twice_to_the_same_bytes(prasan: Terminal, tmp_path: Path) -> None:
    for name in ("one", "two"):
        taken(prasan, tmp_path / name, "--on", "2022-07-21")
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


def test_a_past_day_is_marked_as_rebuilt(prasan: Terminal, tmp_path: Path) -> None:
    assert taken(prasan, tmp_path / "past", "--on", "2022-07-02")["rebuilt"] is True
    said = prasan("package", "5715", "--on", "2022-07-02", "--out", str(tmp_path / "b"), *BY,
                  "--lang", "en")  # fmt: skip
    assert "Rebuilt later, from what holds of 2 July 2022" in said.out


def test_a_day_to_come_on_which_nobody_comes_is_refused(prasan: Terminal, tmp_path: Path) -> None:
    said = prasan("package", "5715", "--on", "2056-01-01", "--out", str(tmp_path / "b"), *BY,
                  "--json")  # fmt: skip
    assert (said.code, said.error["code"]) == (2, "nobody_comes")
    assert not (tmp_path / "b").exists()


def test_another_provinces_coordinator_is_refused_and_nothing_is_written(
    desk: Desk, prasan: Terminal, tmp_path: Path
) -> None:
    load_far_province(desk)
    out = tmp_path / "out"
    said = prasan("package", "5715", "--out", str(out), "--recorded-by", "far.coord", "--json")
    assert (said.code, said.error["code"]) == (2, "may_not")
    assert not out.exists()


def test_it_writes_over_nothing(prasan: Terminal, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    said = prasan("package", "5715", "--out", str(tmp_path / "out"), *BY, "--json")
    assert (said.code, said.error["code"]) == (2, "export_target_exists")


def test_an_opening_that_is_none_is_refused(prasan: Terminal, tmp_path: Path) -> None:
    said = prasan(
        "package", "5715", "--out", str(tmp_path / "out"), *BY, "--opening", "x", "--json"
    )
    assert (said.code, said.error["field"]) == (2, "--opening")


def test_the_calendar_holds_the_days_of_twelve_months(
    desk: Desk, prasan: Terminal, tmp_path: Path
) -> None:
    opens_from(desk, 2566)
    taken(prasan, tmp_path / "out", "--on", "2022-07-21")
    text = (tmp_path / "out" / f"{MAE_FAH_LUANG}-calendar-2022-07-21.ics").read_text("utf-8")
    assert text.count("BEGIN:VEVENT") > 5
    assert "20220930" in text
    assert "20230801" not in text
