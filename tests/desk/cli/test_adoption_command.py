import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.builders import SCAN, a_desk
from tests.desk.cli.terminal import Terminal, attempts, tables

TODAY = "2022-06-20"
BY = ("--recorded-by", "coord")


@pytest.fixture
def prasan(sqlite_url: str) -> Terminal:
    a_desk(sqlite_url, TODAY)
    return Terminal(sqlite_url)


@pytest.fixture
def filled(prasan: Terminal, tmp_path: Path) -> str:
    file = str(tmp_path / "เชียงของ.xlsx")
    assert prasan("adopt", "--example", "filled", file).code == 0
    return file


def test_the_filled_example_is_previewed_and_taken_in_and_again_unchanged(
    prasan: Terminal, filled: str
) -> None:
    adopt = ("adopt", filled, "--district", "อ.เชียงของ", *BY)
    before = tables(prasan.url)
    seen = prasan(*adopt, "--preview", "--json").json
    assert tables(prasan.url) == before
    done = prasan(*adopt, "--json").json
    assert (done["new"], done["gaps"]) == (seen["new"], seen["gaps"])
    again = prasan(*adopt, "--json").json
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, done["new"])
    shown = prasan("waiting", "--district", "5703")
    assert shown.code == 0


def test_what_was_previewed_for_one_committee_is_not_recorded_for_another(
    prasan: Terminal, filled: str, tmp_path: Path
) -> None:
    adopt = ("adopt", filled, "--district", "5703", *BY)
    seen = prasan(*adopt, "--preview", "--lang", "en")
    assert "takes in the first" in seen.out
    assert "--as first-0" in seen.out
    book = load_workbook(io.BytesIO(Path(filled).read_bytes()))
    book["คำสั่ง"]["D3"].value = "46/2562"
    other = str(tmp_path / "อีกฉบับ.xlsx")
    book.save(other)
    assert prasan("adopt", other, "--district", "5703", *BY, "--as", "first-0").code == 0
    assert prasan.refused(*adopt, "--as", "first-0") == ("committee_meant_otherwise", "--as")
    now = prasan(*adopt, "--preview", "--json").json["as"]
    assert now == "correction-0"
    assert prasan(*adopt, "--as", now, "--json").json["changed"] == 1


def test_people_read_what_is_new_and_what_is_missing(prasan: Terminal, filled: str) -> None:
    printed = prasan("adopt", filled, "--district", "5703", *BY, "--lang", "en")
    assert printed.code == 0, printed.err
    assert "Minutes are missing for 4 of 10 meetings." in printed.out
    assert "45.1/2562 is an inserted number" in printed.out


def test_every_misfit_stands_on_a_line_of_its_own_with_its_cell(
    prasan: Terminal, filled: str, tmp_path: Path
) -> None:
    book = load_workbook(io.BytesIO(Path(filled).read_bytes()))
    book["คำสั่ง"]["E3"].value = "7 พ.ค. 62"
    book["การประชุม"]["C5"].value = "=TODAY()"
    wrong = str(tmp_path / "ผิด.xlsx")
    book.save(wrong)
    adopt = ("adopt", wrong, "--district", "5703", *BY)
    assert prasan.refused(*adopt) == ("adoption_form_unfit", "คำสั่ง!E3")
    lines = prasan(*adopt).err.splitlines()
    assert [line.split(" – ")[0] for line in lines if " – " in line][:2] == [
        "คำสั่ง!E3", "การประชุม!C5",
    ]  # fmt: skip
    assert attempts(prasan.url)[-1][2] == "adoption_form_unfit"


def test_a_folder_of_scans_is_filed_by_its_names(
    prasan: Terminal, filled: str, tmp_path: Path
) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "คำสั่ง 45.1-2562 2019-05.pdf").write_bytes(SCAN.content)
    (folder / "minutes 2-2562 2019-09.pdf").write_bytes(SCAN.content)
    adopt = ("adopt", filled, "--district", "5703", *BY, "--scans", str(folder))
    assert prasan(*adopt).code == 0
    listed = prasan("document", "list", "--district", "5703", "--json").json["documents"]
    assert sorted(one["kind"] for one in listed) == ["past.minutes", "past.order"]


def test_a_mistaken_adoption_is_withdrawn_by_two_people_and_the_form_taken_in_anew(
    prasan: Terminal, filled: str, tmp_path: Path
) -> None:
    adopt = ("adopt", filled, "--district", "5703", *BY)
    withdrawal = ("withdraw-adoption", "--district", "เชียงของ", *BY)
    assert prasan.refused(*withdrawal) == ("no_committee_taken_in", "--district")
    first = prasan(*adopt, "--json").json["instance"]
    (begun,) = prasan(*withdrawal, "--json").json["started"]
    said = {
        "adoption_mistaken": {"mistake": "no_committee", "reason": "ไม่เคยมีคำสั่งแต่งตั้ง"},
        "confirm_adoption_withdrawal": {"result": "confirmed"},
    }
    for place, (gate, answer) in enumerate(said.items(), 1):
        file = tmp_path / f"{gate}.json"
        file.write_text(json.dumps(answer), encoding="utf-8")
        done = prasan(
            "decide", str(begun["instance"]), gate, "--by", f"57/psdhs_coordinator/{place}",
            "--decided-on", TODAY, "--answer", str(file),
            "--recorded-by", "coord" if place == 1 else "coord2",
            *(("--about", prasan.read(begun["instance"], gate)) if place == 2 else ()),
        )  # fmt: skip
        assert done.code == 0, done
    assert "ถอนการรับคณะกรรมการเข้าระบบแล้ว" in prasan("show", str(begun["instance"])).out
    assert "ไม่เคยมีคำสั่งแต่งตั้ง" in prasan("show", str(begun["instance"]), "--json").out
    assert prasan("verify").code == 0
    again = prasan(*adopt, "--json").json
    assert (again["changed"], again["unchanged"]) == (0, 0)
    assert again["instance"] > first


def test_a_scan_whose_name_says_nothing_is_refused(
    prasan: Terminal, filled: str, tmp_path: Path
) -> None:
    scan = tmp_path / "IMG_0001.pdf"
    scan.write_bytes(SCAN.content)
    adopt = ("adopt", filled, "--district", "5703", *BY, "--scans", str(scan))
    assert prasan.refused(*adopt) == ("adoption_form_unfit", "IMG_0001.pdf")


def test_adoption_wants_a_district_and_a_recorder(prasan: Terminal, filled: str) -> None:
    assert prasan.refused("adopt", filled, *BY) == ("usage_missing", "--district")
    assert prasan.refused("adopt", filled, "--district", "5703") == (
        "usage_missing", "--recorded-by",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["form.toml", "form.JSON", "form.yml", "form.pdf"])
def test_a_workbook_is_not_written_under_the_name_of_another_kind_of_file(
    prasan: Terminal, tmp_path: Path, name: str
) -> None:
    out = tmp_path / name
    refused = prasan.refused("adopt", "--example", "filled", str(out))
    assert refused == ("file_other_kind", "FILE")
    assert not out.exists()


def test_an_example_is_never_written_over_a_file(prasan: Terminal, filled: str) -> None:
    assert prasan.refused("adopt", "--example", "empty", filled) == ("export_target_exists", "FILE")


def test_what_is_no_workbook_is_refused(prasan: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "แบบ.xlsx"
    file.write_text("ไม่ใช่", encoding="utf-8")
    adopt = ("adopt", str(file), "--district", "5703", *BY)
    assert prasan.refused(*adopt) == ("workbook_unreadable", "FILE")


def test_a_workbook_of_another_kind_is_told_as_none_of_a_committee(
    prasan: Terminal, tmp_path: Path
) -> None:
    out = str(tmp_path / "transfer.xlsx")
    assert prasan("export", "transfer-order", out, "--province", "57", *BY).code == 0
    adopt = ("adopt", out, "--district", "5703", *BY)
    assert prasan.refused(*adopt) == ("no_adoption_form", "FILE")
