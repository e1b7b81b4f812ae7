"""A file of districts that the release lacks: what it would add, and what is wrong where.

Nothing that is known is written over: a row that says otherwise is told at its cell. The same file
again changes nothing; another source of the same district is added to those it has.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from config.words import LANGUAGES, Named, say
from desk.imports.district_reading import DistrictReading
from desk.imports.files import read_bytes, read_workbook_file
from desk.imports.sheet_cells import CellProblem
from desk.imports.sheet_reading import SheetContent
from flows.engine.installation import Installation
from registry.queries.added_areas import AddedArea
from registry.records.added_areas import add_subdistrict
from registry.records.added_districts import NewDistrict, add_districts
from registry.records.adoption_rows import RawForm
from registry.records.rights import who_may, who_may_on
from registry.refusals import FileMisfits, Refusal
from registry.rules.area_sheet import DISTRICTS, MOST_ROWS, SUBDISTRICTS
from registry.rules.rights import Verb
from registry.rules.screening import Net
from registry.transaction import COUNTRY
from tasks.workbooks.area_workbook import AREAS, AREAS_AS_TEXT, column_names
from tasks.workbooks.filled_form import read_workbook
from tasks.workbooks.text_table import read_text_table

TEXT = (".csv", ".txt", ".tsv")


class AreaFileUnfit(FileMisfits[CellProblem]):
    """The file has problems, each at its cell."""


class NoAreaForm(Refusal):
    """The workbook has no sheet of districts: it is another one."""


class AreasEmpty(Refusal):
    """The file names no district."""


@dataclass(frozen=True)
class DistrictContent(SheetContent):
    """What the file says: districts, sources and sub-districts that are not recorded yet."""

    told: tuple[NewDistrict, ...]
    subdistricts: tuple[AddedArea, ...]
    provinces: tuple[str, ...]


def read_area_file(file: str, megabytes: int) -> RawForm:
    """The rows of a workbook or of a text (CSV), told by the file's suffix.

    Raises FileNotReadable, WorkbookTooLarge, WorkbookUnreadable or TextTableUnreadable.
    """
    path = Path(file)
    if path.suffix.lower() not in TEXT:
        return read_workbook_file(path, megabytes, AREAS)
    return area_rows(read_bytes(file, field="FILE", megabytes=megabytes), megabytes, file=path.name)


def area_rows(content: bytes, megabytes: int, *, file: str, field: str = "FILE") -> RawForm:
    """The same of a file that has come. Raises what its reader refuses."""
    if Path(file).suffix.lower() in TEXT:
        return read_text_table(
            content, megabytes, file=file, form=AREAS_AS_TEXT, called=column_names(), field=field
        )
    return read_workbook(content, megabytes, file=file, form=AREAS, field=field)


def read_districts(
    connection: Connection, raw: RawForm, net: Net, *, today: date
) -> DistrictContent:
    """The file held against what is known. Raises NoAreaForm or AreasEmpty."""
    if not raw.sheets:
        sheets = Named(*(say(f"area_sheet.{DISTRICTS}", one) for one in LANGUAGES))
        raise NoAreaForm(field="FILE", sheets=sheets)
    reading = DistrictReading(raw, connection=connection, net=net, today=today, most=MOST_ROWS)
    if not raw.problems and not any(raw.sheets.values()):
        raise AreasEmpty(field="FILE")
    reading.each(DISTRICTS, reading.take)
    reading.each(SUBDISTRICTS, reading.take_subdistrict)
    return DistrictContent(
        tuple(reading.seen), tuple(reading.problems), tuple(reading.told),
        tuple(reading.subdistricts), tuple(sorted(reading.provinces)),
    )  # fmt: skip


def look_at_districts(office: Installation, raw: RawForm, *, recorded_by: str) -> DistrictContent:
    """What the file would add, for an administrator of its provinces. Raises MayNot too."""
    registry = office.registry
    with registry.reading() as connection:
        read = read_districts(connection, raw, office.net, today=registry.today)
        areas = read.provinces or (COUNTRY,)
        who_may_on(connection, registry.today, recorded_by, Verb.ADMINISTER, *areas)
    _refuse_unfit(read)
    return read


def record_districts(office: Installation, raw: RawForm, *, recorded_by: str) -> DistrictContent:
    """Add what the file names and the registry lacks, all or nothing.

    Raises MayNot, NoAreaForm, AreasEmpty or AreaFileUnfit.
    """
    with office.registry.writing(COUNTRY) as write:
        read = read_districts(write.connection, raw, office.net, today=write.today)
        who = who_may(write, recorded_by, Verb.ADMINISTER, *(read.provinces or (COUNTRY,)))
        _refuse_unfit(read)
        add_districts(write, read.told, by=who.id)
        write.lock(*(one.district for one in read.subdistricts))
        for one in read.subdistricts:
            add_subdistrict(write, one.code, one.name, by=who.id)
    return read


def _refuse_unfit(read: DistrictContent) -> None:
    if read.problems:
        raise AreaFileUnfit(read.problems, "FILE")
