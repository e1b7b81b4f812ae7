"""Offices of several districts at once, and whether anybody holds them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, exists, select

from config.words import Named
from registry.facts import holds
from registry.models import Holding, Office, OfficeName
from registry.queries.office_names import called_in, with_places
from registry.rows import AnyRow


@dataclass(frozen=True)
class OfficeHeld:
    """An office with its title and unit, and whether it is held on the day."""

    ref: str
    kind: str
    area: str
    title: Named
    is_held: bool


def several_offices(
    connection: Connection, districts: Collection[str], kinds: Collection[str], on: date
) -> list[OfficeHeld]:
    """The offices of these kinds in the districts and their provinces, as recorded."""
    areas = {*districts, *(one[:2] for one in districts)}
    held = exists().where(Holding.office_id == Office.id, holds(Holding, on))
    query = (
        select(
            Office.ref, Office.kind, OfficeName.title_th, OfficeName.unit_th,
            OfficeName.title_en, OfficeName.unit_en, held,
        )
        .join(OfficeName, and_(OfficeName.office_id == Office.id, holds(OfficeName, on)))
        .where(Office.area_code.in_(areas), Office.kind.in_(kinds))
        .order_by(Office.id)
    )  # fmt: skip
    return [_office_held(row) for row in connection.execute(with_places(query))]


def _office_held(row: AnyRow) -> OfficeHeld:
    ref, kind, title_th, unit_th, title_en, unit_en, is_held, *place = row
    title = called_in(kind, Named(title_th, title_en), Named(unit_th, unit_en), place)
    return OfficeHeld(ref, kind, place[0], title, bool(is_held))
