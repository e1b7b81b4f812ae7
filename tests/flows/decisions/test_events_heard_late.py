"""An event reaches a call that was not open as it was told, where the call is no younger."""

from datetime import date

import pytest

from flows.decisions.decide import Decision, decide
from flows.decisions.happen import happen, take_event_back
from flows.decisions.withdraw import withdraw
from flows.engine.replay import Event, EventKind
from flows.engine.run import Run
from registry.queries.events import event_on
from tests.builders import MAE_FAH_LUANG
from tests.flows.decisions.at_rotations import ROTATION, rotates
from tests.flows.machines import (
    FIRST,
    LAST,
    REVIEW,
    SECOND,
    SUB,
    THIRD,
    Done,
    Engine,
    Start,
    a_process,
    an_engine,
    write_paper,
)

CHIEF = f"{MAE_FAH_LUANG}/district_chief"


def called_off(engine: Engine, on: str) -> None:
    with engine.office.registry.writing(MAE_FAH_LUANG) as write:
        event = event_on(
            write.connection, MAE_FAH_LUANG, "chief_rotated", CHIEF, date.fromisoformat(on)
        )
        assert event is not None
        take_event_back(engine.office, write, event, by=None)


def drafts_and_reviews(run: Run) -> Done:
    run.ask(FIRST)
    for turn in (1, 2, 3):
        paper = write_paper(run, f"draft {turn} of {run.today}", turn)
        said = run.ask(REVIEW, round=turn, about=paper.content_hash, unless=ROTATION)
        if not isinstance(said, Event):
            run.ask(LAST)
            return Done.DONE
    raise AssertionError


def at_draft(url: str) -> tuple[Engine, int]:
    engine = an_engine(url, drafts_and_reviews)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", perform=False)
    assert engine.waits_at(work) == []
    return engine, work


def test_an_event_told_while_a_draft_is_made_has_it_made_anew(made_registry_url: str) -> None:
    engine, work = at_draft(made_registry_url)
    rotates(engine, "2022-06-10")
    assert engine.live(work) == ["decision first", "event "]
    engine.perform()
    assert engine.waits_at(work) == ["review#2"]
    assert engine.gate(work, "review#2").opened_on == date(2022, 6, 10)
    assert engine.ended(work)["review#1"] == "event"
    assert engine.shop.made == ["draft 1 of 2022-06-03", "draft 2 of 2022-06-10"]
    assert engine.papers()[0] == ("hash of draft 1 of 2022-06-03", "not_signed")
    assert engine.problems() == []


def test_paper_dated_before_it_is_taken_at_the_review_that_it_closed(sqlite_url: str) -> None:
    engine, work = at_draft(sqlite_url)
    rotates(engine, "2022-06-10")
    engine.perform()
    engine.say(work, "review#1", "2022-06-09")
    assert engine.waits_at(work) == ["last"]
    assert engine.gate(work, "last").opened_on == date(2022, 6, 9)


def test_two_events_told_while_a_draft_is_made_are_heard_in_their_order(sqlite_url: str) -> None:
    engine, work = at_draft(sqlite_url)
    rotates(engine, "2022-06-20")
    happen(
        engine.office, MAE_FAH_LUANG, EventKind.CHIEF_ROTATED, on=date(2022, 6, 10),
        recorded_by="coord",
    )  # fmt: skip
    engine.perform()
    assert engine.waits_at(work) == ["review#3"]
    assert engine.gate(work, "review#3").opened_on == date(2022, 6, 20)


def test_an_event_that_is_older_than_the_call_never_reaches_it(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, drafts_and_reviews)
    work = engine.begin()
    rotates(engine, "2022-06-10")
    engine.say(work, "first", "2022-06-11")
    assert engine.waits_at(work) == ["review#1"]


def test_who_decides_after_the_event_was_told_of_that_day_knows_of_it(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, drafts_and_reviews)
    work = engine.begin()
    rotates(engine, "2022-06-10")
    engine.say(work, "first", "2022-06-10")
    assert engine.waits_at(work) == ["review#1"]


def test_an_event_told_while_an_incident_stands_is_heard_once_it_is_settled(
    made_registry_url: str,
) -> None:
    engine, work = at_draft(made_registry_url)
    engine.shop.fails = {"draft 1 of 2022-06-03"}
    for _ in range(engine.office.settings.effect_attempts):
        engine.perform_once()
    (incident,) = engine.waits_at(work)
    rotates(engine, "2022-06-10")
    engine.shop.fails.clear()
    engine.answer_incident(work, incident, "2022-06-12", "retry")
    engine.perform()
    assert engine.waits_at(work) == ["review#2"]
    assert engine.problems() == []


def test_an_event_heard_late_and_called_off_takes_along_what_followed(
    made_registry_url: str,
) -> None:
    engine, work = at_draft(made_registry_url)
    rotates(engine, "2022-06-10")
    engine.perform()
    called_off(engine, "2022-06-10")
    engine.perform()
    assert engine.live(work) == ["decision first", "effect write_paper#1"]
    assert engine.waits_at(work) == ["review#1"]
    assert ("hash of draft 1 of 2022-06-03", "draft") in engine.papers()
    assert engine.problems() == []


def test_an_event_called_off_while_the_draft_is_made_is_never_heard(sqlite_url: str) -> None:
    engine, work = at_draft(sqlite_url)
    rotates(engine, "2022-06-10")
    called_off(engine, "2022-06-10")
    engine.perform()
    assert engine.waits_at(work) == ["review#1"]


def parent(run: Run) -> Done:
    run.ask(FIRST)
    run.child(a_process(child, "sub"), Start(district=MAE_FAH_LUANG))
    return Done.DONE


def child(run: Run) -> Done:
    said = run.ask(SUB, unless=ROTATION)
    run.ask(THIRD if isinstance(said, Event) else SECOND)
    return Done.DONE


@pytest.mark.parametrize(("day", "waits"), [("2022-06-09", "third"), ("2022-06-10", "sub_first")])
def test_a_child_that_began_before_the_event_hears_what_its_parent_was_told(
    sqlite_url: str, day: str, waits: str
) -> None:
    engine = an_engine(sqlite_url, parent, a_process(child, "sub"))
    work = engine.begin()
    rotates(engine, "2022-06-10")
    engine.on("2022-06-12")
    engine.say(work, "first", day)
    (begun,) = (one.id for one in engine.instances() if one.process == "sub")
    assert engine.waits_at(begun) == [waits]
    assert engine.problems() == []


def twice(run: Run) -> Done:
    run.ask(FIRST)
    run.ask(SECOND, unless=ROTATION)
    run.ask(THIRD, unless=ROTATION)
    run.ask(LAST)
    return Done.DONE


def test_several_steps_settled_on_paper_before_the_event_are_taken_as_they_came(
    sqlite_url: str,
) -> None:
    engine = an_engine(sqlite_url, twice)
    work = engine.begin()
    rotates(engine, "2022-06-10")
    steps = (("first", "2022-06-03"), ("second", "2022-06-06"))
    said = [
        Decision(work, gate, "district_chief", date.fromisoformat(day), {"result": "go"}, "coord")
        for gate, day in steps
    ]
    receipts = decide(engine.office, *said)
    assert [one.path for one in receipts] == ["first", "second"]
    assert engine.ended(work) == {"first": "answered", "second": "answered", "third": "event"}
    assert engine.waits_at(work) == ["last"]
    assert engine.problems() == []


def test_a_call_that_a_later_answer_led_to_is_not_passed_by_the_event_before_it(
    sqlite_url: str,
) -> None:
    engine = an_engine(sqlite_url, twice)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    rotates(engine, "2022-06-10")
    assert engine.waits_at(work) == ["third"]
    withdraw(engine.office, work, "first", reason="mistaken", recorded_by="coord")
    engine.on("2022-06-15")
    engine.say(work, "first", "2022-06-15")
    assert engine.waits_at(work) == ["second"]
    assert engine.problems() == []


def test_a_withdrawn_answer_leaves_its_call_to_the_event_that_came_then(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, twice)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    engine.say(work, "second", "2022-06-05")
    engine.say(work, "third", "2022-06-06")
    rotates(engine, "2022-06-10")
    withdraw(engine.office, work, "second", reason="mistaken", recorded_by="coord")
    assert engine.waits_at(work) == ["third"]
    engine.say(work, "second", "2022-06-06")
    assert engine.ended(work)["third"] == "event"
    assert engine.waits_at(work) == ["last"]
    assert engine.problems() == []
