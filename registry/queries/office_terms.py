"""The terms of offices: who held each of them, from when to when."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from registry.facts import live
from registry.models import Holding, Office, table_of
from registry.prepared_statements import PreparedQuery, Question
from registry.queries.holdings import HELD, HoldingRow, held_where, holding_row, holding_rows
from registry.shaped_queries import KnownList

_office = table_of(Office)
_holding = table_of(Holding)

_TERMS_OF = PreparedQuery(
    HELD.where(_office.c.ref.in_((bindparam("ref"), bindparam("other"))), live(_holding))
)


def terms_asked(ref: str) -> Question[list[HoldingRow]]:
    """The question for all terms that stand of an office, and of the province's of that name.

    One question, however the office was typed: its answer is kept by what it asks.
    """
    area, _, name = ref.partition("/")
    return Question(_TERMS_OF, {"ref": ref, "other": f"{area[:2]}/{name}"}, holding_rows)


def terms_of_offices(connection: Connection, refs: Collection[str]) -> dict[str, list[HoldingRow]]:
    """All terms of each of the offices that stand, oldest first."""
    found: dict[str, list[HoldingRow]] = {one: [] for one in refs}
    where = (_office.c.ref.in_(refs), live(_holding))
    for one in held_where(connection, where, (_holding.c.valid_from, _holding.c.id)):
        found[one.ref].append(one)
    return found


def terms_of_office(connection: Connection, ref: str) -> list[HoldingRow]:
    """All terms of the office that stand, oldest first."""
    return holding_rows(_TERMS_OF_ONE.rows(connection, {"ref": ref}))


_TERMS_OF_ONE = PreparedQuery(
    HELD.where(_office.c.ref == bindparam("ref"), live(_holding)).order_by(_holding.c.valid_from)
)


def offices_filled_by(connection: Connection, entries: Collection[int]) -> set[str]:
    """The offices to which these entries of journals gave a term, whether it stands or not."""
    query = (
        select(_office.c.ref)
        .join(_holding, _holding.c.office_id == _office.c.id)
        .where(_holding.c.entry_id.in_(entries))
    )
    return set(connection.scalars(query))


def terms_of_kind(
    connection: Connection, kind: str, districts: Collection[str], known: datetime | None = None
) -> dict[str, list[HoldingRow]]:
    """All terms of the districts' offices of that kind, by district; oldest first."""
    found: dict[str, list[HoldingRow]] = {}
    for one in map(holding_row, _TERMS.rows(connection, districts, known, {"kind": kind})):
        found.setdefault(one.area, []).append(one)
    return found


_TERMS = KnownList(
    lambda districts, known: HELD.where(
        _office.c.kind == bindparam("kind"),
        _office.c.area_code.in_(districts),
        live(_holding, known),
    ).order_by(_holding.c.valid_from, _holding.c.id),
    apart=True,
)
