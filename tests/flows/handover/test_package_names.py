"""What a package calls people and papers: which coordinator, of which meeting, of whom no word."""

from config.words import both
from registry.records.load import load
from registry.records.load_file import LoadFile
from tests.builders import Desk, a_desk
from tests.flows.handover.at_handovers import a_district, to, told
from tests.flows.handover.at_packages import claims, package
from tests.flows.handover.at_reassignments import passed, second_coordinator
from tests.flows.year.at_quarters import a_year, held, minutes_adopted, on as until

SECOND, SINCE = "57/psdhs_coordinator/2", "2020-01-01"


def also_by_office(desk: Desk) -> None:
    """The second coordinates the province too."""
    with desk.office.registry.writing("TH", "57") as write:
        rows = {
            "offices": [{"ref": SECOND, "title_th": "นักพัฒนาสังคม", "title_en": "Officer"}],
            "holders": [
                {
                    "office": SECOND,
                    "person": "second",
                    "start": "2020-01-01",
                    "basis": "appointment",
                }
            ],
        }
        load(write, LoadFile.model_validate(rows), actor=None)


def coordinators(desk: Desk, on: str) -> list[tuple[str, str]]:
    """Whom the package of that day names as coordinators: post and name."""
    found = package(desk, on).annex.contacts
    return [
        (one.post_en, one.name_th)
        for one in found
        if "oordinator" in one.post_en or "Officer" in one.post_en
    ]


def test_of_several_coordinators_the_one_to_whom_the_district_passed_is_called_first(
    sqlite_url: str,
) -> None:
    desk = second_coordinator(a_district(sqlite_url))
    also_by_office(desk)
    either = coordinators(desk, "2022-09-20")
    assert len(either) == 2
    assert all(post.endswith("(any of them may be called)") for post, _ in either)
    passed(desk)
    to(desk, "2022-10-05")
    (post, name), (other, _) = coordinators(desk, "2022-10-05")
    assert (post, name) == ("Officer (in charge of Mae Fa Luang)", "นายคนที่สอง สมมุติ")
    assert "(" not in other
    assert "นายคนที่สอง" in "".join(one.text_th for one in package(desk, "2022-10-05").page_one.calls)


def test_a_coordinator_of_the_district_by_no_office_is_called_too(sqlite_url: str) -> None:
    desk = second_coordinator(a_district(sqlite_url))
    passed(desk)
    to(desk, "2022-10-05")
    (post, name), *_ = coordinators(desk, "2022-10-05")
    assert (post, name) == ("PSDHS coordinator (in charge of Mae Fa Luang)", "นายคนที่สอง สมมุติ")
    assert "นายคนที่สอง" in "".join(one.text_th for one in package(desk, "2022-10-05").page_one.calls)


def test_where_nobody_is_chief_no_row_tells_of_a_present_one(sqlite_url: str) -> None:
    desk = a_district(sqlite_url)
    to(desk, "2022-09-20")
    told(desk, title_th="", name_th="")
    to(desk, "2022-10-04")
    found = package(desk, "2022-10-04")
    assert both("package.not_delegated").en in {one.text_en for one in found.annex.gaps}
    said = "".join(one.model_dump_json() for one in (found.page_one, found.annex))
    assert "resent Chief" not in said
    assert "คนปัจจุบัน" not in said


def test_minutes_and_plans_are_listed_with_their_meeting_and_their_year(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    until(desk, "2022-12-05")
    minutes_adopted(desk, held(desk))
    listed = {one.title_en for one in package(desk, "2022-12-05").annex.papers}
    assert {"Minutes no. 1/2565", "Action plan of the year 2566"} <= listed


def test_before_there_is_an_order_no_seat_is_told_without_that_and_nobody_as_a_member_reached(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_first_draft()
    day = desk.office.registry.today.isoformat()
    found = package(desk, day)
    assert [*claims(found, "contacts")] == []
    seats, *_ = claims(found, "structure")
    assert (seats.topic_en, seats.known) == ("Seats of the committee (no order is in force)", True)
