"""Offices of districts and provinces, and what they are called in full."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from config.defaults import committee
from config.words import Named
from registry.facts import holds
from registry.models import (
    Agency,
    Area,
    Holding,
    Office,
    OfficeName,
)
from registry.models.base import Day, aliased
from registry.prepared_statements import PreparedQuery
from registry.queries.areas import with_provinces
from registry.rules.model_committee import OfficeRef
from registry.rules.office_names import OfficeTitle, PlaceNames, called
from registry.shaped_queries import (
    KnownList,
    ListQuery,
    ShapedQuery,
    list_parameters,
    list_values,
)

_PROVINCE_CODE = 2  # signs: a province's code begins those of its districts
NAMES_KEPT = 8192
_ON = bindparam("on", type_=Day)

_here, _province = aliased(Area), aliased(Area)
PLACE_NAMES = (_here.name_th, _here.name_en)  # of a query `with_places`
PLACE = (Office.area_code, _here.name_th, _here.name_en, _province.name_th, _province.name_en)


def with_places(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The query over offices with the columns `PLACE`: where an office is, by name."""
    return (
        query.add_columns(*PLACE)
        .join(_here, _here.code == Office.area_code)
        .outerjoin(_province, _province.code == func.substr(Office.area_code, 1, _PROVINCE_CODE))
    )


def called_at(connection: Connection, area: str, kind: str, title: Named, unit: Named) -> Named:
    """What an office that nobody has recorded yet would be called there."""
    names_of = select(Area.code, Area.name_th, Area.name_en).where(
        Area.code.in_((area, area[:_PROVINCE_CODE]))
    )
    found = {row[0]: (row[1], row[2]) for row in connection.execute(names_of)}
    province = found.get(area[:_PROVINCE_CODE], (None, None))
    return called_in(kind, title, unit, (area, *found.get(area, (None, None)), *province))


@lru_cache(maxsize=NAMES_KEPT)
def called_in(kind: str, title: Named, unit: Named, place: tuple[str | None, ...]) -> Named:
    """What an office is called; `place` are the values of `PLACE` in its row.

    It is kept: a page of a district names each of its eighty offices several times.
    """
    code, here_th, here_en, province_th, province_en = place
    in_district = len(code or "") > _PROVINCE_CODE
    district = (here_th or "", here_en or "") if in_district else ("", "")
    names = PlaceNames(*district, province_th or "", province_en or "")
    return called(OfficeTitle(kind, title, unit), names, committee())


@dataclass(frozen=True)
class OfficeRow:
    """An office with the name it bears on a day; `called`: in full, with unit and place."""

    id: int
    ref: str
    kind: str
    area: str
    title: Named
    unit: Named
    agency: str | None
    called: Named

    @property
    def post(self) -> Named:
        """The post within its own district: under a signature no place is said again."""
        return self.called if self.unit.th else self.title


def office(connection: Connection, ref: str, on: date) -> OfficeRow | None:
    """The office of that reference, None where there is none."""
    return next(map(office_row, _OFFICE.rows(connection, {"ref": ref, "on": on})), None)


def offices_of(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[OfficeRow]:
    """The offices of a district and of its province, in the order they were recorded."""
    said = {"district": district, "province": district[:2], "on": on}
    rows = (
        _OFFICES_HERE.rows(connection, said)
        if known is None
        else connection.execute(_offices_on(on, known).where(_HERE), said)
    )
    return [office_row(row) for row in rows]


def offices_in(
    connection: Connection,
    areas: Mapping[str, Collection[str]],
    on: date,
    known: datetime | None = None,
) -> list[OfficeRow]:
    """The offices of each kind in the areas that are named of it, as they were recorded."""
    rows = (
        _OFFICES_IN.rows(connection, named, known, {"kind": kind, "on": on})
        for kind, named in areas.items()
    )
    return sorted(map(office_row, chain.from_iterable(rows)), key=lambda one: one.id)


def office_refs(connection: Connection, district: str, on: date) -> list[OfficeRef]:
    """The same as the rules about seats know them."""
    return [
        OfficeRef(
            one.ref, one.kind, one.unit.th, one.unit.en, one.agency, one.title.th, one.title.en
        )
        for one in offices_of(connection, district, on)
    ]


def _offices_on(
    on: date | BindParameter[date], known: datetime | BindParameter[datetime] | None = None
) -> Select[Any]:
    return (
        with_places(
            select(
                Office.id,
                Office.ref,
                Office.kind,
                Office.area_code,
                OfficeName.title_th,
                OfficeName.title_en,
                OfficeName.unit_th,
                OfficeName.unit_en,
                Agency.key,
            )
        )
        .join(OfficeName, and_(OfficeName.office_id == Office.id, holds(OfficeName, on, known)))
        .outerjoin(Agency, Agency.id == Office.agency_id)
        .order_by(Office.id)
    )


_HERE = or_(Office.area_code == bindparam("district"), Office.area_code == bindparam("province"))
_ON_A_DAY = _offices_on(_ON)
_OFFICES_HERE = PreparedQuery(_ON_A_DAY.where(_HERE))
_OFFICES_IN = KnownList(
    lambda areas, known: _offices_on(_ON, known).where(
        Office.kind == bindparam("kind"), Office.area_code.in_(areas)
    ),
    apart=True,
)
_OFFICE = PreparedQuery(_ON_A_DAY.where(Office.ref == bindparam("ref")))


def office_row(row: Iterable[Any]) -> OfficeRow:
    """An office of a row: id, reference, kind, area, title, unit, agency, and its place."""
    office_id, ref, kind, area, title_th, title_en, unit_th, unit_en, agency, *place = row
    title, unit = Named(title_th, title_en), Named(unit_th, unit_en)
    found = called_in(kind, title, unit, tuple(place))
    return OfficeRow(office_id, ref, kind, area, title, unit, agency, found)


def titles(connection: Connection, ids: Collection[int]) -> dict[int, Named]:
    """The newest title of each office, with the unit that it heads."""
    found: dict[int, Named] = {}
    for row in _TITLES.rows(connection, ids):
        office, kind, title_th, unit_th, title_en, unit_en, *place = row
        found[office] = called_in(
            kind, Named(title_th, title_en), Named(unit_th, unit_en), tuple(place)
        )
    return found


_TITLES = ListQuery(
    lambda ids: with_places(
        select(
            OfficeName.office_id,
            Office.kind,
            OfficeName.title_th,
            OfficeName.unit_th,
            OfficeName.title_en,
            OfficeName.unit_en,
        )
        .join(Office, Office.id == OfficeName.office_id)
        .where(OfficeName.office_id.in_(ids), OfficeName.superseded_at.is_(None))
        .order_by(OfficeName.valid_from)
    )
)


@dataclass(frozen=True)
class OfficeOnDay:
    """An office with its title and unit, and whether it is held on the day."""

    ref: str
    kind: str
    area: str
    title: Named
    is_held: bool


def several_offices(
    connection: Connection, districts: Collection[str], kinds: Collection[str], on: date
) -> list[OfficeOnDay]:
    """The offices of these kinds in the districts and their provinces, as recorded."""
    areas = with_provinces(districts)
    values = {**list_values("area", areas), **list_values("kind", kinds), "on": on}
    rows = _SEVERAL.rows(connection, (len(areas), len(kinds)), values)
    return [_office_held(row) for row in rows]


def _several(counts: tuple[int, int]) -> Select[*tuple[Any, ...]]:
    """The offices of so many kinds in so many areas."""
    areas, kinds = counts
    held = exists().where(Holding.office_id == Office.id, holds(Holding, _ON))
    return with_places(
        select(
            Office.ref, Office.kind, OfficeName.title_th, OfficeName.unit_th,
            OfficeName.title_en, OfficeName.unit_en, held,
        )
        .join(OfficeName, and_(OfficeName.office_id == Office.id, holds(OfficeName, _ON)))
        .where(
            Office.area_code.in_(list_parameters("area", areas)),
            Office.kind.in_(list_parameters("kind", kinds)),
        )
        .order_by(Office.id)
    )  # fmt: skip


_SEVERAL = ShapedQuery(_several)


def _office_held(row: Sequence[Any]) -> OfficeOnDay:
    ref, kind, title_th, unit_th, title_en, unit_en, is_held, *place = row
    title = called_in(kind, Named(title_th, title_en), Named(unit_th, unit_en), tuple(place))
    return OfficeOnDay(ref, kind, place[0], title, bool(is_held))
