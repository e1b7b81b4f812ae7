"""Transfer orders that were recorded for an office: on what day, and what each changed."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, select

from registry.facts import holds, live
from registry.models import Holding, Office, Transfer, TransferChange, table_of
from registry.queries.holdings import HoldingRow, held_where
from registry.rules.term_changes import Change, Term, TransferPart

_transfer = table_of(Transfer)
_change = table_of(TransferChange)
_office = table_of(Office)
_holding = table_of(Holding)


def day_of_transfer(
    connection: Connection, office: str, number: str, *, gone: bool = False
) -> date | None:
    """The day on which the order of that number moves the office's holder; None for none.

    `gone`: the last day for which it was recorded, also where it was called off.
    """
    query = (
        select(_transfer.c.valid_from)
        .join(_office, _office.c.id == _transfer.c.office_id)
        .where(_office.c.ref == office, _transfer.c.number == number)
    )
    if not gone:
        query = query.where(live(_transfer))
    found: date | None = connection.scalar(query.order_by(_transfer.c.id.desc()).limit(1))
    return found


def came_by(connection: Connection, office: str, number: str) -> Term | None:
    """The term that the order put into the office last, also where it was called off since."""
    query = (
        select(_change.c.became_id)
        .join(_office, _office.c.id == _change.c.office_id)
        .where(
            _office.c.ref == office, _change.c.number == number, _change.c.became_id.is_not(None)
        )
        .order_by(_change.c.id.desc())
        .limit(1)
    )
    found = connection.scalar(query)
    return None if found is None else _terms(connection, {found})[found]


def transfers_on(connection: Connection, office: str, on: date) -> list[str]:
    """The numbers of the orders that move the office's holder on that day, the first first."""
    query = (
        select(_transfer.c.number)
        .join(_office, _office.c.id == _transfer.c.office_id)
        .where(_office.c.ref == office, holds(_transfer, on))
        .order_by(_transfer.c.id)
    )
    return list(connection.scalars(query))


def offices_moved(connection: Connection, number: str) -> list[str]:
    """The offices whose holders the order of that number moves, in whatever district."""
    query = (
        select(_office.c.ref)
        .join(_transfer, _transfer.c.office_id == _office.c.id)
        .where(_transfer.c.number == number, live(_transfer))
        .distinct()
        .order_by(_office.c.ref)
    )
    return list(connection.scalars(query))


def changes_of(connection: Connection, office: str) -> list[TransferPart]:
    """What transfer orders changed of the office's terms and still stands; the lowest first."""
    query = (
        select(
            _change.c.id,
            _change.c.number,
            _transfer.c.valid_from,
            _change.c.place,
            _change.c.valid_from,
            _change.c.valid_to,
            _change.c.was_id,
            _change.c.became_id,
        )
        .join(_office, _office.c.id == _change.c.office_id)
        .join(
            _transfer,
            (_transfer.c.office_id == _change.c.office_id)
            & (_transfer.c.number == _change.c.number)
            & live(_transfer),
        )
        .where(_office.c.ref == office, live(_change))
        .order_by(_transfer.c.valid_from, _change.c.place, _change.c.id)
    )
    rows = [tuple(row) for row in connection.execute(query)]
    terms = _terms(connection, {one for row in rows for one in row[6:] if one is not None})
    return [
        TransferPart(
            number, order, day, place, Change(start, stop, terms.get(was), terms.get(became))
        )
        for number, order, day, place, start, stop, was, became in rows
    ]


def _terms(connection: Connection, holdings: Collection[int]) -> dict[int | None, Term]:
    found = held_where(connection, (_holding.c.id.in_(holdings),), (_holding.c.id,))
    return {one.holding: term_of(one) for one in found}


def term_of(row: HoldingRow) -> Term:
    """The term that a row says."""
    return Term(
        row.person, row.capacity, row.basis, row.basis_number, row.basis_date, row.scope,
        row.holding,
    )  # fmt: skip
