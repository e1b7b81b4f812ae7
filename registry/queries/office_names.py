"""What offices are called in full, out of the rows in which they were recorded."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.orm import aliased

from config.defaults import committee
from config.words import Named
from registry.models import Area, Office
from registry.rules.office_names import OfficeTitle, PlaceNames, called

_PROVINCE_CODE = 2  # signs: a province's code begins those of its districts

_here, _province = aliased(Area), aliased(Area)
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


def called_in(
    kind: str,
    title: Named,
    unit: Named,
    place: Sequence[str | None],
) -> Named:
    """What an office is called; `place` are the values of `PLACE` in its row."""
    code, here_th, here_en, province_th, province_en = place
    in_district = len(code or "") > _PROVINCE_CODE
    district = (here_th or "", here_en or "") if in_district else ("", "")
    names = PlaceNames(*district, province_th or "", province_en or "")
    return called(OfficeTitle(kind, title, unit), names, committee())
