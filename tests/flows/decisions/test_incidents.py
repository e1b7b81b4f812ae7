"""Decided case "Incidents": what cannot go on asks; a failed effect holds its own branch only."""

import pytest
from sqlalchemy import text

from config.settings import Settings
from flows.decisions.standing_gates import NotByHand
from flows.decisions.stop import stop
from flows.engine.run import Run
from registry.rules.plain_values import Json
from tests.flows.machines import (
    FIRST,
    LAST,
    LOOK,
    REVIEW,
    SECOND,
    THIRD,
    Done,
    Engine,
    Text,
    an_engine,
    write_paper,
)

PAPER_HELD = "!effect/both/left/write_paper"


def two_branches(run: Run) -> Done:
    said = run.ask(FIRST)

    def left(branch: Run) -> None:
        paper = write_paper(branch, said.result)
        branch.ask(REVIEW, about=paper.content_hash)

    run.together("both", ("left", left), ("right", lambda branch: branch.ask(SECOND)))
    run.ask(LAST)
    return Done.DONE


def trips(run: Run) -> Done:
    """Cannot go on after a "trip"."""
    if run.ask(FIRST).result == "trip":
        msg = "nobody thought of this"
        raise ValueError(msg)
    run.ask(SECOND)
    return Done.DONE


def failed(url: str) -> tuple[Engine, int]:
    engine = an_engine(url, two_branches)
    engine.shop.fails.add("blue")
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", "blue", perform=False)
    return engine, work


def test_incident_of_a_failed_effect_is_opened_after_the_last_attempt(
    made_registry_url: str,
) -> None:
    engine, work = failed(made_registry_url)
    attempts = Settings().effect_attempts
    for _ in range(attempts - 1):
        assert [one.how for one in engine.perform_once()] == ["failed"]
        assert engine.waits_at(work) == ["both/right/second"]
    assert [one.how for one in engine.perform_once()] == ["gave_up"]
    assert engine.perform_once() == []
    assert engine.waits_at(work) == ["both/right/second", PAPER_HELD]
    assert "no ink for blue" in (engine.gate(work, PAPER_HELD).note or "")
    assert engine.problems() == []


def test_incident_of_a_failed_effect_holds_its_own_branch_only(made_registry_url: str) -> None:
    engine, work = failed(made_registry_url)
    engine.perform()
    engine.say(work, "second", "2022-06-04")
    assert engine.waits_at(work) == [PAPER_HELD]
    assert engine.live(work) == ["decision first", "decision both/right/second"]
    assert engine.status(work) == ("open", None)
    assert engine.problems() == []


def test_incident_answered_by_retry_has_the_effect_performed(made_registry_url: str) -> None:
    engine, work = failed(made_registry_url)
    engine.perform()
    engine.shop.fails.clear()
    engine.answer_incident(work, PAPER_HELD, "2022-06-05", "retry")
    assert engine.shop.made == ["blue"]
    assert engine.waits_at(work) == ["both/right/second", "both/left/review"]
    assert engine.problems() == []


def test_incident_answered_by_retry_is_opened_again_where_it_fails_again(
    made_registry_url: str,
) -> None:
    engine, work = failed(made_registry_url)
    engine.perform()
    engine.answer_incident(work, "incident", "2022-06-05", "retry")
    assert engine.waits_at(work) == ["both/right/second", PAPER_HELD]
    assert engine.problems() == []


def test_incident_answered_by_hand_takes_the_paper_for_the_result(made_registry_url: str) -> None:
    engine, work = failed(made_registry_url)
    engine.perform()
    engine.answer_incident(work, PAPER_HELD, "2022-06-05", "done_by_hand", by_hand="typed")
    assert engine.gate(work, "both/left/review").about == "hash of by hand"
    assert [one.status for one in engine.requested(work)] == ["done"]
    assert engine.problems() == []


def test_incident_of_the_process_cannot_be_done_by_hand(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, trips)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", "trip")
    with pytest.raises(NotByHand):
        engine.answer_incident(work, "incident", "2022-06-05", "done_by_hand", by_hand="typed")


def test_incident_of_an_error_in_the_function_keeps_the_decision_and_closes_no_gate(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, trips)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", "trip", note="kept")
    assert engine.live(work) == ["decision first"]
    assert engine.items() == ["kept"]
    assert engine.waits_at(work) == ["!incident"]
    assert "nobody thought of this" in (engine.gate(work, "!incident").note or "")
    engine.answer_incident(work, "incident", "2022-06-04", "retry")
    assert engine.waits_at(work) == ["!incident"]


def test_incident_answered_by_retry_goes_on_where_the_function_was_mended(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, trips)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", "trip")
    mended = an_engine(made_registry_url, two_branches, today="2022-06-04", people=False)
    mended.answer_incident(work, "incident", "2022-06-04", "retry")
    assert mended.waits_at(work) == ["both/right/second", "both/left/review"]
    assert mended.problems() == []


def test_incident_answered_by_stop_ends_the_instance(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, trips)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", "trip")
    day = engine.on("2022-06-04")
    stop(engine.office, work, reason="cannot go on", on=day, recorded_by="coord")
    assert engine.status(work) == ("stopped", None)
    assert engine.waits_at(work) == []


def test_an_unconsumed_entry_stops_the_instance_and_keeps_the_decision(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, two_branches)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", "blue")
    engine.say(work, "second", "2022-06-04")

    def without_the_right_branch(run: Run) -> Done:
        run.ask(FIRST)
        run.ask(THIRD)
        return Done.DONE

    upgraded = an_engine(
        made_registry_url, without_the_right_branch, today="2022-06-05", people=False
    )
    before = upgraded.waits_at(work)
    upgraded.say(work, "review", "2022-06-05")
    kept = upgraded.live(work)
    assert kept[-2:] == ["decision both/right/second", "decision both/left/review"]
    assert upgraded.waits_at(work) == [*before[:-1], "!incident"]
    note = upgraded.gate(work, "!incident").note or ""
    assert "both/right/second" in note
    assert upgraded.status(work) == ("open", None)


def test_incident_is_opened_once_however_often_the_same_thing_fails(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, two_branches)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", "blue")
    broken = an_engine(made_registry_url, trips, today="2022-06-05", people=False)
    broken.say(work, "second", "2022-06-05")
    broken.say(work, "review", "2022-06-05")
    assert broken.waits_at(work) == ["!incident"]


def test_a_question_that_fails_leaves_the_transaction_usable_and_becomes_an_incident(
    made_registry_url: str,
) -> None:
    def looks(run: Run) -> Done:
        run.ask(FIRST)
        run.read(LOOK, Text(text="x"))
        run.ask(SECOND)
        return Done.DONE

    engine = an_engine(made_registry_url, looks)
    engine.office.declared.reads["look"] = breaks  # type: ignore[index]
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    assert engine.live(work) == ["decision first"]
    assert engine.waits_at(work) == ["!incident"]


def breaks(connection: object, _args: Json, _on: object) -> None:
    connection.execute(text("SELECT no_such_column FROM entry"))  # type: ignore[attr-defined]
