"""The workbook of a district's villages, as whoever asks for it may see it."""

from datetime import date

from sqlalchemy import Connection

from registry.queries.village_rows import village_rows
from registry.rules.villages import CALLS
from tasks.workbooks.village_workbook import village_workbook


def workbook_for(connection: Connection, district: str, on: date, *, exact: bool) -> bytes:
    """The workbook; reports of trafficking by channel for those who may see exact counts."""
    rows = village_rows(connection, district, on)
    return village_workbook(rows, without=() if exact else CALLS)
