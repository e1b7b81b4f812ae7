"""Facts in the chain: a digest of each row that a transaction writes, kept in its last link.

A chain that covers what was said and not what was written from it vouches for half. Each
writer of a covered row tells it here; the link of the write holds the digests, and `verify`
compares every standing row with the newest digest that the chains hold of it. A digest is of
the values as SQLite keeps them, whatever the database: nothing that was put in there by hand,
however odd, makes reading it back fail. Columns that a redaction may blank are left out, so
that no digest outlives what it was of.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Table,
    bindparam,
    func,
    insert,
    inspect,
    or_,
    select,
    union,
    update,
)

from registry.ledger import payload_digest
from registry.models import Audit, Base, Payload, table_of
from registry.models.guards import fact_classes
from registry.prepared_statements import PreparedStatement, pipeline_on
from registry.rows import AnyRow
from registry.transaction import COUNTRY, Write


class Odd(NamedTuple):
    """A row that is not what the chains say: a problem's code, and the digest of it now."""

    code: str
    table: str
    key: str
    digest: str


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
FOUND = "registry.facts_found"
PAYLOADS = "payload"
WHOLE, ALL = ("area", "area_alias"), "*"  # come with the release and stay: one digest of all rows
OF_A_LINK = 5000
AT_A_TIME = 1000
DIGEST_LENGTH = 32  # hex: 128 bits, which nobody finds a second row for
_payload, _audit = table_of(Payload), table_of(Audit)


def covered() -> tuple[str, ...]:
    """The tables whose rows the chains vouch for."""
    return tuple(sorted(set(Base.metadata.tables) - set(BESIDE)))


@cache
def _columns(table: str) -> tuple[str, ...]:
    left_out = LEFT_OUT.get(table, set())
    names = (c.name for c in Base.metadata.tables[table].columns if c.name not in left_out)
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
    key, digest = _digest(table.name, _columns(table.name), row)
    write.facts.setdefault(table.name, {})[key] = digest
    write.kept.fact_tables.add(table.name)


def tell_whole(write: Write) -> None:
    """Tell the tables that have one digest of all their rows."""
    for table in WHOLE:
        write.facts.setdefault(table, {})[ALL] = _of_all(write.connection, table)


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


def change(write: Write, table: Table, *which: ColumnElement[bool], **values: object) -> None:
    """Update rows of facts and tell each as it stands then.

    Whoever had locked them before has the lower numbers: the newest digest has the highest.
    """
    found = write.connection.execute(select(table).where(*which).with_for_update())
    rows = found.mappings().all()
    if not rows:
        return
    if (pipeline := pipeline_on(write.connection)) is not None:
        pipeline.forget_numbers()
    write.connection.execute(update(table).where(*which).values(values))
    for row in rows:
        tell(write, table, {**row, **values})


def _digest(table: str, columns: Iterable[str], row: Mapping[str, Any]) -> tuple[str, str]:
    """The key of a row and its digest: over what it holds, so that a column may be added."""
    said = {name: row[name] for name in columns if row.get(name) is not None}
    for name in _truths(table):
        if name in said:
            said[name] = int(said[name]) if isinstance(said[name], bool) else said[name]
    key = "/".join([str(said[name]) for name in _keys(table)])
    return key, _short(_TEXT.encode([table, said]))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:DIGEST_LENGTH]


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


_TEXT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_kept)


def told(connection: Connection) -> Digests:
    """The newest digest of each row that the chains hold."""
    query = select(_audit.c.facts).where(_audit.c.facts.is_not(None)).order_by(_audit.c.id)
    return merged(connection.scalars(query.execution_options(yield_per=AT_A_TIME)))


def merged(links: Iterable[str]) -> Digests:
    """The digests of several links, the newest last."""
    found: Digests = {}
    for text in links:
        for table, rows in json.loads(text).items():
            found.setdefault(table, {}).update(rows)
    return found


def differing(connection: Connection, known: Digests) -> Iterator[Odd]:
    """Every row that is not what the chains say, that they do not know, or that is gone."""
    for table in (*covered(), PAYLOADS):
        yield from compared(connection, table, known)


def compared(connection: Connection, table: str, known: Digests) -> Iterator[Odd]:
    """The same of one table."""
    if table == PAYLOADS:
        return _compared(table, _payloads(connection, known, covered()), known)
    return _compared(table, _standing(connection, table, _columns(table)), known)


def _compared(table: str, standing: Iterable[tuple[str, str]], known: Digests) -> Iterator[Odd]:
    left = dict(known.get(table, {}))
    for key, digest in standing:
        said = left.pop(key, None)
        if said != digest:
            yield Odd("fact_changed" if said else "fact_added", table, key, digest)
    for key in left:
        yield Odd("fact_missing", table, key, "")


def _standing(
    connection: Connection, table: str, columns: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Key and digest of every row of the table."""
    if table in WHOLE:
        yield ALL, _of_all(connection, table)
        return
    # A name may be a word of SQL, as "left" is.
    named = map(connection.dialect.identifier_preparer.quote, columns)
    sql = f"SELECT {', '.join(named)} FROM {table}"  # noqa: S608 — names of our own
    # Bare of types: a value that is none of its column's is read as what it is.
    for row in connection.exec_driver_sql(sql, execution_options={"yield_per": AT_A_TIME}):
        yield _digest(table, columns, dict(zip(columns, row, strict=True)))


def _of_all(connection: Connection, table: str) -> str:
    sql = f"SELECT {', '.join(_columns(table))} FROM {table}"  # noqa: S608 — names of our own
    rows = sorted(tuple(row) for row in connection.exec_driver_sql(sql))
    return _short(_TEXT.encode([table, *rows]))


def _with_payloads(there: Collection[str]) -> list[Table]:
    """The tables of facts whose own words are a payload, of those that are there."""
    tables = (table_of(one) for one in fact_classes())
    return [table for table in tables if "payload_id" in table.c and table.name in there]


def _payloads(
    connection: Connection, known: Digests, there: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Those that the chains know by number, and those that have to be known: redacted, facts."""
    of_facts = union(*(select(one.c.payload_id) for one in _with_payloads(there)))
    alone = or_(_payload.c.salt.is_(None), _payload.c.id.in_(of_facts))
    columns = (_payload.c.id, _payload.c.body, _payload.c.salt, _payload.c.left_salt)
    seen = set()
    for row in connection.execute(select(*columns).where(alone)):
        seen.add(str(row.id))
        yield str(row.id), left_digest(row)
    others = [int(key) for key in known.get(PAYLOADS, {}) if key not in seen]
    for first in range(0, len(others), AT_A_TIME):
        some = others[first : first + AT_A_TIME]
        for row in connection.execute(select(*columns).where(_payload.c.id.in_(some))):
            yield str(row.id), left_digest(row)


def left_digest(row: AnyRow) -> str:
    """The salted digest of a payload, of what is left where a redaction took the salt."""
    salt = row.salt if row.salt is not None else row.left_salt
    if isinstance(salt, bytes) and isinstance(row.body, str):
        return payload_digest(salt, row.body)
    return ""  # nothing that was ever written


def odd_before(connection: Connection) -> frozenset[tuple[str, str]]:
    """Of a registry of an earlier release: the rows that are not what its chains say.

    None where that release kept no digests.
    """
    tables = {name: {c["name"] for c in columns} for (_, name), columns in
              inspect(connection).get_multi_columns().items()}  # fmt: skip
    if "facts" not in tables["audit"]:
        return frozenset()
    known = told(connection)
    odd: list[Odd] = []
    for table in set(covered()) & set(tables):
        columns = [name for name in _columns(table) if name in tables[table]]
        odd += _compared(table, _standing(connection, table, columns), known)
    odd += _compared(PAYLOADS, _payloads(connection, known, tables), known)
    return frozenset((one.table, one.key) for one in odd)


def take_stock(write: Write, but: Collection[tuple[str, str]] = ()) -> int:
    """Tell every fact that stands and that the chains do not know so: as found, from today on.

    After an upgrade, whose migrations may have written rows anew. `but` are those that were
    odd before it and stay so. Answers how many were told.
    """
    write.lock(COUNTRY)
    found = [
        one
        for one in differing(write.connection, told(write.connection))
        if one.digest and (one.table, one.key) not in but
    ]
    for first in range(0, len(found), OF_A_LINK):
        some = found[first : first + OF_A_LINK]
        for one in some:
            write.facts.setdefault(one.table, {})[one.key] = one.digest
        write.audit(COUNTRY, FOUND, actor=None, body={"rows": len(some)})
        write.write_link()
    return len(found)


def compared_since(connection: Connection) -> datetime | None:
    """When the facts were first taken as found; None where each was told as it was written."""
    found = select(func.min(_audit.c.at)).where(_audit.c.action == FOUND)
    at: datetime | None = connection.scalar(found)
    return at
