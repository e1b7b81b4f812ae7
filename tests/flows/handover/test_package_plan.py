"""What a package says of the year's plan: whose it is, and how far it has come."""

from datetime import date, timedelta

import pytest

from flows.handover.package_day import PackageDay
from flows.handover.package_facts import Package
from registry.queries.handover import decisions_owed
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.dissolution.at_endings import dissolved
from tests.flows.dissolution.at_years_after_endings import ACCEPTED, ENDED, adopted, established
from tests.flows.handover.at_packages import NOT_RECORDED, claims, package
from tests.flows.plan.plan_rows import AGREED, LAO, a_draft, a_row, planning
from tests.flows.plan.planning import a_year as planned_year, drafted, endorsed, gate_of
from tests.flows.year.at_openings import opens_from
from tests.flows.year.at_quarters import a_year, on
from tests.flows.year.test_trainings_of_the_plan import a_year_with_a_training, amended
from tests.registry.records.at_adoptions import FULL, take

MISSING = "plan_missing"
JOINED = "2022-12-02"


def owed(desk: Desk, day: str) -> tuple[str, ...]:
    with desk.office.registry.reading() as connection:
        return decisions_owed(connection, MAE_FAH_LUANG, date.fromisoformat(day)).keys


def test_the_plan_of_a_committee_that_ended_is_not_the_next_ones(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    assert MISSING not in owed(desk, "2022-11-01")
    dissolved(desk, ENDED)
    established(desk)
    on(desk, JOINED)
    found = package(desk, JOINED)
    assert MISSING in owed(desk, JOINED)
    assert "no draft plan of 2566 yet" in [one.text_en for one in found.page_one.risks]
    assert not [one for one in found.page_one.works if "plan" in one.text_en]
    said, *_ = claims(found, "plan")
    assert (said.text_en, said.known) == (NOT_RECORDED, False)
    assert found.annex.activities == ()
    then = package(desk, "2022-11-01")
    assert activities_of(then), "on a past day it is that of the committee of then"


def test_a_draft_that_waits_is_told_with_its_day_and_what_it_waits_for(sqlite_url: str) -> None:
    desk = planned_year(sqlite_url)
    on(desk, "2022-10-02")
    assert "no draft plan of 2566 yet" in risks_of(desk, "2022-10-02")
    drafted(desk, on="2022-10-03")
    waits = "awaits resolution"
    found = package(desk, "2022-10-04")
    said, *_ = claims(found, "plan")
    assert said.text_en == f"a draft of 3 October 2022, {waits}"
    assert (said.as_of.first, said.known) == (date(2022, 10, 3), True)
    assert not [one for one in found.annex.gaps if one.section == 3]
    assert "draft plan of 2566 (3 October 2022) waits for resolution" in risks_of(
        desk, "2022-10-04"
    )


def told(desk: Desk, day: str) -> dict[str, str]:
    """What the annex says of the plan, but for its activities one by one."""
    said = claims(package(desk, day), "plan")
    return {one.topic_en: one.text_en for one in said if not one.topic_en[:1].isdigit()}


def activities_of(of: Package) -> list[str]:
    told = (one.topic_en for one in claims(of, "plan"))
    return [one for one in told if one[:1].isdigit() or one.startswith("All activities")]


def test_a_plan_that_missed_its_day_says_so_before_and_after_it_is_sent(sqlite_url: str) -> None:
    desk = planned_year(sqlite_url)
    plan = endorsed(desk)
    on(desk, "2022-10-20")
    said = told(desk, "2022-10-20")
    assert said["Plan sent to the province"] == "not sent; it was due 30 September 2022"
    signed: Json = {"result": "signed"}
    desk.decide(plan, gate_of(desk, plan, "plan_signed"), "district_chief", "2022-10-20", signed)
    letter: Json = {"paper": {"number": "ชร 1518/456", "dated": "2022-10-20"}}
    desk.decide(plan, gate_of(desk, plan, "plan_sent"), "focal_point", "2022-10-20", letter)
    said = told(desk, "2022-10-20")
    assert said["Plan sent to the province"] == (
        "sent on 20 October 2022, after 30 September 2022, when it was due"
    )


def test_without_a_plan_the_annex_says_why_no_activity_is_done(sqlite_url: str) -> None:
    desk = planned_year(sqlite_url)
    on(desk, "2022-10-02")
    said = told(desk, "2022-10-02")
    assert said["Activities done"].startswith("none to be followed yet: ")


def test_how_many_activities_are_done_is_told_with_when_the_plan_was_sent(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    rows: list[Json] = [
        {"row": "row-1", "state": "done", "reached": "4"},
        {"row": "row-2", "state": "not_started", "variance": "รองบประมาณ", "quarters": ["q3"]},
    ]
    sheet: Json = {"result": "reported", "rows": rows}
    desk.decide(year, "year/q1/quarter/report/progress#1", "focal_point", "2023-01-03", sheet)
    said = told(desk, "2023-01-03")
    assert said["Activities done"] == "1 of 2"
    reported = claims(package(desk, "2023-01-03"), "plan")
    days = {one.as_of.first for one in reported if one.source_en.startswith("quarterly report")}
    assert days == {date(2022, 12, 31)}, "a report tells of its quarter to the end"
    assert said["Plan sent to the province"] == "sent on 22 September 2022, due 30 September 2022"


def risks_of(desk: Desk, day: str) -> list[str]:
    return [one.text_en for one in package(desk, day).page_one.risks]


@pytest.mark.parametrize(("plans", "missing"), [((), True), ((ACCEPTED,), False)])
def test_a_plan_that_came_in_with_a_committee_is_that_committees_alone(
    sqlite_url: str, plans: tuple[Json, ...], *, missing: bool
) -> None:
    desk = a_desk(sqlite_url, "2022-10-03")
    opens_from(desk, 2566)
    take(desk, {**FULL, "plans": [{"fiscal_year": 2566, "state": "accepted"}]})
    on(desk, "2022-10-04")
    assert MISSING not in owed(desk, "2022-10-04")
    dissolved(desk, ENDED)
    adopted(desk, plans=[*plans])
    on(desk, JOINED)
    assert (MISSING in owed(desk, JOINED)) is missing


def test_the_activities_of_a_plan_are_told_as_they_were_known_then(sqlite_url: str) -> None:
    desk = a_year_with_a_training(sqlite_url)
    rows = [a_row(desk, "row-1"), a_row(desk, "row-9")]
    amended(desk, 2, rows, ("2022-11-01", "2022-11-02", "2022-11-08", "2022-11-08"))
    then = desk.office.registry.clock.now() - timedelta(hours=1)
    on = date(2022, 11, 8)
    with desk.office.registry.reading() as connection:
        told = {
            known: [
                one.key
                for one in PackageDay(
                    connection, MAE_FAH_LUANG, on, known, desk.office.declared, on
                ).planned
            ]
            for known in (then, None)
        }
    assert told == {then: ["row-1", "row-2"], None: ["row-1", "row-9"]}


def test_an_endorsement_that_another_head_owes_is_late_of_that_head_and_not_of_the_chief(
    sqlite_url: str,
) -> None:
    desk, plan = planning(sqlite_url)
    rows = [a_row(desk, "row-1"), a_row(desk, "row-2", LAO)]
    desk.decide(plan, "plan_draft", "focal_point", "2022-08-30", a_draft(rows))
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    on(desk, "2022-09-28")
    found = package(desk, "2022-09-28")
    late = [one.text_en for one in found.annex.late if "ndorse" in one.text_en]
    assert len(late) == 2
    assert not [one for one in late if one.endswith("(to be done by: District Chief)")], late
    assert found.page_one.late - sum(one.late for one in found.page_one.decisions) >= len(late)
