"""Write the workbook of scores: empty, for the trainer."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from config.words import say
from tasks.workbooks.sheet_writing import (
    AS_TEXT,
    harmless,
    offer_choices,
    saved,
    write_guide,
    write_head,
)

COLUMNS = ("code", "sex", "pre", "post")
WIDTHS = {"code": 28, "sex": 12, "pre": 24, "post": 24}
BLANK_ROWS = 60
GUIDE_LINES = 6


def empty_score_workbook(codes: Sequence[tuple[str, str]] = ()) -> bytes:
    """The workbook to be filled in; `codes` are participants that are known: code and sex."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = say("score_sheet.scores", "th")
    _heads(page)
    page.cell(2, 1, say("score_row.maximum", "th")).font = Font(bold=True)
    for row, (code, sex) in enumerate(codes, 3):
        page.cell(row, 1, harmless(code))
        if sex in {"female", "male"}:
            page.cell(row, 2, say(f"adoption_choice.sex.{sex}", "th"))
    guide = book.create_sheet(say("score_sheet.guide", "th"))
    write_guide(guide, ([f"score_guide.{number}"] for number in range(1, GUIDE_LINES + 1)))
    return saved(book)


def _heads(page: Worksheet) -> None:
    for place, column in enumerate(COLUMNS, 1):
        write_head(page, place, say(f"score_column.{column}", "th"), WIDTHS[column])
    for number in range(3, BLANK_ROWS + 3):
        page.cell(number, 1).number_format = AS_TEXT
    listed = ",".join(say(f"adoption_choice.sex.{sex}", "th") for sex in ("female", "male"))
    offer_choices(page, f"B3:B{BLANK_ROWS * 20}", listed)
    page.freeze_panes = "A2"
