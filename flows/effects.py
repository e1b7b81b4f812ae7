"""How the declared effects are performed: each by one task, its papers and facts kept here."""

import json
from datetime import date

from config.words import Language
from flows.deciding import Deciding
from flows.office import Job, Made, Office, Task
from flows.papers.drafting import drafting, read_back, template_for
from flows.papers.table import PAPERS
from flows.perform import enter, job_of
from registry.journal import effect
from registry.records.documents import NewDocument
from registry.records.seats import raise_item
from registry.rules.effects import DraftInputs, DraftResult, ItemInputs
from registry.store import Write
from tasks.draft_appointment_order import draft_appointment_order
from tasks.draft_paper import WORD
from tasks.template import languages

DRAFT = "appointment_order"


def _draft(office: Office, job: Job) -> Made:
    """The order in every language that it has a template in; the Thai one is what is asked about.

    The paper in English is for information: it is kept beside it under the same version.
    """
    asked = DraftInputs.model_validate(job.inputs)
    with office.registry.reading() as session:
        templates = {
            language: template_for(session.connection(), job.district, DRAFT, language, job.on)
            for language in languages(DRAFT)
        }
    emblem = office.settings.emblem
    in_each = {
        language: draft_appointment_order(asked.facts, emblem=emblem, template=template)
        for language, template in templates.items()
    }
    read_back(asked.facts, DRAFT, in_each)
    documents = tuple(
        _document(asked, paper.content, paper.content_hash, paper.template_sha256, language)
        for language, paper in in_each.items()
    )
    return _made(asked, in_each["th"].content_hash, documents)


def _document(
    asked: DraftInputs,
    content: bytes,
    content_hash: str,
    template: str | None,
    language: Language = "th",
    media_type: str = WORD,
) -> NewDocument:
    facts = asked.facts
    version, own_date = facts.draft_version or 1, facts.draft_date
    if own_date is None:
        msg = "a draft without its own date"
        raise ValueError(msg)
    tail = "" if language == "th" else f".{language}"
    return NewDocument(
        kind=DRAFT,
        language=language,
        file_name=f"{facts.district}-{DRAFT}-v{version}{tail}.docx",
        media_type=media_type,
        own_date=own_date,
        content=content,
        content_hash=content_hash,
        status="draft",
        facts=facts.model_dump(mode="json"),
        template_sha256=template,
        version=version,
    )


def _made(asked: DraftInputs, content_hash: str, documents: tuple[NewDocument, ...]) -> Made:
    made = DraftResult(version=asked.facts.draft_version or 1, content_hash=content_hash)
    return Made(result=made.model_dump(mode="json"), documents=documents)


def _raise_item(_office: Office, job: Job) -> Made:
    item = ItemInputs.model_validate(job.inputs)
    return Made(
        result={"subject": item.subject},
        facts=lambda write, entry_id: _put_item(write, item, job.on, entry_id),
    )


def _put_item(write: Write, item: ItemInputs, on: date, entry_id: int) -> None:
    raise_item(write, item.district, item.subject, on=on, entry_id=entry_id)


TASKS: dict[str, Task] = {
    "draft_appointment_order": _draft,
    "raise_provincial_item": _raise_item,
    **{papers.effect: drafting(papers) for papers in PAPERS},
}


def by_hand(deciding: Deciding, effect_id: int, _entry_id: int) -> None:
    """What the machine could not do was done by hand: the paper that came is its result."""
    row = effect(deciding.write.connection, effect_id)
    if row is None:
        return
    paper = deciding.evidence[0]
    if row.effect == "draft_appointment_order":
        asked = DraftInputs.model_validate(json.loads(row.inputs))
        document = _document(asked, paper.content, paper.sha256, None, media_type=paper.media_type)
        made = _made(asked, paper.sha256, (document,))
    else:
        made = TASKS[row.effect](deciding.office, job_of(row))
    enter(deciding.office, deciding.write, row, made)
