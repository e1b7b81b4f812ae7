import re
from collections import Counter
from pathlib import Path

import pytest

from config.areas import Spelling, area_naming
from registry.gazetteer import AliasRow, AreaRow, alias_rows, area_rows

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def rows() -> tuple[AreaRow, ...]:
    return area_rows()


def test_all_of_thailand_is_there(rows: tuple[AreaRow, ...]) -> None:
    kinds = Counter(row.kind for row in rows)
    assert kinds == {"country": 1, "province": 77, "district": 928, "subdistrict": 7436}
    assert len({row.code for row in rows}) == len(rows)


def test_parents_come_before_their_children(rows: tuple[AreaRow, ...]) -> None:
    seen: set[str | None] = {None}
    for row in rows:
        assert row.parent in seen
        seen.add(row.code)


def test_the_case_studys_districts_bear_their_official_codes(rows: tuple[AreaRow, ...]) -> None:
    areas = {row.code: row for row in rows}
    assert areas["5713"] == AreaRow("5713", "district", "57", "เวียงแก่น", "Wiang Kaen")
    assert areas["8410"].name_th == "พนม"
    assert [row.name_th for row in rows if row.parent == "5713"] == [
        "ม่วงยาย", "ปอ", "หล่ายงาว", "ท่าข้าม",
    ]  # fmt: skip
    assert areas["57"].parent == "TH"


def test_names_and_spellings_are_aliases_each_once(rows: tuple[AreaRow, ...]) -> None:
    aliases = alias_rows(rows, area_naming())
    assert {AliasRow("wiangkaen", "5713"), AliasRow("wiangkean", "5713")} <= set(aliases)
    assert AliasRow("เวียงแก่น", "5713") in aliases
    assert len(set(aliases)) == len(aliases)


def test_a_spelling_of_no_area_is_an_error(rows: tuple[AreaRow, ...]) -> None:
    wrong = Spelling(code="9999", alias="Nowhere", source="nobody")
    naming = area_naming().model_copy(update={"alias": (wrong,)})
    with pytest.raises(ValueError, match="9999"):
        alias_rows(rows, naming)


def test_whoever_has_a_registry_at_hand_asks_for_the_areas_known_with_it() -> None:
    asking = {
        str(file.relative_to(ROOT))
        for package in ("registry", "flows", "tasks", "desk")
        for file in (ROOT / package).rglob("*.py")
        if re.search(r"\barea_index\(", file.read_text(encoding="utf-8"))
    }
    assert asking == {"registry/gazetteer.py"}
