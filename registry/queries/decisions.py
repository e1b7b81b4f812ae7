"""Decisions: those of an office, the newest of a district, and why some no longer count."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic_core import from_json
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    false,
    func,
    or_,
    select,
)

from registry.journal import NO_LONGER_ASKED, EntryRow
from registry.models import Entry, Instance, Office, OpenGate, Payload, Supersession
from registry.models.base import Day, aliased
from registry.queries.areas import within
from registry.rows import columns_of, every, one
from registry.rules.office_references import area_of_office
from registry.shaped_queries import KNOWN, ShapedQuery, constants, list_parameters, list_values
from registry.transaction import COUNTRY

_ON = bindparam("on", type_=Day)


@dataclass(frozen=True)
class DecisionRow:
    """A decision that counts: who took it for which office, on what day."""

    entry: int
    instance: int
    district: str
    office: str
    person: int
    act_date: date


_DECISIONS = (
    select(
        *columns_of(
            DecisionRow, Entry, entry="id", district=Instance.district_code, office=Office.ref
        )
    )
    .join(Instance, Instance.id == Entry.instance_id)
    .join(Office, Office.id == Entry.decided_by)
    .outerjoin(Supersession, Supersession.entry_id == Entry.id)
    .where(Entry.kind == "decision", Supersession.entry_id.is_(None))
    .order_by(Entry.id)
)


def decisions_of(connection: Connection, offices: Collection[str]) -> list[DecisionRow]:
    """The decisions that count and that were taken for these offices (references)."""
    areas = {area_of_office(one) for one in offices}  # an office decides within its own
    here = select(Instance.id).where(within(Instance.district_code, areas))
    query = _DECISIONS.where(Office.ref.in_(offices), Entry.instance_id.in_(here))
    rows = connection.execute(query)
    return every(DecisionRow, rows)


def decision(connection: Connection, entry_id: int) -> DecisionRow | None:
    """That decision, None where it no longer counts."""
    return one(DecisionRow, connection.execute(_DECISIONS.where(Entry.id == entry_id)).first())


def asked_about(connection: Connection, gate: str, entries: Collection[int]) -> set[int]:
    """Those of the entries that a gate of that key is or was open about, until it was answered."""
    query = select(OpenGate.of_id).where(
        OpenGate.gate == gate,
        OpenGate.of_id.in_(entries),
        OpenGate.note.is_distinct_from(NO_LONGER_ASKED),
    )
    return {found for found in connection.scalars(query) if found is not None}


def instances_asked(
    connection: Connection, gate: str, districts: Collection[str]
) -> dict[int, int]:
    """The entries that a gate of that key is open about in the districts, with their instances."""
    query = select(OpenGate.of_id, OpenGate.instance_id).where(
        OpenGate.gate == gate, OpenGate.status == "open", OpenGate.district_code.in_(districts)
    )
    return {entry: number for entry, number in connection.execute(query) if entry is not None}


@dataclass(frozen=True)
class Successor:
    """The entry that took another's place, and the kind of reason ("withdrawn", "corrected")."""

    by: int
    why: str


def successors(connection: Connection, instance_id: int) -> dict[int, Successor]:
    """Of the entries of an instance that no longer count, what took their place."""
    query = (
        select(Supersession.entry_id, Supersession.by_id, Supersession.reason)
        .join(Entry, Entry.id == Supersession.entry_id)
        .where(Entry.instance_id == instance_id)
    )
    return {row[0]: Successor(row[1], row[2]) for row in connection.execute(query)}


def _latest(shape: tuple[frozenset[str], bool, bool]) -> Select[*tuple[Any, ...]]:
    """Of these kinds, by a day, as known at an instant.

    Their numbers are put in order first, so that what an entry says is read of the newest alone.
    """
    kinds, on, known = shape
    newest = (
        select(Entry.id)
        .join(Instance, Instance.id == Entry.instance_id)
        .where(Instance.district_code == bindparam("district"))
        .where(Entry.kind.in_(constants(sorted(kinds))))
        .order_by(Entry.id.desc())
        .limit(bindparam("most", type_=Integer))
    )
    if known:
        newest = newest.where(Entry.recorded_at <= KNOWN)
    if on:
        newest = newest.where(Entry.act_date <= _ON)
    live = Supersession.entry_id.is_(None)
    return (
        select(Entry.instance_id, *columns_of(EntryRow, Entry, body=Payload.body, live=live))
        .join(Payload, Payload.id == Entry.payload_id)
        .outerjoin(Supersession, Supersession.entry_id == Entry.id)
        .where(Entry.id.in_(newest))
        .order_by(Entry.id.desc())
    )


_LATEST_OF = ShapedQuery(_latest)


def latest_entries(
    connection: Connection,
    district: str,
    kinds: Collection[str],
    most: int,
    *,
    on: date | None = None,
    known: datetime | None = None,
) -> list[tuple[int, EntryRow]]:
    """The newest entries of these kinds in the district's instances, each with its instance.

    With `on` those of acts done by that day.
    """
    shape = frozenset(kinds), on is not None, known is not None
    said = {"district": district, "most": most, "on": on, "known": known}
    return [
        (instance, EntryRow._make((*columns, from_json(body), live)))
        for instance, *columns, body, live in _LATEST_OF.rows(connection, shape, said)
    ]


def counted_then(connection: Connection, instance_id: int, known: datetime) -> set[int]:
    """The entries of the instance that counted at `known`, though others took their place since."""
    by = aliased(Entry)
    query = (
        select(Supersession.entry_id)
        .join(Entry, Entry.id == Supersession.entry_id)
        .join(by, by.id == Supersession.by_id)
        .where(Entry.instance_id == instance_id, by.recorded_at > known)
    )
    return set(connection.scalars(query))


def entries_at(
    connection: Connection,
    instances: Collection[int],
    gates: Collection[str],
    reads: Collection[str] = (),
    known: datetime | None = None,
) -> dict[int, list[EntryRow]]:
    """Decisions at these gates with their corrections; what was read under these paths.

    In whatever round it was read. By instance, each oldest first; `live` says whether the entry
    counted at `known`.
    """
    if not instances:
        return {}
    shape = len(instances), frozenset(gates), frozenset(reads), known is not None
    said = {**list_values("instance", instances), "known": known}
    found: dict[int, list[EntryRow]] = {}
    for instance, *columns, body, live in _ENTRIES_AT.rows(connection, shape, said):
        found.setdefault(instance, []).append(EntryRow._make((*columns, from_json(body), live)))
    return found


def _entries_at(
    shape: tuple[int, frozenset[str], frozenset[str], bool],
) -> Select[*tuple[Any, ...]]:
    """Of so many instances, at these gates and under these paths, as known at an instant."""
    count, gates, reads, past = shape
    by = aliased(Entry)
    over = select(Supersession.entry_id)
    if past:
        over = over.join(by, by.id == Supersession.by_id).where(by.recorded_at <= KNOWN)
    # A statement with an empty list is no whole one: it is put together, and sent, each time.
    said: list[ColumnElement[bool]] = [false()]
    if gates:
        decided = Entry.kind.in_(constants(("decision", "correction")))
        said.append(and_(decided, Entry.gate.in_(constants(sorted(gates)))))
    if reads:
        paths = (
            Entry.path.in_(constants(sorted(reads))),
            *(Entry.path.startswith(f"{one}#", autoescape=True) for one in sorted(reads)),
        )
        said.append(and_(Entry.kind == "read", or_(*paths)))
    query = (
        select(
            Entry.instance_id,
            *columns_of(EntryRow, Entry, body=Payload.body, live=Entry.id.not_in(over)),
        )
        .join(Payload, Payload.id == Entry.payload_id)
        .where(Entry.instance_id.in_(list_parameters("instance", count)), or_(*said))
        .order_by(Entry.instance_id, Entry.seq)
    )
    return query.where(Entry.recorded_at <= KNOWN) if past else query


_ENTRIES_AT = ShapedQuery(_entries_at)


def instances_saying(
    connection: Connection,
    areas: Collection[str],
    gates: Collection[str],
    field: str,
    beginnings: Collection[str],
) -> list[int]:
    """Instances in the areas that were ever told, at one of the gates, a text that begins so.

    `field` is the name of the answer's field. Of a whole country it looks at the decisions of these
    gates alone, whatever else was recorded.
    """
    shape = frozenset(areas), frozenset(gates), len(beginnings)
    sought = (f'%"{field}":"{one}%' for one in beginnings)
    rows = _INSTANCES_SAYING.rows(connection, shape, list_values("said", sought))
    return sorted({number for (number,) in rows})


def _instances_saying(
    shape: tuple[frozenset[str], frozenset[str], int],
) -> Select[*tuple[Any, ...]]:
    areas, gates, count = shape
    keys = constants(sorted(gates))
    query = (
        select(Entry.instance_id)
        .join(Instance, Instance.id == Entry.instance_id)
        .join(Payload, Payload.id == Entry.payload_id)
        .where(
            within(Instance.district_code, areas),
            Entry.kind.in_(constants(("decision", "correction"))),
            Entry.gate.in_(keys),
            or_(*(Payload.body.like(one) for one in list_parameters("said", count))),
        )
    )
    if COUNTRY not in areas:
        return query
    # No area narrows it: gates say whose journals to read, and are fewer than entries.
    asked = select(OpenGate.instance_id).where(OpenGate.gate.in_(keys))
    return query.where(Entry.instance_id.in_(asked))


_INSTANCES_SAYING = ShapedQuery(_instances_saying)


def last_recorded(
    connection: Connection, instances: Collection[int], known: datetime | None = None
) -> dict[int, datetime]:
    """When anything was recorded last in each of the instances."""
    if not instances:
        return {}
    shape = len(instances), known is not None
    said = {**list_values("instance", instances), "known": known}
    return {row[0]: row[1] for row in _LAST_RECORDED.rows(connection, shape, said)}


def _last_recorded(shape: tuple[int, bool]) -> Select[*tuple[Any, ...]]:
    count, past = shape
    query = select(Entry.instance_id, func.max(Entry.recorded_at)).where(
        Entry.instance_id.in_(list_parameters("instance", count))
    )
    if past:
        query = query.where(Entry.recorded_at <= KNOWN)
    return query.group_by(Entry.instance_id)


_LAST_RECORDED = ShapedQuery(_last_recorded)
