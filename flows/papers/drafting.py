"""How the papers of an effect are drafted: facts, template, document, each with its version."""

from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256
from pathlib import PurePath
from typing import TypeAlias

from pydantic import BaseModel
from sqlalchemy import Connection

from config.words import Language
from flows.engine.installation import Installation, Job, Output, Task
from flows.engine.paper import NewPaper, PapersOf
from registry.queries.documents import newest_version
from registry.records.filing import NewDocument, Upload
from registry.rules.effects import MadePaper, PapersResult
from registry.rules.file_names import LONGEST, safe_file_name
from registry.rules.uploads import ENDINGS

Drafted: TypeAlias = Callable[[Installation, Connection, Job, NewPaper], tuple[NewDocument, ...]]
"""What makes one paper, in every language that it is made in."""


def drafting(papers: PapersOf, drafted: Drafted | None = None) -> Task:
    """The task of an effect that drafts these papers, as Word files where nothing else is said."""

    def draft(office: Installation, job: Job) -> Output:
        make = drafted or _word_drafts()
        with office.registry.reading() as connection:
            made = tuple(
                one
                for wanted in papers.make(connection, job)
                for one in make(office, connection, job, wanted)
            )
        return Output(_result(papers, made).model_dump(mode="json"), made)

    return draft


def _word_drafts() -> Drafted:
    # Loaded with the first draft: a command that makes none needs no Jinja, lxml and templates.
    from flows.papers.word_drafts import word_drafts  # noqa: PLC0415 — see above

    return word_drafts


def _result(papers: PapersOf, made: tuple[NewDocument, ...]) -> BaseModel:
    if not papers.one:
        return PapersResult(papers=tuple(one.file_name for one in made))
    named = next(one for one in made if one.language == "th")
    return MadePaper(version=named.version or 1, content_hash=named.content_hash)


def dated_facts(connection: Connection, job: Job, wanted: NewPaper) -> tuple[BaseModel, date, int]:
    """The facts as the draft prints them, its own date and its number."""
    facts = wanted.facts
    version = _version(connection, job, wanted.kind, wanted.subject, facts)
    own_date = getattr(facts, "draft_date", None) or job.on
    drafted = facts.model_copy(update={"draft_version": version, "draft_date": own_date})
    return drafted, own_date, version


def _version(
    connection: Connection, job: Job, kind: str, subject: str, facts: BaseModel | None
) -> int:
    """The number that the facts come with, as an order's do, else the next one of the paper."""
    given: int | None = getattr(facts, "draft_version", None)
    return given or 1 + newest_version(connection, job.instance, kind, subject)


def made_by_people(
    papers: PapersOf, connection: Connection, job: Job, files: Sequence[Upload]
) -> Output:
    """What people made where the machine could not: the first of the files is the one paper.

    Where an effect has many, their names are noted: the files stay with the decision.
    """
    if papers.one is None:
        names = tuple(one.file_name for one in files)
        return Output(PapersResult(papers=names).model_dump(mode="json"))
    paper, facts = files[0], papers.inputs_facts(job)
    version = _version(connection, job, papers.one, "", facts)
    name = file_name(job.district, papers.one, "", version, "th")
    document = NewDocument(
        kind=papers.one,
        file_name=str(PurePath(name).with_suffix(ENDINGS[paper.media_type])),
        media_type=paper.media_type,
        own_date=getattr(facts, "draft_date", None) or job.on,
        content=paper.content,
        content_hash=paper.sha256,
        status="draft",
        facts=facts.model_dump(mode="json") if facts else None,
        version=version,
    )
    return Output(_result(papers, (document,)).model_dump(mode="json"), (document,))


def file_name(district: str, kind: str, subject: str, version: int, language: Language) -> str:
    """What the paper is called as a file: district, kind, for whom, version, language.

    Of a long subject the beginning stands, and a mark of the whole: no two are called alike.
    """
    head = f"{district}-{kind}"
    tail = f"-v{version}" + ("" if language == "th" else f".{language}")
    room = LONGEST - len(head) - len(tail)
    whom = "-" + subject.replace("/", "-") if subject else ""
    if len(whom) > room:
        mark = sha256(subject.encode()).hexdigest()[:6]
        whom = f"{whom[: room - len(mark) - 1]}-{mark}"
    return safe_file_name(f"{head}{whom}{tail}.docx", empty=kind)
