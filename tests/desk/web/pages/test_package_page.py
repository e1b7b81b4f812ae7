"""The page of a handover package: page one first, its gaps, its files, for whom it is."""

import io
import re
import zipfile

import pytest

from flows.engine.days import sweep
from registry.queries.audit import attempts
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.desk.web.at_overviews import FAR, give, load_far_province
from tests.desk.web.visitor import visitor
from tests.scenarios.test_e2_chief_rotates_before_signing import moved_by_order

HERE = f"/districts/{MAE_FAH_LUANG}"
PACKAGE = f"{HERE}/package"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    return desk


def test_page_one_stands_first_and_is_one_click_from_the_district(desk: Desk) -> None:
    guest = visitor(desk, "coord")
    assert PACKAGE in guest.get(HERE, "en").links()
    page = guest.get(PACKAGE, "en")
    heads = [one.text_content() for one in page.tree.cssselect("main h2")]
    assert heads[0] == "The district's anti-trafficking work, and what is asked of you"
    assert "meeting of quarter" in page.main
    assert "the appointment order is in force" in page.main
    assert "Traced: 100 % of the claims bear their source" in page.main
    assert "Not recorded: Lessons" in page.main


def test_what_is_overdue_for_the_chief_stands_on_it_as_on_the_paper(desk: Desk) -> None:
    desk.on("2022-12-01")
    guest = visitor(desk, "coord")
    late = guest.get(f"{PACKAGE}?on=2022-12-01", "en").main
    assert "Late, not done: " in late
    assert "(fixing its day: late since 20 July 2022)" in late
    assert "Late, not done" not in guest.get(f"{PACKAGE}?on=2022-07-02", "en").main


def test_the_numbers_of_a_law_are_in_arabic_digits_as_those_of_the_page(desk: Desk) -> None:
    text = visitor(desk, "coord").get(PACKAGE).main
    assert "ที่ 768/2556" in text
    assert not re.search("[๐-๙]", text)


def test_it_begins_for_whom_it_is_asked(desk: Desk) -> None:
    guest = visitor(desk, "coord")
    assert "Trafficking is" in guest.get(f"{PACKAGE}?opening=new", "en").main
    assert "Trafficking is" not in guest.get(f"{PACKAGE}?opening=knows", "en").main


def test_a_past_day_is_marked_as_rebuilt(desk: Desk) -> None:
    page = visitor(desk, "coord").get(f"{PACKAGE}?on=2022-06-20", "en")
    assert "Rebuilt later" in page.main
    assert "no order is recorded" in page.main


def test_a_day_to_come_on_which_nobody_comes_into_office_is_refused(desk: Desk) -> None:
    guest, day = visitor(desk, "coord"), "?on=2056-01-01"
    for place in ("", "/page-one", "/zip"):
        page = guest.get(f"{PACKAGE}{place}{day}", "en")
        assert page.status == 422
        assert "nobody is recorded to come into office on that day" in page.main


def test_its_files_are_given_and_that_is_logged(desk: Desk) -> None:
    guest = visitor(desk, "coord")
    links = guest.get(PACKAGE).links()
    assert {f"{PACKAGE}/annex?form=pdf", f"{PACKAGE}/annex?language=en&form=pdf"} <= {*links}
    for place, kind in (("page-one", "docx"), ("annex", "docx"), ("zip", "zip")):
        answer = guest.get(f"{PACKAGE}/{place}").response
        assert answer.status_code == 200
        assert f".{kind}" in answer.headers["content-disposition"]
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    assert "BEGIN:VEVENT" in guest.get(f"{PACKAGE}/calendar").response.text
    english = guest.get(f"{PACKAGE}/annex?language=en").response
    assert ".en.docx" in english.headers["content-disposition"]
    with desk.office.registry.reading() as connection:
        taken = [one for one in attempts(connection, ("TH",)) if one.code == "export"]
    assert {one.target for one in taken} == {f"package/{MAE_FAH_LUANG}"}


def test_it_lists_to_whom_packages_went_and_when_the_page_came_back(desk: Desk) -> None:
    assert "None was handed over yet." in visitor(desk, "coord").get(PACKAGE, "en").main
    desk.on("2022-09-20")
    moved_by_order(desk)
    desk.on("2022-10-03")
    sweep(desk.office)
    desk.perform()
    instance = next(one.id for one in desk.instances() if one.process == "handover")
    ticked: Json = {"decisions": [{"decision": "contacts", "result": "confirmed"}]}
    desk.decide(instance, "receipt", "district_chief", "2022-10-10", ticked, evidence=[SCAN])
    page = visitor(desk, "coord").get(PACKAGE, "en").main
    row = page.partition("Packages handed over")[2]
    assert "1 October 2022" in row
    assert "10 October 2022" in row
    assert "ใหม่ มาแทน" in visitor(desk, "coord").get(PACKAGE, "th").main.partition("ชุดที่ส่งมอบแล้ว")[2]


@pytest.mark.parametrize("place", ["", "/page-one", "/annex", "/zip", "/calendar"])
def test_it_is_there_for_the_districts_own_alone(desk: Desk, place: str) -> None:
    load_far_province(desk)
    assert visitor(desk, f"{MAE_FAH_LUANG}.chief").get(PACKAGE + place).status == 200
    assert visitor(desk, "far.coord").get(PACKAGE + place).status == 404
    assert visitor(desk, "coord").get(f"/districts/{FAR}/package{place}").status == 404
    assert visitor(desk, give(desk, "partner", MAE_FAH_LUANG)).get(PACKAGE + place).status == 403
