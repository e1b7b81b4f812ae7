"""The people of the benchmark: a coordinator for each province, an office for each district."""

from collections.abc import Sequence
from datetime import date

from registry.records.load import load
from registry.records.load_file import HolderIn, LoadFile, OfficeIn, PersonIn
from registry.store import Registry
from registry.transaction import lock_order

SINCE = date(2018, 10, 1)


def coordinator(district: str) -> str:
    """The reference of who records in the district."""
    return f"coordinator.{district[:2]}"


def load_people(registry: Registry, districts: Sequence[str]) -> None:
    """Chiefs and two Deputies of the districts, and the coordinators of their provinces."""
    for province in sorted({district[:2] for district in districts}):
        mine = [district for district in districts if district.startswith(province)]
        offices, people = _coordinator(province)
        for district in mine:
            more_offices, more_people = _district(district)
            offices, people = offices + more_offices, people + more_people
        holders = tuple(
            HolderIn(office=office.ref, person=person.ref, start=SINCE)
            for office, person in zip(offices, people, strict=True)
        )
        file = LoadFile(people=people, offices=offices, holders=holders)
        with registry.writing(*sorted(file.areas(), key=lock_order)) as write:
            load(write, file, actor=1)


def _coordinator(province: str) -> tuple[tuple[OfficeIn, ...], tuple[PersonIn, ...]]:
    office = OfficeIn(
        ref=f"{province}/psdhs_coordinator/1", title_th="Coordinator", title_en="Coordinator"
    )
    return (office,), (_person(coordinator(province), f"Coordinator {province}"),)


def _district(district: str) -> tuple[tuple[OfficeIn, ...], tuple[PersonIn, ...]]:
    kinds = {
        "district_chief": "District Chief",
        "deputy_district_chief/1": "Deputy District Chief",
        "deputy_district_chief/2": "Deputy District Chief",
    }
    offices = tuple(
        OfficeIn(ref=f"{district}/{kind}", title_th=title, title_en=title)
        for kind, title in kinds.items()
    )
    people = tuple(
        _person(f"{district}.{number}", f"Holder {number} of {district}")
        for number in range(1, len(kinds) + 1)
    )
    return offices, people


def _person(ref: str, name: str) -> PersonIn:
    return PersonIn(ref=ref, name_th=name, name_en=name)
