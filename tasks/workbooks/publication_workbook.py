"""Write a published table of figures: as a workbook, or as comma-separated text."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from config.words import LANGUAGES, say
from tasks.workbooks.sheet_writing import harmless, saved

CellValue = str | int | float
BOM = "utf-8-sig"  # else Excel reads Thai as another script


@dataclass(frozen=True)
class TableOfFigures:
    """Lines above, heads in Thai and English, rows of numbers or words, lines below."""

    above: Sequence[str]
    heads: tuple[Sequence[str], Sequence[str]]
    rows: Sequence[Sequence[CellValue]]
    below: Sequence[str]

    def lines(self) -> list[list[CellValue]]:
        """All lines in order, no text of which a spreadsheet takes for a formula."""
        made: list[Sequence[CellValue]] = [
            *([one] for one in self.above),
            [],
            *self.heads,
            *self.rows,
            [],
            *([one] for one in self.below),
        ]
        return [[harmless(one) if isinstance(one, str) else one for one in line] for line in made]


def publication_workbook(table: TableOfFigures) -> bytes:
    """The table as .xlsx."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = say("publication.sheet", LANGUAGES[0])
    for line in table.lines():
        page.append(line)
    page["A1"].font = Font(bold=True, size=14)
    first = len(table.above) + 2
    for row in page.iter_rows(min_row=first, max_row=first + len(table.heads) - 1):
        for cell in row:
            cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for place in range(1, len(table.heads[0]) + 1):
        page.column_dimensions[get_column_letter(place)].width = 26 if place == 1 else 18
    page.freeze_panes = f"A{first + len(table.heads)}"
    page.print_title_rows = f"{first}:{first + len(table.heads) - 1}"
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)  # to its width
    page.page_setup.fitToHeight = 0
    page.page_setup.paperSize, page.page_setup.orientation = page.PAPERSIZE_A4, "landscape"
    return saved(book)


def publication_csv(table: TableOfFigures) -> bytes:
    """The table as .csv."""
    kept = io.StringIO()
    csv.writer(kept).writerows(table.lines())
    return kept.getvalue().encode(BOM)
