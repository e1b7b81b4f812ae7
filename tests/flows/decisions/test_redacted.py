"""Decided case "Redacted": fields taken out read as Redacted, and the replay goes on."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from flows.decisions.correct import Correction, correct
from flows.decisions.withdraw import withdraw
from flows.engine.gate import RedactedValue
from flows.engine.run import Run
from registry.queries.redaction_parts import entry_part
from registry.records.redactions import take_out
from tests.builders import MAE_FAH_LUANG
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


def redact(engine: Engine, work: int, gate: str, field: str) -> None:
    """As two people do it: named fields marked, the salt destroyed, a tombstone left."""
    entry = next(e for e in engine.journal(work) if e.gate == gate)
    with engine.office.registry.writing(MAE_FAH_LUANG) as write:
        part = entry_part(write.connection, entry.id, [("answer", field)])
        take_out(write, MAE_FAH_LUANG, [part], first=1, second=2, reason="victim named")


def told(url: str, *, redacted: str) -> tuple[Engine, int]:
    engine = an_engine(url, two_steps)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", "blue", note="a name that must go")
    redact(engine, work, "first", redacted)
    SEEN.clear()
    return engine, work


def test_redacted_fields_read_as_redacted_and_the_replay_goes_on(made_registry_url: str) -> None:
    engine, work = told(made_registry_url, redacted="note")
    engine.say(work, "review", "2022-06-06")
    assert engine.waits_at(work) == ["last"]
    assert SEEN
    assert all(isinstance(note, RedactedValue) for note in SEEN)
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
        engine.office,
        Correction(
            work,
            "first",
            {"names": ["someone else"]},
            reason="mistyped",
            recorded_by="coord",
        ),
    )
    engine.say(work, "review", "2022-06-06")
    assert all(isinstance(note, RedactedValue) for note in SEEN)
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
