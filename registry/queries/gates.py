"""Gates that wait, the most urgent first, and effects that the machine owes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
)

from config.words import Named
from registry.journal import IS_OPEN, EffectRow, GateRow
from registry.models import Area, EffectRequest, Entry, Instance, OpenGate, table_of
from registry.models.base import Day
from registry.models.journal import OWED
from registry.queries.areas import within
from registry.queries.instances import STOPPED, taken_back
from registry.rows import every
from registry.rules.inbox_lines import GateGroup
from registry.shaped_queries import KNOWN, ListQuery, ShapedQuery, constants
from registry.transaction import COUNTRY

_gate = OpenGate.__table__
_entry = table_of(Entry)
_instance = table_of(Instance)
_effect = EffectRequest.__table__
_ON = bindparam("on", type_=Day)
_HERE = _gate.c.district_code == bindparam("district")
_GATE = select(*(_gate.c[name] for name in GateRow._fields))
_EFFECT = select(*(_effect.c["on_date" if name == "on" else name] for name in EffectRow._fields))


def gates_waiting(
    connection: Connection, on: date, *, district: str | None = None
) -> list[GateRow]:
    """The gates and waits that are open and were opened by `on`."""
    said = {"on": on, "district": district}
    return every(GateRow, _WAITING.rows(connection, district is not None, said))


def _waiting(of_district: bool) -> Select[*tuple[Any, ...]]:  # noqa: FBT001 — the shape
    query = _GATE.where(IS_OPEN, _gate.c.opened_on <= _ON).order_by(_gate.c.id)
    return query.where(_HERE) if of_district else query


_WAITING = ShapedQuery(_waiting)


def gates_that_waited(
    connection: Connection,
    on: date,
    known: datetime | None = None,
    *,
    district: str | None = None,
    instance: int | None = None,
) -> list[GateRow]:
    """The gates and waits that were open on the day, as known at `known`.

    One that is answered by now waited until the day of its answer, one that the stop of its
    instance closed until that day. One that was closed with what it rested on never counted, nor
    one whose answer was taken back: where it was asked again it waits as that.
    """
    shape = known is not None, district is not None, instance is not None
    said = {"on": on, "known": known, "district": district, "instance": instance}
    found = every(GateRow, _WAITED.rows(connection, shape, said))
    return list({(one.instance_id, one.path): one for one in found}.values())


def _waited(shape: tuple[bool, bool, bool]) -> Select[*tuple[Any, ...]]:
    """As known at an instant, of a district, of an instance."""
    past, of_district, of_instance = shape
    known = KNOWN if past else None
    left_open = _gate.c.status == "open"
    if known is not None:
        left_open = or_(left_open, _gate.c.closed_at > known)
    closed = and_(_gate.c.status == "closed", _gate.c.note.is_distinct_from(STOPPED))
    ended_on = func.coalesce(_entry.c.act_date, _instance.c.finished_on)
    query = (
        _GATE.outerjoin(_entry, _entry.c.id == _gate.c.closed_by)
        .join(_instance, _instance.c.id == _gate.c.instance_id)
        .where(or_(left_open, and_(~closed, ~taken_back(known), ended_on > _ON)))
        .where(_gate.c.opened_on <= _ON)
        .order_by(_gate.c.id)
    )
    if known is not None:
        query = query.where(_gate.c.opened_at <= known)
    if of_district:
        query = query.where(_HERE, _instance.c.district_code == bindparam("district"))
    return query.where(_gate.c.instance_id == bindparam("instance")) if of_instance else query


_WAITED = ShapedQuery(_waited)


def effects_owed(connection: Connection, *, district: str | None = None) -> list[EffectRow]:
    """The effects that are not done yet: waiting, claimed, or failed; oldest first."""
    rows = _EFFECTS_OWED.rows(connection, district is not None, {"district": district})
    return every(EffectRow, rows)


def _effects_owed(of_district: bool) -> Select[*tuple[Any, ...]]:  # noqa: FBT001 — the shape
    query = _EFFECT.where(OWED).order_by(_effect.c.id)  # in these words: the index is found so
    return query.where(_effect.c.district_code == bindparam("district")) if of_district else query


_EFFECTS_OWED = ShapedQuery(_effects_owed)


def gates_about(connection: Connection, instance_id: int, gate: str) -> set[int]:
    """The entries that a standing gate of that key was opened about, open or ended."""
    query = select(_gate.c.of_id).where(
        _gate.c.instance_id == instance_id, _gate.c.gate == gate, _gate.c.of_id.is_not(None)
    )
    return set(connection.scalars(query))


# Written out, as the index over open gates has it (see registry.journal.gates).
_IS_OPEN = OpenGate.status == literal_column("'open'", Text)


@dataclass(frozen=True)
class Scope:
    """Gates of these keys, in an area: a district, a province, the country.

    With `due_by` only those that are due by that day.
    """

    area: str
    gates: frozenset[str]
    due_by: date | None = None


@dataclass(frozen=True)
class GateKind:
    """Gates of one key, due on one day (None: without any) or on any."""

    gate: str
    due_on: date | None = None
    any_day: bool = False


def most_urgent(
    connection: Connection,
    scopes: Iterable[Scope],
    on: date,
    *,
    first: str,
    skip: int = 0,
    most: int,
    of: GateKind | None = None,
) -> list[GateRow]:
    """Up to `most` open gates of the scopes after the first `skip`; of one kind if it is given.

    Those of the gate `first` lead, then by due date, those without one last; the longest
    open before the others.
    """
    query = (
        _GATE.where(_meant(scopes), *_of_kind(of))
        .order_by(
            (OpenGate.gate == first).desc(),
            OpenGate.due_on.is_(None),
            OpenGate.due_on,
            OpenGate.opened_on,
            OpenGate.instance_id,
            OpenGate.id,
        )
        .offset(skip)
        .limit(most)
    )
    return every(GateRow, connection.execute(query, {"on": on}))


def gates_due(
    connection: Connection, by: date, on: date, areas: Iterable[str] = (COUNTRY,)
) -> list[GateRow]:
    """The open gates of the areas, opened before that day `on`, that are due by the day `by`."""
    query = _GATE.where(
        _IS_OPEN, OpenGate.due_on <= by, OpenGate.opened_on < on, OpenGate.gate != "",
        within(OpenGate.district_code, areas),
    ).order_by(OpenGate.district_code, OpenGate.due_on, OpenGate.id)  # fmt: skip
    return every(GateRow, connection.execute(query))


def gate_groups(
    connection: Connection, scopes: Iterable[Scope], on: date, *, alone: str
) -> list[GateGroup]:
    """The open gates of the scopes by key, district and due day, in the order of `most_urgent`.

    Each of the gate `alone` stands for itself.
    """
    rows = _GROUPS.rows(connection, tuple(scopes), {"alone": alone, "on": on})
    found = [
        GateGroup(district, gate, due_on, count, first, since, alone=own_id > 0)
        for district, gate, due_on, count, first, since, own_id in rows
    ]
    return sorted(found, key=_urgency)


def _urgency(one: GateGroup) -> tuple[bool, date, date, int]:
    return not one.alone, one.due_on or date.max, one.opened_on, one.first


def gates_numbered(connection: Connection, ids: Iterable[int]) -> dict[int, GateRow]:
    """The gates of these numbers, by number."""
    return {one.id: one for one in every(GateRow, _NUMBERED.rows(connection, ids))}


_NUMBERED = ListQuery(lambda ids: _GATE.where(_gate.c.id.in_(ids)))


def how_many(
    connection: Connection, scopes: Iterable[Scope], on: date, of: GateKind | None = None
) -> int:
    """How many open gates the scopes hold; of one kind if it is given."""
    return int(_HOW_MANY.rows(connection, (tuple(scopes), of), {"on": on})[0][0])


def _of_kind(of: GateKind | None) -> Iterator[ColumnElement[bool]]:
    if of is not None:
        yield OpenGate.gate == of.gate
        if of.any_day:
            return
        yield OpenGate.due_on.is_(None) if of.due_on is None else OpenGate.due_on == of.due_on


def districts_that_wait(
    connection: Connection, scopes: Iterable[Scope], on: date
) -> dict[str, Named]:
    """The districts with open gates of the scopes, by code."""
    rows = _DISTRICTS.rows(connection, tuple(scopes), {"on": on})
    return {row[0]: Named(row[1], row[2]) for row in rows}


def late_gates(connection: Connection, districts: Iterable[str], on: date) -> dict[str, int]:
    """How many open gates of each of the districts are past their due day; none are left out."""
    query = (
        select(OpenGate.district_code, func.count())
        .where(
            _IS_OPEN, OpenGate.gate != "", OpenGate.due_on < on, OpenGate.opened_on <= on,
            OpenGate.district_code.in_(tuple(districts)),
        )
        .group_by(OpenGate.district_code)
    )  # fmt: skip
    return {row[0]: row[1] for row in connection.execute(query)}


def gates_that_wait(connection: Connection, scopes: Iterable[Scope], on: date) -> set[str]:
    """The keys of the open gates of the scopes."""
    return {row[0] for row in _KEYS.rows(connection, tuple(scopes), {"on": on})}


def next_to_come(connection: Connection, areas: Iterable[str], on: date) -> GateRow | None:
    """The open gate or wait of the areas that is due, or lapses, first from `on` on."""
    rows = _NEXT.rows(connection, frozenset(areas), {"on": on})
    return next(iter(every(GateRow, rows)), None)


def _next_of(areas: frozenset[str]) -> Select[*tuple[Any, ...]]:
    comes = case((OpenGate.due_on >= _ON, OpenGate.due_on), else_=OpenGate.until_on)
    return (
        _GATE.where(_IS_OPEN, within(OpenGate.district_code, areas), comes >= _ON)
        .order_by(comes, OpenGate.id)
        .limit(1)
    )


def papers_to_be_made(connection: Connection, areas: Iterable[str]) -> int:
    """How many papers and other effects of the areas the machine has still to make."""
    return int(_TO_BE_MADE.rows(connection, frozenset(areas))[0][0])


def anything_started(connection: Connection, areas: Iterable[str]) -> bool:
    """Whether any process was ever begun in the areas."""
    query = select(Instance.id).where(within(Instance.district_code, tuple(areas))).limit(1)
    return connection.scalar(query) is not None


def _meant(scopes: Iterable[Scope]) -> ColumnElement[bool]:
    """The open gates of the scopes that were opened by the day `on`."""
    of_scopes = [and_(*_of_scope(one)) for one in scopes if one.gates]
    if not of_scopes:
        return literal_column("1 = 0")
    return and_(_IS_OPEN, OpenGate.opened_on <= _ON, or_(*of_scopes))


def _of_scope(scope: Scope) -> Iterator[ColumnElement[bool]]:
    yield within(OpenGate.district_code, (scope.area,))
    yield OpenGate.gate.in_(constants(sorted(scope.gates)))
    if scope.due_by is not None:
        yield OpenGate.due_on <= scope.due_by


def _groups_of(scopes: tuple[Scope, ...]) -> Select[*tuple[Any, ...]]:
    own = case((OpenGate.gate == bindparam("alone"), OpenGate.id), else_=0).label("own")
    by = (OpenGate.district_code, OpenGate.gate, OpenGate.due_on)
    told = (*by, func.count(), func.min(OpenGate.id), func.min(OpenGate.opened_on), own)
    return select(*told).where(_meant(scopes)).group_by(*by, "own")


def _count_of(asked: tuple[tuple[Scope, ...], GateKind | None]) -> Select[*tuple[Any, ...]]:
    scopes, kind = asked
    return select(func.count()).where(_meant(scopes), *_of_kind(kind))


def _districts_of(scopes: tuple[Scope, ...]) -> Select[*tuple[Any, ...]]:
    waiting = select(OpenGate.district_code).where(_meant(scopes))
    return select(Area.code, Area.name_th, Area.name_en).where(Area.code.in_(waiting))


def _keys_of(scopes: tuple[Scope, ...]) -> Select[*tuple[Any, ...]]:
    return select(OpenGate.gate).where(_meant(scopes)).distinct()


def _to_be_made(areas: frozenset[str]) -> Select[*tuple[Any, ...]]:
    here = within(EffectRequest.district_code, areas)
    return select(func.count()).where(OWED, EffectRequest.status != "failed", here)


_GROUPS, _HOW_MANY = ShapedQuery(_groups_of), ShapedQuery(_count_of)
_DISTRICTS, _KEYS = ShapedQuery(_districts_of), ShapedQuery(_keys_of)
_NEXT, _TO_BE_MADE = ShapedQuery(_next_of), ShapedQuery(_to_be_made)
