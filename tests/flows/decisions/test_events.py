"""Decided case "Events": an event resolves the open calls that listed its kind, no other."""

from datetime import date, timedelta

import pytest

from flows.decisions.happen import happen
from flows.decisions.refusals import ActInFuture, GateNotOpen
from flows.engine.lapses import sweep
from flows.engine.replay import Event, EventKind, Lapse
from flows.engine.run import Run
from tests.builders import MAE_FAH_LUANG
from tests.flows.machines import FIRST, LAST, SECOND, THIRD, Done, Engine, an_engine

ROTATION = (EventKind.CHIEF_ROTATED,)


def rotates(engine: Engine, on: str) -> None:
    happen(
        engine.office, MAE_FAH_LUANG, EventKind.CHIEF_ROTATED, on=engine.on(on),
        recorded_by="coord",
    )  # fmt: skip


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
