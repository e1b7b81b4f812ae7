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


class Scripted(NamedTuple):
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


def _meeting(prefix: str, day: str, held: str) -> dict[str, Scripted]:
    return {
        day: Scripted(CHIEF, met.agreed_day),
        f"{prefix}invitation": Scripted(FOCAL_POINT, met.sent),
        held: Scripted(FOCAL_POINT, met.meeting, on_its_day=True),
        f"{prefix}acknowledgement": Scripted(FOCAL_POINT, met.acknowledgement),
        f"{prefix}minutes": Scripted(FOCAL_POINT, met.minutes),
        f"{prefix}minutes_sent": Scripted(FOCAL_POINT, met.sent),
        f"{prefix}minutes_adopted": Scripted(HEAD, met.minutes_adopted),
    }


def _trainings(prefix: str) -> dict[str, Scripted]:
    return {
        f"{prefix}capacity_plan": Scripted(FOCAL_POINT, met.capacity_plan),
        f"{prefix}capacity_agreed": Scripted(FOCAL_POINT, met.capacity_agreed),
        f"{prefix}training": Scripted(FOCAL_POINT, met.training, on_its_day=True),
        f"{prefix}training_scores": Scripted(PSDHS, met.scores),
    }


# Gates that stay open: what a person must look into, or a process that nobody here begins.
LEFT_OUT = frozenset({
    "amendment",
    "after_stop", "confirm_correction", "confirm_merge", "confirm_redaction", "confirm_renaming",
    "incident",
    "confirm_ending", "ending_order",
    "refresher_held", "refresher_scores",
    "replacement_named",
})  # fmt: skip
SCRIPT: dict[str, Scripted] = {
    "earlier_order": Scripted(PSDHS, first.no_earlier_order),
    "advocacy": Scripted(CHIEF, first.advocacy),
    "delegation": Scripted(CHIEF, first.delegation),
    "working_team": Scripted(PSDHS, first.working_team),
    "membership": Scripted(FOCAL_POINT, first.as_proposed),
    "representative": Scripted(HEAD, first.representative),
    "legal_bases": Scripted(PSDHS, first.legal_bases),
    "deputy_review": Scripted(FOCAL_POINT, first.deputy_review),
    "chief_review": Scripted(CHIEF, first.chief_review),
    "revise_draft": Scripted(FOCAL_POINT, first.revision),
    "registration": Scripted(CHIEF, first.registration),
    "confirm_as_signed": Scripted(PSDHS, first.confirmed),
    "confirm_authority": Scripted(CHIEF, first.authority),
    **_meeting("", "inception_date", "inception_meeting"),
    **_meeting("committee_", "committee_date", "committee_meeting"),
    "not_held": Scripted(FOCAL_POINT, met.not_held),
    **_trainings(""),
    **_trainings("year_"),
    "budget_needs": Scripted(FOCAL_POINT, year.needs),
    "proposal_sent": Scripted(FOCAL_POINT, year.proposal),
    "money": Scripted(LAO, year.money),
    "plan_draft": Scripted(FOCAL_POINT, year.plan_draft),
    "resolution": Scripted(CHIEF, year.resolution),
    "endorsement": Scripted(HEAD, year.endorsement),
    "plan_signed": Scripted(CHIEF, year.plan_signed),
    "plan_sent": Scripted(FOCAL_POINT, year.plan_sent),
    "plan_received": Scripted(PSDHS, year.plan_received),
    "province_noted": Scripted(PSDHS, year.province_noted),
    "progress": Scripted(FOCAL_POINT, year.progress),
    "report_sent": Scripted(CHIEF, year.report_sent),
    "report_received": Scripted(PSDHS, year.report_received),
    "lessons": Scripted(FOCAL_POINT, year.lessons),
    "carry": Scripted(FOCAL_POINT, year.carry),
    "closing": Scripted(CHIEF, year.closing),
    "activity_held": Scripted(FOCAL_POINT, happened.activity_held),
    "coordination_made": Scripted(FOCAL_POINT, happened.coordination_made),
    "outgoing": Scripted(PSDHS, handed.outgoing, scanned=True),
    "vacancy": Scripted(PSDHS, handed.vacancy),
    "briefing": Scripted(PSDHS, handed.briefing),
    "receipt": Scripted(CHIEF, handed.receipt),
    "successor": Scripted(CHIEF, handed.successor),
    "feedback": Scripted(CHIEF, handed.feedback),
}
