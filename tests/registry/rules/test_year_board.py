"""Where a year stands: known answers of lateness and of shares."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from config.defaults import policy
from desk.views.year_words import cell_details
from registry.rules.money_lines import MoneyLine, standing_of_line
from registry.rules.year_board import (
    Column,
    OpenQuestion,
    PlanSteps,
    YearCell,
    YearFacts,
    YearMark,
    cells,
)
from registry.rules.year_days import year_days
from registry.rules.year_shares import Share, share_in_time, share_of

DAYS = year_days(policy().year, 2566)  # the plan is due on 30 September 2022
OPENS = date(2022, 4, 1)


def on(text: str) -> date:
    return date.fromisoformat(text)


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


def test_before_the_plan_is_begun_its_submission_is_due_on_the_day_that_it_always_is() -> None:
    before = [
        cell(year(plan), Column.SUBMISSION, "2022-05-02") for plan in (None, PlanSteps({}, {}))
    ]
    assert [(one.mark, one.day) for one in before] == [(YearMark.LATER, on("2022-09-30"))] * 2
    assert cell(year(), Column.PLAN, "2022-05-02").day == on("2022-07-01")


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


def test_what_is_only_under_way_is_in_no_share_and_what_came_before_its_day_is() -> None:
    money = [YearMark.HERE, YearMark.PARTLY, YearMark.LATER, YearMark.NOTHING_DUE]
    under_way = [YearCell(Column.MONEY, one) for one in money]
    assert share_of(under_way, YearMark.DONE, YearMark.NONE_NEEDED) == Share(0, 0)
    done = [YearCell(Column.MONEY, one) for one in (YearMark.DONE, YearMark.NONE_NEEDED)]
    missed = [YearCell(Column.MONEY, one) for one in (YearMark.UNFUNDED, YearMark.NOT_COSTED)]
    found = share_of([*under_way, *done, *missed], YearMark.DONE, YearMark.NONE_NEEDED)
    assert found == Share(2, 4)
    taken_in = [YearCell(Column.RECEPTION, one) for one in (YearMark.TAKEN_IN, YearMark.HERE)]
    assert share_of(taken_in, YearMark.DONE) == Share(0, 0)


def test_a_year_without_needs_is_told_apart_from_one_that_was_never_asked() -> None:
    asked = OpenQuestion(OPENS, on("2022-06-30"))
    assert cell(year(needs=asked), Column.MONEY, "2022-06-01").mark is YearMark.HERE
    assert cell(year(told=on("2022-06-01")), Column.MONEY, "2022-09-01").mark is (
        YearMark.NONE_NEEDED
    )
    assert cell(year(), Column.MONEY, "2022-09-01").mark is YearMark.NOT_COSTED
    joined = year_days(policy().year, 2566, joined=on("2022-11-01"))
    assert cell(year(days=joined), Column.MONEY, "2022-12-01").mark is YearMark.NOTHING_DUE


def test_of_money_that_is_all_granted_it_says_how_much_of_it_has_no_spending_recorded() -> None:
    granted = MoneyLine("watch", "donor", Decimal(12_000), "granted")
    spent = replace(granted, key="youth", step="spent")
    lines = [(one, standing_of_line(one, DAYS, on("2022-10-05"))) for one in (granted, spent)]
    found = cell(year(lines=tuple(lines)), Column.MONEY, "2022-10-05")
    assert (found.mark, found.count, found.of, found.unspent) == (YearMark.DONE, 2, 2, 1)
    assert [one.en for one in cell_details(found, 2566)] == [
        "2 of 2 lines", "spending not recorded: 1",
    ]  # fmt: skip


def test_a_plan_taken_in_with_its_committee_is_late_for_nobody() -> None:
    found = cells(year(plan_known=True), on("2023-02-01"))
    assert {one.mark for one in found[1:]} == {YearMark.TAKEN_IN}
