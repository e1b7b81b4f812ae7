"""What is asked on every view, or every few seconds, goes through no table that only grows."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, event

from flows.decisions.reopening import told_of
from flows.runtime.waits import waits
from registry.facts import take_back
from registry.journal import instance_in, instances_numbered, waiting_effects
from registry.models.guards import fact_tables
from registry.prepared_statements import open_to_driver
from registry.queries.documents import document_kinds, documents_page
from registry.queries.gates import effects_owed
from registry.queries.notices import mails_in_trouble, mails_to_send, stages_recorded
from registry.queries.own_data import own_counts, own_data
from registry.queries.parts import person_with_parts
from tests.builders import MAE_FAH_LUANG, a_desk

GROWING = ("effect", "entry", "document", "notice", "notice_mail")
Ask = Callable[[Connection], object]
QUESTIONS: dict[str, Ask] = {
    "what the machine has to do": lambda asked: waiting_effects(asked, datetime.now(UTC)),
    "what it owes the country": effects_owed,
    "what it owes a district": lambda asked: effects_owed(asked, district=MAE_FAH_LUANG),
    "how much is held about a person": lambda asked: own_counts(asked, 1),
    "all that is held about a person": lambda asked: own_data(asked, 1),
    "the mails that are to be sent": lambda asked: mails_to_send(asked, datetime.now(UTC)),
    "the mails that did not go": lambda asked: mails_in_trouble(
        asked, {MAE_FAH_LUANG[:2]}, date(2022, 6, 2)
    ),
    "what people were told of open gates": stages_recorded,
    "the kinds of papers": document_kinds,
    "the papers of a district": lambda asked: documents_page(
        asked, {MAE_FAH_LUANG}, kind=None, skip=0, most=20
    ),
}


@contextmanager
def heard(connection: Connection) -> Iterator[list[tuple[str, Any]]]:
    """The statements of the block, with their values."""
    said: list[tuple[str, Any]] = []

    def hear(*told: Any) -> None:
        said.append((told[2], told[3]))

    event.listen(connection, "before_cursor_execute", hear)
    open_to_driver(connection)  # which is said as a transaction begins, and this one has
    yield said
    event.remove(connection, "before_cursor_execute", hear)
    open_to_driver(connection)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_found_by_an_index(sqlite_url: str, question: str) -> None:
    desk = a_desk(sqlite_url)
    with desk.office.registry.reading() as session:
        connection = session.connection()
        with heard(connection) as said:
            QUESTIONS[question](connection)
        steps = steps_of(connection, said)
    assert steps
    through = [one for one in steps if one.startswith(tuple(f"SCAN {table}" for table in GROWING))]
    assert through == []


def steps_of(connection: Connection, said: list[tuple[str, Any]]) -> list[str]:
    """How SQLite goes about the statements."""
    return [
        row.detail
        for statement, values in said
        for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    ]


def scans_in(steps: list[str], tables: Iterable[str]) -> list[str]:
    return [one for table in tables for one in steps if f"{one} ".startswith(f"SCAN {table} ")]


def test_what_an_entry_wrote_cut_and_ended_is_found_by_indexes(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        with heard(write.connection) as said:
            take_back(write, 1)
        steps = steps_of(write.connection, said)
    assert len(steps) >= len(fact_tables())
    assert scans_in(steps, fact_tables()) == []


def test_who_was_told_of_an_outcome_is_found_without_reading_every_journal(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start()
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        row = instance_in(write, first)
        assert row is not None
        with heard(write.connection) as said:
            assert told_of(write, row) == []
        steps = steps_of(write.connection, said)
    assert len(said) == 1
    assert scans_in(steps, ("entry", "payload", "instance")) == []


def test_what_instances_wait_for_reads_those_that_wait(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start()
    registry = desk.office.registry
    with registry.reading() as session:
        connection = session.connection()
        with heard(connection) as said:
            assert [one.id for one in instances_numbered(connection, {first})] == [first]
        assert scans_in(steps_of(connection, said), ("instance",)) == []
    assert {one.instance.id for one in waits(desk.office)} == {first}
    assert waits(desk.office, only=[first + 1]) == []


def test_the_parts_of_a_person_are_asked_of_each_term_on_no_database(
    made_registry_url: str,
) -> None:
    registry = a_desk(made_registry_url).office.registry
    with registry.reading() as session:
        connection = session.connection()
        with heard(connection) as said:
            person_with_parts(connection, "coord", registry.today, field="recorded_by")
        ((statement, values),) = said
        explain = "EXPLAIN QUERY PLAN" if registry.is_sqlite else "EXPLAIN"
        steps = connection.exec_driver_sql(f"{explain} {statement}", values).all()
    assert [one for one in map(str, steps) if "SubPlan" in one or "CORRELATED" in one] == []
