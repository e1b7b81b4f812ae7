"""A published table as a file: .xlsx, or .csv."""

from config.words import say
from desk.views.publication_sheet import PublicationSheet, SheetNumber
from registry.refusals import Refusal
from tasks.workbooks.publication_workbook import (
    CellValue,
    TableOfFigures,
    publication_csv,
    publication_workbook,
)

WRITERS = {".xlsx": publication_workbook, ".csv": publication_csv}


class PublicationFileUnknown(Refusal):
    """A table is written as .xlsx or .csv."""


def file_kind(name: str, *, field: str) -> str:
    """The ending of the file's name. Raises PublicationFileUnknown."""
    for ending in WRITERS:
        if name.casefold().endswith(ending):
            return ending
    raise PublicationFileUnknown(field=field, value=name, known=", ".join(WRITERS))


def publication_file(sheet: PublicationSheet, kind: str) -> bytes:
    """The table in Thai, its title and heads in English too."""
    above = [sheet.title.th, sheet.title.en]
    above += [text for one in sheet.about for text in (one.th, one.en)]
    heads = (
        [say("publication.district", "th"), *(one.th for one in sheet.heads)],
        [say("publication.district", "en"), *(one.en for one in sheet.heads)],
    )
    rows: list[list[CellValue]] = [
        [area.th, *(_value(one) for one in numbers)] for area, numbers in sheet.rows
    ]
    below = [text for one in sheet.notes for text in (one.th, one.en)]
    return WRITERS[kind](TableOfFigures(above, heads, rows, below))


def _value(seen: SheetNumber) -> CellValue:
    return seen.text.th if seen.number is None else seen.number
