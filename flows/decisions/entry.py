"""What a decision leaves behind in the journal: its entry, and the papers that came with it."""

from datetime import date

from flows.engine.decision import Deciding, Decision
from registry.journal import InstanceRow, NewEntry
from registry.queries.classified_papers import NAMED
from registry.records.filing import EVIDENCE, NewDocument, Upload, keep
from registry.rules.plain_values import Json
from registry.transaction import Write


def entry_of(deciding: Deciding, decision: Decision) -> NewEntry:
    """The decision as an entry, with the very holding that its decider was found by."""
    body: dict[str, Json] = {
        "answer": deciding.answer.model_dump(mode="json"),
        "evidence": [file.sha256 for file in deciding.evidence],
        "holding": deciding.by.holding,
    }
    if deciding.classified:
        body[NAMED] = [*deciding.classified]
    if decision.reason:
        body["reason"] = decision.reason
    return NewEntry(
        kind="decision",
        path=deciding.open.path,
        gate=deciding.gate.key,
        form_version=deciding.gate.form_version,
        act_date=deciding.decided_on,
        decided_by=deciding.by.office,
        person_id=deciding.by.person,
        capacity=deciding.by.capacity,
        recorded_by=deciding.recorder.id,
        about=deciding.open.about,
        body=body,
    )


def keep_evidence(deciding: Deciding, entry_id: int) -> None:
    """Keep the papers that came with the decision."""
    keep_scans(
        deciding.write,
        deciding.instance,
        entry_id,
        deciding.gate.key,
        deciding.evidence,
        deciding.recorder.id,
        deciding.decided_on,
    )


def keep_scans(
    write: Write,
    row: InstanceRow,
    entry_id: int,
    gate: str,
    files: tuple[Upload, ...],
    attested_by: int,
    own_date: date,
) -> None:
    """Keep scans as evidence of an entry; who uploads them attests them."""
    for file in files:
        keep(
            write,
            row.district,
            row.id,
            entry_id,
            NewDocument(
                kind=f"scan.{gate}",
                file_name=file.file_name,
                media_type=file.media_type,
                own_date=own_date,
                content=file.content,
                content_hash=file.sha256,
                status=EVIDENCE,
                attested_by=attested_by,
            ),
        )
