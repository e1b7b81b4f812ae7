"""Added districts put right: named as their source names them, withdrawn, given sub-districts.

Whoever writes holds the country's chain, as whoever adds a district does, and the district's.
"""

from sqlalchemy import delete, insert, select, update

from config.areas import area_naming
from config.words import Named
from registry.fact_digests import change, tell_whole
from registry.facts import live
from registry.gazetteer import aliases_of
from registry.models import Area, AreaAlias, DistrictSource, table_of
from registry.queries.added_areas import AREA_RENAMED, AREA_WITHDRAWN, AddedArea
from registry.queries.added_districts import areas_known
from registry.rules.area_names import AreaRow
from registry.rules.plain_values import Json
from registry.transaction import Write

SUBDISTRICT_ADDED = "area.subdistrict_added"
_area, _alias = table_of(Area), table_of(AreaAlias)


def rename_area(write: Write, area: AddedArea, name: Named, reason: str, *, by: int) -> None:
    """The area bears the name from now on; its chain keeps the one before, and why."""
    body: Json = {
        "code": area.code, "before_th": area.name.th, "before_en": area.name.en,
        "name_th": name.th, "name_en": name.en, "reason": reason,
    }  # fmt: skip
    write.audit(area.district, AREA_RENAMED, actor=by, body=body)
    names = {"name_th": name.th, "name_en": name.en}
    write.connection.execute(update(_area).where(_area.c.code == area.code).values(names))
    name_anew(write, area.code)
    tell_whole(write)


def withdraw_area(write: Write, area: AddedArea, reason: str, *, by: int) -> None:
    """It is no area any more; its row stays for its chain, and the sources that told of it."""
    body: Json = {
        "code": area.code, "name_th": area.name.th, "name_en": area.name.en, "reason": reason,
    }  # fmt: skip
    write.audit(area.district, AREA_WITHDRAWN, actor=by, body=body)
    gone = {"kind": "withdrawn"}
    write.connection.execute(update(_area).where(_area.c.code == area.code).values(gone))
    write.connection.execute(delete(_alias).where(_alias.c.area_code == area.code))
    tell_whole(write)
    sources = table_of(DistrictSource)
    change(
        write, sources, sources.c.district_code == area.code, live(sources), superseded_at=write.now
    )


def add_subdistrict(write: Write, code: str, name: Named, *, by: int) -> None:
    """Record the sub-district under the district of its code; again, where it was withdrawn."""
    district = AddedArea(code, "subdistrict", name).district
    body: Json = {"code": code, "name_th": name.th, "name_en": name.en}
    write.audit(district, SUBDISTRICT_ADDED, actor=by, body=body)
    put_area(write, AreaRow(code, "subdistrict", district, name.th, name.en))
    tell_whole(write)


def put_area(write: Write, row: AreaRow) -> bool:
    """Write the area; answers whether its row, withdrawn once, stood there already."""
    stood = select(_area.c.code).where(_area.c.code == row.code)
    if write.connection.execute(stood).first() is None:
        write.connection.execute(insert(_area), vars(row))
        return False
    write.connection.execute(update(_area).where(_area.c.code == row.code).values(vars(row)))
    return True


def name_anew(write: Write, code: str) -> None:
    """The district is found by the names that it bears, and by no other."""
    write.connection.execute(delete(_alias).where(_alias.c.area_code == code))
    index = areas_known(write.connection)
    if (row := index.areas.get(code)) is not None and row.kind == "district":
        keys = sorted({*aliases_of(row, index.areas, area_naming())})
        rows = [{"key": key, "area_code": of} for key, of in keys]
        write.connection.execute(insert(_alias), rows)
