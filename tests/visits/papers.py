"""The report of a visit, in Thai and English."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from config.words import both
from flows.engine.answers import answers_of
from flows.engine.installation import Job
from flows.engine.paper import NewPaper, PapersOf
from flows.papers.letterhead import paper_base
from registry.queries.people import person
from registry.rules.papers.common import Paper
from registry.rules.seats import Value
from tests.visits.effects import DRAFT_VISIT_REPORT
from tests.visits.gates import Found, VisitHeldV1


class FindingFacts(Value):
    """A body in words, and what was found about it."""

    about_th: str
    about_en: str
    what: str


class VisitReportFacts(Paper):
    """When, who was met, what was found."""

    held_on: date
    met: tuple[str, ...]
    findings: tuple[FindingFacts, ...]


def visit_report(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """What the instance's answer says."""
    given = answers_of(connection, job.instance, job.gates).last(VisitHeldV1)
    if given is None:
        raise LookupError(job.instance)
    said = given.answer
    met = (person(connection, ref, field="met").name.th for ref in said.met)
    findings = said.findings if isinstance(said.findings, tuple) else ()
    facts = VisitReportFacts(
        **paper_base(connection, job.district, job.on),
        held_on=said.held_on or given.on,
        met=tuple(met),
        findings=tuple(_finding(one) for one in findings),
    )
    yield NewPaper("visit_report", facts)


def _finding(one: Found) -> FindingFacts:
    body = both(f"body.{one.about}")
    return FindingFacts(about_th=body.th, about_en=body.en, what=one.what)


PAPERS: tuple[PapersOf, ...] = (
    PapersOf(DRAFT_VISIT_REPORT, visit_report, {"visit_report": VisitReportFacts}),
)
