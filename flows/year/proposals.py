"""The papers that ask for a line of the year's money: the project, its letter, a local plan's row.

A committee is no legal person: the district office proposes, and of a subsidy the state agency
that is to get it (practice.md 12).
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection

from config.words import both, say
from flows.engine.answers import answers_of, listed
from flows.engine.installation import Job
from flows.engine.paper import NewPaper
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
from flows.year.gates import BudgetNeedsV1, LocalPlan, NeedLine, Road
from registry.queries.offices import offices_of
from registry.queries.order_facts import signer_called
from registry.rules.baht import in_figures, in_words
from registry.rules.order_facts import Signer
from registry.rules.papers.budget import (
    LocalPlanRowFacts,
    MoneyRequest,
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
    project = ProjectFacts(
        **shared,
        signer=proposing(connection, job, line),
        approver=chief_signer(connection, job.district, job.on),
        granting_post_th=grantor.post_th,
    )
    yield NewPaper(SUBSIDY_REQUEST if subsidy else PROPOSAL, project, asked.need)
    if money.local_plan not in (None, LocalPlan.YES):
        yield NewPaper(LOCAL_PLAN_ROW, LocalPlanRowFacts(**shared), asked.need)


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
