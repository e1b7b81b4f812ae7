"""Districts that an administrator has added to those of the release, and the areas known with them.

A registry mostly has none. What it has is asked by one question, which a page asks once.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, func, select

from config.areas import area_naming
from config.words import Named
from registry.facts import live
from registry.gazetteer import AreaIndex, AreaRow, area_index_with
from registry.models import Area, DistrictSource, Payload
from registry.prepared_statements import PreparedQuery
from registry.transaction import COUNTRY, PROVINCE_CODE


@dataclass(frozen=True)
class AddedDistrict:
    """A district that the release lacks: since when it exists, which it was split from.

    `sources` is how many sources tell of it.
    """

    code: str
    name: Named
    since: date
    split_from: str | None
    sources: int

    @property
    def province(self) -> str:
        """The code of its province."""
        return self.code[:PROVINCE_CODE]

    @property
    def verified(self) -> bool:
        """Whether as many sources tell of it as are asked for."""
        return self.sources >= area_naming().added.sources

    @property
    def row(self) -> AreaRow:
        """The area, as the release would list it."""
        return AreaRow(self.code, "district", self.province, self.name.th, self.name.en)


_SOURCE = DistrictSource
_OF = (_SOURCE.district_code, Area.name_th, Area.name_en, _SOURCE.valid_from, _SOURCE.split_from)
_ADDED = PreparedQuery(
    select(*_OF, func.count(_SOURCE.id))
    .join(Area, Area.code == _SOURCE.district_code)
    .where(live(_SOURCE))
    .group_by(*_OF)
    .order_by(_SOURCE.district_code)
)
_SOURCES = PreparedQuery(
    select(Payload.body)
    .join(_SOURCE, _SOURCE.payload_id == Payload.id)
    .where(_SOURCE.district_code == bindparam("code"), live(_SOURCE))
    .order_by(_SOURCE.id)
)


def added_districts(connection: Connection) -> list[AddedDistrict]:
    """All districts that were added, in order of their codes."""
    return [
        AddedDistrict(code, Named(name_th, name_en), since, split_from, sources)
        for code, name_th, name_en, since, split_from, sources in _ADDED.rows(connection, {})
    ]


def areas_known(connection: Connection) -> AreaIndex:
    """The areas of the release and those that the registry holds beside them."""
    return area_index_with(tuple(one.row for one in added_districts(connection)))


def unverified_within(connection: Connection, area: str) -> list[AddedDistrict]:
    """The added districts of a district, a province or the country that too few sources tell of."""
    return [
        one
        for one in added_districts(connection)
        if not one.verified and (area == COUNTRY or one.code.startswith(area))
    ]


def sources_of(connection: Connection, code: str) -> Sequence[str]:
    """What the sources that tell of an added district are called."""
    rows = _SOURCES.rows(connection, {"code": code})
    return [json.loads(row[0])["source"] for row in rows]
