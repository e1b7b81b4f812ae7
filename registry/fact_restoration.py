"""Facts taken back with the entry that wrote them, and what that had cut put back."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, or_, select, text

from registry.fact_digests import change
from registry.facts import OWN, insert_fact, live, over, times_left
from registry.models import Entry, Fact, Supersession, table_of
from registry.models.guards import NO_OVERLAP, fact_classes, fact_tables
from registry.transaction import Write


def take_back(write: Write, entry_id: int) -> None:
    """Supersede what the entry wrote and put back what it had cut, in this transaction.

    Where something later stands on that time, what is put back is cut by it at once, as if
    the entry had never been: so what was recorded last is put back first. What another superseded
    entry wrote or cut stays away.
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
        for row in write.connection.execute(before.order_by(table.c.id.desc())).mappings().all():
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


def take_back_entries(
    write: Write, entries: Select[int], but: Collection[datetime], *, entry_id: int
) -> None:
    """By the entry, supersede what all these entries wrote and put back what they had cut;
    `take_back` of the entry lets all of it stand again.

    What was itself written at the instants `but` stays away.
    """
    for fact in fact_classes():
        table = table_of(fact)
        theirs = or_(table.c.entry_id.in_(entries), table.c.cut_by.in_(entries))
        ended = {"superseded_at": write.now, "superseded_by": entry_id}
        change(write, table, theirs, live(table), **ended)
        cut = select(table).where(
            table.c.superseded_by.in_(entries),
            or_(table.c.entry_id.is_(None), table.c.entry_id.not_in(entries)),
            or_(table.c.cut_by.is_(None), table.c.cut_by.not_in(entries)),
            table.c.recorded_at.not_in(but),
            _counts(table),
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
    table = table_of(fact)
    later: Mapping[str, Any]
    for later in chain(_ends_since(write, table, row), _standing_on(write, table, row)):
        left = []
        for start, stop, cut_by in parts:
            if not _meet(start, stop, later["valid_from"], later["valid_to"]):
                left.append((start, stop, cut_by))
                continue
            insert_fact(
                write, fact, own, start, stop, row["entry_id"], cut_by,
                superseded_at=write.now, superseded_by=later["entry_id"],
            )  # fmt: skip
            remains = times_left(start, stop, later["valid_from"], later["valid_to"])
            left += [(one, other, later["entry_id"]) for one, other in remains]
        parts = left
    for start, stop, cut_by in parts:
        insert_fact(write, fact, own, start, stop, row["entry_id"], cut_by)


def _stands_alike(write: Write, table: Table, said: Mapping[str, Any]) -> bool:
    """Whether the same stands, of a thing of which the database holds no times apart."""
    if any(rule.table == table.name for rule in NO_OVERLAP):
        return False
    same = (table.c[name].is_not_distinct_from(value) for name, value in said.items())
    query = select(table.c.id).where(table.c.superseded_at.is_(None), *same)
    return write.connection.execute(query).first() is not None


def _standing_on(write: Write, table: Table, row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Live rows of the same thing, oldest first; what is left of the same fact after others.

    Those go with the entry that cut them: the whole is put back then.
    """
    live_ones = (one for one in _of_same_thing(write, table, row) if one["superseded_at"] is None)
    return sorted(live_ones, key=lambda one: (one["entry_id"] == row["entry_id"], one["id"]))


def _ends_since(write: Write, table: Table, row: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The days from which entries since that of the row say that nothing stands any more, as times.

    An end is no row: it shows in what the entry that says it has left of others.
    """
    of_thing = _of_same_thing(write, table, row)
    written, gone = {one["entry_id"] for one in of_thing}, set(write.connection.scalars(over()))
    theirs = {row["entry_id"], row["superseded_by"]}
    no_ends = written | gone | theirs | {row["cut_by"]}  # who takes others back ends nothing
    for one in of_thing:
        by = one["superseded_by"]
        if by is None or by <= (row["entry_id"] or by) or by in no_ends:
            continue
        left = (
            part["valid_to"]
            for part in of_thing
            if (part["cut_by"], part["entry_id"], part["valid_from"])
            == (by, one["entry_id"], one["valid_from"])
        )
        day = next(left, one["valid_from"] if one["entry_id"] in theirs else None)
        if day is not None:
            yield {"valid_from": day, "valid_to": None, "entry_id": by}


def _of_same_thing(write: Write, table: Table, row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Whatever was ever recorded of the thing, by the rules that the database holds."""
    found: dict[int, Mapping[str, Any]] = {}
    for rule in NO_OVERLAP:
        if rule.table != table.name:
            continue
        of_rule = select(table).where(text(rule.where))
        if write.connection.execute(of_rule.where(table.c.id == row["id"])).first() is None:
            continue
        same = (table.c[key] == row[key] for key in rule.keys)
        rows = write.connection.execute(of_rule.where(*same).order_by(table.c.id)).mappings()
        found |= {one["id"]: {**one} for one in rows}
    return [*found.values()]


def _meet(start: date, stop: date | None, other: date, other_stop: date | None) -> bool:
    return (other_stop is None or start < other_stop) and (stop is None or other < stop)
