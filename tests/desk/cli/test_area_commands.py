import csv
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from registry.records.offices import assign
from registry.records.people import add_person
from registry.rules.area_sheet import COLUMNS, DISTRICTS
from registry.store import Registry
from tests.builders import a_desk
from tests.desk.cli.at_areas import BY, NEW, ROW, SECOND, written
from tests.desk.cli.terminal import Terminal, tables


@pytest.fixture
def prasan(sqlite_url: str) -> Terminal:
    a_desk(sqlite_url, "2022-09-20")
    return Terminal(sqlite_url)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "areas.csv"


def wrong(prasan: Terminal, file: str) -> str:
    """What the file is refused with: each cell's sentence, and nothing is recorded."""
    assert prasan.refused("areas", "add", file, *BY) == ("area_file_unfit", "FILE")
    said: str = prasan("areas", "add", file, *BY, "--json").error["message_en"]
    return said


def test_a_district_that_the_release_lacks_is_added_once_with_a_link_in_its_own_chain(
    prasan: Terminal, file: Path
) -> None:
    assert prasan.refused("people", "list", "--district", "ดอยงาม")[0] == "district_unknown"
    looked = prasan("areas", "add", written(file, {}), "--look", *BY, "--json").json
    assert (looked["recorded"], looked["added"]) == (False, 1)
    assert prasan("areas", "list", "--json").json == {"districts": []}
    done = prasan("areas", "add", str(file), *BY, "--json").json
    assert (done["added"], done["sources"], done["unchanged"]) == (1, 0, 0)
    chain = [row for row in tables(prasan.url)["audit"] if row[1] == NEW]
    assert [(row[2], row[6]) for row in chain] == [(1, "area.added")]
    (row,) = prasan("areas", "list", "--json").json["districts"]
    assert (row["code"], row["name"]) == (NEW, {"th": "ดอยงาม", "en": "Doi Ngam"})
    assert (row["since"], row["split_from"]["en"]) == ("2020-10-01", "Wiang Kaen")
    assert (row["state"], row["sources"]) == ("unverified", [ROW["source"]])
    assert prasan("people", "list", "--district", "Doi Ngam", "--json").json["district"] == NEW
    assert prasan("verify").code == 0


def test_the_same_file_again_changes_nothing_and_says_so(prasan: Terminal, file: Path) -> None:
    prasan("areas", "add", written(file, {}), *BY)
    before = tables(prasan.url)
    again = prasan("areas", "add", str(file), *BY, "--lang", "en")
    assert "changes nothing" in again.out
    assert tables(prasan.url) == before


def test_a_district_is_verified_once_a_second_source_tells_of_it(
    prasan: Terminal, file: Path
) -> None:
    prasan("areas", "add", written(file, {}), *BY)
    second = written(file, {"source": SECOND})
    assert prasan("areas", "add", second, *BY, "--json").json["sources"] == 1
    (row,) = prasan("areas", "list", "--json").json["districts"]
    assert (row["state"], row["sources"]) == ("verified", [ROW["source"], SECOND])
    assert prasan("verify").code == 0


def test_a_district_that_the_release_has_is_left_as_it_is(prasan: Terminal, file: Path) -> None:
    shipped = {"code": "5713", "name_th": "เวียงแก่น", "name_en": "Wiang Kaen", "split_from": ""}
    done = prasan("areas", "add", written(file, shipped), *BY, "--json").json
    assert (done["added"], done["unchanged"]) == (0, 1)
    assert prasan("areas", "list", "--json").json == {"districts": []}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"code": "571"}, "four digits"),
        ({"code": "5700"}, "four digits"),
        ({"code": "57l9"}, "four digits"),
        ({"code": ""}, "fill this in"),
        ({"code": "9919"}, "first two digits"),
        ({"province": "พะเยา"}, "lies in Chiang Rai Province"),
        ({"province": "เชียงรุ้ง"}, "No province is called"),
        ({"code": "5713"}, "is Wiang Kaen District already, and nothing is written over"),
        ({"name_th": "เวียงแก่น"}, "with code 5713"),
        ({"name_en": "Amphoe Wiang Khaen"}, "with code 5713"),
        ({"name_th": "Doi Ngam"}, "in this column's language"),
        ({"name_en": "ดอยงาม"}, "in this column's language"),
        ({"name_th": "ก" * 61}, "at most 60 characters"),
        ({"since": "1/1/2699"}, "has not come yet"),
        ({"since": "1/10/63"}, "year"),
        ({"since": ""}, "fill this in"),
        ({"split_from": "ไม่มีอำเภอนี้"}, "No district is called"),
        ({"split_from": "5719"}, "not split from itself"),
        ({"source": ""}, "fill this in"),
        ({"source": "นายสมชาย ใจดี แจ้งทางโทรศัพท์"}, "may name a person"),
        ({"source": "ก" * 501}, "500"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_at_its_cell_with_the_remedy(
    prasan: Terminal, file: Path, row: dict[str, str], says: str
) -> None:
    assert says in wrong(prasan, written(file, row))


def test_a_row_twice_is_told_with_where_the_first_stands(prasan: Terminal, file: Path) -> None:
    assert "stands at A2 already" in wrong(prasan, written(file, {}, {"source": SECOND}))
    other = {"code": "5720"}
    assert "with code 5719" in wrong(prasan, written(file, {}, other))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"since": "2/10/2563"}, "1 October 2020 is recorded already"),
        ({"split_from": ""}, "Wiang Kaen is recorded already"),
        ({"name_th": "ดอยงามใหม่"}, "is Doi Ngam District already"),
    ],
)
def test_another_source_that_tells_otherwise_writes_nothing_over(
    prasan: Terminal, file: Path, row: dict[str, str], says: str
) -> None:
    prasan("areas", "add", written(file, {}), *BY)
    assert says in wrong(prasan, written(file, {"source": SECOND, **row}))


def test_a_district_may_be_split_from_one_of_the_same_file(prasan: Terminal, file: Path) -> None:
    other = {"code": "5720", "name_th": "ดอยสูง", "name_en": "Doi Sung", "split_from": NEW}
    assert prasan("areas", "add", written(file, {}, other), *BY, "--json").json["added"] == 2
    assert prasan("verify").code == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "area_file_unfit"),
        (b"a,b\r\n1,2\r\n", "area_file_unfit"),
        (",".join(COLUMNS[DISTRICTS]).encode(), "areas_empty"),
        (b"\x00\x01\x02", "text_table_unreadable"),
        (b'code,name_th\r\n"' + b"x" * 200_000, "text_table_unreadable"),
        (b"x" * (21 * 1024 * 1024), "file_too_large"),
    ],
)
def test_a_file_that_is_no_list_of_districts_is_refused(
    prasan: Terminal, file: Path, content: bytes, code: str
) -> None:
    file.write_bytes(content)
    assert prasan.refused("areas", "add", str(file), *BY)[0] == code
    assert prasan.refused("areas", "add", str(file.with_suffix(".xlsx")), *BY)[0] == (
        "file_not_readable"
    )


def test_a_list_too_long_is_refused_and_told_how_long_it_may_be(
    prasan: Terminal, file: Path
) -> None:
    assert "more than 500 rows" in wrong(prasan, written(file, *[{}] * 501))


@pytest.mark.parametrize(("letters", "sign"), [("utf-8-sig", ";"), ("cp874", ","), ("utf-8", "\t")])
def test_a_text_is_read_in_the_letters_and_signs_that_excel_saves_it_with(
    prasan: Terminal, file: Path, letters: str, sign: str
) -> None:
    text = written(file, {}, letters=letters, sign=sign)
    assert prasan("areas", "add", text, *BY, "--json").json["added"] == 1


def test_the_form_is_filled_in_as_a_workbook_and_as_text(prasan: Terminal, tmp_path: Path) -> None:
    book, text = tmp_path / "form.xlsx", tmp_path / "form.csv"
    for one in (book, text):
        assert prasan("areas", "form", "-o", str(one)).code == 0
        assert prasan.refused("areas", "add", str(one), *BY)[0] == "areas_empty"
    filled = load_workbook(book)
    filled.worksheets[1].append([ROW[one] for one in COLUMNS[DISTRICTS]])
    filled.save(book)
    assert prasan("areas", "add", str(book), *BY, "--json").json["added"] == 1
    second = {**ROW, "source": SECOND}
    with text.open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerow([second[one] for one in COLUMNS[DISTRICTS]])
    assert prasan("areas", "add", str(text), *BY, "--json").json["sources"] == 1


def test_a_workbook_of_something_else_is_told_as_none(prasan: Terminal, tmp_path: Path) -> None:
    other = tmp_path / "villages.xlsx"
    prasan("export", "villages", str(other), "--district", "5715", "--recorded-by", "coord")
    assert prasan.refused("areas", "add", str(other), *BY)[0] == "no_area_form"


def test_only_an_administrator_of_the_province_adds_to_it(prasan: Terminal, file: Path) -> None:
    registry = Registry(prasan.url)
    with registry.writing("50", "57") as write:
        for area in ("50", "57"):
            who = add_person(write, title_th="นาง", name_th=f"ดูแล {area}", ref=f"admin{area}")
            assign(write, who, "admin", area, start=date(2022, 1, 1))
    registry.dispose()
    add = ("areas", "add", written(file, {}), "--recorded-by")
    for ref in ("coord", "5715.chief", "admin50"):
        assert prasan.refused(*add, ref) == ("may_not", "recorded_by")
        assert prasan.refused(*add, ref, "--look") == ("may_not", "recorded_by")
    assert prasan(*add, "admin57").code == 0


def test_verify_finds_an_added_district_that_was_renamed_by_hand(
    prasan: Terminal, file: Path
) -> None:
    prasan("areas", "add", written(file, {}), *BY)
    assert prasan("verify").code == 0
    with closing(sqlite3.connect(prasan.url.removeprefix("sqlite:///"))) as by_hand:
        by_hand.execute("UPDATE area SET name_th = 'ดอยอื่น' WHERE code = ?", (NEW,))
        by_hand.commit()
    assert " area " in prasan("verify").out


def test_a_district_that_is_unknown_is_refused_with_the_way_to_add_it(prasan: Terminal) -> None:
    said = prasan("people", "list", "--district", "5799", "--json").error
    assert "administrator" in said["message_en"]
    assert "ผู้ดูแลระบบ" in said["message_th"]
