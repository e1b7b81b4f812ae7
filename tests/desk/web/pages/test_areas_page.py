from pathlib import Path

import pytest

from desk.web.pages.held_workbooks import FILE
from registry.queries.added_districts import added_districts
from tests.builders import Desk, a_desk
from tests.desk.cli.at_areas import ROW, SECOND, written
from tests.desk.web.visitor import Page, Visitor, visitor

PLACE = "/areas"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url, "2022-09-20")


def looked(admin: Visitor, file: Path, *rows: dict[str, str]) -> Page:
    """The page after a file of these rows was chosen."""
    admin.get(PLACE)
    content = Path(written(file, *rows)).read_bytes()
    return admin.post(PLACE, {}, {FILE: ("districts.csv", content, "text/csv")})


def recorded(desk: Desk) -> list[tuple[str, int]]:
    with desk.office.registry.reading() as connection:
        return [(one.code, one.sources) for one in added_districts(connection)]


def test_a_file_is_looked_at_before_it_is_recorded(desk: Desk, tmp_path: Path) -> None:
    admin = visitor(desk, "admin")
    seen = looked(admin, tmp_path / "a.csv", {})
    assert "ดอยงาม" in seen.main
    assert recorded(desk) == []
    done = admin.post(PLACE, {"step": "record", "held": seen.value("held")})
    assert done.path == PLACE
    assert recorded(desk) == [("5719", 1)]
    listed = admin.get(PLACE, "en").main
    assert "Doi Ngam 5719 added by hand, NOT VERIFIED" in listed
    assert ROW["source"] in listed
    again = looked(admin, tmp_path / "a.csv", {})
    assert not again.tree.xpath("//button[@value='record']")
    second = looked(admin, tmp_path / "a.csv", {"source": SECOND})
    admin.post(PLACE, {"step": "record", "held": second.value("held")})
    assert recorded(desk) == [("5719", 2)]
    assert "NOT VERIFIED" not in admin.get(PLACE, "en").main


def test_what_is_wrong_in_the_file_is_told_by_its_cell_and_cannot_be_recorded(
    desk: Desk, tmp_path: Path
) -> None:
    admin = visitor(desk, "admin")
    seen = looked(admin, tmp_path / "a.csv", {"province": "พะเยา"}, {"code": "5720", "since": ""})
    assert [one.split(" ")[0] for one in seen.problems] == ["D2", "E3"]
    assert not seen.tree.xpath("//button[@value='record']")
    admin.post(PLACE, {"step": "record", "held": seen.value("held")})
    assert recorded(desk) == []
    nothing = admin.post(PLACE, {})
    assert nothing.beside(FILE)


def test_the_form_is_taken_out_on_the_page_and_the_way_leads_from_the_provinces(
    desk: Desk,
) -> None:
    admin = visitor(desk, "admin")
    assert admin.get("/areas/form").response.content.startswith(b"PK")
    assert admin.get("/province").tree.xpath(f"//a[@href='{PLACE}']")


def test_only_an_administrator_sees_it(desk: Desk) -> None:
    assert visitor(desk, "coord").get(PLACE).status == 403


def test_a_name_is_put_right_a_sub_district_added_and_both_taken_back_on_the_page(
    desk: Desk, tmp_path: Path
) -> None:
    admin = visitor(desk, "admin")
    seen = looked(admin, tmp_path / "a.csv", {"name_th": "ดอยงาน", "name_en": "Doi Ngan"})
    admin.post(PLACE, {"step": "record", "held": seen.value("held")})
    assert admin.get(PLACE).tree.xpath("//a[@href='/areas/5719']")
    admin.get("/areas/5719/correct")
    typed = {"name_th": "ดอยงาม", "name_en": "Doi Ngam", "reason": ""}
    assert admin.post("/areas/5719/correct", typed).beside("reason")
    done = admin.post("/areas/5719/correct", {**typed, "reason": "พิมพ์ผิด"})
    assert done.path == "/areas/5719"
    shown = admin.get("/areas/5719", "en").main
    assert "Doi Ngam" in shown
    assert "Doi Ngan, until 20 September 2022: พิมพ์ผิด" in shown
    admin.get("/areas/5719/subdistrict")
    part = {"code": "๕๗๑๙๐๑", "name_th": "ตำบลดอยบน", "name_en": "Doi Bon"}
    assert admin.post("/areas/5719/subdistrict", {**part, "code": "571301"}).beside("code")
    assert admin.post("/areas/5719/subdistrict", part).path == "/areas/5719"
    hangs = admin.get("/areas/5719", "en")
    assert "this is recorded under it: sub-districts" in hangs.main
    assert not hangs.tree.xpath("//a[@href='/areas/5719/withdraw']")
    villages = visitor(desk, "coord").get("/villages/5719", "th")
    assert "ดอยบน" in villages.main
    for code, left in (("571901", "/areas/5719"), ("5719", PLACE)):
        admin.get(f"/areas/{code}/withdraw")
        assert admin.post(f"/areas/{code}/withdraw", {"reason": "เพิ่มผิด"}).path == left
    assert recorded(desk) == []
    assert admin.get("/areas/5719").status == 404


def test_only_an_administrator_puts_an_added_district_right(desk: Desk, tmp_path: Path) -> None:
    admin = visitor(desk, "admin")
    seen = looked(admin, tmp_path / "a.csv", {})
    admin.post(PLACE, {"step": "record", "held": seen.value("held")})
    coord = visitor(desk, "coord")
    for page in ("", "/correct", "/withdraw", "/subdistrict"):
        assert coord.get(f"/areas/5719{page}").status == 403
        assert admin.get(f"/areas/5713{page}").status == 404
