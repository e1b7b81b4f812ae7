"""Decided case "Events": an event resolves the open calls that listed its kind, no other."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from flows.decisions.happen import happen, record_event, take_event_back
from flows.decisions.refusals import ActInFuture, GateNotOpen
from flows.engine.days import sweep
from flows.engine.replay import Event, EventKind, Lapse
from flows.engine.run import Run
from registry.queries.events import EventRow
from tests.builders import MAE_FAH_LUANG
from tests.flows.decisions.at_rotations import ROTATION, rotates
from tests.flows.machines import FIRST, LAST, SECOND, THIRD, Done, Engine, an_engine


def one_of_two_listens(run: Run) -> Done:
    """The left branch goes on at a rotation, the right one is not touched by it."""
    run.together("both", ("left", left), ("right", lambda branch: branch.ask(THIRD)))
    run.ask(LAST)
    return Done.DONE


def left(branch: Run) -> None:
    for turn in (1, 2):
        answer = branch.ask(FIRST, round=turn, unless=ROTATION)
        if not isinstance(answer, Event):
            return
        branch.ask(SECOND, round=turn)


def waits_for_the_successor(run: Run) -> Done:
    came = run.wait_until(run.today + timedelta(days=180), "six_months", unless=ROTATION)
    run.ask(SECOND if isinstance(came, Event) else THIRD)
    return Done.DONE


def lapses_or_rotates(run: Run) -> Done:
    got = run.ask(FIRST, until=run.today + timedelta(days=10), unless=ROTATION)
    run.ask(THIRD if isinstance(got, Lapse) else SECOND)
    run.ask(LAST)
    return Done.DONE


def test_events_resolve_only_calls_that_listed_them(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, one_of_two_listens)
    work = engine.begin()
    rotates(engine, "2022-06-10")
    assert engine.waits_at(work) == ["both/right/third", "both/left/second#1"]
    assert engine.ended(work) == {"both/left/first#1": "event"}
    assert engine.gate(work, "both/left/second#1").opened_on == date(2022, 6, 10)
    assert engine.gate(work, "both/right/third").opened_on == date(2022, 6, 2)


def test_events_that_no_call_listed_pass_by_and_never_count_as_unconsumed(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, one_of_two_listens)
    work = engine.begin()
    engine.say(work, "both/left/first#1", "2022-06-03")
    rotates(engine, "2022-06-10")
    assert engine.waits_at(work) == ["both/right/third"]
    engine.say(work, "third", "2022-06-09")
    assert engine.waits_at(work) == ["last"]
    assert engine.gate(work, "last").opened_on == date(2022, 6, 9)
    assert engine.problems() == []


def test_events_do_not_resolve_calls_that_open_after_them(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, one_of_two_listens)
    work = engine.begin()
    rotates(engine, "2022-06-10")
    engine.say(work, "both/left/second#1", "2022-06-12")
    assert engine.waits_at(work) == ["both/right/third", "both/left/first#2"]
    rotates(engine, "2022-09-01")
    assert engine.waits_at(work) == ["both/right/third", "both/left/second#2"]


def test_events_end_a_wait_for_a_day(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, waits_for_the_successor)
    work = engine.begin()
    rotates(engine, "2022-10-03")
    assert engine.waits_at(work) == ["second"]


def test_events_leave_a_wait_that_has_come_to_its_day(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, waits_for_the_successor)
    work = engine.begin("2022-06-02")
    engine.on("2022-11-29")
    assert sweep(engine.office) == 1
    lapse = next(e for e in engine.journal(work) if e.kind == "lapse")
    assert lapse.act_date == date(2022, 11, 29)
    rotates(engine, "2022-11-30")
    assert engine.waits_at(work) == ["third"]


def test_events_paper_dated_before_them_is_taken_at_the_gate_that_they_closed(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, one_of_two_listens)
    work = engine.begin()
    rotates(engine, "2022-06-10")
    engine.say(work, "both/left/second#1", "2022-06-12", note="the successor was told")
    engine.say(work, "both/left/first#1", "2022-06-09")
    assert engine.live(work) == ["event ", "decision both/left/first#1"]
    assert engine.waits_at(work) == ["both/right/third"]
    assert engine.items() == []
    assert engine.problems() == []


@pytest.mark.parametrize("day", ["2022-06-10", "2022-06-11"])
def test_events_paper_not_dated_before_them_is_refused_there(sqlite_url: str, day: str) -> None:
    engine = an_engine(sqlite_url, one_of_two_listens)
    work = engine.begin()
    rotates(engine, "2022-06-10")
    engine.on("2022-06-20")
    with pytest.raises(GateNotOpen):
        engine.say(work, "both/left/first#1", day)
    assert engine.live(work) == ["event "]


def test_events_come_after_the_lapses_that_have_fallen_due(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, lapses_or_rotates)
    work = engine.begin("2022-06-02")
    rotates(engine, "2022-06-20")
    assert engine.ended(work) == {"first": "lapsed"}
    assert engine.waits_at(work) == ["third"]


def test_events_of_the_future_are_refused(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, one_of_two_listens)
    work = engine.begin()
    with pytest.raises(ActInFuture):
        happen(
            engine.office, MAE_FAH_LUANG, EventKind.CHIEF_ROTATED, on=date(2022, 6, 3),
            recorded_by="coord",
        )  # fmt: skip
    assert engine.live(work) == []


def test_events_entered_again_change_nothing(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, one_of_two_listens)
    work = engine.begin()
    rotates(engine, "2022-06-10")
    before = [entry.id for entry in engine.journal(work)]
    rotates(engine, "2022-06-10")
    assert [entry.id for entry in engine.journal(work)] == before
    assert engine.waits_at(work) == ["both/right/third", "both/left/second#1"]


def announced_for(engine: Engine, day: str) -> EventRow:
    event = EventRow(
        MAE_FAH_LUANG, "chief_rotated", f"{MAE_FAH_LUANG}/district_chief",
        date.fromisoformat(day), "announced",
    )  # fmt: skip
    with engine.office.registry.writing(MAE_FAH_LUANG) as write:
        record_event(engine.office, write, event)
    return event


def test_events_announced_ahead_are_told_on_their_day_by_whoever_writes_first(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, one_of_two_listens)
    work = engine.begin()
    announced_for(engine, "2022-10-01")
    assert engine.live(work) == []
    engine.on("2022-09-30")
    assert sweep(engine.office) == 0
    engine.on("2022-10-20")  # the ticks of three weeks were missed
    engine.say(work, "third", "2022-10-03")
    assert engine.live(work) == ["event ", "decision both/right/third"]
    assert engine.gate(work, "both/left/second#1").opened_on == date(2022, 10, 1)
    assert sweep(engine.office) == 0


def test_events_and_lapses_come_in_the_order_of_their_days(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, lapses_or_rotates)
    work = engine.begin("2022-06-02")
    announced_for(engine, "2022-06-10")
    engine.on("2022-07-01")
    assert sweep(engine.office) == 1
    assert engine.waits_at(work) == ["second"]
    assert engine.problems() == []


def test_events_entered_late_take_the_place_of_the_lapse_that_came_after_them(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, lapses_or_rotates)
    work = engine.begin("2022-06-02")
    engine.on("2022-06-20")
    assert sweep(engine.office) == 1
    engine.say(work, "third", "2022-06-20")
    announced_for(engine, "2022-06-10")
    assert engine.live(work) == ["event "]
    assert engine.waits_at(work) == ["second"]
    assert engine.gate(work, "second").opened_on == date(2022, 6, 10)
    assert engine.problems() == []


def test_events_entered_late_ask_about_the_lapse_on_which_an_ended_instance_rests(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, lapses_or_rotates)
    work = engine.begin("2022-06-02")
    engine.on("2022-06-20")
    sweep(engine.office)
    engine.say(work, "third", "2022-06-20")
    engine.say(work, "last", "2022-06-21")
    before = engine.live(work)
    announced_for(engine, "2022-06-10")
    (incident,) = engine.waits_at(work)
    assert engine.gate(work, incident).note == "late_event"
    assert (engine.status(work), engine.live(work)) == (("finished", "done"), before)
    engine.answer_incident(work, incident, "2022-06-22", "leave", reason="ไม่กระทบ")
    assert engine.waits_at(work) == []
    assert engine.problems() == []


@pytest.mark.parametrize("day", ["2022-06-01", "2022-06-13"])
def test_events_entered_late_ask_nothing_of_an_ended_instance_whose_lapse_does_not_follow_them(
    sqlite_url: str, day: str
) -> None:
    engine = an_engine(sqlite_url, lapses_or_rotates)
    work = engine.begin("2022-06-02")
    engine.on("2022-06-20")
    sweep(engine.office)
    engine.say(work, "third", "2022-06-20")
    engine.say(work, "last", "2022-06-21")
    announced_for(engine, day)
    assert engine.waits_at(work) == []


def test_events_are_heard_by_the_replay_whatever_the_gate_was_opened_with(
    sqlite_url: str,
) -> None:
    engine = an_engine(sqlite_url, one_of_two_listens)
    work = engine.begin()
    with engine.office.registry.making() as connection:  # as a release would that did not listen
        connection.execute(text("DROP TRIGGER gate_opened_once"))
        connection.execute(text("UPDATE gate SET unless = ''"))
    rotates(engine, "2022-06-10")
    assert engine.waits_at(work) == ["both/right/third", "both/left/second#1"]


def test_events_do_not_reach_a_call_that_opened_after_their_day(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, one_of_two_listens)
    work = engine.begin("2022-06-12")
    rotates(engine, "2022-06-10")
    assert engine.waits_at(work) == ["both/left/first#1", "both/right/third"]


def test_events_called_off_before_their_day_are_never_told(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, one_of_two_listens)
    work = engine.begin()
    event = announced_for(engine, "2022-10-01")
    with engine.office.registry.writing(MAE_FAH_LUANG) as write:
        take_event_back(engine.office, write, event, by=None)
    engine.on("2022-10-20")
    assert sweep(engine.office) == 0
    assert engine.live(work) == []


def test_events_called_off_afterwards_take_along_what_followed(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, one_of_two_listens)
    work = engine.begin()
    event = announced_for(engine, "2022-06-10")
    engine.on("2022-06-10")
    sweep(engine.office)
    engine.say(work, "both/left/second#1", "2022-06-12")
    with engine.office.registry.writing(MAE_FAH_LUANG) as write:
        take_event_back(engine.office, write, event, by=None)
    assert engine.live(work) == []
    assert engine.waits_at(work) == ["both/right/third", "both/left/first#1"]
    assert engine.problems() == []


def draws_anew(run: Run) -> Done:
    for turn in (1, 2):
        answer = run.ask(FIRST, round=turn, unless=ROTATION)
        if isinstance(answer, Lapse | Event):
            run.need_revision(2)
    return Done.DONE


def test_what_an_event_leads_to_below_its_revision_is_an_incident_that_names_the_release(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, draws_anew)
    work = engine.begin()
    rotates(engine, "2022-06-10")
    assert engine.waits_at(work) == ["!incident"]
    assert engine.gate(work, "!incident").note == "revision_needed: release work"
    assert engine.live(work) == ["event "]
