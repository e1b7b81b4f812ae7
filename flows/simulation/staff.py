"""The people of a simulation: the demo's made-up ones, in every district by other names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from config.simulation import texts
from config.words import Named
from flows.demo.stories import people_of
from registry.gazetteer import AreaRow, area_rows
from registry.records.load_file import HolderIn, LoadFile, OfficeIn, PersonIn
from registry.records.transfer_form import MoveIn

DISTRICT, PROVINCE = "5715", "57"  # whose made-up people stand for everybody's
COORDINATOR = "psdhs_coordinator"
CALLED = ("title_th", "title_en", "unit_th", "unit_en")
OF_SUBDISTRICTS = ("lao_president", "subdistrict_head")  # kinds of offices, one a sub-district


def coordinator(district: str, number: int) -> str:
    """The reference of a coordinator of the district's province, counted from 1."""
    return f"{district[:2]}.{COORDINATOR}.{number}"


def deputy(district: str) -> str:
    """The reference of the Deputy who is named as focal point."""
    return f"{district}.deputy_district_chief.1"


def people_in(area: str, place: Named, since: date, coordinators: int) -> LoadFile:
    """Offices and people of a province or district, all in office since that day.

    They are called by the area's own names; of sub-districts it has no more than the demo's.
    """
    model = PROVINCE if len(area) == len(PROVINCE) else DISTRICT
    file = people_of(model)
    own = {one.key: one for one in file.agencies}
    offices = list(_offices(file.offices, model, area))
    held = {one.ref.replace("/", ".") for one in offices}
    named = [_person(one, model, area, place) for one in file.people]
    people = [one for one in named if one.ref in held]
    if model == PROVINCE:
        more = range(3, coordinators + 1)
        offices += [_coordinators_office(area, number) for number in more]
        people += [_coordinator(area, number, place) for number in more]
    return LoadFile(
        agencies=tuple(own.values()),
        people=tuple(people),
        offices=tuple(offices),
        holders=tuple(
            HolderIn(office=office.ref, person=office.ref.replace("/", "."), start=since)
            for office in offices
        ),
    )


def _offices(offices: Sequence[OfficeIn], model: str, area: str) -> Iterator[OfficeIn]:
    of_area = _own_names((_areas()[model],), (_areas()[area],))
    of_parts = _own_names(_subdistricts().get(model, ()), _subdistricts().get(area, ()))
    most = len(_subdistricts().get(area, ()))
    for one in offices:
        _, kind, *number = one.ref.split("/")
        if kind not in OF_SUBDISTRICTS:
            names = {**of_parts, **of_area}  # a sub-district may be called as its district is
        elif int(number[0]) <= most:
            names = {**of_area, **of_parts}
        else:
            continue
        called = {text: _renamed(getattr(one, text), names) for text in CALLED}
        yield one.model_copy(update={"ref": _moved(one.ref, model, area), **called})


def _renamed(text: str, names: Mapping[str, str]) -> str:
    return re.sub("|".join(map(re.escape, names)), lambda found: names[found[0]], text)


def _own_names(models: Sequence[AreaRow], areas: Sequence[AreaRow]) -> dict[str, str]:
    """Names of the demo's areas, each with that of the area in its place, in both languages."""
    pairs = [*zip(models, areas, strict=False)]
    thai = {model.name_th: area.name_th for model, area in pairs}
    return thai | {model.name_en: area.name_en for model, area in pairs}


@cache
def _areas() -> Mapping[str, AreaRow]:
    return {one.code: one for one in area_rows()}


@cache
def _subdistricts() -> Mapping[str, list[AreaRow]]:
    found: dict[str, list[AreaRow]] = {}
    for one in _areas().values():
        if one.kind == "subdistrict":
            found.setdefault(str(one.parent), []).append(one)
    return found


def _moved(ref: str, model: str, area: str) -> str:
    return area + ref.removeprefix(model)


def _person(one: PersonIn, model: str, area: str, place: Named) -> PersonIn:
    names = {"name_th": f"{one.name_th}{place.th}", "name_en": f"{one.name_en} {place.en}"}
    return one.model_copy(update={"ref": _moved(one.ref, model, area), **names})


def _coordinators_office(area: str, number: int) -> OfficeIn:
    return OfficeIn(
        ref=f"{area}/{COORDINATOR}/{number}",
        title_th=texts().coordinator_title_th,
        title_en=texts().coordinator_title_en,
    )


def _coordinator(area: str, number: int, place: Named) -> PersonIn:
    return PersonIn(
        ref=f"{area}.{COORDINATOR}.{number}",
        name_th=texts().coordinator_th.format(number=number, place=place.th),
        name_en=texts().coordinator_en.format(number=number, place=place.en),
    )


def newcomers(districts: Sequence[str], places: Sequence[Named], turn: int) -> tuple[MoveIn, ...]:
    """The Chiefs who come by the transfer order of that number, a district each."""
    return tuple(
        MoveIn(
            district=district,
            title_th=texts().title_th,
            name_th=texts().newcomer_th.format(number=turn, place=place.th),
            title_en=texts().title_en,
            name_en=texts().newcomer_en.format(number=turn, place=place.en),
            sex="male",
        )
        for district, place in zip(districts, places, strict=True)
    )
