"""The committee met on a quarter's last working day, and nobody recorded it until January."""

from urllib.parse import unquote

from registry.rules.plain_values import Json
from tests.desk.web.visitor import Visitor, visitor
from tests.flows.year.at_quarters import a_year, everybody, how, meeting_of, met, on

HELD_ON = "2022-12-30"


def leads_to(who: Visitor, meeting: int) -> list[str]:
    """The steps to which the page that asks why there was no meeting leads as well."""
    here = f"/instances/{meeting}/gates/"
    steps = (unquote(one) for one in who.get(f"{here}not_held").links() if one.startswith(here))
    return [one.removeprefix(here) for one in steps if one != f"{here}not_held"]


def test_who_is_asked_why_there_was_no_meeting_is_led_to_where_one_is_recorded_that_there_was(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2023-01-10")
    meeting, coord = meeting_of(desk, "q1"), visitor(desk, "coord")
    assert leads_to(coord, meeting) == ["committee_date"]
    day: Json = {"held_on": HELD_ON, "place": "ห้องประชุมอำเภอ"}
    desk.decide(meeting, "committee_date", "district_chief", "2022-12-12", day)
    assert leads_to(coord, meeting) == ["committee_invitation#1"]
    invited: Json = {"sent_on": "2022-12-15"}
    desk.decide(meeting, "committee_invitation#1", "focal_point", "2022-12-15", invited)
    sheet = met(everybody(desk), held_on=HELD_ON)
    desk.decide(meeting, "committee_meeting#1", "focal_point", HELD_ON, sheet)
    assert "not_held" not in desk.waits_at(meeting)
    assert how(desk, meeting)[0] == "open"


def test_a_step_that_was_not_asked_before_leads_to_no_other(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-10")
    report = f"/instances/{year}/gates/year/q1/quarter/report/progress%231"
    assert "ให้บันทึกที่ขั้นนั้น" not in visitor(desk, "coord").get(report).main
