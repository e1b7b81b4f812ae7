"""The plan as it would be printed, of the rows that are written now: a draft that nobody keeps."""

from sqlalchemy import Connection

from flows.engine.installation import Installation, Job
from flows.papers.word_drafts import read_back, template_for
from flows.plan.action_plan import action_plan_facts
from flows.plan.effects import ACTION_PLAN
from flows.plan.gates import PlanDraftV1
from flows.plan.working_copy import WorkingCopy
from flows.plan.writing import PlanIncomplete
from registry.rules.plan_effects import PlanPaperInputs
from tasks.documents.rendering import draft_paper

NO_DRAFT = 0  # its number: none of the drafts that are kept bears it


def sample_plan(office: Installation, connection: Connection, copy: WorkingCopy) -> bytes:
    """The plan's paper in Word, marked as a draft, of the rows that lack nothing.

    Raises PlanIncomplete where no row is whole yet.
    """
    at = copy.at
    if not copy.whole:
        raise PlanIncomplete(copy.keys, ", ".join(row.called for row in copy.rows) or "-")
    asked = PlanPaperInputs(
        district=at.district, year=copy.start.year, version=copy.start.version, turn=copy.turn,
        draft=1,
    )  # fmt: skip
    head = {name: text for name, text in (copy.head.body or {}).items() if text}
    said = PlanDraftV1.model_validate({**head, "rows": [*copy.whole]})
    job = Job(asked, at.district, at.instance, at.on, office.declared)
    facts = action_plan_facts(connection, job, asked, said)
    facts = facts.model_copy(update={"draft_version": NO_DRAFT, "draft_date": at.on})
    template = template_for(connection, at.district, ACTION_PLAN, "th", at.on)
    paper = draft_paper(template, facts, emblem=office.settings.emblem)
    read_back(facts, ACTION_PLAN, {"th": paper})
    return paper.content
