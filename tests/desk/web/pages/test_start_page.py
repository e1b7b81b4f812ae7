"""Processes that are started on the pages: what is typed, and what stands in the way."""

from tests.builders import MAE_FAH_LUANG, a_desk
from tests.desk.web.at_overviews import load_far_province
from tests.desk.web.visitor import visitor
from tests.scenarios.test_s1_the_paper_committee import CHIANG_KHONG, taken_in, workbook


def test_a_district_is_started_by_any_of_its_names(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    guest = visitor(desk, "coord")
    form = guest.get("/start", "th")
    assert "แม่ฟ้าหลวง" in form.tree.xpath("//datalist/option/text()")
    page = guest.post("/start", {"district": "Mae Fah Luang", "on": "1 มิ.ย. 2565"})
    (made,) = desk.instances()
    assert (made.district, made.started_on.isoformat()) == (MAE_FAH_LUANG, "2022-06-01")
    assert page.path == f"/instances/{made.id}"
    assert "แม่ฟ้าหลวง" not in guest.get("/start").tree.xpath("//datalist/option/text()")


def test_a_committee_at_work_is_not_offered_and_refused_with_the_way_to_its_order(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-06-20")
    taken_in(desk, workbook())
    guest = visitor(desk, "coord")
    offered = guest.get("/start", "th").tree.xpath("//datalist/option/text()")
    assert offered
    assert "เชียงของ" not in offered
    page = guest.post("/start", {"district": "เชียงของ", "on": "20/6/2565"})
    assert page.status == 422
    assert "45.1/2562" in page.beside("district")
    assert f"/districts/{CHIANG_KHONG}/order" in page.links()


def test_a_name_or_a_day_that_cannot_be_is_refused_beside_its_field_and_kept(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    guest = visitor(desk, "coord")
    guest.get("/start", "en")
    page = guest.post("/start", {"district": "Mae Fah Lung", "on": "2022-06-01"})
    assert page.status == 422
    assert "Mae Fa Luang" in page.beside("district")
    assert page.value("district") == "Mae Fah Lung"
    for wrong in ("1/6/65", "", "2022-06-31", "2022-07-01"):
        page = guest.post("/start", {"district": MAE_FAH_LUANG, "on": wrong})
        assert page.status == 422
        assert page.beside("on").startswith("Day on which the work began: "), wrong
    assert guest.post("/start", {"district": "", "on": "2022-06-01"}).beside("district")
    assert desk.instances() == []


def test_a_start_before_the_law_is_asked_again_beside_its_field_and_kept(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    guest = visitor(desk, "coord")
    guest.get("/start", "th")
    page = guest.post("/start", {"district": "แม่ฟ้าหลวง", "on": "1/1/2540"})
    assert page.status == 422
    assert "1 มกราคม 2540" in page.beside("on")
    assert "พ.ศ. 2551" in page.beside("on")
    assert page.value("on") == "1/1/2540"
    assert desk.instances() == []


def test_a_district_that_is_open_already_is_said_with_the_way_to_it(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start()
    guest = visitor(desk, "coord")
    guest.get("/start", "en")
    page = guest.post("/start", {"district": "5715", "on": "2022-06-02"})
    assert page.status == 422
    assert page.beside("district").startswith("District: ")
    assert f"/instances/{first}" in page.links()
    assert len(desk.instances()) == 1


def test_a_district_of_another_province_is_not_started(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    load_far_province(desk)
    guest = visitor(desk, "far.coord")
    guest.get("/start", "en")
    page = guest.post("/start", {"district": "5715", "on": "2022-06-02"})
    assert page.status == 422
    assert page.beside("district").startswith("District: ")
    assert "in Mae Fa Luang District, Chiang Rai; choose a district" in page.beside("district")
    assert desk.instances() == []
    assert visitor(desk, f"{MAE_FAH_LUANG}.chief").get("/start").status == 403


def test_a_khet_of_bangkok_is_refused_beside_its_field(sqlite_url: str) -> None:
    guest = visitor(a_desk(sqlite_url), "coord")
    guest.get("/start", "th")
    page = guest.post("/start", {"district": "เขตพระนคร", "on": "2022-06-01"})
    assert page.status == 422
    assert "768/2556" in page.beside("district")
    assert page.value("district") == "เขตพระนคร"
