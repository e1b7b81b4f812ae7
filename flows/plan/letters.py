"""The letters about a plan: the Chief submits it, the province asks to adjust rows of it."""

from collections.abc import Iterable

from sqlalchemy import Connection

from flows.engine.answers import Answers, CurrentAnswer, answers_of, listed
from flows.engine.installation import Job
from flows.engine.paper import NewPaper
from flows.meeting.paper_facts import text_or_none
from flows.papers.addressee import governor, head_of_psdhs
from flows.papers.letterhead import chiefs_letter, provinces_letter
from flows.papers.references import referred_to
from flows.plan.action_plan import resolution_on
from flows.plan.gates import (
    Endorsed,
    PlanDraftV1,
    PlanReceivedV1,
    PlanSentV1,
    Reception,
)
from flows.plan.leads import plan_seats, units_of
from flows.plan.offers import said_by_units
from flows.plan.rows import PlanRow
from flows.plan.wording import day_or_none, numbered, total
from registry.rules.baht import in_figures, in_words
from registry.rules.papers.plan_letters import AdjustmentFacts, RemarkedRow, SubmissionFacts
from registry.rules.plan_effects import SentPlanInputs

PLAN_LETTER, ADJUSTMENT_LETTER = "plan_letter", "adjustment_letter"


def plan_letter(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The Chief submits the plan that was signed to the Governor."""
    asked = SentPlanInputs.model_validate(job.inputs)
    answers = answers_of(connection, job.instance, job.gates)
    said = answers.decided(PlanDraftV1, turn=asked.turn).answer
    rows: tuple[PlanRow, ...] = listed(said.rows)
    units = set(units_of(rows, plan_seats(connection, job.district, job.on)))
    adjustment = adjustment_before(answers)
    facts = SubmissionFacts(
        **chiefs_letter(connection, job.district, job.on),
        to_th=governor(connection, job.district),
        through_th=head_of_psdhs(connection, job.district),
        year=asked.year,
        amendment=asked.version - 1 or None,
        earlier=referred_to(adjustment.answer.paper if adjustment else None),
        resolution=resolution_on(answers, asked.turn),
        count=len(rows),
        total=in_figures(total(rows)),
        total_words=in_words(total(rows)),
        asked=len(units),
        endorsed=len(units & endorsing(answers)),
    )
    yield NewPaper(PLAN_LETTER, facts)


def endorsing(answers: Answers) -> set[str]:
    """The units whose heads endorsed their part."""
    return {unit for unit, said in said_by_units(answers).items() if said is Endorsed.ENDORSED}


def adjustment_before(answers: Answers) -> CurrentAnswer[PlanReceivedV1] | None:
    """The last time that the province asked to adjust the plan."""
    found = answers.last(PlanReceivedV1)
    return found if found and found.answer.result is Reception.ADJUST else None


def adjustment_letter(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The province asks the district to adjust rows, with its reasons (practice.md 10)."""
    asked = SentPlanInputs.model_validate(job.inputs)
    answers = answers_of(connection, job.instance, job.gates)
    said = answers.decided(PlanReceivedV1, turn=asked.turn).answer
    drafted = answers.decided(PlanDraftV1, turn=asked.turn).answer
    rows = {row.key: (number, row) for number, row in numbered(listed(drafted.rows))}
    remarks = [
        RemarkedRow(
            number=rows[one.row][0],
            activity=text_or_none(rows[one.row][1].activity),
            wanted=text_or_none(one.asked),
            why=text_or_none(one.why),
        )
        for one in listed(said.remarks)
        if one.row in rows
    ]
    submitted = answers.last(PlanSentV1, turn=asked.turn)
    facts = AdjustmentFacts(
        **provinces_letter(connection, job.district, job.on),
        year=asked.year,
        amendment=asked.version - 1 or None,
        earlier=referred_to(submitted.answer.paper if submitted else None),
        remarks=tuple(sorted(remarks, key=lambda one: one.number)),
        until=day_or_none(said.until),
    )
    yield NewPaper(ADJUSTMENT_LETTER, facts)
