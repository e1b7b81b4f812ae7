"""Papers: trainings."""

from pydantic import BaseModel

from flows.papers.paper import PapersOf
from flows.papers.trainings_plan import capacity_plan, training_programme
from flows.papers.trainings_report import refresher_report, training_report
from registry.rules.papers.trainings import (
    CapacityPlanFacts,
    TrainingProgrammeFacts,
    TrainingReportFacts,
)

FACTS: dict[str, type[BaseModel]] = {
    "capacity_plan": CapacityPlanFacts,
    "training_programme": TrainingProgrammeFacts,
    "training_report": TrainingReportFacts,
}
PAPERS: tuple[PapersOf, ...] = (
    PapersOf("draft_capacity_plan", capacity_plan, one="capacity_plan"),
    PapersOf("draft_training_programme", training_programme),
    PapersOf("draft_training_report", training_report),
    PapersOf("draft_refresher_report", refresher_report),
)
