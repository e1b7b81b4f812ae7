"""Decided case "Together": branches by name and subjects by id, never by position."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from flows.decisions.refusals import SeveralGatesOpen
from flows.engine.days import sweep
from flows.engine.replay import Process
from flows.engine.run import Run
from tests.flows.machines import (
    EACH,
    FIRST,
    LAST,
    SECOND,
    THIRD,
    Done,
    a_process,
    an_engine,
)


def three(run: Run) -> Done:
    run.together(
        "work",
        ("a", lambda branch: branch.ask(FIRST)),
        ("b", lambda branch: (branch.ask(FIRST), branch.ask(SECOND))),
        ("c", lambda branch: branch.ask(THIRD)),
    )
    run.ask(LAST)
    return Done.DONE


def three_in_another_order(run: Run) -> Done:
    run.together(
        "work",
        ("c", lambda branch: branch.ask(THIRD)),
        ("b", lambda branch: (branch.ask(FIRST), branch.ask(SECOND))),
        ("a", lambda branch: branch.ask(FIRST)),
    )
    run.ask(LAST)
    return Done.DONE


def of_agencies(agencies: Sequence[str]) -> Process:
    """Asks every agency of a list that is not the journal's: as if the registry's had changed."""

    def each(run: Run) -> Done:
        run.ask(FIRST)
        answers = run.ask_each(EACH, agencies, until=run.today + timedelta(days=10))
        assert sorted(answers) == sorted(agencies)
        run.ask(LAST)
        return Done.DONE

    return a_process(each)


def test_together_waits_where_each_branch_waits(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, three)
    work = engine.begin()
    assert engine.waits_at(work) == ["work/a/first", "work/b/first", "work/c/third"]
    engine.say(work, "work/b/first", "2022-06-03")
    engine.say(work, "third", "2022-06-03")
    assert engine.waits_at(work) == ["work/a/first", "work/b/second"]
    assert engine.problems() == []


def test_together_goes_on_after_the_last_branch(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, three)
    work = engine.begin()
    for path in ("work/c/third", "work/b/first", "work/b/second"):
        engine.say(work, path, "2022-06-03")
        assert "last" not in engine.waits_at(work)
    engine.say(work, "work/a/first", "2022-06-03")
    assert engine.waits_at(work) == ["last"]


def test_together_the_position_of_a_branch_is_no_part_of_its_key(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, three)
    work = engine.begin()
    engine.say(work, "work/a/first", "2022-06-03")
    moved = an_engine(
        made_registry_url, three_in_another_order, today="2022-06-04", people=False
    )  # fmt: skip
    moved.say(work, "third", "2022-06-04")
    assert moved.waits_at(work) == ["work/b/first"]
    assert moved.problems() == []


def test_together_a_gate_open_in_two_branches_is_named_by_its_path(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, three)
    work = engine.begin()
    with pytest.raises(SeveralGatesOpen) as refused:
        engine.say(work, "first", "2022-06-03")
    assert "work/a/first, work/b/first" in refused.value.sentence.en


def test_together_each_subject_is_asked_and_lapses_by_itself(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, of_agencies(["hospital", "police", "school"]))
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    engine.say(work, "each[police]", "2022-06-06")
    assert engine.waits_at(work) == ["each[hospital]", "each[school]"]
    engine.on("2022-07-01")
    assert sweep(engine.office) == 2
    assert engine.waits_at(work) == ["last"]
    engine.say(work, "each[school]", "2022-06-10")
    assert engine.live(work) == [
        "decision first",
        "decision each[police]",
        "lapse each[hospital]",
        "decision each[school]",
    ]
    assert engine.waits_at(work) == ["last"]
    assert engine.problems() == []


def test_together_a_subject_that_left_has_its_entries_superseded_with_that_reason(
    made_registry_url: str,
) -> None:
    agencies = ["hospital", "police", "school"]
    engine = an_engine(made_registry_url, of_agencies(agencies))
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    engine.say(work, "each[police]", "2022-06-06", note="police named")
    agencies.remove("police")
    engine.say(work, "each[school]", "2022-06-07")
    assert engine.live(work) == ["decision first", "decision each[school]"]
    assert engine.reasons(work) == {"subject_left"}
    assert engine.items() == []
    assert engine.waits_at(work) == ["each[hospital]"]
    assert engine.problems() == []


def test_together_a_subject_that_came_is_asked_and_those_that_answered_are_not_asked_again(
    made_registry_url: str,
) -> None:
    agencies = ["police"]
    engine = an_engine(made_registry_url, of_agencies(agencies))
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", perform=False)
    agencies.insert(0, "hospital")
    engine.say(work, "each[police]", "2022-06-06")
    assert engine.waits_at(work) == ["each[hospital]"]
    assert engine.live(work) == ["decision first", "decision each[police]"]


def test_together_two_calls_of_one_key_are_an_error_and_never_share_an_answer(
    made_registry_url: str,
) -> None:
    def twice(run: Run) -> Done:
        run.ask(FIRST)
        run.ask(FIRST)
        return Done.DONE

    engine = an_engine(made_registry_url, twice)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    assert engine.waits_at(work) == ["!incident"]
    assert "two calls share the key first" in (engine.gate(work, "!incident").note or "")
