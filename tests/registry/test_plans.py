"""What is asked on every view, or every few seconds, goes through no table that only grows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, event

from registry.journal import waiting_effects
from registry.queries.documents import document_kinds, documents_page
from registry.queries.gates import effects_owed
from registry.queries.own_data import own_counts, own_data
from tests.builders import MAE_FAH_LUANG, a_desk

GROWING = ("effect", "entry", "document")
Ask = Callable[[Connection], object]
QUESTIONS: dict[str, Ask] = {
    "what the machine has to do": lambda asked: waiting_effects(asked, datetime.now(UTC)),
    "what it owes the country": effects_owed,
    "what it owes a district": lambda asked: effects_owed(asked, district=MAE_FAH_LUANG),
    "how much is held about a person": lambda asked: own_counts(asked, 1),
    "all that is held about a person": lambda asked: own_data(asked, 1),
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
    yield said
    event.remove(connection, "before_cursor_execute", hear)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_found_by_an_index(sqlite_url: str, question: str) -> None:
    desk = a_desk(sqlite_url)
    with desk.office.registry.reading() as session:
        connection = session.connection()
        with heard(connection) as said:
            QUESTIONS[question](connection)
        steps = [
            row.detail
            for statement, values in said
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    assert steps
    through = [one for one in steps if one.startswith(tuple(f"SCAN {table}" for table in GROWING))]
    assert through == []
