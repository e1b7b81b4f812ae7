"""Papers taken along as one batch: a .zip of Word files, drafts, fair copies, or PDFs."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from desk.views.paper_file import PaperFile, as_pdf, word_or_scan
from flows.engine.installation import Installation
from flows.papers.fair_copy import NoFairCopy
from flows.papers.paper_forms import PaperForm
from registry.queries.documents import DocumentRow
from registry.refusals import Refusal
from registry.rules.file_names import safe_file_name
from registry.rules.uploads import WORD

MOST_PAPERS = 200
MOST_BYTES = 100 * 1024 * 1024  # of the papers before they are packed
FIRST_DAY = date(1980, 1, 1)  # a .zip knows no earlier one
ZIP = "application/zip"


class NoPapersChosen(Refusal):
    """Nothing was ticked: there is nothing to pack."""


class TooManyPapers(Refusal):
    """More papers, or larger ones, than go into one batch."""


@dataclass(frozen=True)
class Batch:
    """The packed papers, and which they are."""

    rows: tuple[DocumentRow, ...]
    content: bytes = field(repr=False)

    @property
    def target(self) -> str:
        """What the log of attempts names."""
        return target_of(self.rows)


def target_of(rows: Iterable[DocumentRow]) -> str:
    """Papers that leave the house together, as the log of attempts names them."""
    return f"documents/{','.join(str(one.id) for one in rows)}"


def newest(rows: Iterable[DocumentRow]) -> list[DocumentRow]:
    """The newest version of each paper; every scan is a paper of its own."""
    return list({paper_key(one): one for one in rows}.values())


def paper_key(row: DocumentRow) -> tuple[object, ...]:
    """What all versions of a paper have in common, and no other paper has."""
    key = (row.instance, row.kind, row.subject, row.language)
    return (*key, row.id) if row.facts_id is None else key


def batch(
    office: Installation,
    numbers: Sequence[int],
    *,
    field_name: str,
    form: PaperForm = PaperForm.AS_IT_COUNTS,
    pdf: bool = False,
) -> Batch:
    """Pack the papers of these numbers, each once, in their order.

    In the form asked for, where a paper has it: a scan stays as it is. `pdf`: Word files as
    PDF, by one call of LibreOffice. `field_name` is what the caller calls the choice. Raises
    NoPapersChosen, TooManyPapers, UnknownDocument, NoLibreOffice, PdfFailed.
    """
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        raise NoPapersChosen(field=field_name)
    if len(wanted) > MOST_PAPERS:
        raise TooManyPapers(field=field_name, most=MOST_PAPERS, megabytes=_megabytes())
    files: list[PaperFile] = []
    left = MOST_BYTES
    for number in wanted:
        files.append(in_form(office, number, form, field_name))
        left -= len(files[-1].content)
        if left < 0:  # the rest is not read: two hundred scans may be gigabytes
            raise TooManyPapers(field=field_name, most=MOST_PAPERS, megabytes=_megabytes())
    if pdf:
        words = [one for one in files if one.row.media_type == WORD]
        pages = {one.row.id: one for one in as_pdf(office, words, field_name)}
        files = [pages.get(one.row.id, one) for one in files]
    return Batch(tuple(one.row for one in files), _packed(files))


def _megabytes() -> int:
    return MOST_BYTES // (1024 * 1024)


def in_form(office: Installation, number: int, form: PaperForm, field_name: str) -> PaperFile:
    """The paper in that form, as far as it has it: of a scan there is no fair copy."""
    try:
        return word_or_scan(office, number, form, field_name)
    except NoFairCopy:
        return word_or_scan(office, number, PaperForm.AS_IT_COUNTS, field_name)


def _packed(files: Sequence[PaperFile]) -> bytes:
    made = io.BytesIO()
    names = unique_names([(one.name, f"paper-{one.row.id}") for one in files])
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        for one, name in zip(files, names, strict=True):
            day = max(one.row.own_date, FIRST_DAY)
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            pack.writestr(entry, one.content)
    return made.getvalue()


def unique_names(wanted: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Names that every system takes, none twice, whatever its letters' case.

    `wanted` are a file's name, and what it is called where nothing is left of that.
    """
    taken: set[str] = set()
    for text, empty in wanted:
        safe = safe_file_name(text, empty=empty)
        path, name, number = PurePath(safe), safe, 2
        while name.casefold() in taken:
            name, number = f"{path.stem} ({number}){path.suffix}", number + 1
        taken.add(name.casefold())
        yield name
