"""The bytes of a paper as they are asked for: kept, fair copy, or PDF."""

from dataclasses import dataclass, field
from pathlib import PurePath

from desk.refusals import NoWordDocument, PdfFailed, UnknownDocument
from flows.fair_copy import fair_copy
from flows.office import Office
from registry.queries.documents import DocumentRow, content, document
from tasks.draft_paper import WORD

PDF = "application/pdf"


@dataclass(frozen=True)
class PaperFile:
    """A paper as a file."""

    row: DocumentRow
    name: str
    media_type: str
    content: bytes = field(repr=False)


def paper_file(
    office: Office, number: int, *, fair: bool, pdf: bool, names: tuple[str, str, str]
) -> PaperFile:
    """The paper of that number; `names` are what its caller calls number, fair copy and PDF.

    Raises UnknownDocument (or its bytes were taken out), NoFairCopy, NoWordDocument,
    NoLibreOffice, PdfFailed.
    """
    with office.registry.reading() as session:
        row = document(session.connection(), number)
        kept = content(session.connection(), row.sha256) if row else None
    if row is None or kept is None:
        raise UnknownDocument(field=names[0], value=str(number))
    if fair:
        kept = fair_copy(office, row.id)
    if not pdf:
        return PaperFile(row, row.file_name, row.media_type, kept)
    made = _as_pdf(office, kept, row.media_type, names[2])
    return PaperFile(row, f"{PurePath(row.file_name).stem}.pdf", PDF, made)


def _as_pdf(office: Office, kept: bytes, media_type: str, field_name: str) -> bytes:
    from tasks.fonts import build_fonts
    from tasks.pdf import ConversionFailed, to_pdf

    if media_type != WORD:
        raise NoWordDocument(field=field_name)
    fonts = build_fonts(office.settings.home / "fonts")
    try:
        return to_pdf([kept], timeout=office.settings.libreoffice_seconds, fonts=fonts)[0]
    except ConversionFailed as error:
        raise PdfFailed(field=field_name, problem=str(error)) from error
