"""What every page of a plan shows, and what the fields of its rows say in words."""

from config.words import Sentence
from desk.views.left_leads import LeadNotice, lead_notices_of
from desk.views.plan_summary import PlanSummary, group_label, plan_summary
from desk.views.plan_words import changes_in_words
from desk.web.frame.asking import Asking
from desk.web.frame.places import or_not_found, plan_place
from flows.plan.difference import changes_of
from flows.plan.gates import PLAN_DRAFT
from flows.plan.offers import asked_to_change
from flows.plan.rows import Quarter
from registry.queries.own_plans import own_plan
from registry.rules.rights import Verb


def summary_of(asking: Asking, plan: int) -> PlanSummary:
    """The plan; that it is one was settled at the door."""
    return or_not_found(plan_summary(asking.office, asking.connection, plan))


def plan_values(asking: Asking, seen: PlanSummary) -> dict[str, object]:
    """What every page of a plan shows."""
    district = seen.copy.at.district
    return {
        "seen": seen,
        "plan": seen.copy,
        "place": plan_place(seen.copy.at.instance),
        "district": asking.view.district(district),
        "quarters": tuple(Quarter),
        "group_label": group_label,
        "may_write": seen.copy.open and asking.may(Verb.PREPARE, district),
        "may_send": seen.copy.open and asking.may(Verb.RECORD, district, PLAN_DRAFT.recorders),
    }


def changes_told(seen: PlanSummary) -> dict[str, object]:
    """What the plan says otherwise than the draft, or the version, before it."""
    found = changes_of(seen.copy)
    return {"changes": found, "changes_said": [*changes_in_words(found, seen.context)]}


def may_amend(asking: Asking, seen: PlanSummary) -> bool:
    """Whether the next version may be begun: this one is the newest that was received."""
    start, on = seen.copy.start, asking.today
    newest = own_plan(asking.connection, start.district, start.year, on).newest
    return (
        newest is not None
        and newest.version == start.version
        and asking.may(Verb.START, start.district)
    )


def leads_left(asking: Asking, seen: PlanSummary) -> list[LeadNotice]:
    """What of the year's plan in force is led by seats that left, on a page of that version or of
    the next.
    """
    start = seen.copy.start
    found = lead_notices_of(asking.view, [start.district], start.year)
    return [one for one in found if start.version in (one.version, one.version + 1)]


def asked_items(seen: PlanSummary, row: str = "") -> list[Sentence]:
    """What was asked to change since the last draft, of one row or of all; while it is written."""
    return asked_to_change(seen.copy.at.answers, row) if seen.copy.open else []


def version_of(asking: Asking) -> int:
    """The version that the form began with; 0, which no row has, where that is no number."""
    said = asking.typed.get("version", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < len("1000000") else 0
