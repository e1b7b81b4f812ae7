"""The papers of trainings and refreshers, by the effect that drafts them."""

from flows.engine.paper import PapersOf
from flows.training.effects import (
    DRAFT_CAPACITY_PLAN,
    DRAFT_REFRESHER_REPORT,
    DRAFT_TRAINING_PROGRAMME,
    DRAFT_TRAINING_REPORT,
)
from flows.training.plan import capacity_plan, training_programme
from flows.training.report import refresher_report, training_report
from registry.rules.papers.training import (
    CapacityPlanFacts,
    TrainingProgrammeFacts,
    TrainingReportFacts,
)

REPORT = {"training_report": TrainingReportFacts}
PAPERS: tuple[PapersOf, ...] = (
    PapersOf(
        DRAFT_CAPACITY_PLAN,
        capacity_plan,
        {"capacity_plan": CapacityPlanFacts},
        one="capacity_plan",
    ),
    PapersOf(
        DRAFT_TRAINING_PROGRAMME,
        training_programme,
        {"training_programme": TrainingProgrammeFacts},
    ),
    PapersOf(DRAFT_TRAINING_REPORT, training_report, REPORT),
    PapersOf(DRAFT_REFRESHER_REPORT, refresher_report, REPORT),
)
