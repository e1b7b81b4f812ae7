"""The calendar: what stands in it, what never does, and what happens to a day that moves."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from icalendar import Calendar, Component

from desk.cli.main import run
from desk.views.district_calendar import calendar_of
from desk.views.view import View
from flows.decisions.move_due import move_due
from flows.decisions.withdraw import withdraw
from registry.rules.dates import parse_date
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk
from tests.desk.web.visitor import visitor
from tests.flows.meeting.test_agreed_meetings import agreed
from tests.flows.year.at_quarters import INVITED, a_year, on


class Told(NamedTuple):
    """An event as a calendar program reads it."""

    uid: str
    sequence: int
    status: str
    title: str
    place: str | None
    begins: date | datetime
    alarms: list[timedelta]


def told(one: Component) -> Told:
    text = {str(name).lower(): str(value) for name, value in one.items()}
    return Told(
        text["uid"], int(text["sequence"]), text["status"], text["summary"], text.get("location"),
        one.decoded("dtstart"), [alarm.decoded("trigger") for alarm in one.walk("VALARM")],
    )  # fmt: skip


def events(desk: Desk) -> dict[str, Told]:
    """The events of the district's calendar by their UID."""
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        made = calendar_of(view, [MAE_FAH_LUANG], "th")
    found = [told(one) for one in Calendar.from_ical(made).walk("VEVENT")]
    assert len({one.uid for one in found}) == len(found)
    return {one.uid: one for one in found}


def meeting(desk: Desk) -> Told:
    (found,) = [one for one in events(desk).values() if one.place]
    return found


def test_a_meeting_ends_after_it_began(sqlite_url: str) -> None:
    desk, _ = agreed(sqlite_url)
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        made = calendar_of(view, [MAE_FAH_LUANG], "th")
    found = Calendar.from_ical(made).walk("VEVENT")
    (held,) = [one for one in found if "LOCATION" in one]
    assert held.decoded("dtend") - held.decoded("dtstart") == timedelta(hours=3)
    assert all("DTEND" not in one for one in found if one is not held)


def test_a_meeting_has_its_day_time_place_and_alarms_and_a_due_day_is_a_whole_day(
    made_registry_url: str,
) -> None:
    desk, _ = agreed(made_registry_url)
    found = meeting(desk)
    assert found.title == "การประชุมคณะกรรมการ อำเภอแม่ฟ้าหลวง"
    assert found.place == "ห้องประชุมอำเภอ"
    assert found.begins.isoformat() == "2022-11-15T02:30:00+00:00"
    assert found.alarms == [timedelta(days=-1), timedelta(hours=-1)]
    due = [one for one in events(desk).values() if not one.place]
    assert due
    assert not any(isinstance(one.begins, datetime) for one in due)
    assert all(len(one.alarms) == 2 for one in due)


def test_the_day_of_an_agreed_meeting_is_no_due_day_beside_it(sqlite_url: str) -> None:
    desk, held = agreed(sqlite_url)
    desk.decide(held, "committee_invitation", "focal_point", "2022-11-04", INVITED)
    (gate,) = (one for one in desk.gates(held) if one.gate == "committee_meeting")
    assert gate.due_on == date(2022, 11, 15)
    that_day = [one for one in events(desk).values() if one.begins.day == 15]
    assert that_day == [meeting(desk)]


def test_a_meeting_moved_keeps_its_uid_with_a_higher_sequence_and_one_called_off_is_cancelled(
    sqlite_url: str,
) -> None:
    desk, held = agreed(sqlite_url)
    first = meeting(desk)
    desk.decide(held, "committee_invitation", "focal_point", "2022-11-04", INVITED)
    put_off: Json = {"result": "postponed", "reason": "ประธานติดราชการ"}
    desk.on("2022-11-15")
    desk.decide(held, "committee_meeting", "focal_point", "2022-11-15", put_off)
    off = meeting(desk)
    again: Json = {"held_on": "2022-12-20", "place": "ห้องประชุมอำเภอ", "time": "09:30"}
    desk.decide(held, "committee_date", "district_chief", "2022-11-16", again)
    moved = meeting(desk)
    assert first.uid == off.uid == moved.uid
    statuses = [one.status for one in (first, off, moved)]
    assert statuses == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert first.sequence < off.sequence < moved.sequence
    assert moved.begins.isoformat() == "2022-12-20T02:30:00+00:00"
    assert off.alarms == []


def test_a_day_that_was_taken_back_is_cancelled(sqlite_url: str) -> None:
    desk, held = agreed(sqlite_url)
    before = meeting(desk)
    withdraw(desk.office, held, "committee_date", reason="จดผิดอำเภอ", recorded_by="coord")
    after = meeting(desk)
    assert (after.status, after.uid) == ("CANCELLED", before.uid)
    assert after.sequence > before.sequence


def test_a_due_day_that_is_moved_moves_with_a_higher_sequence(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-02")
    path = "year/q1/quarter/report/progress#1"
    before = next(one for one in events(desk).values() if "ผลการดำเนินงาน" in one.title)
    day = parse_date("2023-01-20", field="due_on")
    move_due(
        desk.office, year, path, due_on=day, until_on=None, reason="น้ำท่วม", recorded_by="coord"
    )
    after = events(desk)[before.uid]
    assert after.begins == day
    assert after.sequence == before.sequence + 1


def test_the_calendar_holds_no_name_of_a_person_and_no_text_of_an_answer(sqlite_url: str) -> None:
    desk, _ = agreed(sqlite_url)
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        made = calendar_of(view, [MAE_FAH_LUANG], "th").decode()
    for one in Calendar.from_ical(made).walk("VEVENT"):
        assert {str(name) for name in one} <= {
            "UID", "SEQUENCE", "DTSTAMP", "SUMMARY", "DTSTART", "DTEND", "TRANSP", "LOCATION",
            "STATUS",
        }  # fmt: skip
    assert COORDINATOR not in made


def test_the_file_is_given_on_the_page_of_the_district_and_of_the_meeting_and_by_command(
    sqlite_url: str, tmp_path: Path
) -> None:
    desk, held = agreed(sqlite_url)
    coord = visitor(desk, "coord")
    for place in (f"/districts/{MAE_FAH_LUANG}", f"/instances/{held}"):
        assert f"{place}/calendar" in coord.get(place).links()
        given = coord.get(f"{place}/calendar")
        assert given.response.headers["content-type"].startswith("text/calendar")
        assert "BEGIN:VEVENT" in given.response.text
    file = tmp_path / "district.ics"
    asked = ["calendar", "--district", MAE_FAH_LUANG, "--out", str(file)]
    assert run([*asked, "--registry", sqlite_url]) == 0
    assert Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert run(["calendar", "--district", "nowhere", "--out", str(file)]) == 2
