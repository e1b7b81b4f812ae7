"""Papers in a folder, a file each: hundreds of letters to be printed, also as PDF.

Each file is written whole or not at all, and what is there is left: a run that was killed goes on
with those that it had not made. A paper that was drafted anew, or signed, since stands beside the
file that was written of it before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.views.folder_list import folder_name, form_of
from desk.views.paper_batch import in_form, target_of
from desk.views.paper_file import PaperFile, UnknownDocument, as_pdf
from flows.engine.installation import Installation
from flows.papers.paper_forms import PaperForm
from registry.partial_files import made_whole
from registry.queries.documents import DocumentRow
from registry.rules.uploads import WORD

AT_ONCE = 25  # papers: so many PDFs one call of LibreOffice makes


@dataclass(frozen=True)
class Portion:
    """Papers that were written, and those whose bytes were taken out of the registry."""

    written: int
    gone: int


def write_papers(
    office: Installation,
    rows: Sequence[DocumentRow],
    folder: Path,
    *,
    form: PaperForm,
    pdf: bool,
    field_name: str,
) -> Iterator[Portion]:
    """Write those of the papers that are not there yet, and answer portion by portion.

    Word files as PDF where `pdf` says so. Raises NoLibreOffice, PdfFailed or OSError: what was
    written until then stays.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        row.id: folder / folder_name(row, form_of(office.declared, row, form), pdf=pdf)
        for row in rows
    }
    missing = [row for row in rows if not files[row.id].exists()]
    for first in range(0, len(missing), AT_ONCE):
        some = missing[first : first + AT_ONCE]
        found = [made for row in some if (made := _found(office, row, form, field_name))]
        words = [one for one in found if pdf and one.media_type == WORD]
        # Said before the first byte is written: what a redaction takes out is told where it went.
        office.registry.note_attempt(
            actor="", target=target_of(one.row for one in found), code="download"
        )
        pages = {one.row.id: one for one in as_pdf(office, words, field_name)} if words else {}
        for one in found:
            with made_whole(files[one.row.id]) as part:
                part.write_bytes(pages.get(one.row.id, one).content)
        yield Portion(len(found), len(some) - len(found))


def _found(
    office: Installation, row: DocumentRow, form: PaperForm, field_name: str
) -> PaperFile | None:
    try:
        return in_form(office, row.id, form, field_name)
    except UnknownDocument:
        return None
