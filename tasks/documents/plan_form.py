"""A plan in Word to be edited and brought back: a table for each activity, its fields line by line.

It holds what the workbook of the plan holds, under the same names, so that what comes back is read
and told in the same way. Whoever edits it writes in the right column; a table that is copied with
its key emptied is a new row, a table that is gone takes its row out.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from docx.shared import Cm

from config.documents import document_defaults
from config.words import LANGUAGES, Field, dated, say, written
from registry.records.adoption_rows import CellMisfit, RawCell, RawForm, RawRow
from registry.refusals import Refusal
from registry.rules.plan_sheet import (
    ABOUT,
    HEAD,
    HEAD_FIELDS,
    NUMBER,
    ROWS,
    PlanColumn,
    sheets_of,
)
from tasks.documents.docx_files import DOCUMENT, BrokenPart, W, parse, read_parts
from tasks.documents.return_form import set_up_page, typed_cells
from tasks.workbooks.plan_workbook import PlanBook, about_cells, row_cells

WIDTHS = (Cm(5), Cm(11.4))
GUIDE_LINES = 3
Lines = Sequence[tuple[str, ...]]


class PlanLineMissing(Refusal):
    """The table of an activity lacks the line of a field."""


def write_plan_form(plan: PlanBook) -> bytes:
    """The plan as a Word document, to be edited and brought back."""
    made = Document()
    set_up_page(made)
    for number in range(1, GUIDE_LINES + 1):
        made.add_paragraph(say(f"plan_word.guide.{number}", "th"))
    texts = [(written(Field(name), "th"), str(said)) for name, said in plan.head.items()]
    _table(made, say("plan_sheet.head", "th"), "", texts)
    for number, (key, body) in enumerate(plan.rows, 1):
        cells = row_cells(plan, number, key, body)
        lines = [(one.title, _word(one, cells.get(one.key))) for one in plan.columns]
        _table(made, say("plan_word.row", "th"), str(number), lines[1:])
    columns = sheets_of(plan.columns)[ABOUT]
    about = [tuple(str(row.get(one, "")) for one in columns) for row in about_cells(plan)]
    _table(made, say("plan_sheet.about", "th"), say("plan_word.keep", "th"), about)
    saved = BytesIO()
    made.save(saved)
    return saved.getvalue()


def _word(column: PlanColumn, said: Any) -> str:  # noqa: ANN401 — a field's value, as JSON
    if said is None:
        return ""
    if isinstance(said, date):
        return dated(said, "th")
    return say(f"{column.choices[0]}.{said}", "th") if column.choices else str(said)


def _table(made: DocxDocument, title: str, beside: str, lines: Lines) -> None:
    """A table under its title; `beside` stands in the title's second cell."""
    table = made.add_table(rows=0, cols=max([2, *map(len, lines)]))
    table.style, table.autofit = "Table Grid", False
    for place, said in enumerate([(title, beside), *lines]):
        for cell, text in zip(table.add_row().cells, said, strict=False):
            cell.text = text
            cell.paragraphs[0].runs[0].bold = place == 0
    if len(table.columns) == len(WIDTHS):
        for column, width in zip(table.columns, WIDTHS, strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width
    made.add_paragraph()


def read_plan_form(docx: bytes, columns: Sequence[PlanColumn]) -> RawForm:
    """The rows of the document as typed, as the workbook's sheets have them.

    Raises TemplateNotDocx, TemplateTooLarge or BrokenPart.
    """
    parts = read_parts(docx, document_defaults().template_limits)
    if DOCUMENT not in parts:
        raise BrokenPart(DOCUMENT, "missing")
    sheets: dict[str, list[RawRow]] = {}
    labels = {written(one.head, language): one.key for one in columns for language in LANGUAGES}
    for table in parse(DOCUMENT, parts[DOCUMENT]).iter(f"{W}tbl"):
        title, *lines = [*typed_cells(table.iterchildren(f"{W}tr"))] or [[""]]
        if title[0] in _words("plan_word.row"):
            rows = sheets.setdefault(ROWS, [])
            rows.append(_row(len(rows) + 1, lines, labels))
        elif title[0] in _words("plan_sheet.head"):
            sheets[HEAD] = [*_head(lines)]
        elif title[0] in _words("plan_sheet.about"):
            items = sheets_of(columns)[ABOUT]
            sheets[ABOUT] = [_about(items, one) for one in lines]
    if ABOUT in sheets:
        sheets.setdefault(ROWS, [])
    missing = (*_missing(sheets.get(ROWS, ()), columns), *_missing_of_head(sheets.get(HEAD)))
    return RawForm(sheets, missing)


def _words(key: str) -> set[str]:
    return {say(key, language) for language in LANGUAGES}


def _row(number: int, lines: Sequence[Sequence[str]], labels: Mapping[str, str]) -> RawRow:
    """The fields by their labels; the place is the activity's number."""
    where = say("plan_word.where", "th", number=number)
    found = {
        labels[label]: RawCell(said or None, where)
        for label, said in (line[:2] for line in lines if len(line) > 1)
        if label in labels
    }
    return {NUMBER: RawCell(str(number), where), **found}


def _missing(rows: Sequence[RawRow], columns: Sequence[PlanColumn]) -> Iterator[CellMisfit]:
    """Lines that are gone: read as empty they would empty their fields."""
    for place, row in enumerate(rows):
        for column in columns:
            if column.key not in row:
                refusal = PlanLineMissing(field=column.key, label=column.title)
                yield CellMisfit(row[NUMBER].where, ROWS, place, column.key, refusal)


def _missing_of_head(rows: Sequence[RawRow] | None) -> Iterator[CellMisfit]:
    """Lines that are gone from the plan's own texts; a form without them all is none."""
    if rows is None:
        return
    read = {row["field"].value for row in rows}
    for place, name in enumerate(HEAD_FIELDS):
        if name not in read:
            label = written(Field(name), "th")
            refusal = PlanLineMissing(field=name, label=label)
            yield CellMisfit(say("plan_sheet.head", "th"), HEAD, place, name, refusal)


def _head(lines: Sequence[Sequence[str]]) -> Iterator[RawRow]:
    known = {written(Field(name), one): name for name in HEAD_FIELDS for one in LANGUAGES}
    for label, said in (line[:2] for line in lines if len(line) > 1):
        if label in known:
            yield {"field": RawCell(known[label], label), "text": RawCell(said or None, label)}


def _about(items: Sequence[str], line: Sequence[str]) -> RawRow:
    return {one: RawCell(said or None, one) for one, said in zip(items, line, strict=False)}
