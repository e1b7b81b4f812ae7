"""A paper as a Word file: template, document in each language, read back against the facts."""

from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel
from sqlalchemy import Connection

from config.words import Language
from flows.engine.installation import Installation, Job
from flows.engine.paper import NewPaper
from flows.papers.drafting import dated_facts, file_name
from registry.queries.added_districts import unverified_within
from registry.queries.registry_identity import is_simulation
from registry.queries.templates import own_template
from registry.records.filing import NewDocument
from registry.rules.uploads import WORD
from tasks.documents.proofreading import insist
from tasks.documents.rendering import DraftedPaper, draft_paper
from tasks.documents.template import Template, load_template, sheet, template_of
from tasks.documents.template_folders import languages
from tasks.documents.template_mark import marked

SIMULATION = "page.simulation"  # what the papers of a simulation bear at their head
UNVERIFIED = "area.unverified_paper"  # and those about a district that too few sources tell of


def word_drafts(
    office: Installation, connection: Connection, job: Job, wanted: NewPaper
) -> tuple[NewDocument, ...]:
    """The paper as a Word file in each of its languages. Raises DocumentDefect."""
    facts, own_date, version = dated_facts(connection, job, wanted)
    in_each: dict[Language, DraftedPaper] = {}
    for language in languages(wanted.kind):
        template = template_for(connection, job.district, wanted.kind, language, own_date)
        in_each[language] = draft_paper(template, facts, emblem=office.settings.emblem)
    read_back(facts, wanted.kind, in_each)
    said = facts.model_dump(mode="json")
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
            facts=said,
            template_sha256=paper.template_sha256,
            version=version,
        )
        for language, paper in in_each.items()
    )


def read_back(facts: BaseModel, kind: str, in_each: Mapping[Language, DraftedPaper]) -> None:
    """Raises DocumentDefect where a paper of several languages does not say its facts."""
    insist(facts, sheet(kind), {language: paper.content for language, paper in in_each.items()})


def template_for(
    connection: Connection, district: str, kind: str, language: Language, on: date
) -> Template:
    """What papers of the kind are made from on that day; in a simulation they say what they are.

    A paper of a district that was added, or of its province, says so until that is verified.
    """
    found = template_in_use(connection, district, kind, language, on)
    if unverified_within(connection, district):
        found = marked(found, UNVERIFIED)
    return marked(found, SIMULATION) if is_simulation(connection) else found


def template_in_use(
    connection: Connection, district: str, kind: str, language: Language, on: date
) -> Template:
    """The province's own template of the kind on that day, or the shipped one."""
    own = own_template(connection, district[:2], kind, language, on)
    if own is None:
        return load_template(kind, language)
    return template_of(kind, own, sheet(kind), language, own=True)
