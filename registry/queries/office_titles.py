"""What offices are called, by id."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from config.words import Named
from registry.models import Office, OfficeName
from registry.queries.office_names import called_in, with_places


def titles(connection: Connection, ids: Collection[int]) -> dict[int, Named]:
    """The newest title of each office, with the unit that it heads."""
    query = (
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
    found: dict[int, Named] = {}
    for row in connection.execute(with_places(query)):
        office, kind, title_th, unit_th, title_en, unit_en, *place = row
        found[office] = called_in(kind, Named(title_th, title_en), Named(unit_th, unit_en), place)
    return found
