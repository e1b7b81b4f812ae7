"""The survey of villages as a file: of a district, a sub-district, or one village."""

from datetime import date

from sqlalchemy import Connection

from flows.engine.installation import Installation
from flows.village.survey import village_survey
from registry.queries.areas import subdistricts_of
from registry.queries.villages import villages
from registry.refusals import Refusal


class NoSheetPrinted(Refusal):
    """The district has no such village or sub-district."""


def survey_of(
    office: Installation,
    connection: Connection,
    district: str,
    on: date,
    *,
    subdistrict: str | None = None,
    village: str | None = None,
) -> bytes:
    """The Word file. Raises NoSheetPrinted."""
    if subdistrict is not None and subdistrict not in subdistricts_of(connection, district):
        raise NoSheetPrinted(field="--subdistrict", value=subdistrict)
    if village is not None and all(
        one.key != village for one in villages(connection, district, on)
    ):
        raise NoSheetPrinted(field="--village", value=village)
    return village_survey(
        office, connection, district, on, subdistrict=subdistrict, village=village
    )
