"""Facts in the chain: a digest of each row that a transaction writes, kept in its last link.

A chain that covers what was said and not what was written from it vouches for half. Each
writer of a covered row tells it here; the link of the write holds the digests, and `verify`
compares every standing row with the newest digest that the chains hold of it. A digest is of
the values as SQLite keeps them, whatever the database: nothing that was put in there by hand,
however odd, makes reading it back fail. Columns that a redaction may blank are left out, so
that no digest outlives what it was of.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, TypeAlias

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Table,
    bindparam,
    insert,
    select,
    update,
)

from registry.models import Base
from registry.prepared_statements import PreparedStatement, pipeline_on
from registry.rules.json_text import json_bytes
from registry.transaction import Write

Digests: TypeAlias = dict[str, dict[str, str]]  # of each table: key of the row, digest

# Tables that hold no fact, and why nobody's digest stands in a chain.
BESIDE = {
    "account": "whom the desk lets in changes daily; the audit says what was done with it",
    "api_token": "works until its day, or until it is revoked",
    "attempt": "what was refused or read, written after its rollback and under no lock",
    "audit": "the chains themselves",
    "authorization_request": "goes when the browser is back, or within the hour",
    "calendar_link": "works until its day, or until it is revoked",
    "chain_head": "compared with the last link of each chain",
    "child_link": "compared with a replay of the journal",
    "contact": "erased when its time is over",
    "effect": "compared with a replay of the journal",
    "entry": "each has a link of its own",
    "failed_step": "goes as soon as the step succeeds",
    "form_draft": "typed and not yet sent",
    "gate_draft": "typed and not yet sent",
    "held_item": "held for a form that comes back, for two hours",
    "invitation": "goes when it is used",
    "kept_answer": "goes within days",
    "notice": "told, skipped or settled: the machine's daily work",
    "notice_mail": "how far the machine got with a mail",
    "package": "made from what the chains vouch for, and made anew whenever that changed",
    "payload": "each has a salted digest",
    "plan_working": "written and not yet put to the committee",
    "rate_hit": "goes within hours",
    "seal": "a chain of its own",
    "sign_in": "goes when it ends",
    "sign_in_failure": "goes within the day",
    "unknown_identity": "goes when it is matched, or within the month",
}
# Columns that change rightly without a new digest, by table.
LEFT_OUT = {
    "blob": {"content", "redaction_id"},  # its bytes have their SHA-256, what was taken a tombstone
    "document": {"file_name"},  # a redaction may blank it
    "gate": {"status", "closed_at", "closed_by", "note"},  # a replay's; a redaction may blank it
    "instance": {"revision", "status", "phase", "outcome", "finished_on"},  # a replay's
}
PAYLOADS = "payload"
WHOLE, ALL = ("area", "area_alias"), "*"  # come with the release, few are added: one digest of all
DIGEST_LENGTH = 32  # hex: 128 bits, which nobody finds a second row for


def covered() -> tuple[str, ...]:
    """The tables whose rows the chains vouch for."""
    return tuple(sorted(set(Base.metadata.tables) - set(BESIDE)))


@cache
def digested_columns(table: str) -> tuple[str, ...]:
    """Its columns that a digest is over."""
    left_out = LEFT_OUT.get(table, set())
    names = (str(c.name) for c in Base.metadata.tables[table].columns if c.name not in left_out)
    return tuple(sorted(names))


@cache
def _truths(table: str) -> tuple[str, ...]:
    """Its columns of yes and no, which SQLite keeps as 1 and 0."""
    columns = Base.metadata.tables[table].columns
    return tuple(c.name for c in columns if isinstance(c.type, Boolean))


@cache
def _keys(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in Base.metadata.tables[table].primary_key)


def tell(write: Write, table: Table, row: Mapping[str, Any]) -> None:
    """The row was written as it is given here: the link of this write holds its digest."""
    name = str(table.name)  # SQLAlchemy's own kind of text is no key that orjson takes
    key, digest = row_digest(name, digested_columns(name), row)
    write.facts.setdefault(name, {})[key] = digest
    write.kept.fact_tables.add(name)


def tell_whole(write: Write) -> None:
    """Tell the tables that have one digest of all their rows."""
    for table in WHOLE:
        write.facts.setdefault(table, {})[ALL] = whole_digest(write.connection, table)


def tell_payload(write: Write, payload_id: int, digest: str) -> None:
    """The same of a payload that no entry and no link is of, by its salted digest."""
    write.facts.setdefault(PAYLOADS, {})[str(payload_id)] = digest


def add(write: Write, table: Table, row: Mapping[str, Any]) -> int:
    """Insert a row of facts and tell it. Answers its id, 0 where its key is no number."""
    statement = _insertion(table, frozenset(row))
    if "id" in row or "id" not in table.c:
        statement.run(write.connection, row)
        tell(write, table, row)
        return int(row.get("id", 0))
    made = statement.add(write.connection, row)
    tell(write, table, {**row, "id": made})
    return made


@cache
def _insertion(table: Table, keys: frozenset[str]) -> PreparedStatement:
    """What inserts a row with these columns; the database fills in the others."""
    return PreparedStatement(insert(table).values({key: bindparam(key) for key in sorted(keys)}))


def change(write: Write, table: Table, *which: ColumnElement[bool], **values: object) -> int:
    """Update rows of facts and tell each as it stands then; answers how many they were.

    Whoever had locked them before has the lower numbers: the newest digest has the highest.
    """
    found = write.connection.execute(select(table).where(*which).with_for_update())
    rows = found.mappings().all()
    if not rows:
        return 0
    if (pipeline := pipeline_on(write.connection)) is not None:
        pipeline.forget_numbers()
    write.connection.execute(update(table).where(*which).values(values))
    for row in rows:
        tell(write, table, {**row, **values})
    return len(rows)


def row_digest(table: str, columns: Iterable[str], row: Mapping[str, Any]) -> tuple[str, str]:
    """The key of a row and its digest: over what it holds, so that a column may be added."""
    said = {name: value for name in columns if (value := row.get(name)) is not None}
    for name in _truths(table):
        if name in said:
            said[name] = int(said[name]) if isinstance(said[name], bool) else said[name]
    key = "/".join([str(said[name]) for name in _keys(table)])
    return key, _short([table, said])


def _short(value: object) -> str:
    return hashlib.sha256(json_bytes(value, default=_kept)).hexdigest()[:DIGEST_LENGTH]


@lru_cache(maxsize=1024)  # a transaction writes one instant, and few days, into many rows
def _kept(value: object) -> str:
    """A value that JSON has none of, as SQLite keeps it."""
    match value:
        case datetime():
            utc = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
            return utc.isoformat(" ", "microseconds")
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return repr(value)


def whole_digest(connection: Connection, table: str) -> str:
    """The one digest of all rows of a table."""
    sql = f"SELECT {', '.join(digested_columns(table))} FROM {table}"  # noqa: S608 — names of our own
    rows = sorted(tuple(row) for row in connection.exec_driver_sql(sql))
    return _short([table, *rows])
