"""Decided case "Dates": today is the latest act date on the branch, never the clock."""

from datetime import date

from flows.engine.run import Run
from tests.flows.machines import FIRST, LAST, SECOND, THIRD, Done, an_engine, write_paper


def in_a_row(run: Run) -> Done:
    run.ask(FIRST)
    write_paper(run, "report")
    run.ask(SECOND)
    return Done.DONE


def side_by_side(run: Run) -> Done:
    run.ask(FIRST)
    run.together(
        "both",
        ("left", lambda branch: (branch.ask(SECOND), branch.ask(SECOND, round=2))),
        ("right", lambda branch: (branch.ask(THIRD), branch.ask(THIRD, round=2))),
    )
    run.ask(LAST)
    return Done.DONE


def test_dates_today_is_the_latest_act_date_and_not_the_day_of_recording(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, in_a_row, today="2026-03-02")
    work = engine.begin("2019-05-01")
    engine.say(work, "first", "2019-05-07")
    assert engine.gate(work, "second").opened_on == date(2019, 5, 7)


def test_dates_an_earlier_paper_entered_later_does_not_move_today_back(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, in_a_row, today="2026-03-02")
    work = engine.begin("2019-05-10")
    engine.say(work, "first", "2019-05-07")
    assert engine.gate(work, "second").opened_on == date(2019, 5, 10)


def test_dates_performing_an_effect_never_moves_today(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, in_a_row)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", perform=False)
    engine.on("2022-09-01")
    engine.perform()
    assert engine.gate(work, "second").opened_on == date(2022, 6, 3)
    (requested,) = engine.requested(work)
    assert requested.on == date(2022, 6, 3)
    performed = next(e for e in engine.journal(work) if e.kind == "effect")
    assert performed.act_date == date(2022, 6, 3)


def test_dates_due_days_count_from_today_of_the_branch_in_working_days(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, in_a_row, today="2022-12-01")
    work = engine.begin()
    engine.say(work, "first", "2022-06-06")
    gate = engine.gate(work, "second")
    assert gate.due_on == engine.office.calendar.add_working_days(date(2022, 6, 6), 10)
    assert gate.opened_at.date() == date(2022, 12, 1)


def test_dates_a_branch_sees_only_its_own_and_what_came_before_the_fork(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, side_by_side, today="2022-12-01")
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    engine.say(work, "both/left/second", "2022-08-01")
    assert engine.gate(work, "both/left/second#2").opened_on == date(2022, 8, 1)
    engine.say(work, "both/right/third", "2022-06-20")
    assert engine.gate(work, "both/right/third#2").opened_on == date(2022, 6, 20)


def test_dates_after_the_join_today_is_the_latest_of_the_branches(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, side_by_side, today="2022-12-01")
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    engine.say(work, "both/left/second", "2022-08-01")
    engine.say(work, "both/left/second#2", "2022-08-02")
    engine.say(work, "both/right/third", "2022-06-20")
    engine.say(work, "both/right/third#2", "2022-06-21")
    assert engine.gate(work, "last").opened_on == date(2022, 8, 2)


def test_dates_a_stored_due_date_stays_when_the_calendar_moves_on(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, side_by_side)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    due = engine.gate(work, "both/left/second").due_on
    engine.say(work, "both/right/third", "2022-09-20")
    assert engine.gate(work, "both/left/second").due_on == due
