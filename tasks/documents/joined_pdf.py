"""PDF files joined into one, a strip with the page's number laid over each of its pages."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO

from pypdf import PageObject, PdfReader, PdfWriter, Transformation

from registry.refusals import Refusal
from registry.rules.scans import ScanDamagedError, opened_pdf, pdf_damage

A4_WIDTH = 595.0  # points; on a larger sheet the strip grows with it


class PdfNotJoined(Refusal):
    """A PDF file is damaged or locked, so that it cannot be put among others."""


@dataclass(frozen=True)
class PdfPart:
    """A PDF with what it is called in the contents that programs show."""

    title: str
    content: bytes = field(repr=False)


def pages_of(part: PdfPart) -> int:
    """How many pages it has. Raises PdfNotJoined."""
    with _damage_told(part):
        return len(opened_pdf(part.content).pages)


def joined(parts: Sequence[PdfPart], strips: bytes, title: str) -> bytes:
    """The parts one after the other; page 1 gets the first page of `strips`, and so on.

    Raises PdfNotJoined.
    """
    writer, numbers = PdfWriter(), PdfReader(BytesIO(strips)).pages
    for part in parts:
        first = len(writer.pages)
        with _damage_told(part):
            for page in opened_pdf(part.content).pages:
                _lay_over(writer.add_page(page), numbers[len(writer.pages) - 1])
        writer.add_outline_item(title=part.title, page_number=first)
    writer.add_metadata({"/Title": title, "/Producer": "Prasan"})
    writer.compress_identical_objects()
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


@contextmanager
def _damage_told(part: PdfPart) -> Iterator[None]:
    """Say of a damaged part which it is."""
    try:
        with pdf_damage():
            yield
    except ScanDamagedError as error:
        raise PdfNotJoined(field="--paper", name=part.title) from error


def _lay_over(page: PageObject, strip: PageObject) -> None:
    if page.rotation:
        page.transfer_rotation_to_content()
    sheet = page.mediabox
    scale = max(1.0, min(float(sheet.width), float(sheet.height)) / A4_WIDTH)
    right = float(sheet.right) - scale * float(strip.mediabox.width)
    moved = Transformation().scale(scale).translate(right, float(sheet.bottom))
    page.merge_transformed_page(strip, moved)
