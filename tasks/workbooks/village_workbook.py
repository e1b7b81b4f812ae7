"""Write a district's villages as a workbook that can be changed and brought in again."""

from collections.abc import Collection, Mapping, Sequence

from openpyxl import Workbook

from config.defaults import policy
from config.words import say
from registry.rules.village_sheet import CHOICES, COLUMNS, READ_ONLY
from tasks.workbooks.filled_form import WorkbookForm
from tasks.workbooks.sheet_writing import Row, SheetLook, saved, write_guide, write_sheet

VILLAGES = WorkbookForm(COLUMNS, "village_sheet")
WIDE = {"name_th", "name_en", "group_names", "source", "problem", "solution", "steps", "who",
        "result"}  # fmt: skip
LOOK = SheetLook("field.village", CHOICES, READ_ONLY, WIDE)
GUIDE_LINES = 8


def village_workbook(rows: Mapping[str, Sequence[Row]], *, without: Collection[str] = ()) -> bytes:
    """The workbook with these rows by sheet, some columns left out."""
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = say("village_sheet.guide", "th")
    lines = policy().hotlines
    write_guide(
        guide, ([f"village_guide.{number}"] for number in range(1, GUIDE_LINES + 1)),
        social=lines.social_assistance, police=lines.police,
    )  # fmt: skip
    for sheet, columns in COLUMNS.items():
        page = book.create_sheet(say(f"village_sheet.{sheet}", "th"))
        write_sheet(page, LOOK, [one for one in columns if one not in without], rows.get(sheet, ()))
    return saved(book)
