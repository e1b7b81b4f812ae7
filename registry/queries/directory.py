"""The directory of offices: which there are on a day, who holds them, and as a workbook's rows."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from config.defaults import committee
from config.titles import title_list, titled
from config.words import Named
from registry.facts import holds, live
from registry.models import Agency, Holding, Office, OfficeName, Person
from registry.queries.areas import names, within
from registry.queries.holdings import HoldingRow, held_where
from registry.queries.office_kinds import kind_name, office_kinds
from registry.queries.offices import (
    PLACE_NAMES,
    OfficeRow,
    called_in,
    office_row,
    with_places,
)
from registry.queries.vacancies import vacant_offices, without_holder
from registry.rows import AnyRow
from registry.rules.directory_form import TermKey, basis_written, next_ref
from registry.transaction import PROVINCE_CODE


@dataclass(frozen=True)
class ListedOffice:
    """An office, since when it is so called, and whoever holds it that day.

    `vacant`: somebody held it, and nobody does that day.
    """

    office: OfficeRow
    named_since: date
    agency: Named | None
    holders: tuple[HoldingRow, ...]
    vacant: bool = False

    @property
    def without(self) -> str:
        """The key of the words for an office that nobody holds: vacant, or not recorded."""
        return without_holder(vacant=self.vacant)


@dataclass(frozen=True)
class DirectoryQuestion:
    """Which offices: of these areas exactly, on a day as known then, perhaps only some.

    `below` takes the areas below these too. `text`: every word of it stands in title, unit or
    place.
    """

    areas: Collection[str]
    on: date
    known: datetime | None = None
    text: str = ""
    vacant: bool = False
    below: bool = False


@dataclass(frozen=True)
class NameRow:
    """A name of an office from a day on."""

    since: date
    title: Named
    unit: Named


_LISTED = with_places(
    select(
        Agency.name_th, Agency.name_en, OfficeName.valid_from,
        Office.id, Office.ref, Office.kind, Office.area_code,
        OfficeName.title_th, OfficeName.title_en, OfficeName.unit_th, OfficeName.unit_en,
        Agency.key,
    )
    .select_from(Office)
    .outerjoin(Agency, Agency.id == Office.agency_id)
)  # fmt: skip


_EVER_LISTED = _LISTED.join(OfficeName, and_(OfficeName.office_id == Office.id, live(OfficeName)))


def directory(
    connection: Connection, asked: DirectoryQuestion, *, skip: int = 0, most: int = 50
) -> tuple[list[ListedOffice], int]:
    """A page of the offices, districts before their province; and how many there are."""
    where = _where(asked)
    named = and_(OfficeName.office_id == Office.id, holds(OfficeName, asked.on, asked.known))
    listed = _LISTED.join(OfficeName, named).where(*where)
    count = connection.scalar(listed.with_only_columns(func.count(Office.id)))
    ordered = listed.order_by(func.length(Office.area_code).desc(), Office.id)
    rows = connection.execute(ordered.offset(skip).limit(most)).all()
    found = [_listed(row) for row in rows]
    held = holders_of(connection, [one.office.id for one in found], asked)
    empty = {one.office.ref for one in found if one.office.id not in held}
    vacant = vacant_offices(connection, empty, asked.on, asked.known)
    listed_offices = [
        replace(
            one, holders=tuple(held.get(one.office.id, ())), vacant=one.office.ref in vacant
        )
        for one in found
    ]  # fmt: skip
    return listed_offices, count or 0


def holders_of(
    connection: Connection, ids: Iterable[int], asked: DirectoryQuestion
) -> dict[int, list[HoldingRow]]:
    """Who holds these offices on the day, as known then; in their own right first."""
    where = (Office.id.in_(tuple(ids)), holds(Holding, asked.on, asked.known))
    order = (Office.id, Holding.capacity != "own", Holding.id)
    found: dict[int, list[HoldingRow]] = {}
    for one in held_where(connection, where, order):
        found.setdefault(one.office, []).append(one)
    return found


def all_terms(connection: Connection, offices: Collection[int]) -> list[HoldingRow]:
    """Every term of these offices that stands, oldest first."""
    where = (Office.id.in_(offices), live(Holding))
    return held_where(connection, where, (Office.id, Holding.valid_from, Holding.id))


def office_named(connection: Connection, ref: str) -> ListedOffice | None:
    """The office of that reference with the newest name it bore, holders left out."""
    query = _EVER_LISTED.where(Office.ref == ref).order_by(OfficeName.valid_from.desc())
    row = connection.execute(query).first()
    return _listed(row) if row else None


def offices_by_ref(
    connection: Connection, refs: Collection[str], areas: Collection[str]
) -> dict[str, ListedOffice]:
    """The offices of these references or areas with their newest names, holders left out."""
    query = _EVER_LISTED.where(
        or_(Office.ref.in_(tuple(refs)), Office.area_code.in_(tuple(areas)))
    ).order_by(OfficeName.valid_from)
    found = (_listed(row) for row in connection.execute(query))
    return {one.office.ref: one for one in found}


def names_of(connection: Connection, office_id: int) -> list[NameRow]:
    """What the office was called, oldest first."""
    query = select(
        OfficeName.valid_from, OfficeName.title_th, OfficeName.title_en, OfficeName.unit_th,
        OfficeName.unit_en,
    ).where(OfficeName.office_id == office_id, live(OfficeName))  # fmt: skip
    return [
        NameRow(row[0], Named(row[1], row[2]), Named(row[3], row[4]))
        for row in connection.execute(query.order_by(OfficeName.valid_from))
    ]


def refs_of_kind(connection: Connection, area: str, kind: str) -> list[str]:
    """The references of the area's offices of that kind."""
    query = select(Office.ref).where(Office.area_code == area, Office.kind == kind)
    return list(connection.scalars(query))


def _listed(row: AnyRow) -> ListedOffice:
    agency_th, agency_en, since, *of_office = row
    office = office_row(of_office)
    agency = Named(agency_th, agency_en) if office.agency else None
    return ListedOffice(office, since, agency, ())


def _where(asked: DirectoryQuestion) -> list[ColumnElement[bool]]:
    areas = tuple(asked.areas)
    where: list[ColumnElement[bool]] = [
        within(Office.area_code, areas) if asked.below else Office.area_code.in_(areas)
    ]
    here_th, here_en = PLACE_NAMES
    called = (
        OfficeName.title_th + OfficeName.unit_th + here_th,
        OfficeName.title_en + " " + OfficeName.unit_en + " " + here_en,
    )
    where += [
        or_(*(one.icontains(word, autoescape=True) for one in called))
        for word in asked.text.split()
    ]
    if asked.vacant:
        held = select(Holding.id).where(
            Holding.office_id == Office.id, holds(Holding, asked.on, asked.known)
        )
        where.append(~held.exists())
    return where


Row = dict[str, str | date | None]
Rows = Mapping[str, list[Row]]
MOST_OFFICES = 5_000


def directory_rows(connection: Connection, areas: Collection[str], on: date) -> Rows:
    """Rows by sheet, in the order of the directory; how people are reached is left out."""
    offices, _ = directory(connection, DirectoryQuestion(areas, on), most=MOST_OFFICES)
    by_id = {one.office.id: one for one in offices}
    terms = all_terms(connection, list(by_id))
    area_names = names(connection, set(areas))
    agencies = _agencies(connection, areas, _province(area_names))
    recorded = {(one.office.area, one.office.kind) for one in offices}
    offered: list[Row] = [
        {"office": ref, "office_name": called.th}
        for ref, called in model_offices(connection, areas).items()
        if (*ref.split("/")[:2],) not in recorded
    ]
    return {
        "offices": [_office(connection, one, area_names, agencies) for one in offices],
        "people": people_rows(connection, {one.person for one in terms}),
        "holders": [*(_holder(one, by_id[one.office]) for one in terms), *offered],
        "agencies": agencies,
    }


def model_offices(connection: Connection, areas: Collection[str]) -> dict[str, Named]:
    """The offices of the model order in a district and its province, by the references to be.

    Whether they are there is not recorded: a row of the workbook offers each to be named.
    """
    found: dict[str, Named] = {}
    places = names(connection, {*areas, *(one[:PROVINCE_CODE] for one in areas)})
    within_scope = {
        "district": sorted(one for one in areas if len(one) > PROVINCE_CODE),
        "province": sorted({one[:PROVINCE_CODE] for one in areas}),
    }
    for seat in committee().seats:
        kind = seat.office_kinds[0]
        for area in within_scope[seat.scope]:
            name = kind_name(connection, kind) or Named(kind, kind)
            here, province = places[area], places[area[:PROVINCE_CODE]]
            place = (area, here.th, here.en, province.th, province.en)
            ref = next_ref(area, kind, ())
            found.setdefault(ref, called_in(kind, name, Named("", ""), place))
    return found


def people_rows(connection: Connection, ids: Collection[int]) -> list[Row]:
    """The people of these ids as rows."""
    query = select(Person.ref, Person.title_th, Person.name_th, Person.name_en, Person.sex).where(
        Person.id.in_(ids)
    )
    return [
        dict(zip(("person", "title_th", "name_th", "name_en", "sex"), row, strict=True))
        for row in connection.execute(query.order_by(Person.id))
    ]


def directory_choices(
    connection: Connection, areas: Collection[str], rows: Rows
) -> Mapping[str, Sequence[str]]:
    """What may be chosen in columns of these rows, by column: none has to be typed or looked up."""
    kinds = {
        word: None
        for province in sorted({one[:PROVINCE_CODE] for one in areas})
        for word in office_kinds(connection, province).words
    }
    return {
        "area": [one.th for _, one in sorted(names(connection, set(areas)).items())],
        "kind": [*kinds],
        "agency": [str(row["agency_th"]) for row in rows["agencies"]],
        "office_name": [str(row["name"]) for row in rows["offices"]],
        "person_name": [
            titled(str(row["title_th"]), str(row["name_th"])) for row in rows["people"]
        ],
        "title_th": [one.full_th for one in title_list().titles()],
    }


def _office(
    connection: Connection,
    one: ListedOffice,
    areas: Mapping[str, Named],
    agencies: Sequence[Row],
) -> Row:
    office, kind = one.office, kind_name(connection, one.office.kind)
    called = [row["agency_th"] for row in agencies if row["agency"] == office.agency]
    alone = called if sum(row["agency_th"] in called for row in agencies) == 1 else []
    return {
        "office": office.ref,
        "area": areas[office.area].th,
        "kind": kind.th if kind else office.kind,
        "name": office.called.th,
        "office_title": office.title.th,
        "title_en": office.title.en,
        "unit_th": office.unit.th,
        "unit_en": office.unit.en,
        "agency": next(iter(alone), office.agency),
        "since": one.named_since,
    }


def _holder(one: HoldingRow, listed: ListedOffice) -> Row:
    return {
        "office": one.ref,
        "office_name": listed.office.called.th,
        "person": one.person_ref,
        "person_name": one.name.th,
        "capacity": one.capacity,
        "start": one.start,
        "last_day": one.last_day,
        "basis": basis_written(one.capacity, one.basis),
        "basis_number": one.basis_number,
        "basis_date": one.basis_date,
        "scope": one.scope,
        "term": str(TermKey(one.person_ref, one.start, one.capacity)),
    }


def _province(areas: Mapping[str, Named]) -> Named:
    """The name of the province among the areas: the names of shipped agencies lack it."""
    found = (one for code, one in areas.items() if len(code) == PROVINCE_CODE)
    return next(found, Named("", ""))


def _agencies(connection: Connection, areas: Collection[str], province: Named) -> list[Row]:
    here = select(Office.agency_id).where(Office.area_code.in_(tuple(areas)))
    query = select(Agency.key, Agency.name_th, Agency.name_en).where(Agency.id.in_(here))
    return [
        {
            "agency": row[0],
            "agency_th": row[1].replace("{province}", province.th),
            "agency_en": row[2].replace("{province}", province.en),
        }
        for row in connection.execute(query.order_by(Agency.id))
    ]
