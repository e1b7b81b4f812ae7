"""The terms of one person: each office that was held, to its last day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    Connection,
    select,
)

from registry.facts import live
from registry.models import Holding, Office
from registry.queries.holdings import HoldingRow, held_where, holding
from registry.queries.person_records import records_of, survivor
from registry.rules.partial_dates import WrittenDate
from registry.rules.rotations import ACTS


@dataclass(frozen=True)
class TermRow:
    """An office that was held, to its last day, as its holder may read it."""

    ref: str
    kind: str
    area: str
    capacity: str
    basis: str
    basis_number: str | None
    basis_date: date | None
    scope: str | None
    start: WrittenDate
    last_day: WrittenDate | None


def term_rows(
    connection: Connection, person: int, known: datetime | None = None
) -> tuple[TermRow, ...]:
    """The same terms as `terms_of_person`, without whose they are."""
    return tuple(
        TermRow(
            one.ref, one.kind, one.area, one.capacity, one.basis, one.basis_number, one.basis_date,
            one.scope, one.since, one.until,
        )
        for one in terms_of_person(connection, person, known)
    )  # fmt: skip


def terms_of_person(
    connection: Connection, person: int, known: datetime | None = None
) -> list[HoldingRow]:
    """The person's terms that stand, or stood as known at `known`; oldest first."""
    ids = connection.scalars(
        select(Holding.id)
        .where(Holding.person_id.in_(records_of(person)), live(Holding, known))
        .order_by(Holding.valid_from, Holding.id)
    ).all()
    return [holding(connection, one) for one in ids]


def acting_terms(connection: Connection, people: Collection[int], kind: str) -> list[HoldingRow]:
    """The terms in which these people act in offices of that kind, the oldest first."""
    where = (
        Office.kind == kind,
        Holding.capacity.in_(ACTS),
        survivor(Holding.person_id).in_(people),
        live(Holding),
    )
    return held_where(connection, where, (Holding.valid_from, Holding.id)) if people else []
