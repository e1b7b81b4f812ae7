"""What seats are called: by the orders in force, and as was decided."""

import json
from collections.abc import Collection
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, Text, and_, bindparam, select

from config.words import Named
from registry.facts import holds
from registry.models import Committee, CommitteeSeat, DistrictOrder, Document, Payload, SeatVersion
from registry.models.base import Day
from registry.prepared_statements import PreparedQuery

_DISTRICT, _ON = bindparam("district", type_=Text), bindparam("on", type_=Day)


def ordered_titles(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> dict[str, Named]:
    """Titles by the keys of seats, as the orders in force on that day give them."""
    said = {"district": district, "on": on}
    rows = (
        _ORDER_FACTS.rows(connection, said)
        if known is None
        else connection.execute(_order_facts(known), said)
    )
    return {key: title for (body,) in rows for key, title in _titles_of(body)}


@lru_cache(maxsize=256)
def _titles_of(body: str) -> tuple[tuple[str, Named], ...]:
    """The titles that an order's facts give: a long text that is read at every question."""
    return tuple(
        (seat["key"], Named(seat["title_th"], seat["title_en"]))
        for listed in json.loads(body).get("bodies") or ()
        for seat in listed["seats"]
    )


def _order_facts(known: datetime | None = None) -> Select[Any]:
    return (
        select(Payload.body)
        .select_from(DistrictOrder)
        .join(Document, Document.id == DistrictOrder.document_id)
        .join(Payload, Payload.id == Document.facts_id)
        .where(DistrictOrder.district_code == _DISTRICT, holds(DistrictOrder, _ON, known))
        .order_by(DistrictOrder.dated, DistrictOrder.id)
    )


_ORDER_FACTS = PreparedQuery(_order_facts())


def seat_titles(
    connection: Connection, districts: Collection[str], on: date
) -> dict[tuple[str, str], Named]:
    """What the seats of these districts' committees are called on that day, by district and key."""
    query = (
        select(
            Committee.district_code, CommitteeSeat.key, SeatVersion.title_th, SeatVersion.title_en
        )
        .join(CommitteeSeat, CommitteeSeat.committee_id == Committee.id)
        .join(SeatVersion, and_(SeatVersion.seat_id == CommitteeSeat.id, holds(SeatVersion, on)))
        .where(Committee.district_code.in_(districts))
    )
    return {(row[0], row[1]): Named(row[2], row[3]) for row in connection.execute(query)}
