"""The people of a simulation: the demo's made-up ones, in every district by other names."""

from collections.abc import Sequence
from datetime import date

from config.simulation import texts
from config.words import Named
from flows.demo.stories import people_of
from registry.records.load_file import HolderIn, LoadFile, OfficeIn, PersonIn
from registry.records.transfer_form import MoveIn

DISTRICT, PROVINCE = "5715", "57"  # whose made-up people stand for everybody's
COORDINATOR = "psdhs_coordinator"


def coordinator(district: str, number: int) -> str:
    """The reference of a coordinator of the district's province, counted from 1."""
    return f"{district[:2]}.{COORDINATOR}.{number}"


def deputy(district: str) -> str:
    """The reference of the Deputy who is named as focal point."""
    return f"{district}.deputy_district_chief.1"


def people_in(area: str, place: Named, since: date, coordinators: int) -> LoadFile:
    """Offices and people of a province or district, all in office since that day."""
    model = PROVINCE if len(area) == len(PROVINCE) else DISTRICT
    file = people_of(model)
    own = {one.key: one for one in file.agencies}
    offices = [_office(one, model, area) for one in file.offices]
    people = [_person(one, model, area, place) for one in file.people]
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


def _office(one: OfficeIn, model: str, area: str) -> OfficeIn:
    return one.model_copy(update={"ref": _moved(one.ref, model, area)})


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
