"""The list of a folder of papers: each file with what it is, and whether it is the one that counts.

A file that was written stays. Where its paper was drafted anew since, or signed, another stands
beside it: the list says which of them counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from pathlib import Path

from config.words import LANGUAGES, say
from desk.views.paper_batch import newest, paper_key
from desk.views.paper_names import kind_label, paper_status
from flows.engine.installation import Declarations
from flows.papers.paper_forms import PaperForm, is_rendered, is_settled
from registry.partial_files import made_whole
from registry.queries.documents import SETTLED, DocumentRow
from registry.rules.file_names import safe_file_name
from registry.rules.uploads import WORD
from tasks.workbooks.publication_workbook import TableOfFigures, publication_csv

COLUMNS = ("number", "file", "what", "version", "on", "state", "counts")
Line = list[str | int | float]
Counting = dict[tuple[object, ...], DocumentRow]  # by what all versions have in common


class FileForm(StrEnum):
    """What a paper was when its file was written, as the name of the file ends."""

    SETTLED = ""
    DRAFT = "-draft"
    FAIR = "-fair"


@dataclass(frozen=True)
class FolderList:
    """The file of the list, and how many of the files it tells of count no more."""

    file: Path
    outdated: int


def form_of(declared: Declarations, row: DocumentRow, form: PaperForm) -> FileForm:
    """How a file of the paper ends that is written now; a scan is what it is."""
    if not is_rendered(row):
        return FileForm.SETTLED
    if form is PaperForm.FAIR:
        return FileForm.FAIR
    return FileForm.SETTLED if is_settled(declared, row) else FileForm.DRAFT


def folder_name(row: DocumentRow, form: FileForm, *, pdf: bool) -> str:
    """The file of the paper in a folder: by its number, which no other bears, and its form."""
    name = Path(safe_file_name(row.file_name, empty=row.kind))
    ending = ".pdf" if pdf and row.media_type == WORD else name.suffix
    return f"{row.id:06} {name.stem}{form}{ending}"


def write_list(declared: Declarations, rows: Sequence[DocumentRow], folder: Path) -> FolderList:
    """Write the list of those files of the folder that are papers of the registry.

    `rows` are all papers that the folder may hold, with their older versions. Raises OSError.
    """
    lines = [*_lines(declared, rows, {one.name for one in folder.iterdir()})]
    heads = tuple([say(f"folder_list.{one}", lang) for one in COLUMNS] for lang in LANGUAGES)
    about = [say("folder_list.about", lang) for lang in LANGUAGES]
    table = TableOfFigures(about, (heads[0], heads[1]), [line for line, _ in lines], [])
    file = folder / say("folder_list.name", "th")
    with made_whole(file, over=True) as part:
        part.write_bytes(publication_csv(table))
    return FolderList(file, sum(not counts for _, counts in lines))


def _lines(
    declared: Declarations, rows: Sequence[DocumentRow], there: set[str]
) -> Iterator[tuple[Line, bool]]:
    last = {paper_key(one): one for one in newest(rows)}
    settled = {paper_key(one): one for one in newest(r for r in rows if r.status in SETTLED)}
    for row in rows:
        for form, pdf in product(FileForm, (False, True)):
            name = folder_name(row, form, pdf=pdf)
            if name not in there:
                continue
            there.discard(name)  # of a scan both ways to write it are one
            newer = _newer(declared, row, form, (last, settled))
            yield _line(declared, row, name, newer and folder_name(*newer, pdf=pdf)), not newer


def _newer(
    declared: Declarations,
    row: DocumentRow,
    form: FileForm,
    counting: tuple[Counting, Counting],
) -> tuple[DocumentRow, FileForm] | None:
    """The paper that counts in the place of such a file; None where that one counts.

    A version that was signed counts until another is, whatever is drafted meanwhile. A draft and
    its fair copy count beside each other, until the paper is signed or where that is taken back.
    """
    now = form_of(declared, row, PaperForm.AS_IT_COUNTS)
    if form is not now and FileForm.SETTLED in (form, now):
        return row, now
    last, settled = (one.get(paper_key(row)) for one in counting)
    if row in (last, settled) or last is None:
        return None
    return last, form_of(declared, last, PaperForm.AS_IT_COUNTS)


def _line(declared: Declarations, row: DocumentRow, name: str, newer: str | None) -> Line:
    counts = say("folder_list.newer", "th", file=newer) if newer else say("folder_list.yes", "th")
    return [
        row.id, name, kind_label(row.kind, "th"), row.version, row.dated.named.th,
        say(paper_status(declared, row), "th"), counts,
    ]  # fmt: skip
