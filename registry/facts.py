"""Facts with a time: put, cut and ended.

Questions take `on`, the day that is asked about, and `known`, the instant whose knowledge
counts (None: all that is known now).
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    or_,
    select,
    true,
)

from registry.fact_digests import add, change
from registry.models import Entry, Fact, Supersession, table_of
from registry.models.base import Day, aliased
from registry.prepared_statements import PreparedQuery
from registry.transaction import Write

F = TypeVar("F", bound=Fact)
_START, _STOP = "cut_from", "cut_to"  # no names of columns
EXACT = ("start_precision", "end_precision")  # a day is known unless it is said to be less
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
    fact: type[Fact] | Table,
    on: date | ColumnElement[date],
    known: datetime | BindParameter[datetime] | None = None,
) -> ColumnElement[bool]:
    """True for rows in force on `on`, as known at `known`."""
    columns = _columns(fact)
    return and_(
        columns.valid_from <= on,
        or_(columns.valid_to.is_(None), columns.valid_to > on),
        live(fact, known),
    )


def live(
    fact: type[Fact] | Table, known: datetime | BindParameter[datetime] | None = None
) -> ColumnElement[bool]:
    """True for rows that stood in the registry at `known`."""
    columns = _columns(fact)
    if known is None:
        return cast("ColumnElement[bool]", columns.superseded_at.is_(None))
    return and_(
        columns.recorded_at <= known,
        or_(columns.superseded_at.is_(None), columns.superseded_at > known),
    )


def lived(
    fact: type[Fact] | Table, known: datetime | None = None, *, ever: bool
) -> ColumnElement[bool]:
    """True for rows that stood in the registry at `known`; `ever`: or at any time before it."""
    if not ever:
        return live(fact, known)
    if known is None:
        return true()
    return cast("ColumnElement[bool]", _columns(fact).recorded_at <= known)


def over(known: datetime | BindParameter[datetime] | None = None) -> Select[int]:
    """The entries that no longer count; with `known`, that no longer counted then."""
    query = select(Supersession.entry_id)
    if known is None:
        return query
    by = aliased(Entry)
    return query.join(by, by.id == Supersession.by_id).where(by.recorded_at <= known)


def counted(
    known: datetime | BindParameter[datetime] | None = None,
) -> Iterator[ColumnElement[bool]]:
    """That an entry counts; with `known`, that it counted then."""
    if known is not None:
        yield Entry.recorded_at <= known
    yield Entry.id.not_in(over(known))


def _columns(fact: type[Fact] | Table) -> Any:  # noqa: ANN401 — a table's columns, or the class itself
    return fact.c if isinstance(fact, Table) else fact


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
    end(write, fact, same, on=valid_from, until=valid_to, entry_id=entry_id)
    return insert_fact(write, fact, {**same, **values}, valid_from, valid_to, entry_id, None)


def put_new(
    write: Write,
    fact: type[F],
    same: Mapping[str, Any],
    says: Mapping[str, Any],
    *,
    by: Mapping[str, Any] | None = None,
    valid_from: date,
    valid_to: date | None = None,
) -> bool:
    """Record a fact of no entry, unless it stands: what is sent twice is recorded once.

    `says` names the columns that say it, `by` those that tell whose word it is. Answers whether it
    was recorded; not where one fact that stands says all of it for the whole time.
    """
    for row in _overlapping(write, table_of(fact), same, valid_from, valid_to):
        is_whole = not times_left(valid_from, valid_to, row["valid_from"], row["valid_to"])
        if is_whole and all(row[name] == value for name, value in says.items()):
            return False
    put(write, fact, same, {**says, **(by or {})}, valid_from=valid_from, valid_to=valid_to)
    return True


def put_before_later(
    write: Write,
    fact: type[F],
    same: Mapping[str, Any],
    values: Mapping[str, Any],
    *,
    valid_from: date,
    entry_id: int,
    own_ends: bool = True,
) -> int:
    """Record a fact up to the next day for which something else is recorded of the same thing.

    It reads as if it had been recorded before that, and goes on where that is taken back.
    Answers the row's id. `own_ends`: see `next_change`.
    """
    until, later = next_change(write, fact, same, valid_from, own_ends=own_ends)
    end(write, fact, same, on=valid_from, until=until, entry_id=entry_id)
    own = {**same, **values}
    if until is not None:
        insert_fact(
            write, fact, own, valid_from, None, entry_id, None,
            superseded_at=write.now, superseded_by=later,
        )  # fmt: skip
    return insert_fact(write, fact, own, valid_from, until, entry_id, later)


def next_change(
    write: Write, fact: type[Fact], same: Mapping[str, Any], on: date, *, own_ends: bool = True
) -> tuple[date | None, int | None]:
    """The first day after `on` on which a fact of the thing begins or ends, and the entry that
    says so; None for none.

    `own_ends`: whether an end counts that a fact was recorded with, and no entry made since.
    """
    changes: dict[date, int | None] = {}
    for row in _overlapping(write, table_of(fact), same, on, None):
        if row["valid_to"] is not None and (own_ends or row["cut_by"] is not None):
            changes.setdefault(row["valid_to"], row["cut_by"])
        if row["valid_from"] > on:
            changes[row["valid_from"]] = row["entry_id"]
    first = min(changes, default=None)
    return first, None if first is None else changes[first]


def end(
    write: Write,
    fact: type[Fact],
    same: Mapping[str, Any],
    *,
    on: date,
    until: date | None = None,
    entry_id: int | None = None,
) -> None:
    """From `on`, up to `until` if given, the fact does not hold."""
    table = table_of(fact)
    for row in _overlapping(write, table, same, on, until):
        ended = {"superseded_at": write.now, "superseded_by": entry_id}
        change(write, table, table.c.id == row["id"], **ended)
        own = {name: value for name, value in row.items() if name not in OWN}
        for left_from, left_to in times_left(row["valid_from"], row["valid_to"], on, until):
            kept = _exactly(own, left_from != row["valid_from"], left_to != row["valid_to"])
            insert_fact(write, fact, kept, left_from, left_to, row["entry_id"], entry_id)


def _exactly(own: Mapping[str, Any], *cut: bool) -> dict[str, Any]:
    """A day on which a fact is cut is known: whether its first day is one, and its last."""
    known = {
        name: "day" for name, is_cut in zip(EXACT, cut, strict=False) if is_cut and name in own
    }
    return {**own, **known}


def _overlapping(
    write: Write, table: Table, same: Mapping[str, Any], start: date, stop: date | None
) -> list[dict[str, Any]]:
    """The live facts of the same thing that meet the time, as rows by the names of columns."""
    said = {name: value for name, value in same.items() if value is not None}
    question = _of_the_same(table, (*said,), (*(same.keys() - said),), ends=stop is not None)
    rows = question.rows(write.connection, {**said, _START: start, _STOP: stop})
    return [dict(zip(table.c.keys(), row, strict=True)) for row in rows]


@cache
def _of_the_same(
    table: Table, said: tuple[str, ...], unsaid: tuple[str, ...], *, ends: bool
) -> PreparedQuery:
    start, stop = bindparam(_START, type_=Day), bindparam(_STOP, type_=Day)
    return PreparedQuery(
        select(table).where(
            *(table.c[name] == bindparam(name) for name in said),
            *(table.c[name].is_(None) for name in unsaid),
            table.c.superseded_at.is_(None),
            or_(table.c.valid_to.is_(None), table.c.valid_to > start),
            *((table.c.valid_from < stop,) if ends else ()),
        )
    )


def times_left(
    old_from: date, old_to: date | None, start: date, stop: date | None
) -> list[tuple[date, date | None]]:
    """What of the old time lies outside the other one: before it, after it, both or none."""
    parts: list[tuple[date, date | None]] = []
    if old_from < start:
        parts.append((old_from, start))
    if stop is not None and (old_to is None or old_to > stop):
        parts.append((stop, old_to))
    return parts


def insert_fact(
    write: Write,
    fact: type[Fact],
    own: Mapping[str, Any],
    valid_from: date,
    valid_to: date | None,
    entry_id: int | None,
    cut_by: int | None,
    *,
    superseded_at: datetime | None = None,
    superseded_by: int | None = None,
) -> int:
    """Add a row of the fact as it is, cutting nothing; answers its id."""
    row = {
        **{name: "day" for name in EXACT if name in table_of(fact).c},
        **own,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "recorded_at": write.now,
        "superseded_at": superseded_at,
        "entry_id": entry_id,
        "cut_by": cut_by,
        "superseded_by": superseded_by,
    }
    return add(write, table_of(fact), row)
