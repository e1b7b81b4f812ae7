"""Open gates of a scope, as an inbox lists, groups and counts them; the most urgent first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
)

from config.words import Named
from registry.journal import IS_OPEN, GateRow
from registry.models import Area, OpenGate
from registry.queries.areas import within
from registry.queries.gates import GATE_ROWS
from registry.rows import every
from registry.rules.inbox_lines import GateGroup
from registry.shaped_queries import ShapedQuery, constants


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
        GATE_ROWS.where(_meant(scopes), *_of_kind(of))
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
    return every(GateRow, connection.execute(query))


def gate_groups(connection: Connection, scopes: Iterable[Scope], *, alone: str) -> list[GateGroup]:
    """The open gates of the scopes by key, district and due day, in the order of `most_urgent`.

    Each of the gate `alone` stands for itself.
    """
    rows = _GROUPS.rows(connection, tuple(scopes), {"alone": alone})
    found = [
        GateGroup(district, gate, due_on, count, first, since, alone=own_id > 0)
        for district, gate, due_on, count, first, since, own_id in rows
    ]
    return sorted(found, key=_urgency)


def _urgency(one: GateGroup) -> tuple[bool, date, date, int]:
    return not one.alone, one.due_on or date.max, one.opened_on, one.first


def _groups_of(scopes: tuple[Scope, ...]) -> Select[*tuple[Any, ...]]:
    own = case((OpenGate.gate == bindparam("alone"), OpenGate.id), else_=0).label("own")
    by = (OpenGate.district_code, OpenGate.gate, OpenGate.due_on)
    told = (*by, func.count(), func.min(OpenGate.id), func.min(OpenGate.opened_on), own)
    return select(*told).where(_meant(scopes)).group_by(*by, "own")


_GROUPS = ShapedQuery(_groups_of)


def how_many(connection: Connection, scopes: Iterable[Scope], of: GateKind | None = None) -> int:
    """How many open gates the scopes hold; of one kind if it is given."""
    return int(_HOW_MANY.rows(connection, (tuple(scopes), of), {})[0][0])


def _count_of(asked: tuple[tuple[Scope, ...], GateKind | None]) -> Select[*tuple[Any, ...]]:
    scopes, kind = asked
    return select(func.count()).where(_meant(scopes), *_of_kind(kind))


_HOW_MANY = ShapedQuery(_count_of)


def _of_kind(of: GateKind | None) -> Iterator[ColumnElement[bool]]:
    if of is not None:
        yield OpenGate.gate == of.gate
        if of.any_day:
            return
        yield OpenGate.due_on.is_(None) if of.due_on is None else OpenGate.due_on == of.due_on


def districts_that_wait(connection: Connection, scopes: Iterable[Scope]) -> dict[str, Named]:
    """The districts with open gates of the scopes, by code."""
    rows = _DISTRICTS.rows(connection, tuple(scopes), {})
    return {row[0]: Named(row[1], row[2]) for row in rows}


def _districts_of(scopes: tuple[Scope, ...]) -> Select[*tuple[Any, ...]]:
    waiting = select(OpenGate.district_code).where(_meant(scopes))
    return select(Area.code, Area.name_th, Area.name_en).where(Area.code.in_(waiting))


_DISTRICTS = ShapedQuery(_districts_of)


def gates_that_wait(connection: Connection, scopes: Iterable[Scope]) -> set[str]:
    """The keys of the open gates of the scopes."""
    return {row[0] for row in _KEYS.rows(connection, tuple(scopes), {})}


def _keys_of(scopes: tuple[Scope, ...]) -> Select[*tuple[Any, ...]]:
    return select(OpenGate.gate).where(_meant(scopes)).distinct()


_KEYS = ShapedQuery(_keys_of)


def _meant(scopes: Iterable[Scope]) -> ColumnElement[bool]:
    """The open gates of the scopes, also one that a wrong clock opened on a day to come."""
    of_scopes = [and_(*_of_scope(one)) for one in scopes if one.gates]
    if not of_scopes:
        return literal_column("1 = 0")
    return and_(IS_OPEN, or_(*of_scopes))


def _of_scope(scope: Scope) -> Iterator[ColumnElement[bool]]:
    yield within(OpenGate.district_code, (scope.area,))
    yield OpenGate.gate.in_(constants(sorted(scope.gates)))
    if scope.due_by is not None:
        yield OpenGate.due_on <= scope.due_by
