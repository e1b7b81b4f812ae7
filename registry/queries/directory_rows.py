"""The directory of some areas as rows of a workbook: offices, people, terms, agencies."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import Connection, select

from config.words import Named
from registry.models import Agency, Office, Person
from registry.queries.areas import names
from registry.queries.directory import Asked, Listed, all_terms, directory
from registry.queries.offices import Held
from registry.rules.directory_form import TermKey

Row = dict[str, str | date | None]
Rows = Mapping[str, list[Row]]
MOST_OFFICES = 5_000


def directory_rows(connection: Connection, areas: Collection[str], on: date) -> Rows:
    """Rows by sheet, in the order of the directory; how people are reached is left out."""
    offices, _ = directory(connection, Asked(areas, on), most=MOST_OFFICES)
    by_id = {one.office.id: one for one in offices}
    terms = all_terms(connection, list(by_id))
    area_names = names(connection, set(areas))
    return {
        "offices": [_office(one, area_names) for one in offices],
        "people": people_rows(connection, {one.person for one in terms}),
        "holders": [_holder(one, by_id[one.office]) for one in terms],
        "agencies": _agencies(connection, areas, _province(area_names)),
    }


def people_rows(connection: Connection, ids: Collection[int]) -> list[Row]:
    """The people of these ids as rows."""
    query = select(Person.ref, Person.title_th, Person.name_th, Person.name_en, Person.sex).where(
        Person.id.in_(ids)
    )
    return [
        dict(zip(("person", "title_th", "name_th", "name_en", "sex"), row, strict=True))
        for row in connection.execute(query.order_by(Person.id))
    ]


def _office(one: Listed, areas: Mapping[str, Named]) -> Row:
    office = one.office
    return {
        "office": office.ref,
        "area": areas[office.area].th,
        "kind": office.kind,
        "office_title": office.title.th,
        "title_en": office.title.en,
        "unit_th": office.unit.th,
        "unit_en": office.unit.en,
        "agency": office.agency,
        "since": one.named_since,
    }


def _holder(one: Held, listed: Listed) -> Row:
    return {
        "office": one.ref,
        "office_name": listed.office.called.th,
        "person": one.person_ref,
        "person_name": one.name.th,
        "capacity": one.capacity,
        "start": one.start,
        "last_day": one.last_day,
        "basis": one.basis,
        "basis_number": one.basis_number,
        "basis_date": one.basis_date,
        "scope": one.scope,
        "term": str(TermKey(one.person_ref, one.start, one.capacity)),
    }


def _province(areas: Mapping[str, Named]) -> Named:
    """The name of the province among the areas: the names of shipped agencies lack it."""
    found = (one for code, one in areas.items() if len(code) == len("57"))
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
