"""The directory of a district and its province as a workbook, with what may be chosen in it."""

from datetime import date

from sqlalchemy import Connection

from registry.queries.directory import directory_choices, directory_rows
from tasks.workbooks.directory_workbook import directory_workbook


def directory_book(connection: Connection, district: str, on: date) -> bytes:
    """The workbook, as things are on that day."""
    areas = (district, district[:2])
    rows = directory_rows(connection, areas, on)
    return directory_workbook(rows, directory_choices(connection, areas, rows))
