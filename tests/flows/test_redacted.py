"""Decided case "Redacted": fields taken out read as Redacted, and the replay goes on."""

import json

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from flows.correct import correct
from flows.gates.gate import MARK, Redacted
from flows.run import Run
from flows.withdraw import withdraw
from tests.flows.machines import (
    FIRST,
    LAST,
    REVIEW,
    Done,
    Engine,
    an_engine,
    write_paper,
)

SEEN: list[object] = []


def two_steps(run: Run) -> Done:
    said = run.ask(FIRST)
    SEEN.append(said.note)
    paper = write_paper(run, said.result)
    run.ask(REVIEW, about=paper.content_hash)
    run.ask(LAST)
    return Done.DONE


def redact(engine: Engine, url: str, work: int, gate: str, field: str) -> None:
    """As the guard of the table allows: named fields marked, the salt destroyed."""
    entry = next(e for e in engine.journal(work) if e.gate == gate)
    body = {**entry.body, "answer": {**entry.body["answer"], field: {MARK: 1}}}
    database = create_engine(url)
    with database.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO redaction (id, first_person, second_person, reason, targets,"
                " recorded_at) VALUES (1, 1, 2, 'victim named', :targets, :at)"
            ),
            {"targets": f"entry/{entry.id}", "at": "2022-06-05 02:00:00+00:00"},
        )
        connection.execute(
            text(
                "UPDATE payload SET body = :body, salt = NULL, redaction_id = 1"
                " WHERE id = (SELECT payload_id FROM entry WHERE id = :entry)"
            ),
            {"body": json.dumps(body), "entry": entry.id},
        )
    database.dispose()


def told(url: str, *, redacted: str) -> tuple[Engine, int]:
    engine = an_engine(url, two_steps)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", "blue", note="a name that must go")
    redact(engine, url, work, "first", redacted)
    SEEN.clear()
    return engine, work


def test_redacted_fields_read_as_redacted_and_the_replay_goes_on(made_registry_url: str) -> None:
    engine, work = told(made_registry_url, redacted="note")
    engine.say(work, "review", "2022-06-06")
    assert engine.waits_at(work) == ["last"]
    assert SEEN
    assert all(isinstance(note, Redacted) for note in SEEN)
    assert str(SEEN[0]) == "redacted"
    assert engine.shop.made == ["blue"]
    engine.say(work, "last", "2022-06-07")
    assert engine.status(work) == ("finished", "done")
    assert engine.problems() == []


def test_redacted_decisions_can_be_withdrawn(made_registry_url: str) -> None:
    engine, work = told(made_registry_url, redacted="note")
    withdraw(engine.office, work, "first", reason="mistaken", recorded_by="coord")
    assert engine.waits_at(work) == ["first"]
    assert engine.problems() == []


def test_redacted_fields_stay_redacted_where_another_field_is_corrected(
    made_registry_url: str,
) -> None:
    engine, work = told(made_registry_url, redacted="note")
    correct(
        engine.office, work, "first", {"names": ["someone else"]}, reason="mistyped",
        recorded_by="coord",
    )  # fmt: skip
    engine.say(work, "review", "2022-06-06")
    assert all(isinstance(note, Redacted) for note in SEEN)
    assert engine.problems() == []


def test_redacted_is_the_only_change_that_a_payload_takes(made_registry_url: str) -> None:
    engine, work = told(made_registry_url, redacted="note")
    database = create_engine(made_registry_url)
    with pytest.raises(DBAPIError, match="redaction"), database.begin() as connection:
        connection.execute(
            text("UPDATE payload SET body = '{}' WHERE id = (SELECT min(id) FROM payload)")
        )
    database.dispose()
    assert engine.waits_at(work) == ["review"]
