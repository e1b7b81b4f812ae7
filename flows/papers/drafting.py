"""How the papers of an effect are drafted: facts, template, document, each with its version."""

from collections.abc import Callable, Mapping, Sequence
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
from registry.queries.registry_identity import is_simulation
from registry.queries.templates import own_template
from registry.records.filing import NewDocument, Upload
from registry.rules.effects import MadePaper, PapersResult
from registry.rules.file_names import LONGEST, safe_file_name
from registry.rules.uploads import ENDINGS
from tasks.documents.proofreading import insist
from tasks.documents.rendering import WORD, DraftedPaper, draft_paper
from tasks.documents.template import Template, languages, load_template, sheet, template_of
from tasks.documents.template_mark import marked

SIMULATION = "page.simulation"  # what the papers of a simulation bear at their head

Drafted: TypeAlias = Callable[[Installation, Connection, Job, NewPaper], tuple[NewDocument, ...]]
"""What makes one paper, in every language that it is made in."""


def drafting(papers: PapersOf, drafted: Drafted | None = None) -> Task:
    """The task of an effect that drafts these papers, as Word files where nothing else is said."""
    make = drafted or _drafted

    def draft(office: Installation, job: Job) -> Output:
        with office.registry.reading() as session:
            connection = session.connection()
            made = tuple(
                one
                for wanted in papers.make(connection, job)
                for one in make(office, connection, job, wanted)
            )
        return Output(_result(papers, made).model_dump(mode="json"), made)

    return draft


def _result(papers: PapersOf, made: tuple[NewDocument, ...]) -> BaseModel:
    if not papers.one:
        return PapersResult(papers=tuple(one.file_name for one in made))
    named = next(one for one in made if one.language == "th")
    return MadePaper(version=named.version or 1, content_hash=named.content_hash)


def _drafted(
    office: Installation, connection: Connection, job: Job, wanted: NewPaper
) -> tuple[NewDocument, ...]:
    facts, own_date, version = dated_facts(connection, job, wanted)
    in_each: dict[Language, DraftedPaper] = {}
    for language in languages(wanted.kind):
        template = template_for(connection, job.district, wanted.kind, language, own_date)
        in_each[language] = draft_paper(template, facts, emblem=office.settings.emblem)
    read_back(facts, wanted.kind, in_each)
    return tuple(
        NewDocument(
            kind=wanted.kind,
            subject=wanted.subject,
            language=language,
            file_name=file_name(job.district, wanted.kind, wanted.subject, version, language),
            media_type=WORD,
            own_date=own_date,
            content=paper.content,
            content_hash=paper.content_hash,
            status="draft",
            facts=facts.model_dump(mode="json"),
            template_sha256=paper.template_sha256,
            version=version,
        )
        for language, paper in in_each.items()
    )


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


def read_back(facts: BaseModel, kind: str, in_each: Mapping[Language, DraftedPaper]) -> None:
    """Raises DocumentDefect where a paper of several languages does not say its facts."""
    insist(facts, sheet(kind), {language: paper.content for language, paper in in_each.items()})


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


def template_for(
    connection: Connection, district: str, kind: str, language: Language, on: date
) -> Template:
    """What papers of the kind are made from on that day; in a simulation they say what they are."""
    found = template_in_use(connection, district, kind, language, on)
    return marked(found, SIMULATION) if is_simulation(connection) else found


def template_in_use(
    connection: Connection, district: str, kind: str, language: Language, on: date
) -> Template:
    """The province's own template of the kind on that day, or the shipped one."""
    own = own_template(connection, district[:2], kind, language, on)
    if own is None:
        return load_template(kind, language)
    return template_of(kind, own, sheet(kind), language)
