"""How the declared effects are performed: each by one task, its papers and facts kept here."""

import json
from datetime import date
from typing import Any

from flows.deciding import Deciding
from flows.office import Made, Office, Task
from flows.perform import enter
from registry.journal import effect
from registry.records.documents import NewDocument
from registry.records.seats import raise_item
from registry.rules.effects import DraftInputs, DraftResult, ItemInputs
from registry.store import Write
from tasks.draft_appointment_order import WORD, draft_appointment_order

DRAFT = "appointment_order"


def _draft(office: Office, inputs: Any, _district: str, _on: date) -> Made:  # noqa: ANN401 — JSON
    asked = DraftInputs.model_validate(inputs)
    paper = draft_appointment_order(asked.facts, emblem=office.settings.emblem)
    return _drafted(asked, paper.content, paper.content_hash, paper.template_sha256, WORD)


def _drafted(
    asked: DraftInputs, content: bytes, content_hash: str, template: str | None, media_type: str
) -> Made:
    facts = asked.facts
    version, own_date = facts.draft_version or 1, facts.draft_date
    if own_date is None:
        msg = "a draft without its own date"
        raise ValueError(msg)
    document = NewDocument(
        kind=DRAFT,
        file_name=f"{facts.district}-{DRAFT}-v{version}.docx",
        media_type=media_type,
        own_date=own_date,
        content=content,
        content_hash=content_hash,
        status="draft",
        facts=facts.model_dump(mode="json"),
        template_sha256=template,
        version=version,
    )

    made = DraftResult(version=version, content_hash=content_hash)
    return Made(result=made.model_dump(mode="json"), documents=(document,))


def _raise_item(_office: Office, inputs: Any, _district: str, on: date) -> Made:  # noqa: ANN401 — JSON
    item = ItemInputs.model_validate(inputs)
    return Made(
        result={"subject": item.subject},
        facts=lambda write, entry_id: _put_item(write, item, on, entry_id),
    )


def _put_item(write: Write, item: ItemInputs, on: date, entry_id: int) -> None:
    raise_item(write, item.district, item.subject, on=on, entry_id=entry_id)


TASKS: dict[str, Task] = {
    "draft_appointment_order": _draft,
    "raise_provincial_item": _raise_item,
}


def by_hand(deciding: Deciding, effect_id: int, _entry_id: int) -> None:
    """What the machine could not do was done by hand: the paper that came is its result."""
    row = effect(deciding.write.connection, effect_id)
    if row is None:
        return
    paper = deciding.evidence[0]
    if row.effect == "draft_appointment_order":
        asked = DraftInputs.model_validate(json.loads(row.inputs))
        made = _drafted(asked, paper.content, paper.sha256, None, paper.media_type)
    else:
        made = TASKS[row.effect](deciding.office, json.loads(row.inputs), row.district_code, row.on)
    enter(deciding.office, deciding.write, row, made)
