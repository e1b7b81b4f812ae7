"""Decided case "Read": a fact is brought in once, with its day, and never silently again."""

from datetime import date

from flows.decisions.withdraw import withdraw
from flows.engine.run import Run
from tests.flows.machines import (
    FIRST,
    LOOK,
    SECOND,
    THIRD,
    Done,
    Engine,
    Text,
    an_engine,
    write_paper,
)


def looks(run: Run) -> Done:
    """What is seen decides which gate is asked."""
    run.ask(FIRST)
    seen = run.read(LOOK, Text(text="weather"), round=1)
    run.ask(SECOND)
    again = run.read(LOOK, Text(text="weather"), round=2)
    write_paper(run, f"{seen.text}, then {again.text}")
    run.ask(THIRD)
    return Done.DONE


def seen(engine: Engine, work: int) -> list[tuple[str, str, date]]:
    return [
        (e.path, e.body["value"]["text"], e.act_date)
        for e in engine.journal(work)
        if e.kind == "read" and e.live
    ]


def test_read_is_recorded_once(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, looks)
    engine.shop.seen["weather"] = "rain"
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    engine.shop.seen["weather"] = "sun"
    engine.say(work, "second", "2022-06-10")
    assert seen(engine, work) == [
        ("look#1", "rain", date(2022, 6, 3)),
        ("look#2", "sun", date(2022, 6, 10)),
    ]
    assert engine.shop.made == ["rain, then sun"]
    engine.shop.seen["weather"] = "snow"
    engine.say(work, "third", "2022-06-11")
    assert len(seen(engine, work)) == 2
    assert engine.problems() == []


def test_read_does_not_move_today(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, looks, today="2022-09-01")
    work = engine.begin("2022-06-02")
    engine.say(work, "first", "2022-06-03")
    assert engine.gate(work, "second").opened_on == date(2022, 6, 3)


def test_read_follows_its_decision_out_and_is_read_anew_after_a_withdrawal(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, looks)
    engine.shop.seen["weather"] = "rain"
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    withdraw(engine.office, work, "first", reason="mistaken", recorded_by="coord")
    assert seen(engine, work) == []
    engine.shop.seen["weather"] = "sun"
    engine.say(work, "first", "2022-06-04")
    assert seen(engine, work) == [("look#1", "sun", date(2022, 6, 4))]


def test_read_is_as_of_today_of_its_branch(made_registry_url: str) -> None:
    asked: list[date] = []

    def look(_connection: object, _args: object, on: date) -> Text:
        asked.append(on)
        return Text(text="clear")

    engine = an_engine(made_registry_url, looks, today="2026-01-05")
    engine.office.declared.reads["look"] = look  # type: ignore[index]
    work = engine.begin("2019-06-02")
    engine.say(work, "first", "2019-06-03")
    assert asked == [date(2019, 6, 3)]


def test_read_once_recorded_is_not_asked_by_a_pure_replay(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, looks)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    found = engine.replayed(work)
    assert found.reads == []
    assert [one.path for one in found.waits] == ["second"]
