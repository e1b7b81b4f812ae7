"""Transfer orders that were recorded for an office: on what day, and what each changed."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from registry.facts import holds, live
from registry.models import (
    Holding,
    Office,
    Transfer,
    TransferChange,
    TransferOverride,
    table_of,
)
from registry.queries.areas import within
from registry.queries.holdings import HoldingRow, held_where
from registry.rows import every
from registry.rules.term_changes import Change, Term, TransferPart
from registry.rules.transfer_announcements import Announcement, Who

_transfer = table_of(Transfer)
_override = table_of(TransferOverride)
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


class Override(NamedTuple):
    """A later order that moved what the order `number` announced, or called it off."""

    area: str
    number: str
    by: str
    dated: date
    how: str


_OVERRIDE = (
    select(
        _office.c.area_code,
        _override.c.number,
        _override.c.by_number,
        _override.c.valid_from,
        _override.c.how,
    )
    .join(_office, _office.c.id == _override.c.office_id)
    .where(live(_override))
)


def overrides_of(connection: Connection, office: str) -> dict[str, Override]:
    """The later order of each one that was changed for the office, by the number of that one."""
    rows = connection.execute(_OVERRIDE.where(_office.c.ref == office).order_by(_override.c.id))
    return {one.number: one for one in every(Override, rows)}


def overrides_within(
    connection: Connection, areas: Collection[str], *, most: int
) -> list[Override]:
    """What later orders changed in the districts within the areas, the latest order first."""
    query = _OVERRIDE.where(within(_office.c.area_code, areas)).order_by(
        _override.c.valid_from.desc(), _override.c.id.desc()
    )
    return every(Override, connection.execute(query.limit(most)))


def announcements(connection: Connection, office: str) -> list[Announcement]:
    """What transfer orders announced of the office, and which of it later ones called off.

    An order that was called off under its own number announces nothing any more.
    """
    overrides = overrides_of(connection, office)
    latest = (
        select(func.max(_transfer.c.id))
        .join(_office, _office.c.id == _transfer.c.office_id)
        .where(_office.c.ref == office)
        .group_by(_transfer.c.number)
    )
    query = select(
        _transfer.c.number,
        _transfer.c.dated,
        _transfer.c.valid_from,
        _transfer.c.superseded_at.is_(None),
    )
    found = [
        Announcement(number, dated, on, _who(connection, office, number), stands)
        for number, dated, on, stands in connection.execute(query.where(_transfer.c.id.in_(latest)))
        if stands or number in overrides
    ]
    came = {one.number: one.who for one in found}
    found += [
        Announcement(one.by, one.dated, None, came.get(one.number), stands=False)
        for one in overrides.values()
        if one.how == "called_off"
    ]
    return found


def _who(connection: Connection, office: str, number: str) -> Who | None:
    came = came_by(connection, office, number)
    return None if came is None else Who(came.person, came.capacity)
