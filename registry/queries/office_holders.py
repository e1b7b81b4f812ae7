"""Who holds an office on a day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from itertools import chain

from sqlalchemy import Connection, bindparam, or_, select

from registry.facts import holds
from registry.models import Holding, Office, table_of
from registry.models.base import Day
from registry.prepared_statements import PreparedQuery
from registry.queries.areas import with_provinces, within
from registry.queries.holdings import HELD, HoldingRow, held_where, holding_row
from registry.queries.office_terms import terms_asked
from registry.rules.terms import covers
from registry.shaped_queries import KnownList
from registry.transaction import Write

_office = table_of(Office)
_holding = table_of(Holding)


_OF_DISTRICT = HELD.where(
    or_(_office.c.area_code == bindparam("district"), _office.c.area_code == bindparam("province"))
)
_ALL_HOLDERS = PreparedQuery(_OF_DISTRICT.where(holds(_holding, bindparam("on", type_=Day))))
_HOLDERS = PreparedQuery(
    HELD.where(_office.c.ref == bindparam("ref"), holds(_holding, bindparam("on", type_=Day)))
)


def holders(
    connection: Connection, ref: str, on: date, known: datetime | None = None
) -> list[HoldingRow]:
    """Who holds the office on that day: in their own right first, then who acts."""
    if known is None:
        rows = _HOLDERS.rows(connection, {"ref": ref, "on": on})
    else:
        question = HELD.where(_office.c.ref == ref, holds(_holding, on, known))
        rows = connection.execute(question).all()
    # Sorted here: a database makes a sorter each time, for what is one row or two.
    return sorted(map(holding_row, rows), key=_own_first)


def first_held(write: Write, refs: Sequence[str], on: date) -> list[HoldingRow]:
    """The same of the first of one or two offices that somebody holds, in a writing transaction.

    Their terms may be known already.
    """
    (terms,) = write.of_people(terms_asked(refs[0]))
    held = [one for one in terms if covers(one, on)]
    of_each = ([one for one in held if one.ref == ref] for ref in refs)
    return sorted(next(filter(None, of_each), []), key=_own_first)


def _own_first(one: HoldingRow) -> tuple[bool, int]:
    return (one.capacity != "own", one.holding)


def all_holders(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[HoldingRow]:
    """Every holder of an office of the district or its province on that day."""
    values = {"district": district, "province": district[:2], "on": on}
    if known is None:
        rows = _ALL_HOLDERS.rows(connection, values)
    else:
        rows = connection.execute(_OF_DISTRICT.where(holds(_holding, on, known)), values).all()
    found = [holding_row(row) for row in rows]
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
    areas = with_provinces(districts)
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
    return [holding_row(row) for row in chain.from_iterable(rows)]


_HOLDERS_IN = KnownList(
    lambda areas, known: HELD.where(
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
