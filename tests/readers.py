"""Who looks in a test: a person of the desk with the parts of today."""

from datetime import date

from sqlalchemy import Connection

from desk.views.sight import Reader
from desk.views.view import View
from registry.queries.parts import person_with_parts
from tests.builders import Desk


def reader_of(desk: Desk, ref: str = "coord") -> Reader:
    """The person of that reference, who looks."""
    registry = desk.office.registry
    with registry.reading() as connection:
        who, held = person_with_parts(connection, ref, registry.today, field="recorded_by")
    return Reader(who.ref, held, registry.today)


def view_of(desk: Desk, connection: Connection, on: date | None = None) -> View:
    """What the coordinator looks from, on that day or today."""
    return View(desk.office, connection, on or desk.office.registry.today, reader_of(desk))
