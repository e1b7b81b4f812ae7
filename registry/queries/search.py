"""What people look for by a word: papers, orders, villages and people of some areas."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from config.words import Named
from registry.facts import holds, live
from registry.models import (
    Area,
    DistrictOrder,
    Document,
    Entry,
    Holding,
    Instance,
    Office,
    OfficeName,
    Payload,
    Supersession,
    Village,
    VillageName,
)
from registry.models.base import aliased
from registry.queries.areas import within
from registry.queries.documents import COLUMNS, DocumentRow
from registry.queries.offices import called_in, with_places
from registry.queries.person_records import records_of_several, survivor
from registry.rules.partial_dates import WrittenDate
from registry.rules.villages import number_of_key

LAST_NUMBER = 2**31 - 1
_ORDER_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?/ ?([0-9]{4})")


@dataclass(frozen=True)
class OrderHit:
    """An order by its heading, number and year."""

    district: str
    district_name: Named
    heading: str
    full_number: str
    dated: WrittenDate
    subject_th: str
    document: int | None


@dataclass(frozen=True)
class PaperHit:
    """A paper by its number and file."""

    row: DocumentRow
    district_name: Named


@dataclass(frozen=True)
class InstanceHit:
    """An instance by its number."""

    id: int
    district: str
    district_name: Named
    process: str
    status: str
    started_on: date


@dataclass(frozen=True)
class VillageHit:
    """A village or community by its name; `key` ends with its number in the district."""

    key: str
    district: str
    district_name: Named
    subdistrict_name: Named
    moo: int | None
    name: Named

    @property
    def number(self) -> int:
        """Its number in its district."""
        return number_of_key(self.key)


def orders_found(
    connection: Connection, areas: Collection[str], text: str, most: int
) -> tuple[list[OrderHit], int]:
    """Orders of that number, or whose heading or subject holds the text; newest first."""
    where = and_(within(DistrictOrder.district_code, areas), live(DistrictOrder), _of_order(text))
    query = (
        select(
            DistrictOrder.district_code, Area.name_th, Area.name_en, DistrictOrder.heading,
            DistrictOrder.number, DistrictOrder.year_be, DistrictOrder.dated,
            DistrictOrder.precision, DistrictOrder.subject_th, DistrictOrder.document_id,
        )
        .join(Area, Area.code == DistrictOrder.district_code)
        .where(where)
        .order_by(DistrictOrder.dated.desc(), DistrictOrder.id.desc())
        .limit(most)
    )  # fmt: skip
    rows = [
        OrderHit(
            row[0],
            Named(row[1], row[2]),
            row[3],
            f"{row[4]}/{row[5]}",
            WrittenDate.of(row[6], row[7]),
            row[8],
            row[9],
        )
        for row in connection.execute(query)
    ]
    return rows, _count(connection, select(func.count(DistrictOrder.id)).where(where), rows, most)


def _of_order(text: str) -> ColumnElement[bool]:
    number = _ORDER_NUMBER.fullmatch(text)
    if number is not None:
        return and_(DistrictOrder.number == number[1], DistrictOrder.year_be == int(number[2]))
    return or_(
        DistrictOrder.number == text,
        DistrictOrder.heading.icontains(text, autoescape=True),
        DistrictOrder.subject_th.icontains(text, autoescape=True),
    )


def papers_found(
    connection: Connection,
    areas: Collection[str],
    text: str,
    most: int,
    kinds: Collection[str] = (),
) -> tuple[list[PaperHit], int]:
    """The paper of that number first, then those whose file's name holds the text, newest first.

    Papers of `kinds` are meant by the text too.
    """
    meant = [Document.file_name.icontains(text, autoescape=True), Document.kind.in_(kinds)]
    number = _number(text)
    if number is not None:
        meant.append(Document.id == number)
    where = and_(within(Document.district_code, areas), or_(*meant))
    query = (
        select(*COLUMNS, Area.name_th, Area.name_en)
        .join(Area, Area.code == Document.district_code)
        .where(where)
        .order_by((Document.id == number).desc(), Document.id.desc())
        .limit(most)
    )
    rows = [
        PaperHit(DocumentRow(*row), Named(thai, english))
        for *row, thai, english in connection.execute(query)
    ]
    return rows, _count(connection, select(func.count(Document.id)).where(where), rows, most)


def villages_found(
    connection: Connection, areas: Collection[str], text: str, on: date, most: int
) -> tuple[list[VillageHit], int]:
    """The villages of that day whose name in either language holds the text; by name."""
    subdistrict = aliased(Area)
    where = and_(
        within(Village.district_code, areas),
        holds(VillageName, on),
        or_(
            VillageName.name_th.icontains(text, autoescape=True),
            VillageName.name_en.icontains(text, autoescape=True),
        ),
    )
    query = (
        select(
            Village.key, Village.district_code, Area.name_th, Area.name_en, subdistrict.name_th,
            subdistrict.name_en, VillageName.moo, VillageName.name_th, VillageName.name_en,
        )
        .join(VillageName, VillageName.village_id == Village.id)
        .join(Area, Area.code == Village.district_code)
        .join(subdistrict, subdistrict.code == VillageName.subdistrict_code)
        .where(where)
        .order_by(VillageName.name_th, Village.id)
        .limit(most)
    )  # fmt: skip
    rows = [
        VillageHit(
            row[0], row[1], Named(row[2], row[3]), Named(row[4], row[5]), row[6],
            Named(row[7], row[8] or row[7]),
        )
        for row in connection.execute(query)
    ]  # fmt: skip
    counted = select(func.count(Village.id)).join(VillageName, VillageName.village_id == Village.id)
    return rows, _count(connection, counted.where(where), rows, most)


def instances_telling(
    connection: Connection, areas: Collection[str], gates: Collection[str], text: str, most: int
) -> list[tuple[InstanceHit, str]]:
    """Instances in which a decision at one of the gates, or its correction, holds the text.

    The newest first, each with what was decided as JSON: the text may stand anywhere in it.
    """
    held = json.dumps(text, ensure_ascii=False)[1:-1]
    gone = select(Supersession.entry_id)
    query = (
        select(*_INSTANCE_HIT, Payload.body)
        .select_from(Instance)
        .join(Area, Area.code == Instance.district_code)
        .join(Entry, Entry.instance_id == Instance.id)
        .join(Payload, Payload.id == Entry.payload_id)
        .where(
            within(Instance.district_code, areas),
            Entry.kind.in_(("decision", "correction")),
            Entry.gate.in_(sorted(gates)),
            Entry.id.not_in(gone),
            Payload.body.contains(held, autoescape=True),
        )
        .order_by(Entry.id.desc())
        .limit(most)
    )
    return [
        (InstanceHit(row[0], row[1], Named(row[2], row[3]), *row[4:7]), row[7])
        for row in connection.execute(query)
    ]


_INSTANCE_HIT = (
    Instance.id, Instance.district_code, Area.name_th, Area.name_en, Instance.process,
    Instance.status, Instance.started_on,
)  # fmt: skip


def instances_found(connection: Connection, areas: Collection[str], text: str) -> list[InstanceHit]:
    """The instance of that number, if the text is one."""
    number = _number(text.removeprefix("#"))
    if number is None:
        return []
    query = (
        select(*_INSTANCE_HIT)
        .join(Area, Area.code == Instance.district_code)
        .where(Instance.id == number, within(Instance.district_code, areas))
    )
    return [
        InstanceHit(row[0], row[1], Named(row[2], row[3]), *row[4:])
        for row in connection.execute(query)
    ]


def offices_held(
    connection: Connection, people: Collection[int], on: date
) -> dict[int, list[tuple[str, Named]]]:
    """The offices that these people hold on that day, by person: area and title."""
    query = (
        select(
            survivor(Holding.person_id), Office.kind, OfficeName.title_th, OfficeName.unit_th,
            OfficeName.title_en, OfficeName.unit_en,
        )
        .select_from(Holding)
        .join(Office, Office.id == Holding.office_id)
        .join(OfficeName, and_(OfficeName.office_id == Office.id, holds(OfficeName, on)))
        .where(Holding.person_id.in_(records_of_several(people)), holds(Holding, on))
        .order_by(Holding.id)
    )  # fmt: skip
    found: dict[int, list[tuple[str, Named]]] = {}
    for row in connection.execute(with_places(query)):
        person, kind, title_th, unit_th, title_en, unit_en, *place = row
        title = called_in(kind, Named(title_th, title_en), Named(unit_th, unit_en), tuple(place))
        found.setdefault(person, []).append((place[0], title))
    return found


def _number(text: str) -> int | None:
    if not (text.isascii() and text.isdigit()):
        return None
    number = int(text) if len(text) <= len(str(LAST_NUMBER)) else LAST_NUMBER + 1
    return number if number <= LAST_NUMBER else None


def _count(connection: Connection, query: Select[Any], rows: list[Any], most: int) -> int:
    """How many there are; asked only where the page holds not all."""
    return len(rows) if len(rows) < most else connection.scalar(query) or 0
