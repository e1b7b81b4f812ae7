"""An agency leaves a committee, from its district's page."""

import pytest

from registry.queries.documents import documents
from tests.builders import MAE_FAH_LUANG, SCAN, Desk
from tests.desk.web.visitor import Visitor, visitor
from tests.flows.order.at_amendments import keys
from tests.flows.order.at_withdrawals import AGENCY, SEATS, with_agency

PLACE = f"/districts/{MAE_FAH_LUANG}/withdrawal"
LETTER = {"agency": AGENCY, "letter": "ตม 0029/15", "on": "1/9/2565"}


@pytest.fixture
def seated(sqlite_url: str) -> tuple[Desk, Visitor]:
    desk = with_agency(sqlite_url)
    return desk, visitor(desk, "coord")


def test_the_districts_page_leads_to_it_and_only_agencies_with_a_seat_are_offered(
    seated: tuple[Desk, Visitor],
) -> None:
    _, coord = seated
    assert PLACE in coord.get(f"/districts/{MAE_FAH_LUANG}").links()
    page = coord.get(PLACE)
    offered = [str(one) for one in page.tree.xpath("//select[@name='agency']/option/@value")]
    assert AGENCY in offered
    assert "focus" not in offered


def test_what_would_follow_is_shown_before_it_is_recorded(seated: tuple[Desk, Visitor]) -> None:
    desk, coord = seated
    shown = coord.post(PLACE, LETTER | {"step": "check"})
    assert "ตำแหน่งที่จะสิ้นสุด 2 ตำแหน่ง" in shown.text
    assert shown.text.count("ผู้กำกับการตรวจคนเข้าเมือง") >= 2
    assert keys(desk, "2022-09-05") >= SEATS
    done = coord.post(PLACE, LETTER | {"step": "record"})
    assert not SEATS & keys(desk, "2022-09-05")
    order = next(
        one.id for one in desk.instances() if one.status == "open" and one.process == "order"
    )
    assert done.path == f"/instances/{order}"


def test_the_scan_of_the_letter_is_kept_with_the_district(seated: tuple[Desk, Visitor]) -> None:
    desk, coord = seated
    files = {"evidence": (SCAN.file_name, SCAN.content, SCAN.media_type)}
    coord.post(PLACE, LETTER | {"step": "record"}, files=files)
    with desk.office.registry.reading() as connection:
        kinds = [one.kind for one in documents(connection, district=MAE_FAH_LUANG)]
    assert "scan.agency_withdrew" in kinds
    listed = coord.get(f"/documents?district={MAE_FAH_LUANG}")
    assert "หนังสือถอนตัวของหน่วยงาน" in listed.text


def test_what_does_not_fit_is_told_beside_its_field_and_nothing_is_lost(
    seated: tuple[Desk, Visitor],
) -> None:
    desk, coord = seated
    refused = coord.post(PLACE, LETTER | {"on": "20/6/2565", "step": "check"})
    assert refused.status == 422
    assert refused.beside("on").startswith("ถอนตัวตั้งแต่วันที่: วันที่ถอนตัว")
    assert refused.value("letter") == "ตม 0029/15"
    empty = coord.post(PLACE, {"on": "1/9/2565", "step": "check"})
    assert empty.beside("agency")
    assert empty.beside("letter")
    assert keys(desk, "2022-09-05") >= SEATS
