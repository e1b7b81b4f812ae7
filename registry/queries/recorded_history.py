"""Where texts stand beside the journals: facts whose own words are a payload.

What a committee did before Prasan, what villages report and plan: every table of facts of a
district that has a payload is found here by having one.
"""

import json
from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, literal, select

from registry.ledger import fingerprint
from registry.models import PastEvent, PastFigure, Payload, table_of
from registry.models.guards import fact_classes
from registry.rows import AnyRow
from registry.rules.plain_values import Json
from registry.rules.redaction import Path, RedactionPart

_payload = table_of(Payload)

EVENT, FIGURE = table_of(PastEvent), table_of(PastFigure)
WITH_WORDS = {
    table.name: table
    for table in sorted(map(table_of, fact_classes()), key=lambda one: one.name)
    if {"payload_id", "district_code"} <= set(table.c.keys())
}


class WordedRow(NamedTuple):
    """A row of a table of facts that has its own words: `community_plan` 12."""

    table: str
    number: int

    def __str__(self) -> str:
        """As it is typed: community_plan/12."""
        return f"{self.table}/{self.number}"


def worded_row(text: str) -> WordedRow | None:
    """The row that was typed as `table/number`; None for no such table, or no number."""
    table, _, number = text.partition("/")
    fits = table in WITH_WORDS and number.isascii() and number.isdigit()
    return WordedRow(table, int(number)) if fits else None


def _of_table(name: str) -> Select[*tuple[Any, ...]]:
    """The words of a table, each once: what a fact was cut to keeps its words."""
    row = WITH_WORDS[name]
    key = row.c.key if "key" in row.c else literal(name)
    return (
        select(
            _payload.c.id,
            _payload.c.body,
            literal(name).label("told_in"),
            row.c.id.label("row_id"),
            row.c.district_code,
            key.label("key"),
            row.c.recorded_at,
        )
        .join(row, row.c.payload_id == _payload.c.id)
        .where(row.c.id.in_(select(func.min(row.c.id)).group_by(row.c.payload_id)))
        .order_by(_payload.c.id)
    )


WORDS_OF = {name: _of_table(name) for name in WITH_WORDS}
OF_EVENTS = WORDS_OF[EVENT.name]


def words_at(connection: Connection, at: WordedRow) -> AnyRow | None:
    """What the row says, with its district; None for no such row."""
    table = WITH_WORDS[at.table]
    said = select(table.c.payload_id).where(table.c.id == at.number).scalar_subquery()
    return connection.execute(WORDS_OF[at.table].where(_payload.c.id == said)).first()


def said_at(connection: Connection, at: WordedRow) -> Json:
    """The words of the row, None for no such row."""
    row = words_at(connection, at)
    return None if row is None else json.loads(row.body)


def part_of_history(row: AnyRow, fields: Collection[Path]) -> RedactionPart:
    """The part that takes these fields out of what a row of `WORDS_OF` says."""
    of_past = row.told_in in (EVENT.name, FIGURE.name)
    return RedactionPart(
        kind="payload" if of_past else "register",
        ref=str(row.id),
        digest=_digest(row),
        fields=tuple(fields),
        past=row.row_id if of_past else None,
    )


def _digest(row: AnyRow) -> str:
    return fingerprint([row.district_code, row.key, row.recorded_at.isoformat()])


def digest_of_history(connection: Connection, payload: int) -> str | None:
    """The digest of the part that the payload is; None where no fact has it."""
    row = row_of_history(connection, payload)
    return None if row is None else _digest(row)


def row_of_history(connection: Connection, payload: int) -> AnyRow | None:
    """The first row of facts whose words are that payload."""
    found = (
        connection.execute(query.where(_payload.c.id == payload)).first()
        for query in WORDS_OF.values()
    )
    return next((row for row in found if row is not None), None)
