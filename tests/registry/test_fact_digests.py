# ruff: noqa: S608 — statements of the tests' own
"""Whoever goes around the program, with the guards out of the way, is found by `verify`."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import Connection, Engine, Table, create_engine, event, text, update
from sqlalchemy.types import Integer, LargeBinary

from config.clock import moved_to
from flows.adoption.adopt import adopt
from flows.capabilities import net
from registry.fact_comparison import Odd, digests_told, odd_facts_of
from registry.fact_digests import BESIDE, LEFT_OUT, WHOLE, add, covered
from registry.models import Base
from registry.models.base import Day, Instant
from registry.models.guards import fact_tables, install
from registry.queries.documents import documents
from registry.queries.redaction_parts import entry_part, paper_parts
from registry.records.adoption_form import read_form
from registry.records.adoption_rows import raw_of
from registry.records.offices import add_agency
from registry.records.redactions import take_out
from registry.store import Registry
from registry.transaction import Write
from registry.upgrade import bring_forward
from registry.verification import facts_since, problems_in, verify
from tests.builders import MAE_FAH_LUANG, OPENED, SCAN, a_desk
from tests.released.pouring import unpack
from tests.scenarios.test_e1_chief_asks_changes_twice import SIGNED, to_signature

TABLES = sorted(set(covered()) - set(WHOLE))
OLDER = "5713"
PAST: dict[str, Any] = {
    "orders": [
        {
            "standing": "in_force", "kind": "new", "heading": "คำสั่งอำเภอเวียงแก่น",
            "number": "45/2563", "dated": "7 พ.ค. 2563", "mode": "by_position", "paper": "found",
        }
    ],
    "steps": [{"step": "inception", "on": "2563"}],
}  # fmt: skip


def place(database: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """A made registry that the tests of this module share."""
    if database == "sqlite":
        shutil.copy(request.getfixturevalue("made_sqlite"), folder / "registry.db")
        return f"sqlite:///{folder / 'registry.db'}"
    server = request.getfixturevalue("postgres")
    return str(server.url(server.create(request.getfixturevalue("made_postgres"))))


def by_hand(url: str) -> Engine:
    """The database as its owner opens it: nothing is checked."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _unchecked(connection: Any, _record: object) -> None:
            connection.isolation_level = None
            connection.execute("PRAGMA foreign_keys=OFF")
            connection.execute("PRAGMA ignore_check_constraints=ON")

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN")

    return engine


def guards_away(connection: Connection) -> None:
    """Triggers, keys and rules are none in this transaction."""
    if connection.dialect.name == "sqlite":
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for name in connection.exec_driver_sql(triggers).scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        return
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    rules = (
        "SELECT conrelid::regclass, conname FROM pg_constraint"
        " WHERE contype IN ('c', 'f', 'x') AND connamespace = current_schema()::regnamespace"
    )
    for table, name in connection.exec_driver_sql(rules).all():
        connection.exec_driver_sql(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


@contextmanager
def rolled_back(connection: Connection) -> Iterator[Connection]:
    """What is done in the block is as if it had never been."""
    savepoint = connection.begin_nested()
    try:
        yield connection
    finally:
        savepoint.rollback()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Connection]:
    """A registry with a row in every table that the chains vouch for, told as it was written."""
    url = place(request.param, request, tmp_path_factory.mktemp("filled"))
    engine = by_hand(url)
    with engine.connect() as connection, connection.begin() as transaction:
        guards_away(connection)
        write = Write(connection, datetime(2022, 6, 2, tzinfo=UTC), "test")
        write.lock("TH")
        for name in TABLES:
            add(write, Base.metadata.tables[name], made_up(Base.metadata.tables[name]))
        write.write_heads()
        yield connection
        transaction.rollback()
    engine.dispose()


def made_up(table: Table, number: int = 77_000) -> dict[str, Any]:
    """A row of the table with something in every column."""
    return {column.name: value(column.type, number) for column in table.columns}


def value(kind: object, number: int) -> object:
    match kind:
        case Instant():
            return datetime(2022, 6, 2, 1, 2, 3, number, tzinfo=UTC)
        case Day():
            return date.fromordinal(738_000 + number % 1000)
        case Integer():
            return number
        case LargeBinary():
            return b"%d" % number
        case _:
            return bool(number % 2) if str(kind) == "BOOLEAN" else f"no. {number}"


def odd(connection: Connection, table: Table) -> list[Odd]:
    return list(odd_facts_of(connection, table.name, digests_told(connection)))


@pytest.mark.parametrize("name", TABLES)
def test_a_row_changed_put_in_or_taken_away_is_found_in_every_table(
    filled: Connection, name: str
) -> None:
    table = Base.metadata.tables[name]
    newest = first_key(table) == value(first_key(table).type, 77_000)
    assert odd(filled, table) == []
    missed = []
    for column in table.columns:
        if column.name in LEFT_OUT.get(name, ()):
            continue
        other = None if column.nullable else value(column.type, 77_001)
        with rolled_back(filled):
            assert filled.execute(update(table).where(newest).values({column: other})).rowcount
            missed += [] if odd(filled, table) else [column.name]
    assert missed == []
    with rolled_back(filled):
        filled.execute(table.insert(), made_up(table, 77_003))
        assert [one.code for one in odd(filled, table)] == ["fact_added"]
    with rolled_back(filled):
        filled.execute(table.delete().where(newest))
        assert [one.code for one in odd(filled, table)] == ["fact_missing"]


def first_key(table: Table) -> Any:
    return next(iter(table.primary_key.columns))


def test_every_table_is_vouched_for_or_says_why_not() -> None:
    assert set(covered()) | set(BESIDE) == set(Base.metadata.tables)
    assert set(fact_tables()) <= set(covered())
    for table, columns in LEFT_OUT.items():
        assert columns <= set(Base.metadata.tables[table].c.keys())
    assert all(BESIDE.values())


@dataclass(frozen=True)
class Story:
    """A registry with a signed order, an old committee, papers, and what two people took out."""

    url: str
    connection: Connection


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def story(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Story]:
    url = place(request.param, request, tmp_path_factory.mktemp("story"))
    desk = a_desk(url, "2022-06-02", MAE_FAH_LUANG, OLDER)
    order = to_signature(desk)
    desk.decide(order, "registration", "district_chief", "2022-07-15", SIGNED, evidence=[SCAN])
    registry = desk.office.registry
    past = read_form(raw_of(PAST), net(), today=registry.today, district=OLDER)
    adopt(desk.office, OLDER, past, recorded_by="coord")
    redact(desk.office.registry)
    assert verify(registry) == ()
    registry.dispose()
    engine = by_hand(url)
    with engine.connect() as connection, connection.begin() as transaction:
        guards_away(connection)
        yield Story(url, connection)
        transaction.rollback()
    engine.dispose()


def redact(registry: Any) -> None:
    """Two people take a field of the first answer and the bytes of the first paper."""
    with registry.writing(MAE_FAH_LUANG) as write:
        paper = documents(write.connection)[0]
        entry = write.connection.scalar(text("SELECT min(id) FROM entry WHERE kind = 'decision'"))
        parts = [
            entry_part(write.connection, int(entry), [("answer", "note")]),
            *paper_parts(write.connection, paper.sha256),
        ]
        take_out(write, MAE_FAH_LUANG, parts, first=4, second=5, reason="named a victim")


ORDER = "WHERE id = (SELECT max(id) FROM district_order)"
_ORDER = [c.name for c in Base.metadata.tables["district_order"].columns if c.name != "id"]
OF_ORDER, ANOTHER = ", ".join(_ORDER), ", ".join("'98'" if c == "number" else c for c in _ORDER)
REDACTED = "WHERE redaction_id IS NOT NULL"
NOT_REDACTED = "(SELECT min(sha256) FROM blob WHERE redaction_id IS NULL)"
ADMIN = "INSERT INTO assignment (id, person_id, role, area_code) VALUES (900, 4, 'admin', 'TH')"
ADMIN_TERM = (
    "INSERT INTO assignment_term (id, assignment_id, valid_from, recorded_at)"
    " VALUES (900, 1, '2022-01-01', '2022-06-02 00:00:00')"
)
TAMPERINGS = {
    "the number of a signed order": f"UPDATE district_order SET number = '99' {ORDER}",
    "the date of a signed order": f"UPDATE district_order SET dated = '2022-07-01' {ORDER}",
    "from when an order holds": f"UPDATE district_order SET valid_from = '2021-01-01' {ORDER}",
    "the signer of an order": f"UPDATE district_order SET signer_id = 1 {ORDER}",
    "an order is superseded": f"UPDATE district_order SET superseded_at = recorded_at {ORDER}",
    "an order is gone": f"DELETE FROM district_order {ORDER}",
    "an order of nobody": (
        f"INSERT INTO district_order (id, {OF_ORDER}) SELECT 900, {ANOTHER} FROM district_order"
        f" {ORDER}"
    ),
    "the last day of a term": "UPDATE holding SET valid_to = '2023-01-01' WHERE id = 1",
    "who holds an office": "UPDATE holding SET person_id = 1 WHERE id = 2",
    "acting in their own right": "UPDATE holding SET capacity = 'acting' WHERE id = 1",
    "an administrator by one row": ADMIN,
    "a part prolonged by one row": ADMIN_TERM,
    "whose part it is": "UPDATE assignment SET person_id = 4 WHERE role = 'admin'",
    "the title of a seat": "UPDATE seat_version SET title_th = 'x' WHERE id = 1",
    "the office of a seat": "UPDATE seat_version SET office = NULL WHERE id = 2",
    "the place of a seat": "UPDATE seat_version SET position = 99 WHERE id = 3",
    "a seat is gone": "DELETE FROM seat_version WHERE id = 1",
    "a person's name": "UPDATE person SET name_th = 'ใคร อื่น' WHERE id = 4",
    "a person's sex": "UPDATE person SET sex = 'male' WHERE id = 4",
    "the title of a law": "UPDATE legal_basis_text SET title_th = 'x' WHERE id = 1",
    "a law that nobody verified": "UPDATE legal_basis_text SET verified_by = 1 WHERE id = 1",
    "when something is due": "UPDATE gate SET due_on = '2030-01-01' WHERE status = 'open'",
    "until when a gate is open": "UPDATE gate SET until_on = '2030-01-01' WHERE status = 'open'",
    "who may not answer a gate": "UPDATE gate SET not_by = 1 WHERE status = 'open'",
    "the district of an instance": "UPDATE instance SET period = '2570' WHERE id = 1",
    "a demo that was none": "UPDATE registry_meta SET value = 'demo' WHERE key = 'kind'",
    "the parent of a district": f"UPDATE area SET parent = '50' WHERE code = '{MAE_FAH_LUANG}'",
    "a draft is called signed": "UPDATE document SET status = 'adopted' WHERE status = 'replaced'",
    "the date of a paper": "UPDATE document SET own_date = '2022-01-01' WHERE id = 2",
    "bytes under a redaction of others": (
        "UPDATE blob SET content = NULL, redaction_id = (SELECT min(id) FROM redaction)"
        f" WHERE sha256 = {NOT_REDACTED}"
    ),
    "bytes are gone": f"DELETE FROM blob WHERE sha256 = {NOT_REDACTED}",
    "what a redaction left": (
        f"UPDATE payload SET body = replace(body, '\"none\"', '\"unknown\"') {REDACTED}"
    ),
    "another key of what it left": (
        f"UPDATE payload SET body = replace(body, '\"finding\"', '\"found\"') {REDACTED}"
    ),
    "no JSON is left": f"UPDATE payload SET body = '{{' {REDACTED}",
    "the salt of what it left": f"UPDATE payload SET left_salt = salt {REDACTED}",
    "who took something out": "UPDATE redaction SET first_person = 2",
    "why something was taken out": "UPDATE redaction SET reason = 'x'",
    "what a tombstone names is no JSON": "UPDATE redaction SET targets = '['",
    "what an old paper says": (
        "UPDATE payload SET body = replace(body, '2563', '2564')"
        " WHERE id IN (SELECT payload_id FROM past_event)"
    ),
    "an old paper is another": (
        "UPDATE past_event SET payload_id = (SELECT max(payload_id) FROM past_event)"
    ),
    "the day of an old order": "UPDATE past_event SET on_date = '2020-01-01' WHERE kind = 'order'",
    "an agency's name": "UPDATE agency SET partner = NOT partner WHERE id = 1",
    "the answer of an entry is no JSON": (
        "UPDATE payload SET body = '{' WHERE id IN (SELECT payload_id FROM entry)"
    ),
    "digests of facts": "UPDATE audit SET facts = '{}' WHERE facts IS NOT NULL",
    "digests of facts are no JSON": "UPDATE audit SET facts = '{' WHERE facts IS NOT NULL",
    "digests of facts are none": "UPDATE audit SET facts = NULL",
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_no_tampering_is_missed(story: Story, what: str) -> None:
    with rolled_back(story.connection):
        assert story.connection.exec_driver_sql(TAMPERINGS[what]).rowcount
        found = [one for one in problems_in(story.connection) if one.code != "guard_missing"]
        assert found
        assert all(one.what.th != one.what.en for one in found)


ODD_VALUES = {
    "no date": "UPDATE holding SET valid_from = 'soon' WHERE id = 1",
    "no text": "UPDATE person SET name_th = x'ff' WHERE id = 1",
    "no UTF-8": "UPDATE person SET name_th = CAST(x'ff' AS TEXT) WHERE id = 1",
    "no instant": "UPDATE audit SET at = 'then' WHERE id = 3",
    "no date in an entry": "UPDATE entry SET act_date = 'x' WHERE id = 2",
    "no JSON in an audit's own payload": (
        "UPDATE payload SET body = x'00' WHERE id IN (SELECT payload_id FROM audit)"
    ),
    "no table": "DROP TABLE score",
}


@pytest.mark.parametrize("what", ODD_VALUES)
def test_what_no_column_may_hold_is_a_finding_and_no_traceback(story: Story, what: str) -> None:
    if story.connection.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps no value that is none of its column's")
    with rolled_back(story.connection):
        story.connection.exec_driver_sql(ODD_VALUES[what])
        assert {one.code for one in problems_in(story.connection)} - {"guard_missing"}


@pytest.fixture
def older(tmp_path: Path) -> Registry:
    """A registry of a release whose chains told of no facts, brought to this one."""
    file = tmp_path / "registry.db"
    unpack("0.2.0", file)
    registry = Registry(f"sqlite:///{file}", moved_to(date(2022, 7, 22)))
    OPENED.append(registry)
    brought_forward(registry)
    return registry


def brought_forward(registry: Registry) -> None:
    with registry.making() as connection:
        bring_forward(connection, registry)


RENUMBERED = "UPDATE district_order SET number = '99' WHERE id = 1"


def by_its_owner(registry: Registry, statement: str) -> None:
    engine = by_hand(str(registry.url))
    with engine.begin() as connection:
        guards_away(connection)
        connection.exec_driver_sql(statement)
        install(connection)
    engine.dispose()


def test_facts_of_an_older_release_are_held_against_what_the_upgrade_found(
    older: Registry,
) -> None:
    assert verify(older) == ()
    assert facts_since(older) == date(2022, 7, 22)
    by_its_owner(older, RENUMBERED)
    assert [one.code for one in verify(older)] == ["fact_changed"]


def test_what_was_tampered_with_before_an_upgrade_is_not_called_clean_by_it(
    older: Registry,
) -> None:
    by_its_owner(older, RENUMBERED)
    brought_forward(older)
    assert [one.code for one in verify(older)] == ["fact_changed"]


def test_an_upgrade_that_finds_nothing_new_adds_nothing_to_the_chain(older: Registry) -> None:
    before = heads(older)
    brought_forward(older)
    assert heads(older) == before


def heads(registry: Registry) -> list[Any]:
    with registry.reading() as connection:
        query = text("SELECT area_code, digest FROM chain_head ORDER BY area_code")
        return list(connection.execute(query))


def test_what_a_write_tells_of_its_rows_is_taken_by_the_faster_writer_of_json(
    sqlite_url: str,
) -> None:
    registry = Registry(sqlite_url)
    with registry.writing(MAE_FAH_LUANG) as write:
        add_agency(write, "test", ("ท", "t"), partner=False)
        told = orjson.dumps(write.facts)
    assert json.loads(told).keys() == {"agency"}
    registry.dispose()


def test_a_registry_of_this_release_holds_every_fact_from_its_writing(sqlite_url: str) -> None:
    registry = Registry(sqlite_url)
    assert facts_since(registry) is None
    registry.dispose()
