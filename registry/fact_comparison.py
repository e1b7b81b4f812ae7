"""Standing rows held against the digests that the chains hold of them."""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    Connection,
    Table,
    func,
    inspect,
    or_,
    select,
    union,
)

from registry.fact_digests import (
    ALL,
    PAYLOADS,
    WHOLE,
    Digests,
    covered,
    digested_columns,
    row_digest,
    whole_digest,
)
from registry.ledger import payload_digest
from registry.models import Audit, Payload, table_of
from registry.models.guards import fact_classes
from registry.rows import AnyRow
from registry.transaction import COUNTRY, Write

FOUND = "registry.facts_found"
OF_A_LINK = 5000
AT_A_TIME = 1000
_payload, _audit = table_of(Payload), table_of(Audit)


class Odd(NamedTuple):
    """A row that is not what the chains say: a problem's code, and the digest of it now."""

    code: str
    table: str
    key: str
    digest: str


def digests_told(connection: Connection) -> Digests:
    """The newest digest of each row that the chains hold."""
    query = select(_audit.c.facts).where(_audit.c.facts.is_not(None)).order_by(_audit.c.id)
    return merge_digests(connection.scalars(query.execution_options(yield_per=AT_A_TIME)))


def merge_digests(links: Iterable[str]) -> Digests:
    """The digests of several links, the newest last."""
    found: Digests = {}
    for text in links:
        for table, rows in json.loads(text).items():
            found.setdefault(table, {}).update(rows)
    return found


def odd_facts(connection: Connection, known: Digests) -> Iterator[Odd]:
    """Every row that is not what the chains say, that they do not know, or that is gone."""
    for table in (*covered(), PAYLOADS):
        yield from odd_facts_of(connection, table, known)


def odd_facts_of(connection: Connection, table: str, known: Digests) -> Iterator[Odd]:
    """The same of one table."""
    if table == PAYLOADS:
        return _odd_among(table, _payloads(connection, known, covered()), known)
    return _odd_among(table, _standing(connection, table, digested_columns(table)), known)


def _odd_among(table: str, standing: Iterable[tuple[str, str]], known: Digests) -> Iterator[Odd]:
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
        yield ALL, whole_digest(connection, table)
        return
    # A name may be a word of SQL, as "left" is.
    named = map(connection.dialect.identifier_preparer.quote, columns)
    sql = f"SELECT {', '.join(named)} FROM {table}"  # noqa: S608 — names of our own
    # Bare of types: a value that is none of its column's is read as what it is.
    for row in connection.exec_driver_sql(sql, execution_options={"yield_per": AT_A_TIME}):
        yield row_digest(table, columns, dict(zip(columns, row, strict=True)))


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
    known = digests_told(connection)
    odd: list[Odd] = []
    for table in set(covered()) & set(tables):
        columns = [name for name in digested_columns(table) if name in tables[table]]
        odd += _odd_among(table, _standing(connection, table, columns), known)
    odd += _odd_among(PAYLOADS, _payloads(connection, known, tables), known)
    return frozenset((one.table, one.key) for one in odd)


def take_stock(write: Write, but: Collection[tuple[str, str]] = ()) -> int:
    """Tell every fact that stands and that the chains do not know so: as found, from today on.

    After an upgrade, whose migrations may have written rows anew. `but` are those that were
    odd before it and stay so. Answers how many were told.
    """
    write.lock(COUNTRY)
    found = [
        one
        for one in odd_facts(write.connection, digests_told(write.connection))
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
