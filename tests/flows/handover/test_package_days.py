"""What a package says of its days: agreed, told of last year, prepared ahead."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from config.handover import LATE, handover_defaults
from desk.views.handover_package import NobodyComes, PackageRequest, calendar, package_made
from flows.activity.coordination import COORDINATION
from flows.activity.process import ACTIVITY
from flows.capabilities import GATES
from flows.decisions.stop import stop
from flows.engine.deciding_offices import CHIEF
from flows.handover.gates import FEEDBACK, RECEIPT, SUCCESSOR
from registry.records.figures import NewFigure, record_figures
from registry.rules.figures import Qualifier
from registry.rules.papers.package import Opening
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk
from tests.flows.activity.at_activities import ACROSS, CALLED, told as happened
from tests.flows.handover.at_handovers import a_district, handovers, to, told
from tests.flows.handover.at_packages import claims, minuted, package
from tests.flows.meeting.test_agreed_meetings import redact_day
from tests.flows.year.at_openings import a_committee, opened, opens_from
from tests.flows.year.at_quarters import DAY, INVITED, a_year, meeting_of, on as until
from tests.staged_desks import made_once
from tests.statements import heard


@made_once
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
    asked = PackageRequest(MAE_FAH_LUANG, date(2022, 7, 10))
    assert "DTSTART;VALUE=DATE:20220720" in str(calendar(package_made(desk.office, asked)).content)
    assert agreed not in [
        (one.day, one.text_en) for one in package(desk, "2022-07-04").annex.coming
    ]


def of_the_meeting(desk: Desk, on: str) -> list[tuple[date, str]]:
    """What the annex's calendar has of the first quarter's meeting from November on."""
    last = date(2022, 12, 31)
    return [
        (one.day, one.text_en)
        for one in package(desk, on).annex.coming
        if one.day <= last and ("meeting" in one.text_en or "meets" in one.text_en)
    ]


def test_a_quarters_meeting_stands_once_in_the_calendar_and_before_it_the_decision_on_its_day(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    until(desk, "2022-11-03")
    decided, held_by = of_the_meeting(desk, "2022-11-03")
    assert decided[1].startswith("for decision: ")
    assert held_by == (date(2022, 12, 31), "last day for the meeting of quarter 1/2566")
    assert decided[0] < held_by[0]
    held = meeting_of(desk, "q1")
    desk.decide(held, "committee_date", "district_chief", "2022-11-03", DAY)
    desk.decide(held, "committee_invitation", "focal_point", "2022-11-04", INVITED)
    until(desk, "2022-11-05")
    agreed_on = "meeting of the committee at 09:30, agreed on"
    assert of_the_meeting(desk, "2022-11-05") == [(date(2022, 11, 15), agreed_on)]


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


def test_each_paper_has_one_day_and_an_order_that_of_its_registration(sqlite_url: str) -> None:
    desk = minuted(sqlite_url, "executive.district_chief")
    found = package(desk, "2022-09-01").annex
    dated = {f"paper no. {one.document}": one.dated.first for one in found.papers}
    cited = [one for section in found.sections for one in section.claims if one.source_en in dated]
    assert date(2022, 7, 20) not in {one.as_of.first for one in cited}, (
        "the meeting's, not its minutes'"
    )
    assert [one.as_of.first for one in cited] == [dated[one.source_en] for one in cited]
    (minutes,) = (key for key, day in dated.items() if day == date(2022, 7, 25))
    assert [one.source_en for one in cited if "Open: " in one.topic_en] == [minutes]
    registered = [one for one in found.papers if one.title_en.startswith("Appointment order")]
    assert [(one.title_en, one.dated.first) for one in registered] == [
        ("Appointment order no. 12/2565", date(2022, 7, 1))
    ]


def test_the_last_meeting_stands_on_page_one_and_what_it_resolved_in_the_annex(
    sqlite_url: str,
) -> None:
    desk = minuted(sqlite_url, "rehabilitation.district_public_health")
    for opening in get_args(Opening):
        held = package(desk, "2022-07-21", opening=opening).page_one.matter_th
        assert "ประชุมครั้งล่าสุดที่บันทึก ครั้งที่ 1/2565 เมื่อ 20 กรกฎาคม 2565 " in held
        told = package(desk, "2022-09-01", opening=opening)
        assert "มติ: " not in told.page_one.matter_th
        assert "จัดเมื่อ 20 ก.ค. 2565 มติ: เห็นชอบ" in [one.text_th for one in claims(told, "meetings")]


def test_each_thing_that_the_chief_is_asked_belongs_to_a_decision_with_a_box() -> None:
    of_handover = {SUCCESSOR.key, RECEIPT.key, FEEDBACK.key}
    asked = {key for key, one in GATES.items() if one.asked_first == CHIEF} - of_handover
    late = handover_defaults().decision(LATE)
    assert late is not None
    assert asked == {*late.gates}
    told = {gate for one in handover_defaults().decisions for gate in one.gates}
    assert told <= {*GATES}


def test_a_meeting_whose_day_is_agreed_says_so_in_its_row_and_is_not_late(sqlite_url: str) -> None:
    desk = at_the_day_of_the_meeting(sqlite_url)
    desk.on("2022-07-10")
    (asked,) = (one for one in package(desk, "2022-07-10").page_one.decisions
                if one.key == "meeting")  # fmt: skip
    assert not asked.passed
    assert asked.note_en is None
    assert asked.title_en == "Hold the meeting of quarter 4/2565, agreed for 20 July 2022"


def test_the_calendar_holds_twelve_whole_months(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    opens_from(desk, 2566)
    found = package(desk, "2022-11-20").annex
    last = found.coming[-1]
    assert (last.day, last.text_en) == (
        found.until,
        "the annual report of 2566 is sent and its work is closed",
    )
    assert found.until == date(2023, 11, 30)


def test_the_calendar_tells_no_day_of_a_year_that_never_opens_or_was_stopped(
    sqlite_url: str,
) -> None:
    desk = a_committee(sqlite_url)
    desk.on("2022-06-28")

    def years() -> set[str]:
        told = [one.text_en for one in package(desk, "2022-06-28").annex.coming]
        return {one for one in ("2565", "2566", "2567") if any(one in said for said in told)}

    assert years() == {"2566"}, "the running one has none: the order is of June"
    (year,) = opened(desk)
    stop(desk.office, year.id, reason="ยุบรวม", on=date(2022, 6, 28), recorded_by="coord")
    assert years() == set()
    opens_from(desk, 2590)
    assert years() == set()


def test_a_package_made_ahead_tells_by_when_the_chief_is_briefed_and_signs_until_it_is_asked(
    sqlite_url: str,
) -> None:
    desk = a_district(sqlite_url)
    to(desk, "2022-09-20")
    told(desk)
    signed = "due: the signed page goes back to the PSDHS coordinator"
    both_days = dict.fromkeys(
        ("due: Briefing of whoever came into office", signed), date(2022, 10, 17)
    )

    def first_days(on: date) -> dict[str, date]:
        made = package_made(desk.office, PackageRequest(MAE_FAH_LUANG, on))
        coming = made.package.annex.coming
        return {one.text_en: one.day for one in coming if one.text_en in both_days}

    assert first_days(date(2022, 10, 3)) == both_days
    assert first_days(date(2022, 9, 20)) == {}
    to(desk, "2022-10-05")
    assert first_days(date(2022, 10, 5)) == both_days
    briefed: Json = {"briefed_on": "2022-10-05", "briefed_by": "พมจ.เชียงราย"}
    desk.decide(handovers(desk)[0].id, "briefing", COORDINATOR, "2022-10-05", briefed)
    assert first_days(date(2022, 10, 5)).keys() == {signed}


def test_the_calendar_holds_every_day_of_the_years_plan_and_by_when_each_quarter_has_its_meeting(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    opens_from(desk, 2566)
    said = {one.text_en: one.day for one in package(desk, "2022-11-20").annex.coming}
    assert said["the committee resolves on the plan of 2567"] == date(2023, 9, 15)
    assert said["agencies endorse the plan of 2567"] == date(2023, 9, 23)
    assert said["the District Chief signs the plan of 2567"] == date(2023, 9, 28)
    fixed = [one for one in said if one.endswith(" is to have its day")]
    assert fixed == [
        f"the meeting of quarter {one} is to have its day"
        for one in ("2/2566", "3/2566", "4/2566", "1/2567")
    ], "of the running quarter the gate that waits tells"
    assert said[fixed[0]] == date(2023, 1, 17), "ten working days after the quarter begins"


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
    assert across == ["7 (contacts, quarter 4/2565)"]


def test_offices_across_the_border_stand_with_how_and_when_each_was_last_in_touch(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    desk.on("2022-07-20")
    happened(desk, ACTIVITY, ACROSS)
    called = happened(desk, COORDINATION, CALLED | {"contacted_on": "2022-07-14"})
    happened(desk, COORDINATION, CALLED | {"counterpart": "la_police"})
    found = package(desk, "2022-11-01")
    told_of = {one.topic_en: (one.text_en, one.source_en) for one in claims(found, "channels")}
    assert told_of["Cross-border contacts"][0] == "3 (contacts, fiscal year 2565)"
    police = [one for one in told_of if "Myanmar Police" in one]
    assert [told_of[one][0] for one in police] == ["last: telephone, 14 July 2022"]
    assert told_of[police[0]][1] == f"entry no. {called.entry}"
    (figure,) = (one for one in found.annex.figures if one.title_en.startswith("Cross-border"))
    assert figure.year_before_en == "3 (contacts, up to 30 September 2022)"
    assert figure.this_year_en == "not recorded"


def test_a_thing_that_was_recorded_by_itself_has_one_title_where_it_is_told_and_where_it_is_listed(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    desk.on("2022-07-20")
    called = happened(desk, COORDINATION, CALLED | {"contacted_on": "2022-07-14"})
    found = package(desk, "2022-11-01")
    (told,) = (one for one in claims(found, "channels") if one.entry == called.entry)
    (listed,) = (one for one in found.annex.entries if one.entry == called.entry)
    assert listed.title_en == f"Contact with another office: {told.topic_en}"
    assert listed.on == date(2022, 7, 20)
    assert told.as_of.first == date(2022, 7, 14)


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
    made = package_made(desk.office, PackageRequest(MAE_FAH_LUANG, date(2022, 10, 3)))
    assert (made.on, made.ahead_of, made.rebuilt) == (date(2022, 9, 20), date(2022, 10, 3), False)
    assert made.package.page_one.chief.name_th == "นางมาใหม่ สมมุติ"
    due = {one.key: one.due for one in made.package.page_one.decisions}
    assert due["contacts"] == date(2022, 11, 2)
    with pytest.raises(NobodyComes, match="4 October 2022"):
        package_made(desk.office, PackageRequest(MAE_FAH_LUANG, date(2022, 10, 4)))


def test_what_is_due_on_the_very_day_is_due_and_neither_late_nor_left_out(sqlite_url: str) -> None:
    desk = at_the_day_of_the_meeting(sqlite_url)
    agreed = (date(2022, 7, 20), "meeting of the committee at 09:30, agreed on")
    due = next(one.due_on for one in desk.gates() if one.due_on)
    assert due is not None
    for day, found in (
        (agreed[0], package(desk, "2022-07-20")), (due, package(desk, due.isoformat())),
    ):  # fmt: skip
        assert day in [one.day for one in found.annex.coming]
        assert day not in [one.day for one in found.annex.late]
    assert agreed in [(one.day, one.text_en) for one in package(desk, "2022-07-20").annex.coming]
    assert agreed not in [
        (one.day, one.text_en) for one in package(desk, "2022-07-21").annex.coming
    ]


def test_a_package_asks_the_registry_nothing_twice(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    until(desk, "2022-12-05")
    asked = PackageRequest(MAE_FAH_LUANG, date(2022, 12, 5))
    with heard() as said:
        package_made(desk.office, asked)
    counts = Counter((question, str(values)) for question, values in said)
    assert [question for (question, _), count in counts.items() if count > 1] == []
