"""Papers on demand of an instance: what can be printed now, and the paper itself.

Nothing waits for them and nothing keeps them: each is told anew from the registry as of today.
What somebody signs comes as a draft, or as a fair copy to be signed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel
from sqlalchemy import Connection

from flows.engine.answers import Answers
from flows.engine.installation import Installation, Job
from flows.engine.paper import Printable, PrintedFor, Printing
from flows.papers.word_drafts import template_for
from registry.journal import EntryRow, InstanceRow
from registry.refusals import Refusal
from registry.rules.papers.common import SignedPaper
from tasks.documents.rendering import draft_paper

STOPPED = "stopped"


class NothingToPrint(Refusal):
    """The instance has no such paper to print, not yet, or not for that one."""


@dataclass(frozen=True)
class ReadyPaper:
    """A paper that can be printed, for whom; `signed`: it comes as a draft and as a fair copy."""

    kind: str
    whom: PrintedFor
    signed: bool


@dataclass(frozen=True)
class PrintedPaper:
    """A paper on demand as a Word file."""

    ready: ReadyPaper
    content: bytes = field(repr=False)


def ready_papers(
    office: Installation, connection: Connection, row: InstanceRow, rows: Sequence[EntryRow]
) -> tuple[ReadyPaper, ...]:
    """What can be printed of the instance today, kind by kind; `rows` are its entries."""
    if row.status == STOPPED:
        return ()
    at = _printing(office, connection, row, rows)
    return tuple(
        _ready(one, whom) for one in office.declared.printables.values() for whom in one.wanted(at)
    )


def printed_paper(
    office: Installation,
    connection: Connection,
    row: InstanceRow,
    rows: Sequence[EntryRow],
    *,
    kind: str,
    whom: str,
    fair: bool = False,
) -> PrintedPaper:
    """The paper of that kind for that key, as Word. Raises NothingToPrint."""
    at = _printing(office, connection, row, rows)
    printable = office.declared.printables.get(kind)
    wanted = printable.wanted(at) if printable and row.status != STOPPED else ()
    found = next((one for one in wanted if one.key == whom), None)
    if printable is None or found is None:
        raise NothingToPrint(field="kind", value=f"{kind} {whom}".strip())
    facts = _as_asked(printable.make(at, whom), at, fair=fair)
    template = template_for(connection, row.district, kind, "th", at.job.on)
    content = draft_paper(template, facts, emblem=office.settings.emblem).content
    return PrintedPaper(_ready(printable, found), content)


def _ready(printable: Printable, whom: PrintedFor) -> ReadyPaper:
    return ReadyPaper(printable.kind, whom, issubclass(printable.facts, SignedPaper))


def _printing(
    office: Installation, connection: Connection, row: InstanceRow, rows: Sequence[EntryRow]
) -> Printing:
    job = Job(None, row.district, row.id, office.registry.today, office.declared)
    return Printing(connection, row.process, job, Answers(rows, job.gates))


def _as_asked(facts: BaseModel, at: Printing, *, fair: bool) -> BaseModel:
    """A form is no draft of anything; what is signed is one until its fair copy."""
    if fair or not isinstance(facts, SignedPaper):
        return facts
    return facts.model_copy(update={"draft_version": 1, "draft_date": at.job.on})
