"""PDF files joined into one, a strip with the page's number laid over each of its pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError

from registry.refusals import Refusal

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
    return len(_read(part).pages)


def joined(parts: Sequence[PdfPart], strips: bytes, title: str) -> bytes:
    """The parts one after the other; page 1 gets the first page of `strips`, and so on.

    Raises PdfNotJoined.
    """
    writer, numbers = PdfWriter(), PdfReader(BytesIO(strips)).pages
    for part in parts:
        first = len(writer.pages)
        try:
            for page in _read(part).pages:
                _lay_over(writer.add_page(page), numbers[len(writer.pages) - 1])
        except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise PdfNotJoined(field="--paper", name=part.title) from error
        writer.add_outline_item(part.title, first)
    writer.add_metadata({"/Title": title, "/Producer": "Prasan"})
    writer.compress_identical_objects()
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def _read(part: PdfPart) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(part.content))
        if reader.is_encrypted:
            raise PdfNotJoined(field="--paper", name=part.title)
        reader.pages[0]
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise PdfNotJoined(field="--paper", name=part.title) from error
    return reader


def _lay_over(page: PageObject, strip: PageObject) -> None:
    if page.rotation:
        page.transfer_rotation_to_content()
    sheet = page.mediabox
    scale = max(1.0, min(float(sheet.width), float(sheet.height)) / A4_WIDTH)
    right = float(sheet.right) - scale * float(strip.mediabox.width)
    moved = Transformation().scale(scale).translate(right, float(sheet.bottom))
    page.merge_transformed_page(strip, moved)
