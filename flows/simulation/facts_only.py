"""An installation whose papers are recorded by their facts: nothing is rendered."""

import hashlib
import json
from dataclasses import replace
from functools import cache

from sqlalchemy import Connection

from config.settings import HERE
from flows.engine.installation import Installation, Job
from flows.engine.paper import NewPaper
from flows.papers.drafting import dated_facts, drafting
from registry.records.filing import NewDocument, Upload

PAGE = HERE / "simulation.pdf"
PDF = "application/pdf"


@cache
def page() -> bytes:
    """The page that stands for every paper and every scan."""
    return PAGE.read_bytes()


def without_rendering(office: Installation) -> Installation:
    """The installation with papers that are one page, which says that this is a simulation."""
    tasks = {key: drafting(papers, _facts_of) for key, papers in office.declared.papers.items()}
    declared = replace(office.declared, tasks={**office.declared.tasks, **tasks})
    return replace(office, declared=declared)


def _facts_of(
    _office: Installation, connection: Connection, job: Job, wanted: NewPaper
) -> tuple[NewDocument, ...]:
    """The Thai paper's facts; its content hash is theirs, so that other facts are another draft."""
    facts, own_date, version = dated_facts(connection, job, wanted)
    said = facts.model_dump(mode="json")
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True)
    paper = NewDocument(
        kind=wanted.kind,
        subject=wanted.subject,
        file_name=PAGE.name,
        media_type=PDF,
        own_date=own_date,
        content=page(),
        content_hash=hashlib.sha256(canonical.encode()).hexdigest(),
        status="draft",
        facts=said,
        version=version,
    )
    return (paper,)


def scan() -> Upload:
    """The page as what stands for a scan."""
    return Upload(PAGE.name, PDF, page())
