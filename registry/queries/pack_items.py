"""What provinces took over from packs: items, and the packs that came and went."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from config.words import Named
from registry.facts import holds
from registry.models import PackItem, Person
from registry.queries.people import written_name
from registry.queries.person_records import survivor


@dataclass(frozen=True)
class PackItemRow:
    """An item in force: what it says, from which area, since when, by whom and when recorded."""

    kind: str
    key: str
    body: Any
    origin: str
    pack: str
    since: date
    by: Named
    recorded_at: datetime


def pack_items(
    connection: Connection,
    province: str,
    on: date,
    kind: str | None = None,
    known: datetime | None = None,
) -> list[PackItemRow]:
    """The items of the province on that day, of one kind or of all, by kind and key."""
    query = (
        select(
            PackItem.kind, PackItem.key, PackItem.body, PackItem.origin, PackItem.pack,
            PackItem.valid_from, PackItem.recorded_at,
            Person.title_th, Person.name_th, Person.title_en, Person.name_en,
        )
        .select_from(PackItem)
        .join(Person, Person.id == survivor(PackItem.recorded_by))
        .where(PackItem.area_code == province, holds(PackItem, on, known))
        .order_by(PackItem.kind, PackItem.key)
    )  # fmt: skip
    if kind is not None:
        query = query.where(PackItem.kind == kind)
    return [_row(*row) for row in connection.execute(query)]


def _row(
    kind: str,
    key: str,
    body: str,
    origin: str,
    pack: str,
    since: date,
    recorded_at: datetime,
    *by: Any,  # noqa: ANN401 — the columns of a name
) -> PackItemRow:
    named = written_name(*by)
    return PackItemRow(kind, key, json.loads(body), origin, pack, since, named, recorded_at)
