"""Write the workbook of scores: empty for the trainer, or with lines that were read."""

from collections.abc import Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from config.words import say
from tasks.workbooks.score_lines import ReadScore
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
_Row = tuple[str, str, str | None, str | None]


def empty_score_workbook(codes: Sequence[tuple[str, str]] = ()) -> bytes:
    """The workbook to be filled in; `codes` are participants that are known: code and sex."""
    return _written([(code, sex, None, None) for code, sex in codes])


def score_workbook(
    lines: Sequence[ReadScore], maxima: tuple[Decimal | None, Decimal | None] = (None, None)
) -> bytes:
    """The workbook with these lines, to be put right and brought in again."""
    rows: list[_Row] = [(one.code, one.sex, _said(one.pre), _said(one.post)) for one in lines]
    return _written(rows, (_said(maxima[0]), _said(maxima[1])))


def _said(points: Decimal | None) -> str | None:
    return None if points is None else str(points)


def _written(rows: Sequence[_Row], maxima: tuple[str | None, str | None] = (None, None)) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.title = say("score_sheet.scores", "th")
    _heads(page)
    page.cell(2, 1, say("score_row.maximum", "th")).font = Font(bold=True)
    page.cell(2, 3, maxima[0])
    page.cell(2, 4, maxima[1])
    for number, (code, sex, pre, post) in enumerate(rows, 3):
        page.cell(number, 1, harmless(code))
        if sex in {"female", "male"}:
            page.cell(number, 2, say(f"adoption_choice.sex.{sex}", "th"))
        page.cell(number, 3, pre)
        page.cell(number, 4, post)
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
