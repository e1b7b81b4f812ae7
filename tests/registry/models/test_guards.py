# ruff: noqa: S608 — statements of the tests' own
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from registry.models import Base
from registry.models.guards import APPEND_ONLY, fact_tables
from registry.seals import seal
from tests.builders import SCAN, a_desk

KEPT = ("payload", "blob", "document", "instance", "gate")
REDACTION = (
    "INSERT INTO redaction (id, first_person, second_person, reason, targets, recorded_at)"
    " VALUES (1, 1, 2, 'named a victim', '[]', '2022-06-08 00:00:00.000000+00:00')"
)
PUBLICATION = (
    "INSERT INTO publication (id, area_code, table_key, year_be, audience, threshold, made_at,"
    " recorded_by) VALUES (1, '57', 'assistance', 2565, 'public', 5, '2022-06-02 00:00:00', 1)"
)
CELL = (
    "INSERT INTO cell (id, publication_id, area_code, indicator, part, places, mark, qualifier)"
    " VALUES (1, 1, '5715', 'assisted', 'total', '5715', 'small', 'exact')"
)


@pytest.fixture
def engine(made_registry_url: str) -> Iterator[Engine]:
    """A registry with a row in every table that a decision writes."""
    desk = a_desk(made_registry_url)
    desk.to_first_draft()
    order = desk.order()
    desk.decide(
        order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"}, evidence=[SCAN]
    )
    registry = desk.office.registry
    registry.note_attempt(actor="coord", target="advocacy", code="gate_not_open")
    seal(registry)
    registry.dispose()
    made = create_engine(made_registry_url)
    with made.begin() as connection:
        connection.execute(text(REDACTION))
        connection.execute(text("INSERT INTO supersession VALUES (2, 3, 'test')"))
        connection.execute(text(PUBLICATION))
        connection.execute(text(CELL))
    yield made
    made.dispose()


def refused(engine: Engine, statement: str) -> str:
    """What the database says to the statement, which it has to refuse."""
    with engine.connect() as connection, connection.begin(), pytest.raises(DBAPIError) as error:
        connection.execute(text(statement))
    return str(error.value)


def rows(connection: Connection, table: str) -> int:
    return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_was_appended_is_neither_changed_nor_deleted(engine: Engine, table: str) -> None:
    with engine.connect() as connection:
        assert rows(connection, table) > 0
    column = next(iter(Base.metadata.tables[table].columns)).name
    assert "append-only" in refused(engine, f"UPDATE {table} SET {column} = {column}")
    assert "append-only" in refused(engine, f"DELETE FROM {table}")


@pytest.mark.parametrize("table", KEPT)
def test_what_is_kept_is_never_deleted(engine: Engine, table: str) -> None:
    with engine.connect() as connection:
        assert rows(connection, table) > 0
    assert "never deleted" in refused(engine, f"DELETE FROM {table}")


@pytest.mark.parametrize("table", ["holding", "office_name", "seat_version", "team_agency"])
def test_a_fact_is_superseded_never_edited(engine: Engine, table: str) -> None:
    assert table in fact_tables()
    now = "superseded_at = '2022-07-01 00:00:00.000000+00:00'"
    says = "superseded, never edited"
    assert says in refused(engine, f"UPDATE {table} SET valid_from = '2000-01-01'")
    assert says in refused(engine, f"UPDATE {table} SET {now}, valid_to = '2099-01-01'")
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {table} SET {now} WHERE superseded_at IS NULL"))
    assert says in refused(engine, f"UPDATE {table} SET superseded_at = NULL")
    assert "never deleted" in refused(engine, f"DELETE FROM {table}")


PAYLOAD = "UPDATE payload SET body = '{}'"
BLOB = "UPDATE blob SET content = NULL"


@pytest.mark.parametrize(
    "statement",
    [
        PAYLOAD,
        f"{PAYLOAD}, salt = NULL",
        f"{PAYLOAD}, redaction_id = 1",
        f"{PAYLOAD}, salt = NULL, redaction_id = 1",
        "UPDATE payload SET id = -id, salt = NULL, redaction_id = 1",
        BLOB,
        "UPDATE blob SET redaction_id = 1",
        f"{BLOB}, size = 0, redaction_id = 1",
        f"{BLOB}, sha256 = 'x', redaction_id = 1",
    ],
)
def test_less_or_more_than_a_redaction_is_refused(engine: Engine, statement: str) -> None:
    refused(engine, statement)


def test_a_redaction_is_exactly_the_update_allowed(engine: Engine) -> None:
    with engine.begin() as connection:
        salted = "salt = NULL, left_salt = salt, redaction_id = 1"
        connection.execute(text(f"{PAYLOAD}, {salted} WHERE id = 1"))
        connection.execute(text(f"{BLOB}, redaction_id = 1"))
    assert "only a redaction" in refused(engine, f"{PAYLOAD} WHERE id = 1")


def test_a_signed_paper_never_changes(engine: Engine) -> None:
    frozen = "WHERE frozen_at IS NOT NULL"
    says = "a signed paper never changes"
    assert says in refused(
        engine, f"UPDATE document SET status = 'draft', frozen_at = NULL {frozen}"
    )
    assert says in refused(engine, "UPDATE document SET content_hash = 'x' WHERE frozen_at IS NULL")


def test_an_ended_gate_stays_ended(engine: Engine) -> None:
    reopened = "UPDATE gate SET status = 'open', closed_at = NULL WHERE status <> 'open'"
    assert "an ended gate stays ended" in refused(engine, reopened)
    assert "an ended gate stays ended" in refused(engine, "UPDATE gate SET path = 'x'")


def test_the_database_itself_refuses_two_facts_at_one_time(engine: Engine) -> None:
    columns = [c.name for c in Base.metadata.tables["office_name"].columns if c.name != "id"]
    names = ", ".join(columns)
    again = (
        f"INSERT INTO office_name (id, {names}) SELECT 999, {names} FROM office_name WHERE id = 1"
    )
    assert "office_name_no_overlap" in refused(engine, again)
    later = names.replace("valid_from", "DATE '2000-01-01'")
    if engine.dialect.name == "sqlite":
        later = names.replace("valid_from", "'2000-01-01'")
    before = again.replace(f"999, {names}", f"999, {later}")
    assert "office_name_no_overlap" in refused(engine, before)


def test_facts_that_only_touch_are_no_overlap(engine: Engine) -> None:
    columns = [c.name for c in Base.metadata.tables["office_name"].columns if c.name != "id"]
    names = ", ".join(columns)
    day = "'1990-01-01'" if engine.dialect.name == "sqlite" else "DATE '1990-01-01'"
    values = names.replace("valid_from", day).replace("valid_to", "valid_from")
    with engine.begin() as connection:
        connection.execute(
            text(
                f"INSERT INTO office_name (id, {names})"
                f" SELECT 999, {values} FROM office_name WHERE id = 1"
            )
        )
        assert rows(connection, "office_name WHERE id = 999") == 1
