"""The bytes of a paper as they are asked for: as it counts, its draft, fair copy, or PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from desk.views.paper_names import paper_file_name
from flows.engine.installation import Installation
from flows.papers.fair_copy import paper_bytes
from flows.papers.paper_forms import PaperForm
from registry.queries.documents import DocumentRow, document
from registry.refusals import Refusal
from registry.rules.uploads import WORD


class UnknownDocument(Refusal):
    """No paper of that number, or its bytes were taken out."""


class NoWordDocument(Refusal):
    """Only a Word document can be made into a PDF."""


class PdfFailed(Refusal):
    """LibreOffice did not make the PDF."""


PDF = "application/pdf"


@dataclass(frozen=True)
class PaperFile:
    """A paper as a file."""

    row: DocumentRow
    name: str
    media_type: str
    content: bytes = field(repr=False)


def paper_file(
    office: Installation,
    number: int,
    *,
    names: tuple[str, str, str],
    form: PaperForm = PaperForm.AS_IT_COUNTS,
    pdf: bool = False,
) -> PaperFile:
    """The paper of that number; `names` are what its caller calls number, fair copy and PDF.

    A scan that came as PDF is one.

    Raises UnknownDocument (or its bytes were taken out), NoFairCopy, NoWordDocument,
    NoLibreOffice, PdfFailed.
    """
    made = word_or_scan(office, number, form, names[0])
    if not pdf or made.media_type == PDF:
        return made
    if made.media_type != WORD:
        raise NoWordDocument(field=names[2])
    return as_pdf(office, [made], names[2])[0]


def word_or_scan(office: Installation, number: int, form: PaperForm, field_name: str) -> PaperFile:
    """The paper in the form asked for, as Word or as the file that came.

    What was signed or adopted comes without a draft mark, unless its draft is asked for.
    Raises UnknownDocument (or its bytes were taken out) and NoFairCopy.
    """
    with office.registry.reading() as connection:
        row = document(connection, number)
        if row is not None:
            name = paper_file_name(office.declared, connection, row, form, office.registry.today)
    content = paper_bytes(office, row, form) if row is not None else None
    if row is None or content is None:
        raise UnknownDocument(field=field_name, value=str(number))
    return PaperFile(row, name, row.media_type, content)


def as_pdf(office: Installation, words: Sequence[PaperFile], field_name: str) -> list[PaperFile]:
    """Word documents as PDF, by one call of LibreOffice. Raises NoLibreOffice or PdfFailed."""
    made = words_as_pdf(office, [one.content for one in words], field_name)
    return [
        PaperFile(one.row, _pdf_name(one.name), PDF, content)
        for one, content in zip(words, made, strict=True)
    ]


def words_as_pdf(office: Installation, words: Sequence[bytes], field_name: str) -> list[bytes]:
    """The same of bytes alone."""
    from tasks.documents.fonts import put_fonts
    from tasks.documents.pdf import ConversionFailed, to_pdf

    fonts, seconds = (
        put_fonts(office.settings.home / "fonts"),
        office.settings.libreoffice_seconds,
    )
    try:
        return to_pdf(words, timeout=seconds, fonts=fonts)
    except ConversionFailed as error:
        raise PdfFailed(field=field_name, problem=str(error)) from error


def _pdf_name(name: str) -> str:
    """The file's name with another ending; a dot within the name ends nothing."""
    return f"{name.removesuffix(PurePath(name).suffix)}.pdf"
