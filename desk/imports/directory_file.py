"""A directory workbook that came back: what is new, changed, unchanged, and what is wrong where.

Rows are held against the registry as it stands; what is left is rows to load, the same as
any file's. A row that is missing from the workbook takes nothing out.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from desk.imports.directory_offices import Offices
from desk.imports.directory_people import Agencies, People
from desk.imports.directory_reading import Reading
from desk.imports.directory_terms import Terms
from desk.imports.sheet_cells import CellProblem
from desk.imports.sheet_reading import SheetContent
from registry.records.adoption_rows import RawForm
from registry.records.load_file import LoadFile
from registry.refusals import FileMisfits, Refusal
from registry.rules.screening import Net
from tasks.workbooks.directory_workbook import DIRECTORY


class DirectoryFileUnfit(FileMisfits[CellProblem]):
    """The workbook has problems, each at its cell."""


class NoDirectory(Refusal):
    """The workbook has none of a directory's sheets: it is another one."""


@dataclass(frozen=True)
class DirectoryContent(SheetContent):
    """What the workbook says. `rows` holds what is new or changed; empty where nothing is."""

    rows: LoadFile


def read_directory(
    connection: Connection, raw: RawForm, net: Net, *, today: date, areas: Collection[str] = ()
) -> DirectoryContent:
    """The workbook held against the registry. `areas`: rows of any other area are a problem.

    Raises NoDirectory.
    """
    if not raw.sheets:
        raise NoDirectory(field="FILE", sheets=DIRECTORY.sheets)
    reading = Reading(raw, connection=connection, net=net, today=today, areas=frozenset(areas))
    agencies, people = Agencies(reading), People(reading)
    offices = Offices(reading, agencies)
    terms = Terms(reading, offices, people)
    for sheet in (agencies, people, offices, terms):
        sheet.read()
    rows = LoadFile.model_validate(reading.data) if not reading.problems else LoadFile()
    return DirectoryContent(tuple(reading.seen), tuple(reading.problems), rows)
