"""Decided case "Revision": an instance keeps its revision until a recorded command raises it."""

from flows.engine.advance import advance
from flows.engine.replay import Process
from flows.engine.run import Run
from registry.journal import NewEntry, append, instance_in, save_instance
from tests.builders import MAE_FAH_LUANG
from tests.flows.machines import (
    FIRST,
    LAST,
    SECOND,
    THIRD,
    Done,
    Engine,
    a_process,
    an_engine,
)

ROUNDS = 3


def first_release(run: Run) -> Done:
    for turn in range(1, ROUNDS + 1):
        run.ask(FIRST, round=turn)
    run.ask(LAST)
    run.wait_for_revision(2)
    return Done.DONE


def second_release(run: Run) -> Done:
    """From revision 2 each round asks the second too, and a third follows the last."""
    for turn in range(1, ROUNDS + 1):
        run.ask(FIRST, round=turn)
        if run.revision >= 2:
            run.ask(SECOND, round=turn)
    run.ask(LAST)
    run.wait_for_revision(2)
    run.ask(THIRD)
    return Done.DONE


OLD = a_process(first_release)
NEW = a_process(second_release, revision=2)


def upgraded(url: str, process: Process, today: str) -> Engine:
    return an_engine(url, process, today=today, people=False)


def raise_revision(engine: Engine, work: int, number: int) -> None:
    """As the recorded command of a later release does it."""
    with engine.office.registry.writing(MAE_FAH_LUANG) as write:
        row = instance_in(write, work)
        assert row is not None
        row.revision = number
        append(write, row, NewEntry("revision", "", write.today, {"revision": number}))
        save_instance(write, row)
        advance(engine.office, write, row)


def test_revision_is_pinned_at_the_start(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, OLD)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    newer = upgraded(made_registry_url, NEW, "2022-06-04")
    newer.say(work, "first", "2022-06-04")
    assert newer.waits_at(work) == ["first#3"]
    assert {e.revision for e in newer.journal(work)} == {1}
    assert newer.problems() == []


def test_revision_waits(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, OLD)
    work = engine.begin()
    for _ in range(ROUNDS):
        engine.say(work, "first", "2022-06-03")
    engine.say(work, "last", "2022-06-03")
    assert engine.waits_at(work) == []
    assert engine.status(work) == ("open", None)
    newer = upgraded(made_registry_url, NEW, "2022-06-04")
    raise_revision(newer, work, 2)
    assert newer.waits_at(work) == ["third"]
    newer.say(work, "third", "2022-06-05")
    assert newer.status(work) == ("finished", "done")
    assert newer.problems() == []


def test_revision_raised_leaves_rounds_already_passed_on_their_old_path(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, OLD)
    work = engine.begin()
    engine.say(work, "first#1", "2022-06-03")
    newer = upgraded(made_registry_url, NEW, "2022-06-04")
    raise_revision(newer, work, 2)
    assert newer.waits_at(work) == ["first#2"]
    newer.say(work, "first#2", "2022-06-04")
    assert newer.waits_at(work) == ["second#2"]
    newer.say(work, "second#2", "2022-06-04")
    newer.say(work, "first#3", "2022-06-04")
    assert newer.waits_at(work) == ["second#3"]
    decided = [f"{e.path} r{e.revision}" for e in newer.journal(work) if e.kind == "decision"]
    assert decided == ["first#1 r1", "first#2 r2", "second#2 r2", "first#3 r2"]
    assert newer.problems() == []


def test_revision_of_a_new_instance_is_the_newest(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, NEW)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    assert engine.waits_at(work) == ["second#1"]
