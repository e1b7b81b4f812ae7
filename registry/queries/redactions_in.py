"""The tombstones of an area. A tombstone names rows, and they lie in districts."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from registry.models import Document, Instance
from registry.queries.redactions import RedactionRow, redactions


def redactions_in(
    connection: Connection, areas: Collection[str] | None, *, skip: int, most: int
) -> tuple[list[RedactionRow], int]:
    """Some of the redactions within the areas (None: all), newest first, and how many there are.

    They are few: all are read to find those that are meant.
    """
    rows = redactions(connection)[::-1]
    if areas is not None:
        home = _districts(connection, rows)
        rows = [one for one in rows if any(code.startswith(tuple(areas)) for code in home[one.id])]
    return rows[skip : skip + most], len(rows)


def _districts(connection: Connection, rows: Sequence[RedactionRow]) -> dict[int, set[str]]:
    """The districts that each redaction took something out of."""
    instances = {part.instance for row in rows for part in row.parts} - {None}
    papers = {part.document for row in rows for part in row.parts} - {None}
    of_instance = _codes(connection, Instance, instances)
    of_paper = _codes(connection, Document, papers)
    return {
        row.id: {
            code
            for part in row.parts
            for code in (of_instance.get(part.instance), of_paper.get(part.document))
            if code is not None
        }
        for row in rows
    }


def _codes(
    connection: Connection, table: type[Instance] | type[Document], ids: set[int | None]
) -> dict[int | None, str]:
    query = select(table.id, table.district_code).where(table.id.in_(ids))
    return {row[0]: row[1] for row in connection.execute(query)}
