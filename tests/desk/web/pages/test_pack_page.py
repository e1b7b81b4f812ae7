from datetime import date

import pytest

from registry.rules.plain_values import Json
from tests.builders import Desk, a_desk
from tests.desk.views.test_meeting_pack import kept
from tests.desk.web.visitor import visitor


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def test_the_gate_of_the_invitation_and_the_meetings_page_lead_to_the_pack(desk: Desk) -> None:
    meeting = desk.to_order_signed()
    agreed: Json = {"held_on": "2022-07-20", "place": "ห้องประชุมอำเภอ", "time": "09:30"}
    desk.decide(meeting, "inception_date", "district_chief", "2022-07-05", agreed)
    who = visitor(desk, "coord")
    place = f"/instances/{meeting}/pack"
    assert place in who.get(f"/instances/{meeting}/gates/invitation%231", "en").links()
    assert place in who.get(f"/instances/{meeting}", "en").links()
    page = who.get(place, "en")
    assert "ระเบียบวาระการประชุม" in page.main
    assert "Keep it as sent" in page.main


def test_what_was_sent_is_listed_and_nothing_is_left_to_amend(desk: Desk) -> None:
    meeting = desk.to_inception_meeting()
    number = kept(desk, meeting, date(2022, 7, 8))
    page = visitor(desk, "coord").get(f"/instances/{meeting}/pack", "en")
    assert f"/documents/{number}" in page.links()
    assert "No paper has changed since it was sent" in page.main


def test_a_wrong_day_is_refused_beside_its_field(desk: Desk) -> None:
    meeting = desk.to_inception_meeting()
    typed = {"step": "keep", "sent_on": "yesterday", "paper": "x"}
    assert visitor(desk, "coord").post(f"/instances/{meeting}/pack", typed).beside("sent_on")


def test_where_no_meeting_is_agreed_on_there_is_no_pack(desk: Desk) -> None:
    meeting = desk.to_order_signed()
    assert visitor(desk, "coord").get(f"/instances/{meeting}/pack").status == 404
