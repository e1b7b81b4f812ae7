"""A return form in Word: one page, its reference, a table of questions; written, and read again.

The answers stand in a plain table, not in content controls: Word on telephones, LibreOffice and
people who retype a page keep a table's rows and their numbers, and drop or break controls.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, Twips
from lxml import etree

from config.documents import document_defaults
from registry.rules.thai import to_arabic_digits
from tasks.documents.docx_files import DOCUMENT, TEXT_PART, BrokenPart, W, parse, read_parts
from tasks.documents.template_places import text_of

WIDTHS = (Cm(1.2), Cm(7.3), Cm(7.5))
COLUMNS = len(WIDTHS)
NUMBER = re.compile(r"\s*(\d{1,2})\s*\.?\s*")


class AskedQuestion(NamedTuple):
    """A question's text, and the words of a choice."""

    text: str
    choices: Sequence[str] = ()


@dataclass(frozen=True)
class ReturnFormText:
    """What the form says: title, lines above the table, its heads, its questions, lines below."""

    title: str
    lines: Sequence[str]
    heads: tuple[str, str, str]
    questions: Sequence[AskedQuestion]
    below: Sequence[str]


@dataclass(frozen=True)
class ReturnedForm:
    """A form that came back: all its text, and the answers by the number of their question."""

    text: str
    answers: dict[int, str]


def write_return_form(form: ReturnFormText) -> bytes:
    """The form as a Word document on one A4 page."""
    made = Document()
    set_up_page(made)
    title = made.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(form.title).bold = True
    for line in form.lines:
        made.add_paragraph(line)
    table = made.add_table(rows=1, cols=COLUMNS)
    table.style, table.autofit = "Table Grid", False
    for cell, head in zip(table.rows[0].cells, form.heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    for number, one in enumerate(form.questions, start=1):
        cells = table.add_row().cells
        for cell, text in zip(cells, (str(number), one.text, ""), strict=True):
            cell.text = text
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width  # LibreOffice goes by the grid, Word by the cells
        for cell in column.cells:
            cell.width = width
    for line in form.below:
        made.add_paragraph(line)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def set_up_page(made: DocxDocument) -> None:
    """A4, narrow margins, and the official font for Thai as for Latin text."""
    page, section = document_defaults().page, made.sections[0]
    section.page_width, section.page_height = Twips(page.width_twips), Twips(page.height_twips)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2)
    style = made.styles["Normal"]
    style.font.name, style.font.size = page.font, Pt(page.half_points / 2)
    style.paragraph_format.space_after = Pt(2)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:cs"), page.font)
    size = etree.SubElement(style.element.get_or_add_rPr(), qn("w:szCs"))
    size.set(qn("w:val"), str(page.half_points))


def read_return_form(data: bytes) -> ReturnedForm:
    """What came back. Raises TemplateNotDocx, TemplateTooLarge or BrokenPart."""
    parts = read_parts(data, document_defaults().template_limits)
    if DOCUMENT not in parts:
        raise BrokenPart(DOCUMENT, "missing")
    trees = [parse(name, content) for name, content in parts.items() if TEXT_PART.fullmatch(name)]
    text = "\n".join(text_of(one) for tree in trees for one in tree.iter(f"{W}p"))
    return ReturnedForm(text, dict(_answers(parse(DOCUMENT, parts[DOCUMENT]))))


def typed_cells(rows: Iterable[etree._Element]) -> Iterator[list[str]]:
    """What was typed in the cells of each row of a table, a line for each paragraph."""
    for row in rows:
        yield [
            "\n".join(map(_typed_text, cell.iter(f"{W}p"))).strip()
            for cell in row.iterchildren(f"{W}tc")
        ]


def _typed_text(paragraph: etree._Element) -> str:
    """The text of a paragraph, with the line breaks that were typed within it."""
    signs = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " "}
    return "".join(
        (one.text or "") if one.tag == f"{W}t" else signs.get(one.tag, "")
        for one in paragraph.iter()
    )


def _answers(tree: etree._Element) -> Iterator[tuple[int, str]]:
    """The last cell of each row that begins with a number, the first row of a number alone."""
    seen: set[int] = set()
    for cells in typed_cells(tree.iter(f"{W}tr")):
        found = NUMBER.fullmatch(to_arabic_digits(cells[0])) if len(cells) == COLUMNS else None
        if found and int(found[1]) not in seen:
            seen.add(int(found[1]))
            yield int(found[1]), cells[-1]
