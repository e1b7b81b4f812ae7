"""A branch for every subject: what one who left had done counts no longer, nor what it began."""

import pytest

from flows.engine.replay import ProcessFunction
from flows.engine.run import Run
from tests.flows.machines import FIRST, LAST, SUB, Done, Engine, Start, a_process, an_engine


def sub(run: Run) -> Done:
    run.ask(SUB)
    return Done.DONE


SUB_PROCESS = a_process(sub, "sub")


def for_each_of(names: list[str]) -> ProcessFunction:
    """A gate and then a child for every name."""

    def each(run: Run) -> Done:
        def one(branch: Run, name: str) -> None:
            branch.ask(LAST)
            branch.child(SUB_PROCESS, Start(district=run.start(Start).district), period=name)

        run.ask(FIRST)
        run.for_each("names", names, one)
        return Done.DONE

    return each


def begun(url: str, names: list[str]) -> tuple[Engine, int]:
    engine = an_engine(url, for_each_of(names), SUB_PROCESS)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    return engine, work


def test_each_subject_has_its_own_branch(made_registry_url: str) -> None:
    engine, work = begun(made_registry_url, ["north", "south"])
    assert engine.waits_at(work) == ["names/north/last", "names/south/last"]
    engine.say(work, "names/north/last", "2022-06-04")
    assert engine.waits_at(work) == ["names/south/last"]
    assert [one.period for one in engine.instances() if one.process == "sub"] == ["north"]
    assert engine.replayed(work).branches["names/south/"] is False
    assert engine.problems() == []


def test_who_left_takes_along_what_was_said_and_begun_there(made_registry_url: str) -> None:
    names = ["north", "south"]
    engine, work = begun(made_registry_url, names)
    engine.say(work, "names/north/last", "2022-06-04", note="north said so")
    names.remove("north")
    engine.say(work, "names/south/last", "2022-06-05")
    assert engine.live(work) == ["decision first", "decision names/south/last"]
    assert engine.reasons(work) == {"subject_left"}
    assert engine.items() == []
    how = {one.period: one.status for one in engine.instances() if one.process == "sub"}
    assert how == {"north": "stopped", "south": "open"}
    assert engine.problems() == []


@pytest.mark.parametrize("name", ["", "a/b", "a[1]", "a#2"])
def test_a_subject_that_would_break_paths_is_no_subject(sqlite_url: str, name: str) -> None:
    engine, work = begun(sqlite_url, [name])
    assert engine.waits_at(work) == ["!incident"]
