"""Facts with a time: put, cut, ended, and taken back with the entry that wrote them.

Questions take `on`, the day that is asked about, and `known`, the instant whose knowledge
counts (None: all that is known now).
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    RowMapping,
    Table,
    and_,
    bindparam,
    or_,
    select,
    text,
)

from registry.fact_digests import add, change
from registry.models import Entry, Fact, Supersession, table_of
from registry.models.base import Day
from registry.models.guards import NO_OVERLAP, fact_classes, fact_tables
from registry.prepared_statements import PreparedQuery
from registry.transaction import Write

F = TypeVar("F", bound=Fact)
_START, _STOP = "cut_from", "cut_to"  # no names of columns
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
    on: date | BindParameter[date],
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
    _cut(write, fact, same, valid_from, valid_to, entry_id)
    return _insert(write, fact, {**same, **values}, valid_from, valid_to, entry_id, None)


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
    _cut(write, fact, same, on, until, entry_id)


def take_back(write: Write, entry_id: int) -> None:
    """Supersede what the entry wrote and put back what it had cut, in this transaction.

    Where something later stands on that time, what is put back is cut by it at once, as if
    the entry had never been. What another superseded entry wrote or cut stays away.
    """
    touched = _tables_of(write, entry_id)
    for fact in fact_classes():
        table = table_of(fact)
        if table.name not in touched:
            continue
        theirs = or_(table.c.entry_id == entry_id, table.c.cut_by == entry_id)
        change(write, table, theirs, table.c.superseded_at.is_(None), superseded_at=write.now)
        before = select(table).where(
            table.c.superseded_by == entry_id,
            table.c.entry_id.is_distinct_from(entry_id),
            _counts(table),
        )
        for row in write.connection.execute(before.order_by(table.c.id)).mappings().all():
            _put_back(write, fact, {**row})


def take_back_written(
    write: Write,
    fact: type[Fact],
    instants: Collection[datetime],
    *which: ColumnElement[bool],
    entry_id: int,
) -> None:
    """By the entry, supersede what was written without one at these instants, and put back what
    that had cut; `take_back` of the entry lets all of it stand again.

    What was left of a fact as it was cut then bears the entry that wrote it, an older one.
    """
    table, by = table_of(fact), table_of(Entry)
    older = select(by.c.id).where(by.c.recorded_at.not_in(instants))
    theirs = and_(
        table.c.recorded_at.in_(instants),
        table.c.cut_by.is_(None),
        or_(table.c.entry_id.is_(None), table.c.entry_id.in_(older)),
    )
    ended = {"superseded_at": write.now, "superseded_by": entry_id}
    change(write, table, theirs, live(table), *which, **ended)
    cut = select(table).where(
        table.c.superseded_at.in_(instants),
        table.c.superseded_by.is_(None),
        table.c.recorded_at.not_in(instants),
        _counts(table),
        *which,
    )
    for row in write.connection.execute(cut.order_by(table.c.id)).mappings().all():
        _put_back(write, fact, {**row, "cut_by": entry_id})


def _counts(table: Table) -> ColumnElement[bool]:
    """Whether no entry wrote or cut the row that was itself superseded since."""
    gone = select(Supersession.entry_id)
    return and_(
        or_(table.c.entry_id.is_(None), table.c.entry_id.not_in(gone)),
        or_(table.c.cut_by.is_(None), table.c.cut_by.not_in(gone)),
    )


def _tables_of(write: Write, entry_id: int) -> set[str]:
    """The tables in which the entry wrote, cut or ended a fact: few of forty.

    Asked in words of SQL: to compile two statements for each of them took longer than to run them.
    """
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table}"  # noqa: S608 — names of our own tables
        " WHERE entry_id = :entry OR cut_by = :entry OR superseded_by = :entry)"
        for table in fact_tables()
    )
    return {*write.connection.scalars(text(asked), {"entry": entry_id})}


def _put_back(write: Write, fact: type[Fact], row: Mapping[str, Any]) -> None:
    own = {name: value for name, value in row.items() if name not in OWN}
    if _stands_alike(write, table_of(fact), {**own, "valid_from": row["valid_from"]}):
        return  # it was put back as the entry was corrected
    parts = [(row["valid_from"], row["valid_to"], row["cut_by"])]
    for later in _standing_on(write, table_of(fact), row):
        left = []
        for start, stop, cut_by in parts:
            if not _meet(start, stop, later["valid_from"], later["valid_to"]):
                left.append((start, stop, cut_by))
                continue
            _insert(
                write, fact, own, start, stop, row["entry_id"], cut_by,
                superseded_at=write.now, superseded_by=later["entry_id"],
            )  # fmt: skip
            remains = _left(start, stop, later["valid_from"], later["valid_to"])
            left += [(one, other, later["entry_id"]) for one, other in remains]
        parts = left
    for start, stop, cut_by in parts:
        _insert(write, fact, own, start, stop, row["entry_id"], cut_by)


def _stands_alike(write: Write, table: Table, said: Mapping[str, Any]) -> bool:
    """Whether the same stands, of a thing of which the database holds no times apart."""
    if any(rule.table == table.name for rule in NO_OVERLAP):
        return False
    same = (table.c[name].is_not_distinct_from(value) for name, value in said.items())
    query = select(table.c.id).where(table.c.superseded_at.is_(None), *same)
    return write.connection.execute(query).first() is not None


def _standing_on(write: Write, table: Table, row: Mapping[str, Any]) -> list[RowMapping]:
    """Live rows of the same thing, by the rules that the database holds; oldest first."""
    found: dict[int, RowMapping] = {}
    for rule in NO_OVERLAP:
        if rule.table != table.name:
            continue
        of_rule = select(table).where(text(rule.where))
        if write.connection.execute(of_rule.where(table.c.id == row["id"])).first() is None:
            continue
        same = (table.c[key] == row[key] for key in rule.keys)
        live_ones = of_rule.where(table.c.superseded_at.is_(None), *same)
        found |= {one["id"]: one for one in write.connection.execute(live_ones).mappings()}
    return [found[one] for one in sorted(found)]


def _meet(start: date, stop: date | None, other: date, other_stop: date | None) -> bool:
    return (other_stop is None or start < other_stop) and (stop is None or other < stop)


def _cut(
    write: Write,
    fact: type[Fact],
    same: Mapping[str, Any],
    start: date,
    stop: date | None,
    entry_id: int | None,
) -> None:
    table = table_of(fact)
    for row in _overlapping(write, table, same, start, stop):
        ended = {"superseded_at": write.now, "superseded_by": entry_id}
        change(write, table, table.c.id == row["id"], **ended)
        own = {name: value for name, value in row.items() if name not in OWN}
        for left_from, left_to in _left(row["valid_from"], row["valid_to"], start, stop):
            _insert(write, fact, own, left_from, left_to, row["entry_id"], entry_id)


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
    *,
    superseded_at: datetime | None = None,
    superseded_by: int | None = None,
) -> int:
    row = {
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
