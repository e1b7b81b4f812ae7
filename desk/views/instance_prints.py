"""Papers on demand of an instance: which can be printed now, and each as a file."""

from dataclasses import dataclass, field

from sqlalchemy import Connection

from config.words import Language, say, written
from desk.views.paper_file import PDF, words_as_pdf
from flows.decisions.refusals import UnknownInstance
from flows.engine.installation import Installation
from flows.papers.printing import ReadyPaper, printed_paper, ready_papers
from registry.journal import InstanceRow, entries, instance
from registry.queries.areas import names
from registry.rules.file_names import safe_name
from registry.rules.uploads import WORD

LONGEST = 75  # signs of a name: three bytes each, and Linux takes 255 of a name


@dataclass(frozen=True)
class PrintedFile:
    """A paper on demand as a file."""

    ready: ReadyPaper
    name: str
    media_type: str
    content: bytes = field(repr=False)


def instance_prints(
    office: Installation, connection: Connection, number: int
) -> tuple[ReadyPaper, ...]:
    """What can be printed of the instance today. Raises UnknownInstance."""
    row = _known(connection, number)
    return ready_papers(office, connection, row, entries(connection, number))


def print_label(paper: ReadyPaper, language: Language) -> str:
    """A paper in a list: its kind, and for whom or for what it is."""
    return " · ".join((say(f"document_kind.{paper.kind}", language), *_whom(paper, language)))


def _whom(paper: ReadyPaper, language: Language) -> list[str]:
    told = (paper.whom.group, paper.whom.name)
    return [written(one, language) for one in told if one is not None]


def printed_file(
    office: Installation,
    connection: Connection,
    number: int,
    *,
    kind: str,
    whom: str,
    fair: bool,
    pdf: bool,
    pdf_field: str,
) -> PrintedFile:
    """The paper as Word, or as PDF by LibreOffice; `pdf_field` is what the caller calls that.

    Raises UnknownInstance, NothingToPrint, NoLibreOffice and PdfFailed.
    """
    row = _known(connection, number)
    made = printed_paper(
        office, connection, row, entries(connection, number), kind=kind, whom=whom, fair=fair
    )
    name = _file_name(connection, row, made.ready, fair=fair)
    if not pdf:
        return PrintedFile(made.ready, f"{name}.docx", WORD, made.content)
    (content,) = words_as_pdf(office, [made.content], pdf_field)
    return PrintedFile(made.ready, f"{name}.pdf", PDF, content)


def _known(connection: Connection, number: int) -> InstanceRow:
    row = instance(connection, number)
    if row is None:
        raise UnknownInstance(field="instance", value=str(number))
    return row


def _file_name(connection: Connection, row: InstanceRow, paper: ReadyPaper, *, fair: bool) -> str:
    """Kind and district, for whom, and whether a signed paper is a draft or its fair copy."""
    district = names(connection, {row.district})[row.district].th
    state = say(f"page.print.{'fair' if fair else 'draft'}", "th") if paper.signed else ""
    kind = say(f"document_kind.{paper.kind}", "th")
    said = " ".join(one for one in (kind, state, district, *_whom(paper, "th")) if one)
    return safe_name(said, empty=paper.kind, longest=LONGEST)
