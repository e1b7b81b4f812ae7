"""Which office answers at which gate of a simulation, and what it says."""

from collections.abc import Callable
from typing import NamedTuple

from flows.engine.offers import Proposal
from flows.simulation import (
    establishing as first,
    handover_answers as handed,
    happened_answers as happened,
    meeting_answers as met,
    year_answers as year,
)
from flows.simulation.step import Step
from registry.rules.district_offices import CHIEF, FOCAL_POINT

PSDHS = "psdhs_coordinator"
LAO, HEAD = "lao_president", "agency_head"


class ScriptedStep(NamedTuple):
    """Whose time a step takes, what is said there; the Chief's and the coordinator's in their name.

    What the heads of agencies say the focal point hands in. `scanned`: with a scan, though the
    gate does not insist on one.
    """

    office: str
    says: Callable[[Step], Proposal | None]
    on_its_day: bool = False
    scanned: bool = False

    @property
    def decider(self) -> str:
        """In whose name it is decided."""
        return self.office if self.office in {CHIEF, PSDHS} else FOCAL_POINT


def _meeting(prefix: str, day: str, held: str) -> dict[str, ScriptedStep]:
    return {
        day: ScriptedStep(CHIEF, met.agreed_day),
        f"{prefix}invitation": ScriptedStep(FOCAL_POINT, met.sent),
        held: ScriptedStep(FOCAL_POINT, met.meeting, on_its_day=True),
        f"{prefix}acknowledgement": ScriptedStep(FOCAL_POINT, met.acknowledgement),
        f"{prefix}minutes": ScriptedStep(FOCAL_POINT, met.minutes),
        f"{prefix}minutes_sent": ScriptedStep(FOCAL_POINT, met.sent),
        f"{prefix}minutes_adopted": ScriptedStep(HEAD, met.minutes_adopted),
    }


def _trainings(prefix: str) -> dict[str, ScriptedStep]:
    return {
        f"{prefix}capacity_plan": ScriptedStep(FOCAL_POINT, met.capacity_plan),
        f"{prefix}capacity_agreed": ScriptedStep(FOCAL_POINT, met.capacity_agreed),
        f"{prefix}training": ScriptedStep(FOCAL_POINT, met.training, on_its_day=True),
        f"{prefix}training_scores": ScriptedStep(PSDHS, met.scores),
    }


SCRIPT: dict[str, ScriptedStep] = {
    "earlier_order": ScriptedStep(PSDHS, first.no_earlier_order),
    "advocacy": ScriptedStep(CHIEF, first.advocacy),
    "delegation": ScriptedStep(CHIEF, first.delegation),
    "working_team": ScriptedStep(PSDHS, first.working_team),
    "membership": ScriptedStep(FOCAL_POINT, first.as_proposed),
    "representative": ScriptedStep(HEAD, first.representative),
    "legal_bases": ScriptedStep(PSDHS, first.legal_bases),
    "deputy_review": ScriptedStep(FOCAL_POINT, first.deputy_review),
    "chief_review": ScriptedStep(CHIEF, first.chief_review),
    "revise_draft": ScriptedStep(FOCAL_POINT, first.revision),
    "registration": ScriptedStep(CHIEF, first.registration),
    "confirm_as_signed": ScriptedStep(PSDHS, first.confirmed),
    "confirm_without_scan": ScriptedStep(PSDHS, first.confirmed),
    "confirm_authority": ScriptedStep(CHIEF, first.authority),
    **_meeting("", "inception_date", "inception_meeting"),
    **_meeting("committee_", "committee_date", "committee_meeting"),
    "not_held": ScriptedStep(FOCAL_POINT, met.not_held),
    **_trainings(""),
    **_trainings("year_"),
    "budget_needs": ScriptedStep(FOCAL_POINT, year.needs),
    "proposal_sent": ScriptedStep(FOCAL_POINT, year.proposal),
    "money": ScriptedStep(LAO, year.money),
    "plan_draft": ScriptedStep(FOCAL_POINT, year.plan_draft),
    "resolution": ScriptedStep(CHIEF, year.resolution),
    "endorsement": ScriptedStep(HEAD, year.endorsement),
    "plan_signed": ScriptedStep(CHIEF, year.plan_signed),
    "plan_sent": ScriptedStep(FOCAL_POINT, year.plan_sent),
    "plan_received": ScriptedStep(PSDHS, year.plan_received),
    "province_noted": ScriptedStep(PSDHS, year.province_noted),
    "progress": ScriptedStep(FOCAL_POINT, year.progress),
    "report_sent": ScriptedStep(CHIEF, year.report_sent),
    "report_received": ScriptedStep(PSDHS, year.report_received),
    "lessons": ScriptedStep(FOCAL_POINT, year.lessons),
    "carry": ScriptedStep(FOCAL_POINT, year.carry),
    "closing": ScriptedStep(CHIEF, year.closing),
    "activity_held": ScriptedStep(FOCAL_POINT, happened.activity_held),
    "coordination_made": ScriptedStep(FOCAL_POINT, happened.coordination_made),
    "outgoing": ScriptedStep(PSDHS, handed.outgoing, scanned=True),
    "vacancy": ScriptedStep(PSDHS, handed.vacancy),
    "briefing": ScriptedStep(PSDHS, handed.briefing),
    "receipt": ScriptedStep(CHIEF, handed.receipt),
    "successor": ScriptedStep(CHIEF, handed.successor),
    "feedback": ScriptedStep(CHIEF, handed.feedback),
}
