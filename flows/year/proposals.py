"""The papers that ask for a line of the year's money: the project, its letter, a local plan's row.

A committee is no legal person: the district office proposes, and of a subsidy the state agency
that is to get it (practice.md 12).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Connection

from config.words import Named, both, say
from flows.engine.answers import answered_rows, answers_of, listed
from flows.engine.installation import Job
from flows.engine.instance_start import start_of
from flows.engine.paper import NewPaper, Printable, PrintedFor, Printing
from flows.meeting.paper_facts import text_or_none
from flows.papers.addressee import head_of_agency
from flows.papers.letterhead import (
    chief_signer,
    chiefs_letter,
    district_letterhead,
    focal_point_signer,
    paper_base,
)
from flows.papers.members import unit_names
from flows.plan.leads import plan_seats
from flows.plan.wording import paragraphs_of, with_unit
from flows.year.gates import BudgetNeedsV1, LocalPlan, NeedLine, Road
from flows.year.process import ANNUAL_CYCLE, YearStart
from registry.queries.offices import offices_of
from registry.queries.order_facts import signer_called
from registry.queries.plans import newest_rows
from registry.rules.baht import in_figures, in_words
from registry.rules.order_facts import Signer
from registry.rules.papers.budget import (
    LocalPlanRowFacts,
    MoneyRequest,
    PlannedProject,
    ProjectFacts,
    ProposalLetterFacts,
)
from registry.rules.plan_effects import NeedInputs

PROPOSAL, SUBSIDY_REQUEST = "budget_proposal", "subsidy_request"
PROPOSAL_LETTER, LOCAL_PLAN_ROW = "proposal_letter", "local_plan_row"


class Grantor(NamedTuple):
    """Who may grant the money, and the post at its head."""

    called_th: str
    post_th: str


def proposal_papers(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The project and its letter; the row of the local plan where it does not stand there yet."""
    asked = NeedInputs.model_validate(job.inputs)
    line = line_of(connection, job, asked.need)
    grantor = grantor_of(connection, job, line.office)
    money = money_asked(line, grantor)
    subsidy = line.road is Road.SUBSIDY
    letter = ProposalLetterFacts(
        **chiefs_letter(connection, job.district, job.on),
        to_th=grantor.post_th,
        year=asked.year,
        asked=money,
        subsidy=subsidy,
    )
    yield NewPaper(PROPOSAL_LETTER, letter, asked.need)
    shared: dict[str, Any] = {
        **paper_base(connection, job.district, job.on),
        "year": asked.year,
        "asked": money,
        "proposer_th": proposer(connection, job, line),
    }
    project = project_of(connection, job, line, asked.year)
    yield NewPaper(SUBSIDY_REQUEST if subsidy else PROPOSAL, project, asked.need)
    if money.local_plan not in (None, LocalPlan.YES):
        yield NewPaper(LOCAL_PLAN_ROW, LocalPlanRowFacts(**shared), asked.need)


def project_of(connection: Connection, job: Job, line: NeedLine, year: int) -> ProjectFacts:
    """The project that the line asks money for, with what the year's plan says of it by then."""
    grantor = grantor_of(connection, job, line.office)
    return ProjectFacts(
        **paper_base(connection, job.district, job.on),
        year=year,
        asked=money_asked(line, grantor),
        proposer_th=proposer(connection, job, line),
        signer=proposing(connection, job, line),
        approver=chief_signer(connection, job.district, job.on),
        granting_post_th=grantor.post_th,
        planned=planned_for(connection, job, line.key, year),
    )


def planned_for(connection: Connection, job: Job, need: str, year: int) -> PlannedProject | None:
    """What the row says that the money is for; None where no row is for it, or several are."""
    rows = [one for one in newest_rows(connection, job.district, year, job.on) if one.need == need]
    if len(rows) != 1:
        return None
    (row,) = rows
    words = next((one for one in answered_rows(connection, row.entry) if one["key"] == row.key), {})
    counted = row.target is not None and not row.survivors
    lead = plan_seats(connection, job.district, job.on).get(row.lead)
    return PlannedProject(
        aim=paragraphs_of(words.get("aim")),
        target_group=text_or_none(words.get("target_group")),
        target=with_unit(row.target, words.get("unit")) if counted and row.target else None,
        quarters=tuple(int(one.removeprefix("q")) for one in row.quarters.split(",") if one),
        starts=_day(words.get("starts")),
        ends=_day(words.get("ends")),
        places=paragraphs_of(words.get("places")),
        indicator=text_or_none(words.get("indicator")),
        lead_th=lead.title.th if lead else None,
    )


def _day(said: object) -> date | None:
    return date.fromisoformat(said) if isinstance(said, str) and said else None


def of_planned_lines(at: Printing, *, subsidy: bool) -> Iterator[PrintedFor]:
    """The lines of money that a row of the year's plan is for: their project is printed with it."""
    asked = at.answers.last(BudgetNeedsV1) if at.process == ANNUAL_CYCLE.key else None
    if asked is None:
        return
    year = start_of(at.answers.entries, YearStart).year
    rows = newest_rows(at.connection, at.job.district, year, at.job.on)
    planned = {one.need for one in rows}
    for line in listed(asked.answer.rows):
        if line.key in planned and (line.road is Road.SUBSIDY) is subsidy:
            called = text_or_none(line.title) or line.key
            yield PrintedFor(line.key, Named(called, called))


def planned_project(at: Printing, need: str) -> ProjectFacts:
    """The project of the line, told anew."""
    year = start_of(at.answers.entries, YearStart).year
    line = line_of(at.connection, at.job, need)
    return project_of(at.connection, at.job, line, year)


PROJECTS: tuple[Printable, ...] = tuple(
    Printable(kind, ProjectFacts, partial(of_planned_lines, subsidy=subsidy), planned_project)
    for kind, subsidy in ((PROPOSAL, False), (SUBSIDY_REQUEST, True))
)


def line_of(connection: Connection, job: Job, key: str) -> NeedLine:
    """The line of money in the words of the journal; LookupError where they were redacted."""
    needs = answers_of(connection, job.instance, job.gates).decided(BudgetNeedsV1).answer
    lines: tuple[NeedLine, ...] = listed(needs.rows)
    found = next((one for one in lines if one.key == key), None)
    if found is None:
        raise LookupError(key)
    return found


def grantor_of(connection: Connection, job: Job, key: str) -> Grantor:
    """A local government by its office, or an agency; by its key where nobody knows it."""
    name = unit_names(connection, job.district, job.on, (key,)).get(key)
    office = next(
        (one for one in offices_of(connection, job.district, job.on) if one.ref == key), None
    )
    if office is not None:
        return Grantor(name or office.called.th, office.called.th)
    return Grantor(name or key, head_of_agency(connection, job.district, key, name or key))


def money_asked(line: NeedLine, grantor: Grantor) -> MoneyRequest:
    """What the line asks for."""
    local = line.road is not Road.DONOR
    return MoneyRequest(
        title=_project(text_or_none(line.title) or both("word.not_recorded").th),
        amount=in_figures(line.amount),
        amount_words=in_words(line.amount),
        grantor_th=grantor.called_th,
        recipient=text_or_none(line.recipient) if line.road is Road.SUBSIDY else None,
        local_plan=line.local_plan.value if local else None,
    )


def _project(title: str) -> str:
    """The title of a line as that of the project that is enclosed."""
    named = say("plan_paper.project", "th", title=title)
    return title if title.startswith(named.removesuffix(title)) else named


def proposer(connection: Connection, job: Job, line: NeedLine) -> str:
    """Which office proposes: of a subsidy who is to get it, else the district's."""
    if line.road is Road.SUBSIDY:
        return text_or_none(line.recipient) or both("letters.not_given").th
    return district_letterhead(connection, job.district, job.on).office_th


def proposing(connection: Connection, job: Job, line: NeedLine) -> Signer:
    """Who signs for the proposing office: of another agency its head, by hand."""
    if line.road is Road.SUBSIDY:
        return signer_called(None, both("plan_paper.head_of_recipient"))
    return focal_point_signer(connection, job.district, job.on)
