"""What is asked on every view, or every few seconds, goes through no table that only grows."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from config.clock import SystemClock
from flows.decisions.reopening import told_of
from flows.runtime.waits import waits
from registry.fact_restoration import take_back
from registry.journal import instance_in, instances_numbered, waiting_effects
from registry.models.guards import fact_tables
from registry.prepared_statements import open_to_driver
from registry.queries.area_documents import document_kinds, documents_page
from registry.queries.decisions import asked_about, decisions_of
from registry.queries.gates import gates_that_waited, gates_waiting
from registry.queries.members import invitees
from registry.queries.notices import mails_in_trouble, mails_to_send, stages_recorded
from registry.queries.owed_effects import effects_owed
from registry.queries.own_data import own_counts, own_data
from registry.queries.parts import person_with_parts
from registry.queries.plans import used_row_keys
from registry.queries.redactions import left_house
from registry.queries.seats import by_holders
from registry.rules.redaction import RedactionPart
from registry.rules.seats import BodyKey, Seat, SeatMode, SeatRole
from tests.builders import MAE_FAH_LUANG, a_desk
from tests.statements import Statements, heard

GROWING = ("effect", "entry", "document", "gate", "notice", "notice_mail", "plan_row")
OF_OPEN_GATES = ("uq_gate_open", "ix_gate_open")  # indexes that hold no gate that has ended
TODAY = date(2022, 6, 2)
ASKED_BY_NAME = Seat(
    key="police", kind="police", body=BodyKey.SUPPRESSION, role=SeatRole.MEMBER, title_th="ก",
    title_en="A", office=f"{MAE_FAH_LUANG}/police_superintendent/1", mode=SeatMode.BY_NAME,
)  # fmt: skip
Ask = Callable[[Connection], object]
QUESTIONS: dict[str, Ask] = {
    "what the machine has to do": lambda asked: waiting_effects(asked, SystemClock().now()),
    "what it owes the country": effects_owed,
    "what it owes a district": lambda asked: effects_owed(asked, district=MAE_FAH_LUANG),
    "the members of a committee": lambda asked: invitees(asked, MAE_FAH_LUANG, TODAY),
    "its seats for which nobody was named": lambda asked: by_holders(
        asked, MAE_FAH_LUANG, TODAY, (ASKED_BY_NAME,)
    ),
    "the gates of a district at an earlier day": lambda asked: gates_that_waited(
        asked, TODAY, district=MAE_FAH_LUANG
    ),
    "what a district waits for": lambda asked: gates_waiting(asked, TODAY, district=MAE_FAH_LUANG),
    "the keys of the rows of its plan": lambda asked: used_row_keys(asked, MAE_FAH_LUANG, 2566),
    "what its Chiefs decided": lambda asked: decisions_of(
        asked, [f"{one}/district_chief" for one in (MAE_FAH_LUANG, "5701")]
    ),
    "which decisions were asked about": lambda asked: asked_about(asked, "authority", {1, 2}),
    "how much is held about a person": lambda asked: own_counts(asked, 1),
    "all that is held about a person": lambda asked: own_data(asked, 1),
    "the mails that are to be sent": lambda asked: mails_to_send(asked, SystemClock().now()),
    "the mails that did not go": lambda asked: mails_in_trouble(asked, {MAE_FAH_LUANG[:2]}, TODAY),
    "what people were told of open gates": stages_recorded,
    "the kinds of papers": document_kinds,
    "the papers of a district": lambda asked: documents_page(
        asked, {MAE_FAH_LUANG}, kind=None, skip=0, most=20
    ),
    "what left the house of a paper": lambda asked: left_house(
        asked, [RedactionPart(kind="blob", ref="0" * 64, digest="0" * 64, document=1)]
    ),
}


@contextmanager
def asked_of(connection: Connection) -> Iterator[Statements]:
    """The statements of the block, with their values."""
    with heard(connection) as said:
        open_to_driver(connection)  # which is said as a transaction begins, and this one has
        yield said
    open_to_driver(connection)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_found_by_an_index(sqlite_url: str, question: str) -> None:
    desk = a_desk(sqlite_url)
    with desk.office.registry.reading() as connection:
        with asked_of(connection) as said:
            QUESTIONS[question](connection)
        steps = steps_of(connection, said)
    assert steps
    assert scans_in(steps, GROWING) == []


def steps_of(connection: Connection, said: list[tuple[str, Any]]) -> list[str]:
    """How SQLite goes about the statements."""
    return [
        row.detail
        for statement, values in said
        for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    ]


def scans_in(steps: list[str], tables: Iterable[str]) -> list[str]:
    return [
        one
        for table in tables
        for one in steps
        if f"{one} ".startswith(f"SCAN {table} ") and not one.endswith(OF_OPEN_GATES)
    ]


def test_what_an_entry_wrote_cut_and_ended_is_found_by_indexes(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        with asked_of(write.connection) as said:
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
        with asked_of(write.connection) as said:
            assert told_of(write, row) == []
        steps = steps_of(write.connection, said)
    assert len(said) == 1
    assert scans_in(steps, ("entry", "payload", "instance")) == []


def test_what_instances_wait_for_reads_those_that_wait(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start()
    registry = desk.office.registry
    with registry.reading() as connection:
        with asked_of(connection) as said:
            assert [one.id for one in instances_numbered(connection, {first})] == [first]
        assert scans_in(steps_of(connection, said), ("instance",)) == []
    assert {one.instance.id for one in waits(desk.office)} == {first}
    assert waits(desk.office, only=[first + 1]) == []


def test_the_parts_of_a_person_are_asked_of_each_term_on_no_database(
    made_registry_url: str,
) -> None:
    registry = a_desk(made_registry_url).office.registry
    with registry.reading() as connection:
        with asked_of(connection) as said:
            person_with_parts(connection, "coord", registry.today, field="recorded_by")
        ((statement, values),) = said
        explain = "EXPLAIN QUERY PLAN" if registry.is_sqlite else "EXPLAIN"
        steps = connection.exec_driver_sql(f"{explain} {statement}", values).all()
    assert [one for one in map(str, steps) if "SubPlan" in one or "CORRELATED" in one] == []
