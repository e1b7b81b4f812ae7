"""What an office has added beside the release: what it was called, and what hangs on it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, or_, select

from config.words import Named
from registry.facts import live
from registry.models import Area, Audit, Base, HeldActivity, Payload, table_of
from registry.models.guards import fact_tables
from registry.queries.added_districts import added_districts

DISTRICT_CODE = 4  # digits
AREA_RENAMED, AREA_WITHDRAWN = "area.renamed", "area.withdrawn"
# What belongs to the area itself, and its chain.
OWN = frozenset({"area_alias", "chain_head", "district_source", "audit"})


@dataclass(frozen=True)
class AddedArea:
    """A district that was added, or a sub-district of one."""

    code: str
    kind: str
    name: Named

    @property
    def district(self) -> str:
        """The code of the district that it is, or lies in."""
        return self.code[:DISTRICT_CODE]


@dataclass(frozen=True)
class FormerName:
    """What an area was called until a mistake was put right; `reason` None where redacted."""

    name: Named
    until: datetime
    reason: str | None


def added_area(connection: Connection, code: str) -> AddedArea | None:
    """The district or sub-district of that code that an office added; None for any other."""
    if code[:DISTRICT_CODE] not in {one.code for one in added_districts(connection)}:
        return None
    area = table_of(Area)
    kinds = ("district", "subdistrict")
    query = select(area.c.kind, area.c.name_th, area.c.name_en)
    row = connection.execute(query.where(area.c.code == code, area.c.kind.in_(kinds))).first()
    return None if row is None else AddedArea(code, row[0], Named(row[1], row[2]))


def former_names(connection: Connection, code: str) -> list[FormerName]:
    """What the area was called before, the oldest first."""
    query = (
        select(Payload.body, Audit.at)
        .join(Payload, Payload.id == Audit.payload_id)
        .where(Audit.area_code == code[:DISTRICT_CODE], Audit.action == AREA_RENAMED)
        .order_by(Audit.id)
    )
    found = ((json.loads(body) if body else {}, at) for body, at in connection.execute(query))
    return [
        FormerName(Named(said["before_th"], said["before_en"]), at, said.get("reason"))
        for said, at in found
        if said.get("code") == code
    ]


def hanging_on(connection: Connection, code: str) -> list[str]:
    """The tables in which something that stands is of the area or lies in it, in order."""
    found = (table for table, where in _references(code) if _any(connection, table, where))
    return sorted({table.name for table in found})


def _references(code: str) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Where rows may refer to the area: by the key of areas, and where an activity took place."""
    activity = table_of(HeldActivity)
    yield activity, or_(activity.c.location == code, activity.c.location.startswith(f"{code}/"))
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            refers = any(key.target_fullname == "area.code" for key in column.foreign_keys)
            if refers and not (table.name in OWN and column.name != "split_from"):
                yield table, column == code


def _any(connection: Connection, table: Table, where: ColumnElement[bool]) -> bool:
    query = select(*table.primary_key.columns).where(where).limit(1)
    if table.name in fact_tables():
        query = query.where(live(table))
    if table.name == "area":
        query = query.where(table.c.kind != "withdrawn")
    return connection.execute(query).first() is not None
