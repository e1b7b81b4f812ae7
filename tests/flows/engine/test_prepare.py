"""`prepare`: papers are made beside the work, and nothing waits for them."""

from flows.decisions.withdraw import withdraw
from flows.engine.run import Run
from registry.journal import effects, set_effect
from tests.builders import MAE_FAH_LUANG
from tests.flows.machines import (
    FIRST,
    SECOND,
    WRITE_PAPER,
    Done,
    Engine,
    Text,
    an_engine,
)


def prepares(run: Run) -> Done:
    """A paper for the second gate, made of what was said at the first."""
    said = run.ask(FIRST)
    run.prepare(WRITE_PAPER, Text(text=said.note or "letter"), round=1)
    run.ask(SECOND)
    return Done.DONE


def begun(url: str) -> tuple[Engine, int]:
    engine = an_engine(url, prepares)
    return engine, engine.begin()


def test_the_next_gate_opens_before_the_paper_is_made(made_registry_url: str) -> None:
    engine, work = begun(made_registry_url)
    engine.say(work, "first", "2022-06-03", perform=False)
    assert engine.waits_at(work) == ["second"]
    assert [one.status for one in engine.requested(work)] == ["waiting"]
    engine.perform()
    assert engine.waits_at(work) == ["second"]
    assert engine.papers() == [("hash of letter", "draft")]
    assert engine.problems() == []


def test_a_paper_that_comes_after_the_end_is_kept(made_registry_url: str) -> None:
    engine, work = begun(made_registry_url)
    engine.say(work, "first", "2022-06-03", perform=False)
    engine.say(work, "second", "2022-06-04", perform=False)
    assert engine.status(work) == ("finished", "done")
    assert engine.problems() == [], "it is due, and no trace of anything wrong"
    engine.perform()
    assert engine.papers() == [("hash of letter", "draft")]
    assert engine.unconsumed(work) == []
    assert engine.problems() == []


def test_a_paper_that_an_ended_instance_never_asked_for_is_told(made_registry_url: str) -> None:
    engine, work = begun(made_registry_url)
    engine.say(work, "first", "2022-06-03", perform=False)
    engine.say(work, "second", "2022-06-04", perform=False)
    with engine.office.registry.writing(MAE_FAH_LUANG) as write:
        (asked,) = effects(write.connection, work)
        set_effect(write, asked.id, fingerprint="another")
    assert [one.partition(":")[0] for one in engine.problems()] == ["ended_waits"]


def test_a_paper_that_fails_holds_nothing_and_asks(made_registry_url: str) -> None:
    engine, work = begun(made_registry_url)
    engine.shop.fails.add("letter")
    engine.say(work, "first", "2022-06-03")
    assert engine.waits_at(work) == ["second", "!effect/write_paper#1"]
    engine.shop.fails.clear()
    engine.answer_incident(work, "!effect/write_paper#1", "2022-06-05", "retry")
    assert engine.waits_at(work) == ["second"]
    assert engine.papers() == [("hash of letter", "draft")]


def test_a_withdrawn_decision_takes_its_paper_along(made_registry_url: str) -> None:
    engine, work = begun(made_registry_url)
    engine.say(work, "first", "2022-06-03", note="one")
    withdraw(engine.office, work, "first", reason="wrong", recorded_by="coord")
    assert engine.waits_at(work) == ["first"]
    engine.say(work, "first", "2022-06-04", note="two")
    assert engine.shop.made == ["one", "two"]
    assert dict(engine.papers()) == {"hash of one": "replaced", "hash of two": "draft"}
    assert engine.problems() == []
