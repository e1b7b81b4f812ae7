"""What the villages of a district add up to, as a whole and by sub-district."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from config.defaults import policy
from config.words import Named
from registry.queries.areas import subdistricts_of
from registry.queries.village_problems import open_by_village
from registry.queries.villages import ReportRow, VillageRow, last_reports, villages
from registry.rules.villages import (
    AreaSituation,
    VillageSituation,
    add_up,
    by_subdistrict,
)


@dataclass(frozen=True)
class DistrictSituation:
    """What the villages of a district add up to, as a whole and by sub-district.

    A report counts for `days` days. `names` are those of the sub-districts, by code.
    """

    district: str
    on: date
    days: int
    whole: AreaSituation
    parts: Mapping[str, AreaSituation]
    names: Mapping[str, Named]


def situations(
    listed: Iterable[VillageRow], reports: Mapping[str, ReportRow], waiting: Mapping[str, int]
) -> list[VillageSituation]:
    """Each of the villages with its last report and its open problems, by the village's key."""
    return [
        VillageSituation(
            one.key,
            one.subdistrict,
            reports[one.key].as_of if one.key in reports else None,
            reports[one.key].figures if one.key in reports else {},
            waiting.get(one.key),
        )
        for one in listed
    ]


def situation(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> DistrictSituation:
    """What the villages of the district add up to on that day, every sub-district by itself."""
    each = situations(
        villages(connection, district, on, known),
        last_reports(connection, district, on, known),
        open_by_village(connection, district, on, known),
    )
    return added_up(connection, district, on, each)


def added_up(
    connection: Connection, district: str, on: date, each: Sequence[VillageSituation]
) -> DistrictSituation:
    """The same of villages that were read."""
    names, days = subdistricts_of(connection, district), policy().villages.report_counts_days
    return DistrictSituation(
        district, on, days, add_up(each, on, days), by_subdistrict(each, names, on, days), names
    )
