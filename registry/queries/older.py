"""Open instances of an earlier revision of their process than this release has."""

from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select

from registry.models import Instance
from registry.queries.within import within


def districts_older(
    connection: Connection, areas: Iterable[str], newest: Mapping[str, int]
) -> list[str]:
    """The districts of the areas in which such an instance is open, by code.

    `newest` is each process's revision in this release.
    """
    query = select(Instance.district_code).where(_older(areas, newest)).distinct()
    return list(connection.scalars(query.order_by(Instance.district_code)))


def how_many_older(connection: Connection, areas: Iterable[str], newest: Mapping[str, int]) -> int:
    """How many such instances are open in the areas."""
    query = select(func.count(Instance.id)).where(_older(areas, newest))
    return connection.scalar(query) or 0


def _older(areas: Iterable[str], newest: Mapping[str, int]) -> ColumnElement[bool]:
    earlier = or_(
        false(),
        *(
            and_(Instance.process == process, Instance.revision < revision)
            for process, revision in newest.items()
        ),
    )
    return and_(Instance.status == "open", earlier, within(Instance.district_code, areas))
