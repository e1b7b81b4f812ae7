"""The package: what whoever comes into office finds on the first day, made from the registry."""

from collections.abc import Iterable

from pydantic import BaseModel
from sqlalchemy import Connection

from flows.engine.installation import Job
from flows.engine.paper import NewPaper, PapersOf
from flows.handover.effects import ASSEMBLE_PACKAGE, FREEZE_PACKAGE
from flows.handover.package_facts import package_of
from registry.rules.handover import ANNEX, PAGE_ONE, PackageInputs
from registry.rules.papers.package import Annex, PageOne


def package(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """Page one and its annex, as of the day in office; ahead of it as of the day they are made.

    Where the rotation was told of after its day, as of the day of telling, which is their date.
    """
    asked = PackageInputs.model_validate(job.inputs)
    on = asked.told or min(asked.on, job.on)
    made = package_of(
        connection, asked.district, on, job.declared, known=asked.known, entry=max(on, asked.on)
    )
    dated = {"draft_date": asked.told}
    yield NewPaper(PAGE_ONE, made.page_one.model_copy(update=dated))
    yield NewPaper(ANNEX, made.annex.model_copy(update=dated))


FACTS: dict[str, type[BaseModel]] = {PAGE_ONE: PageOne, ANNEX: Annex}
PAPERS: tuple[PapersOf, ...] = (
    PapersOf(ASSEMBLE_PACKAGE, package, FACTS),
    PapersOf(FREEZE_PACKAGE, package, FACTS, one=PAGE_ONE),
)
