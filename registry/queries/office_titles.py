"""What offices are called, by id."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from config.words import Named
from registry.models import OfficeName


def titles(connection: Connection, ids: Collection[int]) -> dict[int, Named]:
    """The newest title of each office, with the unit that it heads."""
    query = (
        select(
            OfficeName.office_id,
            OfficeName.title_th,
            OfficeName.unit_th,
            OfficeName.title_en,
            OfficeName.unit_en,
        )
        .where(OfficeName.office_id.in_(ids), OfficeName.superseded_at.is_(None))
        .order_by(OfficeName.valid_from)
    )
    return {
        row[0]: Named(f"{row[1]}{row[2]}", f"{row[3]} {row[4]}".strip())
        for row in connection.execute(query)
    }
