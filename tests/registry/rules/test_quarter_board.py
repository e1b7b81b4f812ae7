"""Quarters: met, informal, missed or not due yet; reported in time; and who is active."""

from dataclasses import replace
from datetime import date

import pytest

from registry.rules.quarter_board import (
    Lack,
    MeetingSteps,
    QuarterMark,
    ReportSteps,
    Side,
    lacks,
    meeting_cell,
    report_cell,
    share,
)
from registry.rules.year_days import QuarterDays
from registry.rules.year_shares import Share

Q1 = QuarterDays(number=1, starts=date(2022, 10, 1), ends=date(2022, 12, 31))
HELD = MeetingSteps(held=date(2022, 11, 15))
DUE = date(2023, 1, 10)


@pytest.mark.parametrize(
    ("steps", "on", "mark", "counts"),
    [
        (MeetingSteps(), "2022-09-30", QuarterMark.LATER, None),
        (MeetingSteps(), "2022-12-31", QuarterMark.HERE, None),
        (MeetingSteps(behind=3), "2022-12-31", QuarterMark.BEHIND, None),
        (MeetingSteps(late=3), "2023-01-01", QuarterMark.UNTOLD, False),
        (MeetingSteps(not_held=date(2023, 1, 2)), "2023-01-05", QuarterMark.NOT_HELD, False),
        (HELD, "2022-11-15", QuarterMark.HELD, True),
        (replace(HELD, inside=True), "2022-11-15", QuarterMark.INSIDE, True),
        (replace(HELD, instead=True), "2023-01-05", QuarterMark.HELD_LATE, True),
        (replace(HELD, quorate=False), "2022-11-15", QuarterMark.INFORMAL, False),
        (replace(HELD, quorate=False, instead=True), "2023-01-05", QuarterMark.INFORMAL, False),
    ],
)
def test_a_meeting_counts_for_its_quarter_and_a_quarter_that_is_not_over_for_nothing(
    steps: MeetingSteps, on: str, mark: QuarterMark, counts: object
) -> None:
    cell = meeting_cell(1, Q1, steps, date.fromisoformat(on))
    assert (cell.mark, cell.counts) == (mark, counts)


@pytest.mark.parametrize(
    ("steps", "on", "mark", "counts"),
    [
        (ReportSteps(DUE), "2022-12-31", QuarterMark.LATER, None),
        (ReportSteps(DUE), "2023-01-10", QuarterMark.HERE, None),
        (ReportSteps(DUE, late=1), "2023-01-11", QuarterMark.NOT_REPORTED, False),
        (ReportSteps(DUE, QuarterMark.TOLD, DUE), "2023-01-10", QuarterMark.TOLD, None),
        (ReportSteps(DUE, QuarterMark.TOLD, DUE, late=1), "2023-01-11", QuarterMark.TOLD, False),
        (ReportSteps(DUE, QuarterMark.SENT, DUE, DUE), "2023-02-01", QuarterMark.SENT, True),
        (
            ReportSteps(DUE, QuarterMark.RECEIVED, date(2023, 1, 20), date(2023, 1, 12), 2),
            "2023-02-01", QuarterMark.RECEIVED, False,
        ),
    ],
)  # fmt: skip
def test_a_report_is_in_time_by_its_submission(
    steps: ReportSteps, on: str, mark: QuarterMark, counts: object
) -> None:
    cell = report_cell(1, Q1, steps, date.fromisoformat(on))
    assert (cell.mark, cell.counts) == (mark, counts)


def test_a_quarter_that_is_not_the_committees_is_neither_0_nor_100_percent() -> None:
    on = date(2023, 3, 1)
    cells = [meeting_cell(1, None, MeetingSteps(), on), report_cell(1, None, ReportSteps(DUE), on)]
    assert {one.mark for one in cells} == {QuarterMark.NOTHING_DUE}
    assert share(cells, Side.MEETING) == Share(0, 0)
    assert share(cells, Side.MEETING).percent is None


def lacking(on: str, *met: date, accepted: bool = True, since: str = "2022-06-24") -> list[Lack]:
    day, begun = date.fromisoformat(on), date.fromisoformat(since)
    return [*lacks(day, at_work_since=begun, met=met, accepted=accepted)]


def test_one_missed_quarter_leaves_a_committee_active_and_two_do_not() -> None:
    met = date(2022, 11, 15)
    assert lacking("2023-06-30", met) == []
    assert lacking("2023-07-01", met) == [Lack.MEETING]
    assert lacking("2023-06-30", met, accepted=False) == [Lack.PLAN]
    assert lacking("2022-11-14", met) == [Lack.MEETING]


def test_a_committee_has_its_first_whole_quarter_before_it_counts_as_not_active() -> None:
    assert lacking("2022-06-27", accepted=False) == [Lack.TIME]
    assert lacking("2022-09-30") == [Lack.TIME]
    assert lacking("2022-10-01") == [Lack.MEETING]
    assert lacking("2022-08-01", date(2022, 7, 15)) == []
