"""Meetings that were agreed on: one rule for the calendar, the month and the package."""

from datetime import date, time

import pytest

from flows.decisions.decide import decide
from flows.decisions.rehearsal import rehearse
from flows.engine.decision import Decision
from flows.meeting.agreed_meetings import AgreedMeeting, agreed_meetings, meetings_of_days
from registry.queries.redaction_parts import entry_part
from registry.records.redactions import take_out
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.web.visitor import visitor
from tests.flows.year.at_quarters import DAY, INVITED, a_year, meeting_of, on
from tests.staged_desks import made_once
from tests.statements import heard

HELD_ON = date(2022, 11, 15)


@made_once
def agreed(url: str) -> tuple[Desk, int]:
    """A meeting is agreed on for 15 November at half past nine."""
    desk, _ = a_year(url)
    on(desk, "2022-10-31")
    held = meeting_of(desk, "q1")
    desk.decide(held, "committee_date", "district_chief", "2022-11-01", DAY)
    return desk, held


def meeting(
    desk: Desk, instance: int, *, span: tuple[date, date] = (date.min, date.max)
) -> AgreedMeeting | None:
    with desk.office.registry.reading() as connection:
        found = agreed_meetings(
            connection, (MAE_FAH_LUANG,), desk.office.declared.gates,
            instance=instance, span=span,
        )  # fmt: skip
        return next(found, None)


def known(desk: Desk, instance: int) -> tuple[date, bool, bool]:
    found = meeting(desk, instance)
    assert found is not None
    return found.day, found.off, found.ahead


def redact_day(desk: Desk, entry: int) -> None:
    """The day of the entry is gone, as no door of today does it but a restored list may."""
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        part = entry_part(write.connection, entry, [("answer", "held_on")])
        take_out(write, MAE_FAH_LUANG, [part], first=1, second=2, reason="victim named")


def put_off(desk: Desk, held: int) -> None:
    desk.decide(held, "committee_invitation", "focal_point", "2022-11-04", INVITED)
    said: Json = {"result": "postponed", "reason": "ประธานติดราชการ"}
    desk.on("2022-11-15")
    desk.decide(held, "committee_meeting", "focal_point", "2022-11-15", said)


def test_a_meeting_lies_ahead_until_it_is_told_of_and_is_off_once_it_is_put_off(
    sqlite_url: str,
) -> None:
    desk, held = agreed(sqlite_url)
    found = meeting(desk, held)
    assert found is not None
    assert (found.starts, found.place) == (time(9, 30), "ห้องประชุมอำเภอ")
    assert known(desk, held) == (HELD_ON, False, True)
    put_off(desk, held)
    assert known(desk, held) == (HELD_ON, True, False)
    again: Json = {"held_on": "2022-12-20", "place": "ห้องประชุมอำเภอ"}
    desk.decide(held, "committee_date", "district_chief", "2022-11-16", again)
    assert known(desk, held) == (date(2022, 12, 20), False, True)


@pytest.mark.parametrize(
    ("span", "within"),
    [
        ((HELD_ON, HELD_ON), True),
        ((date(2022, 11, 16), date(2022, 11, 30)), False),
        ((date(2022, 11, 1), date(2022, 11, 14)), False),
    ],
)
def test_a_span_holds_the_meetings_of_its_first_and_of_its_last_day(
    sqlite_url: str, span: tuple[date, date], *, within: bool
) -> None:
    desk, held = agreed(sqlite_url)
    assert (meeting(desk, held, span=span) is not None) is within


def test_a_meeting_whose_new_day_was_redacted_is_off_and_bears_the_day_that_it_had(
    sqlite_url: str,
) -> None:
    desk, held = agreed(sqlite_url)
    put_off(desk, held)
    again: Json = {"held_on": "2022-12-20", "place": "ห้องประชุมอำเภอ"}
    said = desk.decide(held, "committee_date", "district_chief", "2022-11-16", again)
    redact_day(desk, said.entry)
    assert known(desk, held) == (HELD_ON, True, False)


NOVEMBER = date(2022, 10, 30), date(2022, 12, 3)  # with the weeks at its edges
DECEMBER = date(2022, 11, 27), date(2022, 12, 31)
JANUARY = date(2023, 1, 1), date(2023, 2, 4)


def of_days(desk: Desk, span: tuple[date, date], area: str) -> list[AgreedMeeting]:
    with desk.office.registry.reading() as connection:
        gates, today = desk.office.declared.gates, desk.office.registry.today
        return [*meetings_of_days(connection, [area], gates, today, span)]


@pytest.mark.parametrize("area", ["TH", "57", MAE_FAH_LUANG])
def test_a_month_tells_of_its_meetings_what_the_district_tells_of_them(
    made_registry_url: str, area: str
) -> None:
    desk, held = agreed(made_registry_url)
    assert [one.day for one in of_days(desk, NOVEMBER, area)] == [HELD_ON]
    put_off(desk, held)
    again: Json = {"held_on": "2022-12-20", "place": "ห้องประชุมอำเภอ"}
    said = desk.decide(held, "committee_date", "district_chief", "2022-11-16", again)
    assert of_days(desk, NOVEMBER, area) == []
    assert of_days(desk, DECEMBER, area) == [meeting(desk, held)]
    assert of_days(desk, DECEMBER, "58") == []
    redact_day(desk, said.entry)
    assert of_days(desk, NOVEMBER, area) == [meeting(desk, held)]
    assert of_days(desk, DECEMBER, area) == []


def test_of_committees_that_named_no_day_of_the_month_no_journal_is_read(sqlite_url: str) -> None:
    desk, _ = agreed(sqlite_url)
    with heard() as said:
        assert of_days(desk, JANUARY, "TH") == []
    assert len(said) == 1


def test_of_the_country_the_journals_alone_are_read_whose_gates_ask_for_a_day(
    sqlite_url: str,
) -> None:
    desk, _ = agreed(sqlite_url)
    with heard() as said:
        of_days(desk, JANUARY, "TH")
    ((asked, values),) = said
    with desk.office.registry.reading() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", values)
        steps = [row[3] for row in plan]
    assert "SCAN entry" not in steps


def test_a_meeting_shows_its_calendar_once_its_day_is_agreed_on(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2022-10-31")
    held = meeting_of(desk, "q1")
    link, shown = f"/instances/{held}/calendar", []
    for _turn in range(2):
        coord = visitor(desk, "coord")
        is_shown = link in coord.get(f"/instances/{held}").links()
        assert coord.get(link).status == (200 if is_shown else 404)
        shown.append(is_shown)
        if not is_shown:
            desk.decide(held, "committee_date", "district_chief", "2022-11-01", DAY)
    assert shown == [False, True]


def test_a_late_day_that_undoes_the_report_that_there_was_no_meeting_says_so(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2022-10-31")
    held = meeting_of(desk, "q1")
    on(desk, "2023-01-04")
    told: Json = {"result": "not_held", "reason": "ติดภัยพิบัติ"}
    desk.decide(held, "not_held", "focal_point", "2023-01-04", told)
    late = Decision(
        held, "committee_date", f"{MAE_FAH_LUANG}/district_chief", date(2022, 11, 1), DAY, "coord"
    )
    (before,) = rehearse(desk.office, [late], lambda _: None).receipts
    (after,) = decide(desk.office, late)
    assert before.warnings == after.warnings
    assert any("4 มกราคม 2566 จะไม่นับอีก" in one.th for one in before.warnings)
