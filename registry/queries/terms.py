"""The terms of a person: which offices they held, from when to when."""

from datetime import datetime

from sqlalchemy import Connection, select

from registry.facts import live
from registry.models import Holding
from registry.queries.offices import Held, holding
from registry.queries.same_person import records_of


def terms_of(connection: Connection, person: int, known: datetime | None = None) -> list[Held]:
    """The person's terms that stand, or stood as known at `known`; oldest first."""
    ids = connection.scalars(
        select(Holding.id)
        .where(Holding.person_id.in_(records_of(person)), live(Holding, known))
        .order_by(Holding.valid_from, Holding.id)
    ).all()
    return [holding(connection, one) for one in ids]
