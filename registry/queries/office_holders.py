"""Who holds an office, and who held it: the terms of an office and of a person."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import chain
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnClause,
    ColumnElement,
    Connection,
    bindparam,
    or_,
    select,
)

from config.words import Named
from registry.facts import holds, live
from registry.models import (
    Holding,
    Office,
    Person,
    table_of,
)
from registry.models.base import Day
from registry.prepared_statements import PreparedQuery, Question, Rows
from registry.queries.areas import within
from registry.queries.people import written_name
from registry.queries.person_records import survivor
from registry.rules.terms import last_day, stop_after
from registry.shaped_queries import KnownList
from registry.transaction import Write

_OrderBy: TypeAlias = ColumnElement[Any] | ColumnClause[Any]

# Tables and not their classes: a decision asks these, and what the classes add is hashed anew
# whenever a statement is looked up.
_office = table_of(Office)
_holding = table_of(Holding)
_person = table_of(Person)


@dataclass(frozen=True)
class HoldingRow:
    """A person holding an office from `start` to `last_day`; None where no end is known."""

    holding: int
    office: int
    ref: str
    kind: str
    area: str
    person: int
    person_ref: str
    name: Named
    capacity: str
    basis: str
    basis_number: str | None
    basis_date: date | None
    start: date
    last_day: date | None
    scope: str | None = None

    @property
    def stop(self) -> date | None:
        """The first day out of office."""
        return stop_after(self.last_day)


_HELD = (
    select(
        _holding.c.id,
        _office.c.id,
        _office.c.ref,
        _office.c.kind,
        _office.c.area_code,
        _person.c.id,
        _person.c.ref,
        _person.c.title_th,
        _person.c.name_th,
        _person.c.title_en,
        _person.c.name_en,
        _holding.c.capacity,
        _holding.c.basis,
        _holding.c.basis_number,
        _holding.c.basis_date,
        _holding.c.valid_from,
        _holding.c.valid_to,
        _holding.c.scope,
    )
    .select_from(_office)
    .join(_holding, _holding.c.office_id == _office.c.id)
    .join(_person, _person.c.id == survivor(_holding.c.person_id))
)


_OF_DISTRICT = _HELD.where(
    or_(_office.c.area_code == bindparam("district"), _office.c.area_code == bindparam("province"))
)
_ALL_HOLDERS = PreparedQuery(_OF_DISTRICT.where(holds(_holding, bindparam("on", type_=Day))))
_HOLDERS = PreparedQuery(
    _HELD.where(_office.c.ref == bindparam("ref"), holds(_holding, bindparam("on", type_=Day)))
)
_TERMS_OF = PreparedQuery(
    _HELD.where(_office.c.ref.in_((bindparam("ref"), bindparam("other"))), live(_holding))
)


def holders(
    connection: Connection, ref: str, on: date, known: datetime | None = None
) -> list[HoldingRow]:
    """Who holds the office on that day: in their own right first, then who acts."""
    if known is None:
        rows = _HOLDERS.rows(connection, {"ref": ref, "on": on})
    else:
        question = _HELD.where(_office.c.ref == ref, holds(_holding, on, known))
        rows = connection.execute(question).all()
    # Sorted here: a database makes a sorter each time, for what is one row or two.
    return sorted(map(_held, rows), key=_own_first)


def first_held(write: Write, refs: Sequence[str], on: date) -> list[HoldingRow]:
    """The same of the first of one or two offices that somebody holds, in a writing transaction.

    Their terms may be known already.
    """
    (terms,) = write.of_people(terms_asked(refs))
    held = [one for one in terms if one.start <= on and (one.stop is None or on < one.stop)]
    of_each = ([one for one in held if one.ref == ref] for ref in refs)
    return sorted(next(filter(None, of_each), []), key=_own_first)


def terms_asked(refs: Sequence[str]) -> Question[list[HoldingRow]]:
    """The question for all terms of one or two offices that stand."""
    return Question(_TERMS_OF, {"ref": refs[0], "other": refs[-1]}, _held_rows)


def _held_rows(rows: Rows) -> list[HoldingRow]:
    return [_held(row) for row in rows]


def _own_first(one: HoldingRow) -> tuple[bool, int]:
    return (one.capacity != "own", one.holding)


def holding(connection: Connection, holding_id: int) -> HoldingRow:
    """The holding of that number, as it was recorded."""
    return _held(connection.execute(_HELD.where(_holding.c.id == holding_id)).one())


def held_where(
    connection: Connection, where: Sequence[ColumnElement[bool]], order: Sequence[_OrderBy]
) -> list[HoldingRow]:
    """The terms that answer to `where`, in that order; for the questions of other files."""
    return [_held(row) for row in connection.execute(_HELD.where(*where).order_by(*order))]


def all_holders(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[HoldingRow]:
    """Every holder of an office of the district or its province on that day."""
    values = {"district": district, "province": district[:2], "on": on}
    if known is None:
        rows = _ALL_HOLDERS.rows(connection, values)
    else:
        rows = connection.execute(_OF_DISTRICT.where(holds(_holding, on, known)), values).all()
    found = [_held(row) for row in rows]
    return sorted(found, key=lambda one: (one.office, one.capacity != "own", one.holding))


def is_vacant_everywhere(connection: Connection, district: str, on: date) -> bool:
    """Whether nobody holds any office of the district itself on that day."""
    query = (
        select(_holding.c.id)
        .join(_office, _office.c.id == _holding.c.office_id)
        .where(_office.c.area_code == district, holds(_holding, on))
        .limit(1)
    )
    return connection.scalar(query) is None


def holders_within(
    connection: Connection,
    districts: Collection[str],
    on: date,
    known: datetime | None = None,
) -> list[HoldingRow]:
    """Every holder of an office of these districts or their provinces on that day.

    In the order in which `all_holders` answers those of one district.
    """
    areas = {*districts, *(one[:2] for one in districts)}
    where = (_office.c.area_code.in_(areas), holds(_holding, on, known))
    order = (_office.c.id, _holding.c.capacity != "own", _holding.c.id)
    return held_where(connection, where, order)


def holders_in(
    connection: Connection,
    areas: Mapping[str, Collection[str]],
    on: date,
    known: datetime | None = None,
) -> list[HoldingRow]:
    """Every holder of an office of each kind in the areas that are named of it.

    Of each office those in their own right come first.
    """
    rows = (
        _HOLDERS_IN.rows(connection, named, known, {"kind": kind, "on": on})
        for kind, named in areas.items()
    )
    return [_held(row) for row in chain.from_iterable(rows)]


_HOLDERS_IN = KnownList(
    lambda areas, known: _HELD.where(
        _office.c.kind == bindparam("kind"),
        _office.c.area_code.in_(areas),
        holds(_holding, bindparam("on", type_=Day), known),
    ).order_by(_holding.c.capacity != "own", _holding.c.id),
    apart=True,
)


def holders_of_kinds(
    connection: Connection, kinds: Collection[str], areas: Collection[str], on: date
) -> list[HoldingRow]:
    """Who holds offices of those kinds within the areas on that day, area by area.

    In each area those in their own right come first.
    """
    where = (_office.c.kind.in_(kinds), within(_office.c.area_code, areas), holds(_holding, on))
    order = (_office.c.area_code, _holding.c.capacity != "own", _holding.c.id)
    return held_where(connection, where, order)


def terms_of_offices(connection: Connection, refs: Collection[str]) -> dict[str, list[HoldingRow]]:
    """All terms of each of the offices that stand, oldest first."""
    found: dict[str, list[HoldingRow]] = {one: [] for one in refs}
    where = (_office.c.ref.in_(refs), live(_holding))
    for one in held_where(connection, where, (_holding.c.valid_from, _holding.c.id)):
        found[one.ref].append(one)
    return found


def terms_of_office(connection: Connection, ref: str) -> list[HoldingRow]:
    """All terms of the office that stand, oldest first."""
    return _held_rows(_TERMS_OF_ONE.rows(connection, {"ref": ref}))


_TERMS_OF_ONE = PreparedQuery(
    _HELD.where(_office.c.ref == bindparam("ref"), live(_holding)).order_by(_holding.c.valid_from)
)


def terms_of_kind(
    connection: Connection, kind: str, districts: Collection[str], known: datetime | None = None
) -> dict[str, list[HoldingRow]]:
    """All terms of the districts' offices of that kind, by district; oldest first."""
    found: dict[str, list[HoldingRow]] = {}
    for one in map(_held, _TERMS.rows(connection, districts, known, {"kind": kind})):
        found.setdefault(one.area, []).append(one)
    return found


_TERMS = KnownList(
    lambda districts, known: _HELD.where(
        _office.c.kind == bindparam("kind"),
        _office.c.area_code.in_(districts),
        live(_holding, known),
    ).order_by(_holding.c.valid_from, _holding.c.id),
    apart=True,
)


def _held(row: Iterable[Any]) -> HoldingRow:
    return _same_held(tuple(row))


@lru_cache(maxsize=8192)  # of a province; a list of all its offices is read at most decisions
def _same_held(row: tuple[Any, ...]) -> HoldingRow:
    (
        holding,
        office_id,
        ref,
        kind,
        area,
        person,
        person_ref,
        title_th,
        name_th,
        title_en,
        name_en,
        capacity,
        basis,
        number,
        dated,
        start,
        stop,
        scope,
    ) = row
    name = written_name(title_th, name_th, title_en, name_en)
    return HoldingRow(
        holding,
        office_id,
        ref,
        kind,
        area,
        person,
        person_ref,
        name,
        capacity,
        basis,
        number,
        dated,
        start,
        last_day(stop),
        scope,
    )
