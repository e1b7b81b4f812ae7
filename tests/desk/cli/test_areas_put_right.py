"""A district that was added wrongly is named rightly, taken back, and given its sub-districts."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from registry.store import Registry
from tests.builders import a_desk, load_people
from tests.desk.cli.at_areas import BY, NEW, ROW, SECOND, written
from tests.desk.cli.terminal import Terminal, tables
from tests.desk.cli.test_exporting import exported

PART = f"{NEW}01"
WHY = ("--reason", "พิมพ์ชื่อผิดจากประกาศ", *BY)


@pytest.fixture
def prasan(made_registry_url: str, tmp_path: Path) -> Terminal:
    """A registry in which a district was added with a mistyped name."""
    a_desk(made_registry_url, "2022-09-20")
    prasan = Terminal(made_registry_url)
    file = written(tmp_path / "a.csv", {"name_th": "ดอยงาน", "name_en": "Doi Ngan"})
    assert prasan("areas", "add", file, *BY).code == 0
    return prasan


def listed(prasan: Terminal) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = prasan("areas", "list", "--json").json["districts"]
    return found


def filled(book: str, *rows: Mapping[str, object], sheet: int) -> None:
    """Write the rows below what the sheet holds, each under the keys of its columns."""
    file = load_workbook(book)
    page = file.worksheets[sheet]
    keys = [cell.value for cell in page[2]]
    for row in rows:
        page.append([row.get(str(key)) for key in keys])
    file.save(book)


def named(prasan: Terminal, *more: str) -> None:
    names = ("--name-th", "อำเภอดอยงาม", "--name-en", "Doi Ngam District")
    printed = prasan("areas", "rename", NEW, *names, *WHY, *more)
    assert printed.code == 0, printed.err


def part_added(prasan: Terminal, code: str = PART) -> None:
    names = ("--name-th", "ตำบลดอยบน", "--name-en", "Doi Bon")
    printed = prasan("areas", "add-subdistrict", code, *names, *BY)
    assert printed.code == 0, printed.err


def test_sub_districts_that_an_office_added_are_listed_and_leave_with_the_export(
    prasan: Terminal, tmp_path: Path
) -> None:
    part_added(prasan)
    printed = prasan("areas", "--lang", "en").out
    assert f"{PART} Doi Bon" in printed
    assert exported(prasan, tmp_path / "out")["subdistricts"] == [
        {"code": PART, "parent": NEW, "name_th": "ดอยบน", "name_en": "Doi Bon"}
    ]


def test_a_mistyped_name_is_put_right_and_its_history_keeps_the_old_one(prasan: Terminal) -> None:
    named(prasan)
    (row,) = listed(prasan)
    assert row["name"] == {"th": "ดอยงาม", "en": "Doi Ngam"}
    (former,) = row["former"]
    assert (former["name"]["th"], former["reason"]) == ("ดอยงาน", WHY[1])
    found = prasan("people", "list", "--district", "Doi Ngam", "--json").json
    assert found["district"] == NEW
    assert prasan.refused("people", "list", "--district", "ดอยงาน")[0] == "district_unknown"
    links = [row[6] for row in tables(prasan.url)["audit"] if row[1] == NEW]
    assert links == ["area.added", "area.renamed"]
    assert prasan("verify").code == 0


def test_a_second_source_verifies_a_district_under_its_name_as_put_right(
    prasan: Terminal, tmp_path: Path
) -> None:
    named(prasan)
    file = written(tmp_path / "b.csv", {"source": SECOND})
    assert prasan("areas", "add", file, *BY, "--json").json["sources"] == 1
    assert [row["state"] for row in listed(prasan)] == ["verified"]


def test_what_no_office_added_is_neither_renamed_nor_taken_back(prasan: Terminal) -> None:
    for act in (("rename", "5713", "--name-th", "อื่น"), ("withdraw", "5713")):
        assert prasan.refused("areas", *act, *WHY) == ("area_not_added", "code")


def test_a_name_is_put_right_by_another_that_is_free_and_with_a_reason(prasan: Terminal) -> None:
    taken = prasan.refused("areas", "rename", NEW, "--name-th", "เวียงแก่น", *WHY)
    assert taken == ("area_name_taken", "name_th")
    unfit = prasan.refused("areas", "rename", NEW, "--name-en", "ดอยงาม", *WHY)
    assert unfit == ("area_name_unfit", "name_en")
    same = prasan.refused("areas", "rename", NEW, "--name-en", "Doi Ngan", *WHY)
    assert same == ("area_name_unchanged", "name_th")
    why = prasan.refused("areas", "rename", NEW, "--name-th", "ดอยงาม", *BY)
    assert why == ("reason_missing", "reason")
    assert prasan.refused("areas", "rename", NEW, "--name-th", "ดอยงาม", *WHY[:2],
                          "--recorded-by", "coord")[0] == "may_not"  # fmt: skip


def test_a_district_on_which_nothing_hangs_is_taken_back_and_may_be_added_again(
    prasan: Terminal, tmp_path: Path
) -> None:
    printed = prasan("areas", "withdraw", NEW, *WHY)
    assert printed.code == 0, printed.err
    assert listed(prasan) == []
    assert prasan.refused("people", "list", "--district", "ดอยงาน")[0] == "district_unknown"
    assert prasan.refused("areas", "withdraw", NEW, *WHY)[0] == "area_not_added"
    assert prasan("verify").code == 0
    assert prasan("areas", "add", written(tmp_path / "b.csv", {}), *BY).code == 0
    assert [row["name"] for row in listed(prasan)] == [{"th": "ดอยงาม", "en": "Doi Ngam"}]
    assert [row["sources"] for row in listed(prasan)] == [[ROW["source"]]]
    chain = [row[6] for row in tables(prasan.url)["audit"] if row[1] == NEW]
    assert chain == ["area.added", "area.withdrawn", "area.added"]
    assert prasan("verify").code == 0


def test_what_hangs_on_a_district_is_said_where_it_is_not_taken_back(prasan: Terminal) -> None:
    part_added(prasan)
    assert prasan.refused("areas", "withdraw", NEW, *WHY) == ("area_in_use", "code")
    said = prasan("areas", "withdraw", NEW, *WHY, "--json").error
    assert "this is recorded under it: sub-districts." in said["message_en"]
    assert "มีสิ่งที่ผูกอยู่: ตำบล" in said["message_th"]
    assert prasan("areas", "withdraw", PART, *WHY).code == 0
    assert prasan("areas", "withdraw", NEW, *WHY).code == 0


def test_offices_and_processes_hang_on_a_district(prasan: Terminal, made_registry_url: str) -> None:
    registry = Registry(made_registry_url)
    load_people(registry, NEW)
    registry.dispose()
    begun = prasan("start", "establishment", "--district", NEW, "--recorded-by", "coord")
    assert begun.code == 0, begun.err
    said = prasan("areas", "withdraw", NEW, *WHY, "--json").error["message_en"]
    assert "processes that were begun" in said
    assert "offices" in said


def test_the_village_work_of_an_added_district_runs_as_any_other(
    prasan: Terminal, tmp_path: Path
) -> None:
    part_added(prasan)
    book = str(tmp_path / "villages.xlsx")
    by = ("--recorded-by", "coord")
    assert prasan("export", "villages", book, "--district", NEW, *by).code == 0
    row = {"subdistrict": "ดอยบน", "moo": 1, "name_th": "บ้านดอย"}
    filled(book, row, sheet=1)
    loaded = prasan("village", "load", book, "--district", NEW, *by)
    assert loaded.code == 0, loaded.err
    (village,) = prasan("village", "list", "--district", NEW, "--json").json["villages"]
    reported = prasan("village", "report", village["village"]["key"], "--as-of", "2022-09-05",
                      "--risk-places", "3", *by)  # fmt: skip
    assert reported.code == 0, reported.err
    assert "ดอยบน" in prasan("village", "situation", "--district", NEW).out
    in_use = prasan("areas", "withdraw", PART, *WHY, "--json").error["message_en"]
    assert "this is recorded under it: villages" in in_use
    right = ("--name-th", "ดอยบนสุด", "--name-en", "Doi Bon Sut")
    assert prasan("areas", "rename", PART, *right, *WHY).code == 0
    assert "ดอยบนสุด" in prasan("village", "situation", "--district", NEW).out
    assert prasan("verify").code == 0


def test_a_sub_district_has_a_free_code_and_name_of_an_added_district(prasan: Terminal) -> None:
    part_added(prasan)
    names = ("--name-th", "ดอยล่าง", "--name-en", "Doi Lang")
    for code in ("571301", "57190", f"{NEW}00", "ดอย"):
        refused = prasan.refused("areas", "add-subdistrict", code, *names, *BY)
        assert refused == ("subdistrict_code_unfit", "code")
    assert prasan.refused("areas", "add-subdistrict", PART, *names, *BY)[0] == "subdistrict_known"
    again = ("--name-th", "ดอยบน", "--name-en", "Doi Lang")
    taken = prasan.refused("areas", "add-subdistrict", f"{NEW}02", *again, *BY)
    assert taken == ("area_name_taken", "name_th")


def test_a_workbook_brings_a_district_and_its_sub_districts_in_one_round(
    prasan: Terminal, tmp_path: Path
) -> None:
    book = str(tmp_path / "areas.xlsx")
    assert prasan("areas", "form", "-o", book).code == 0
    other = {**ROW, "code": "5720", "name_th": "ดอยสูง", "name_en": "Doi Sung"}
    parts = [
        {"code": f"57200{n}", "name_th": name, "name_en": f"Part {'ABC'[n]}", "district": "ดอยสูง"}
        for n, name in ((1, "ตำบลเหนือ"), (2, "ต.ใต้"))
    ]
    filled(book, other, sheet=1)
    filled(book, *parts, sheet=2)
    done = prasan("areas", "add", book, *BY, "--json").json
    assert (done["added"], done["subdistricts"]) == (1, 2)
    last = next(row for row in listed(prasan) if row["code"] == "5720")
    assert [one["name"]["th"] for one in last["subdistricts"]] == ["เหนือ", "ใต้"]
    before = tables(prasan.url)
    assert prasan("areas", "add", book, *BY).code == 0
    assert tables(prasan.url) == before
    wrong = {**parts[0], "code": "572003", "name_th": "กลาง", "district": "ดอยงาน"}
    filled(book, wrong, sheet=2)
    said = json.dumps(prasan("areas", "add", book, *BY, "--json").error)
    assert "lies in Doi Sung District" in said
