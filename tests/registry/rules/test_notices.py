from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from registry.rules.notices import OwedNotice, Schedule, latest_stage, owed_notice, stages_within

SCHEDULE = Schedule((21, 14, 7), 7)
OPENED, DUE = date(2022, 8, 1), date(2022, 9, 30)


def owed(today: str, *, recorded: tuple[int, ...] = (), due: date = DUE) -> OwedNotice | None:
    return owed_notice(
        SCHEDULE,
        opened_on=OPENED,
        due_on=due,
        today=date.fromisoformat(today),
        reminded_since=OPENED,
        recorded=recorded,
    )


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        ("2022-09-08", None), ("2022-09-09", 21), ("2022-09-15", 21), ("2022-09-16", 14),
        ("2022-09-23", 7), ("2022-09-30", 0), ("2022-10-06", 0), ("2022-10-07", -7),
        ("2022-10-14", -14), ("2023-09-30", -364),
    ],
)  # fmt: skip
def test_stages_come_21_14_and_7_days_before_on_the_day_and_every_week_after(
    today: str, stage: int | None
) -> None:
    assert latest_stage(SCHEDULE, OPENED, DUE, date.fromisoformat(today)) == stage


def test_a_day_of_ticks_missed_changes_nothing_but_the_day_of_telling() -> None:
    assert owed("2022-09-09") == owed("2022-09-12") == OwedNotice(21, ())


def test_of_a_month_of_missed_ticks_the_latest_stage_is_told_and_the_others_are_skipped() -> None:
    assert owed("2022-10-09") == OwedNotice(-7, (21, 14, 7, 0))
    assert owed("2022-10-09", recorded=(21,)) == OwedNotice(-7, (14, 7, 0))


def test_what_was_told_is_not_told_again_nor_what_came_before_it() -> None:
    assert owed("2022-09-20", recorded=(14,)) is None
    assert owed("2022-09-20", recorded=(0,)) is None


def test_a_stage_on_the_day_on_which_the_gate_opens_tells_nothing_new() -> None:
    due = OPENED + timedelta(days=14)
    assert latest_stage(SCHEDULE, OPENED, due, OPENED) is None
    assert latest_stage(SCHEDULE, OPENED, due, OPENED + timedelta(days=6)) is None
    assert latest_stage(SCHEDULE, OPENED, due, OPENED + timedelta(days=7)) == 7


def test_stages_before_anybody_could_be_reminded_were_not_missed() -> None:
    today, since = date(2022, 10, 9), date(2022, 9, 23)
    notice = owed_notice(
        SCHEDULE, opened_on=OPENED, due_on=DUE, today=today, reminded_since=since, recorded=()
    )
    assert notice == OwedNotice(-7, (7, 0))


days = st.integers(0, 400)


@given(days, days, days, st.integers(1, 30))
def test_every_stage_comes_once_however_the_days_are_cut(
    due: int, first: int, length: int, cut: int
) -> None:
    due_on, start = OPENED + timedelta(days=due), OPENED + timedelta(days=first)
    end = start + timedelta(days=length)
    whole = stages_within(SCHEDULE, due_on, start, end)
    pieces, after = [], start
    while after < end:
        until = min(after + timedelta(days=cut), end)
        pieces += stages_within(SCHEDULE, due_on, after, until)
        after = until
    assert pieces == whole
    assert whole == sorted(set(whole), reverse=True)


@given(st.lists(st.integers(0, 120), min_size=1, max_size=20), st.integers(5, 60))
def test_whatever_ticks_are_missed_no_stage_is_told_or_skipped_twice_and_none_is_left_out(
    ticks: list[int], due: int
) -> None:
    due_on = OPENED + timedelta(days=due)
    recorded: list[int] = []
    for tick in sorted(ticks):
        today = OPENED + timedelta(days=tick)
        notice = owed_notice(
            SCHEDULE,
            opened_on=OPENED,
            due_on=due_on,
            today=today,
            reminded_since=OPENED,
            recorded=recorded,
        )
        recorded += [] if notice is None else [*notice.skipped, notice.stage]
        assert recorded == stages_within(SCHEDULE, due_on, OPENED, today)
