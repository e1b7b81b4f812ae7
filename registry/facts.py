"""Facts with a time: put, cut, ended, and taken back with the entry that wrote them.

Questions take `on`, the day that is asked about, and `known`, the instant whose knowledge
counts (None: all that is known now).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Table, and_, insert, or_, select, update

from registry.models import Fact
from registry.models.guards import fact_classes
from registry.store import Write, new_id

F = TypeVar("F", bound=Fact)
OWN = {
    "id",
    "valid_from",
    "valid_to",
    "recorded_at",
    "superseded_at",
    "entry_id",
    "cut_by",
    "superseded_by",
}


def holds(
    fact: type[Fact], on: date | BindParameter[date], known: datetime | None = None
) -> ColumnElement[bool]:
    """True for rows in force on `on`, as known at `known`."""
    return and_(
        fact.valid_from <= on,
        or_(fact.valid_to.is_(None), fact.valid_to > on),
        live(fact, known),
    )


def live(fact: type[Fact], known: datetime | None = None) -> ColumnElement[bool]:
    """True for rows that stood in the registry at `known`."""
    if known is None:
        return fact.superseded_at.is_(None)
    return and_(
        fact.recorded_at <= known,
        or_(fact.superseded_at.is_(None), fact.superseded_at > known),
    )


def _table(fact: type[Fact]) -> Table:
    table = fact.__table__  # type: ignore[attr-defined]
    assert isinstance(table, Table)  # noqa: S101 — narrows for the type checker
    return table


def put(
    write: Write,
    fact: type[F],
    same: Mapping[str, Any],
    values: Mapping[str, Any],
    *,
    valid_from: date,
    valid_to: date | None = None,
    entry_id: int | None = None,
) -> int:
    """Record a fact. What stood for the same thing at that time is cut to what is left of it.

    `same` names the columns that make two rows facts of the same thing. Answers the row's id.
    """
    _cut(write, fact, same, valid_from, valid_to, entry_id)
    return _insert(write, fact, {**same, **values}, valid_from, valid_to, entry_id, None)


def end(
    write: Write,
    fact: type[Fact],
    same: Mapping[str, Any],
    *,
    on: date,
    entry_id: int | None = None,
) -> None:
    """From `on` the fact no longer holds."""
    _cut(write, fact, same, on, None, entry_id)


def take_back(write: Write, entry_id: int) -> None:
    """Supersede what the entry wrote and put back what it had cut, in this transaction."""
    for fact in fact_classes():
        table = _table(fact)
        theirs = or_(table.c.entry_id == entry_id, table.c.cut_by == entry_id)
        write.connection.execute(
            update(table)
            .where(theirs, table.c.superseded_at.is_(None))
            .values(superseded_at=write.now)
        )
        before = select(table).where(
            table.c.superseded_by == entry_id, table.c.entry_id.is_distinct_from(entry_id)
        )
        for row in write.connection.execute(before).mappings().all():
            own = {name: value for name, value in row.items() if name not in OWN}
            _insert(
                write, fact, own, row["valid_from"], row["valid_to"], row["entry_id"], row["cut_by"]
            )


def _cut(
    write: Write,
    fact: type[Fact],
    same: Mapping[str, Any],
    start: date,
    stop: date | None,
    entry_id: int | None,
) -> None:
    table = _table(fact)
    overlapping = select(table).where(
        *(table.c[name] == value for name, value in same.items()),
        table.c.superseded_at.is_(None),
        or_(table.c.valid_to.is_(None), table.c.valid_to > start),
        *(() if stop is None else (table.c.valid_from < stop,)),
    )
    for row in write.connection.execute(overlapping).mappings().all():
        write.connection.execute(
            update(table)
            .where(table.c.id == row["id"])
            .values(superseded_at=write.now, superseded_by=entry_id)
        )
        own = {name: value for name, value in row.items() if name not in OWN}
        for left_from, left_to in _left(row["valid_from"], row["valid_to"], start, stop):
            _insert(write, fact, own, left_from, left_to, row["entry_id"], entry_id)


def _left(
    old_from: date, old_to: date | None, start: date, stop: date | None
) -> list[tuple[date, date | None]]:
    parts: list[tuple[date, date | None]] = []
    if old_from < start:
        parts.append((old_from, start))
    if stop is not None and (old_to is None or old_to > stop):
        parts.append((stop, old_to))
    return parts


def _insert(
    write: Write,
    fact: type[Fact],
    own: Mapping[str, Any],
    valid_from: date,
    valid_to: date | None,
    entry_id: int | None,
    cut_by: int | None,
) -> int:
    row = {
        **own,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "recorded_at": write.now,
        "superseded_at": None,
        "entry_id": entry_id,
        "cut_by": cut_by,
        "superseded_by": None,
    }
    made = write.connection.execute(insert(_table(fact)), row)
    return new_id(made)
