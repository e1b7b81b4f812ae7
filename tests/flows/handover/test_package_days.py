"""What a package says of its days: overdue, agreed, told of last year, prepared ahead."""

from datetime import date
from decimal import Decimal

import pytest

from desk.views.handover_package import NobodyComes, PackageAsked, calendar, package_made
from registry.records.figures import NewFigure, record_figures
from registry.rules.figures import Qualifier
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.handover.test_package_facts import claims, package
from tests.flows.handover.test_process import to, told
from tests.flows.meeting.test_agreed import redact_day
from tests.flows.year.test_money import WATCH, proposed


def at_the_day_of_the_meeting(url: str) -> Desk:
    """The inception meeting is agreed on for 20 July 2022, and is still to be held."""
    desk = a_desk(url)
    desk.to_inception_meeting()
    return desk


def test_a_meeting_that_is_agreed_on_stands_on_page_one_in_the_calendar_and_in_its_file(
    sqlite_url: str,
) -> None:
    desk = at_the_day_of_the_meeting(sqlite_url)
    desk.on("2022-07-10")
    found = package(desk, "2022-07-10")
    agreed = (date(2022, 7, 20), "meeting of the committee at 09:30, agreed on")
    assert agreed in [(one.day, one.text_en) for one in found.page_one.coming]
    assert agreed in [(one.day, one.text_en) for one in found.annex.coming]
    asked = PackageAsked(MAE_FAH_LUANG, date(2022, 7, 10))
    assert "DTSTART;VALUE=DATE:20220720" in str(calendar(package_made(desk.office, asked)).content)
    assert agreed not in [
        (one.day, one.text_en) for one in package(desk, "2022-07-04").annex.coming
    ]


def test_a_meeting_whose_day_was_redacted_is_told_of_by_no_page(
    sqlite_url: str,
) -> None:
    desk = at_the_day_of_the_meeting(sqlite_url)
    desk.on("2022-07-10")
    first = next(one.id for one in desk.instances() if one.process == "establishment")
    entry = next(one.id for one in desk.entries(first) if one.gate == "inception_date")
    redact_day(desk, entry)
    found = package(desk, "2022-07-10").page_one
    assert not [one for one in found.coming if "meeting of the committee" in one.text_en]


def test_what_is_overdue_for_the_chief_stands_on_page_one_and_nothing_else_does(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    (gate,) = (one for one in desk.gates() if one.gate == "inception_date")
    assert gate.due_on is not None
    late = package(desk, "2022-12-01").page_one.overdue
    assert [(one.day, one.text_en) for one in late] == [
        (gate.due_on, "Date of the inception meeting")
    ]
    assert package(desk, gate.due_on.isoformat()).page_one.overdue == ()


def test_contacts_across_the_border_of_the_year_before_are_told_of(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        said = NewFigure("cross_border_contacts", "", Decimal(7), "coordination", Qualifier.EXACT)
        record_figures(write, MAE_FAH_LUANG, 2565, 4, [said], entry_id=None)
    across = [
        one.text_en
        for one in claims(package(desk, "2022-11-01"), "channels")
        if "cross" in one.topic_en.lower()
    ]
    assert across == ["7 (quarter 4/2565)"]


def test_of_money_it_says_what_was_given_and_once_that_an_ordinance_has_it(
    sqlite_url: str,
) -> None:
    desk, year = proposed(sqlite_url)
    desk.decide(year, f"{WATCH}/money#1", "focal_point", "2022-09-12", {"result": "passed"})
    (line,) = claims(package(desk, "2022-09-13"), "budget")
    assert line.text_th == "ขอ 30,000 บาท ผ่านข้อบัญญัติแล้ว"
    granted: Json = {"result": "granted", "amount": "20000", "page": "45"}
    desk.decide(year, f"{WATCH}/money#2", "focal_point", "2022-10-05", granted)
    (line,) = claims(package(desk, "2022-10-06"), "budget")
    assert line.text_en == "30,000 baht asked for; granted: 20,000 baht; in an ordinance"


def test_a_district_without_a_committee_is_asked_to_found_one(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.start()
    asked = package(desk, "2022-06-10").page_one.decisions
    assert [one.key for one in asked] == ["found"]


def test_a_day_to_come_is_that_of_somebodys_coming_and_its_facts_are_of_today(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    to(desk, "2022-09-20")
    told(desk, "2022-10-03")
    made = package_made(desk.office, PackageAsked(MAE_FAH_LUANG, date(2022, 10, 3)))
    assert (made.on, made.ahead_of, made.rebuilt) == (date(2022, 9, 20), date(2022, 10, 3), False)
    assert made.package.page_one.chief.name_th == "นางมาใหม่ สมมุติ"
    assert made.package.page_one.decisions[0].due == date(2022, 11, 2)
    with pytest.raises(NobodyComes, match="4 October 2022"):
        package_made(desk.office, PackageAsked(MAE_FAH_LUANG, date(2022, 10, 4)))
