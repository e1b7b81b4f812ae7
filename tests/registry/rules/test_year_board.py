"""Where a year stands: known answers of lines of money, of lateness, and of shares."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from config.defaults import policy
from registry.rules.year_board import (
    Column,
    LineStanding,
    MoneyLine,
    OpenQuestion,
    PlanSteps,
    Share,
    YearCell,
    YearFacts,
    YearMark,
    cells,
    share_in_time,
    share_of,
    standing_of_line,
    sums,
)
from registry.rules.year_days import year_days

DAYS = year_days(policy().year, 2566)  # the plan is due on 30 September 2022
LINE = MoneyLine("need-1", "ordinance", Decimal(30000), local_plan="yes")
OPENS = date(2022, 4, 1)


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("step", "page", "day", "stands"),
    [
        (None, "", "2022-07-20", LineStanding.NOT_PROPOSED),
        (None, "", "2022-08-15", LineStanding.NOT_PROPOSED),
        (None, "", "2022-08-16", LineStanding.UNFUNDED),
        ("not_sent", "", "2022-08-16", LineStanding.UNFUNDED),
        ("proposed", "", "2022-08-15", LineStanding.UNDER_WAY),
        ("proposed", "", "2022-08-16", LineStanding.AT_RISK),
        ("proposed", "", "2022-09-16", LineStanding.UNFUNDED),
        ("tabled", "", "2022-09-15", LineStanding.UNDER_WAY),
        ("tabled", "", "2022-09-16", LineStanding.UNFUNDED),
        ("passed", "", "2022-09-16", LineStanding.PAGE_MISSING),
        ("passed", "12", "2022-09-16", LineStanding.SECURED),
        ("transferred", "", "2022-12-01", LineStanding.LOST),
        ("supplementary", "", "2022-12-01", LineStanding.SUPPLEMENTARY),
        ("spent", "", "2022-12-01", LineStanding.SPENT),
        ("dropped", "", "2022-12-01", LineStanding.DROPPED),
    ],
)
def test_local_money_is_secured_by_its_page_and_missed_after_the_councils_days(
    step: str | None, page: str, day: str, stands: LineStanding
) -> None:
    line = replace(LINE, step=step, secured=bool(page))
    assert standing_of_line(line, DAYS, on(day)) is stands


def test_a_donor_meets_no_day_of_a_council_and_prints_no_page() -> None:
    donor = replace(LINE, road="donor")
    assert standing_of_line(donor, DAYS, on("2022-12-01")) is LineStanding.NOT_PROPOSED
    granted = replace(donor, step="granted")
    assert standing_of_line(granted, DAYS, on("2022-12-01")) is LineStanding.SECURED


def test_an_activity_for_local_money_without_a_line_is_unfunded_after_the_councils_day() -> None:
    row = replace(LINE, asked=False)
    assert standing_of_line(row, DAYS, on("2022-08-01")) is LineStanding.NOT_ASKED
    assert standing_of_line(row, DAYS, on("2022-10-18")) is LineStanding.UNFUNDED


def test_money_that_was_given_up_is_neither_safe_nor_open() -> None:
    lines = [
        (LINE, LineStanding.SECURED), (replace(LINE, amount=Decimal(500)), LineStanding.LOST),
        (replace(LINE, amount=None), LineStanding.UNDER_WAY), (LINE, LineStanding.DROPPED),
    ]  # fmt: skip
    assert (sums(lines).safe, sums(lines).open) == (Decimal(30000), Decimal(500))


def test_money_counts_as_much_as_was_given_whatever_was_asked() -> None:
    granted = replace(LINE, given=Decimal(20000))
    assert sums([(granted, LineStanding.SECURED)]).safe == Decimal(20000)


def year(plan: PlanSteps | None = None, **more: object) -> YearFacts:
    return replace(YearFacts(begins=True, opens=OPENS, days=DAYS, plan=plan), **more)  # type: ignore[arg-type]


def cell(facts: YearFacts, column: Column, day: str) -> YearCell:
    return next(one for one in cells(facts, on(day)) if one.column is column)


def test_a_plan_sent_on_18_october_and_received_on_the_25th_is_18_and_25_days_late() -> None:
    steps = PlanSteps({}, {}, resolved=on("2022-10-10"), first_sent=on("2022-10-18"))
    sent = cell(year(steps), Column.SUBMISSION, "2022-10-20")
    assert (sent.mark, sent.days_late) == (YearMark.DONE_LATE, 18)
    done = replace(steps, adjust=on("2022-10-18"), received=on("2022-10-25"))
    received = cell(year(done), Column.RECEPTION, "2022-10-30")
    assert (received.mark, received.days_late) == (YearMark.DONE, 25)
    assert cell(year(done), Column.SUBMISSION, "2022-10-30").days_late == 18


def test_a_plan_not_sent_is_late_from_the_day_after_its_day() -> None:
    steps = PlanSteps({"plan_sent": OpenQuestion(on("2022-09-28"), on("2022-09-30"))}, {})
    assert cell(year(steps), Column.SUBMISSION, "2022-09-30").mark is YearMark.HERE
    late = cell(year(steps), Column.SUBMISSION, "2022-10-03")
    assert (late.mark, late.days_late) == (YearMark.LATE, 3)


def test_an_endorsement_waits_for_how_many_of_how_many_and_shows_who_declined() -> None:
    waits = {"endorsement": OpenQuestion(on("2022-09-15"), on("2022-09-23"), 2)}
    asked = PlanSteps(waits, {"a": "endorsed", "b": None})
    found = cell(year(asked), Column.ENDORSEMENT, "2022-09-27")
    assert (found.mark, found.count, found.of, found.days_late) == (YearMark.LATE, 1, 2, 2)
    declined = PlanSteps({}, {"a": "endorsed", "b": "declined"})
    found = cell(year(declined), Column.ENDORSEMENT, "2022-09-27")
    assert (found.mark, found.count, found.of) == (YearMark.DECLINED, 1, 2)


def test_nothing_due_is_no_share_and_grey_counts_for_nobody() -> None:
    none = [
        YearFacts(begins=False, opens=OPENS, days=None),
        YearFacts(begins=True, opens=OPENS, days=None),
        YearFacts(begins=True, opens=OPENS, days=DAYS, stopped=True),
    ]  # fmt: skip
    marks = [{one.mark for one in cells(facts, on("2022-10-18"))} for facts in none]
    assert marks == [{YearMark.NOTHING_DUE}, {YearMark.NO_DATA}, {YearMark.STOPPED}]
    shown = [one for facts in none for one in cells(facts, on("2022-10-18"))]
    assert share_of(shown, YearMark.DONE) == share_in_time(shown) == Share(0, 0)
    assert Share(0, 0).percent is None


def test_two_of_three_and_one_of_six_in_time_are_three_of_nine() -> None:
    submitted = [YearMark.DONE] * 3 + [YearMark.DONE_LATE] * 4 + [YearMark.LATE] * 2
    found = [YearCell(Column.SUBMISSION, one) for one in (*submitted, YearMark.HERE)]
    assert share_in_time(found) == Share(3, 9)
    assert share_in_time(found).percent == 33.3


def test_a_year_without_needs_is_told_apart_from_one_that_was_never_asked() -> None:
    asked = OpenQuestion(OPENS, on("2022-06-30"))
    assert cell(year(needs=asked), Column.MONEY, "2022-06-01").mark is YearMark.HERE
    assert cell(year(told=on("2022-06-01")), Column.MONEY, "2022-09-01").mark is (
        YearMark.NONE_NEEDED
    )
    assert cell(year(), Column.MONEY, "2022-09-01").mark is YearMark.NOT_COSTED
    joined = year_days(policy().year, 2566, joined=on("2022-11-01"))
    assert cell(year(days=joined), Column.MONEY, "2022-12-01").mark is YearMark.NOTHING_DUE


def test_a_plan_taken_in_with_its_committee_is_late_for_nobody() -> None:
    found = cells(year(plan_known=True), on("2023-02-01"))
    assert {one.mark for one in found[1:]} == {YearMark.TAKEN_IN}
