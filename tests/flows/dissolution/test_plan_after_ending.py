"""A plan of the committee before is not the next one's."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import Connection

from config.words import say, written
from desk.views.district_figures import district_figures
from desk.views.provincial_summary import summary_facts
from desk.views.quarter_book import QuarterOf, book_of_quarter, open_sheet
from desk.views.sight import Reader
from desk.views.view import View
from desk.views.year_facts import years_of
from desk.views.year_quarters import quarters_of
from flows.activity.offers import plan_activities
from flows.capabilities import GATES
from flows.meeting.agenda import points
from flows.plan.amendments import NoPlanReceived, amend_plan
from flows.plan.lessons import open_lessons
from flows.verification import verify_all
from flows.year.plan_activities import rows_by_name
from flows.year.report_rows import planned_rows
from flows.year.training_in_words import activity
from registry.journal import GateRow
from registry.queries.own_plans import own_plan
from registry.queries.plans import plan_versions
from registry.rules.plain_values import Json
from registry.rules.quarter_board import Lack
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.flows.dissolution.at_endings import confirm, dissolved
from tests.flows.dissolution.at_later_committees import take
from tests.flows.dissolution.at_years_after_endings import (
    ACCEPTED,
    ENDED,
    adopted,
    established,
    open_of,
)
from tests.flows.plan import planning
from tests.flows.plan.plan_rows import ENDORSED, a_draft, a_row
from tests.flows.year.at_openings import opens_from, years
from tests.flows.year.at_quarters import a_year, on
from tests.readers import reader_of
from tests.registry.records.at_adoptions import FULL

AS_BEFORE: Json = {"fiscal_year": 2566, "state": "accepted"}


def received_of_board(desk: Desk) -> date | None:
    """On which day the plan of the year was received, as the board has it."""
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        plan = years_of(view, [MAE_FAH_LUANG], 2566)[MAE_FAH_LUANG].facts.plan
    assert plan is not None
    return plan.received


def keys_reported(desk: Desk, day: str) -> list[str]:
    """The rows that a report of the year told on that day."""
    with desk.office.registry.reading() as connection:
        rows = planned_rows(connection, MAE_FAH_LUANG, 2566, date.fromisoformat(day))
    return [one.key for one in rows]


def test_the_next_committees_plan_is_a_version_of_its_own(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    dissolved(desk, ENDED)
    established(desk)
    on(desk, "2022-12-02")
    assert received_of_board(desk) is None, "the board asks for its own plan"
    assert keys_reported(desk, "2022-12-02") == []
    received_anew(desk, [a_row(desk, "row-1"), a_row(desk, "row-9")])
    with desk.office.registry.reading() as connection:
        found = plan_versions(connection, (MAE_FAH_LUANG,), desk.office.registry.today, 2566)
    assert [(one.version, one.received) for one in found] == [
        (1, date(2022, 9, 28)), (2, date(2022, 12, 12)),
    ]  # fmt: skip
    assert received_of_board(desk) == date(2022, 12, 12)
    assert keys_reported(desk, "2022-11-01") == ["row-1", "row-2"], "the committee's of then"
    assert keys_reported(desk, "2022-12-12") == ["row-1", "row-9"]
    assert verify_all(desk.office) == ()


@pytest.mark.parametrize(("plans", "asked"), [((), 1), ((ACCEPTED,), 0), ((AS_BEFORE,), 0)])
def test_a_plan_that_the_first_committees_form_told_is_not_the_next_ones(
    sqlite_url: str, plans: tuple[Json, ...], asked: int
) -> None:
    desk = a_desk(sqlite_url, "2022-10-03")
    opens_from(desk, 2566)
    take(desk, {**FULL, "plans": [AS_BEFORE]})
    on(desk, "2022-10-04")
    assert open_of(desk, "plan") == []
    dissolved(desk, ENDED)
    adopted(desk, plans=[*plans])
    on(desk, "2022-12-02")
    assert [one.status for one in years(desk)] == ["stopped", "open"]
    assert len(open_of(desk, "plan")) == asked


def test_trainings_that_the_first_committee_planned_are_not_asked_of_the_next(
    sqlite_url: str,
) -> None:
    desk = planning.a_year(sqlite_url)
    plan = planning.sent(desk)
    desk.decide(plan, "plan_received", COORDINATOR, "2022-09-28", {"result": "received"})
    on(desk, "2022-10-12")
    assert [one.period for one in open_of(desk, "trainings")] == ["2566/training"]
    dissolved(desk, ENDED)
    established(desk)
    on(desk, "2022-12-02")
    assert open_of(desk, "trainings") == []


def test_the_activities_of_the_first_committees_plan_are_told_of_no_other(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    dissolved(desk, ENDED)
    established(desk)
    on(desk, "2023-04-03")
    quarter = QuarterOf(MAE_FAH_LUANG, 2566, 2)
    with desk.office.registry.reading() as connection:
        today = desk.office.registry.today
        asked = open_sheet(connection, quarter)
        assert asked is not None
        assert "row-1" not in workbook_text(connection, asked, today, reader_of(desk))
        assert rows_by_name(connection, MAE_FAH_LUANG, 2566, today) == {}
        seen = district_figures(connection, MAE_FAH_LUANG, 2566, 2, today, exact=True)
        assert seen.duties is None
        lines = summary_facts(View(desk.office, connection, today), "57", 2566, 2).districts
        assert [one.planned for one in lines if one.order_th] == [0]
        agenda = points(connection, GATES, MAE_FAH_LUANG, "regular", today, year)
    assert say("meeting.plan_status", "th", year=2566) not in [one.th for one in agenda]


def workbook_text(connection: Connection, asked: GateRow, today: date, reader: Reader) -> list[str]:
    """Every word of the workbook of the open sheet."""
    _, content = book_of_quarter(connection, asked, today, reader)
    sheets = load_workbook(BytesIO(content)).worksheets
    return [str(cell) for sheet in sheets for row in sheet.values for cell in row if cell]


def test_what_may_be_chosen_of_a_plan_is_of_the_committees_own(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    dissolved(desk, ENDED)
    established(desk)
    on(desk, "2022-12-02")
    with desk.office.registry.reading() as connection:
        own = plan_activities(connection, MAE_FAH_LUANG, date(2022, 12, 2))
        before = plan_activities(connection, MAE_FAH_LUANG, date(2022, 11, 9))
    assert own == {}
    assert [*before] == ["row-1", "row-2"], "an activity of then is still told of its own row"


def test_a_committee_is_not_active_by_a_plan_of_the_one_before(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    dissolved(desk, ENDED)
    established(desk)
    on(desk, "2023-04-03")
    assert Lack.PLAN in lacks_on(desk, date(2023, 4, 3))
    assert Lack.PLAN not in lacks_on(desk, date(2022, 11, 9))


def test_a_plan_of_the_form_of_the_committee_before_makes_the_next_one_no_more_active(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-10-03")
    take(desk, {**FULL, "plans": [ACCEPTED]})
    assert Lack.PLAN not in lacks_on(desk, date(2022, 10, 3))
    dissolved(desk, ENDED)
    adopted(desk)
    assert lacks_on(desk, date(2022, 12, 1)) == (Lack.TIME,)


def lacks_on(desk: Desk, day: date) -> tuple[Lack, ...]:
    """What the committee lacks on that day to be active, as the board of the year says."""
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, day)
        held = years_of(view, [MAE_FAH_LUANG], 2566)
        return quarters_of(view, held, 2566)[MAE_FAH_LUANG].lacks or ()


def test_the_next_version_is_begun_of_the_committees_own_plan_alone(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2023-04-03")
    dissolved(desk, "2023-05-02")
    established(desk, "2023-06-01", "90/2566")
    with pytest.raises(NoPlanReceived):
        amend_plan(desk.office, MAE_FAH_LUANG, 2566, on=date(2023, 6, 2), recorded_by="coord")


def test_a_training_is_called_after_the_row_of_its_own_committees_plan(sqlite_url: str) -> None:
    desk = planning.a_year(sqlite_url)
    plan = planning.sent(desk)
    desk.decide(plan, "plan_received", COORDINATOR, "2022-09-28", {"result": "received"})
    on(desk, "2022-10-12")
    (training,) = open_of(desk, "trainings")
    dissolved(desk, ENDED)
    established(desk)
    on(desk, "2022-12-02")
    received_anew(desk, [a_row(desk, "training"), a_row(desk, "row-9")])
    with desk.office.registry.reading() as connection:
        said = activity(connection, training, date(2023, 1, 5))
    assert str(planning.TRAINING["activity"]) in written(said, "th")


def received_anew(desk: Desk, rows: list[dict[str, Json]]) -> None:
    """The next committee's own plan of these rows is received on 12 December 2022."""
    (plan,) = [one.id for one in desk.instances() if one.period == "2566/2"]
    desk.decide(plan, "plan_draft", "focal_point", "2022-12-05", a_draft(rows))
    agreed: Json = {"result": "agreed", "meeting": "1/2566", "held_on": "2022-12-06"}
    desk.decide(plan, "resolution", "district_chief", "2022-12-06", agreed)
    for path in desk.waits_at(plan):
        desk.decide(plan, path, "focal_point", "2022-12-07", ENDORSED)
    desk.decide(plan, "plan_signed", "district_chief", "2022-12-08", {"result": "signed"})
    letter: Json = {"paper": {"number": "ชร 1518/190", "dated": "2022-12-09"}}
    desk.decide(plan, "plan_sent", "focal_point", "2022-12-09", letter)
    desk.decide(plan, "plan_received", COORDINATOR, "2022-12-12", {"result": "received"})


def test_a_lesson_of_the_committee_before_tells_of_the_row_that_it_was_about(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-07-03")
    line: dict[str, Json] = {
        "key": "lesson-1", "about": "row-1", "happened": "น้อยคนมา",
        "change": "นัดหลังเก็บเกี่ยว", "owner": "executive.district_chief",
    }  # fmt: skip
    desk.decide(year, "lessons", "focal_point", "2023-07-03",
                {"sources": ["reports"], "lessons": [line]})  # fmt: skip
    with desk.office.registry.reading() as connection:
        (before,) = open_lessons(connection, MAE_FAH_LUANG, date(2023, 7, 3))
    dissolved(desk, "2023-08-10")
    established(desk, "2023-08-20", "90/2566")
    with desk.office.registry.reading() as connection:
        (after,) = open_lessons(connection, MAE_FAH_LUANG, date(2023, 8, 21))
    assert before.about["group"] == "prevention"
    assert after == before


def test_a_plan_received_on_the_very_day_of_the_end_is_no_plan_of_the_next_committee(
    sqlite_url: str,
) -> None:
    desk = planning.a_year(sqlite_url)
    plan = planning.sent(desk)
    desk.decide(plan, "plan_received", COORDINATOR, "2022-10-12", {"result": "received"})
    dissolved(desk, "2022-10-12")
    established(desk, "2022-10-12")
    on(desk, "2022-10-13")
    assert open_of(desk, "trainings") == []
    with desk.office.registry.reading() as connection:
        own = own_plan(connection, MAE_FAH_LUANG, 2566, date(2022, 10, 12))
    assert own.versions == ()


def test_a_plan_received_after_the_day_of_an_end_that_was_entered_late_is_no_plan_of_the_next(
    sqlite_url: str,
) -> None:
    desk = planning.a_year(sqlite_url)
    plan = planning.sent(desk)
    desk.decide(plan, "plan_received", COORDINATOR, "2022-10-12", {"result": "received"})
    desk.on("2022-10-20")
    work = desk.start("dissolution", on="2022-10-20")
    order: Json = {"number": "40/2565", "dated": "2022-10-05", "reason": "ยุบรวมอำเภอ"}
    desk.decide(work, "ending_order", COORDINATOR, "2022-10-20", order, evidence=[SCAN])
    confirm(desk, work, "2022-10-20")
    established(desk, "2022-10-21")
    with desk.office.registry.reading() as connection:
        own = own_plan(connection, MAE_FAH_LUANG, 2566, date(2022, 10, 21))
    assert own.versions == ()
