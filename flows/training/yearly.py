"""The trainings of a year's plan: planned anew each year, held, tested, reported (R26)."""

from enum import StrEnum

from flows.engine.replay import Process
from flows.engine.run import Run
from flows.training.gates import PlanGates, TrainingGates, gates, plan_gates
from flows.training.process import build_capacity
from registry.rules.seats import Value

PREFIX = "year_"
PLANNING: PlanGates = plan_gates(PREFIX, "planned")
TRAININGS: TrainingGates = gates(PREFIX, "held")


class TrainingOutcome(StrEnum):
    """How the trainings of an activity end."""

    TRAINED = "trained"


class TrainingStart(Value):
    """An activity of a year's plan that is a training."""

    district: str
    year: int
    row: str


def training(run: Run) -> TrainingOutcome:
    """Case study: trainings "were organized … on an annual basis between 2019-2021"."""
    start = run.start(TrainingStart)
    build_capacity(run, PLANNING, TRAININGS, start.district)
    return TrainingOutcome.TRAINED


TRAINING = Process(
    key="training",
    flow="train-members",
    function=training,
    start=TrainingStart,
    phases=("planned", "held"),
)
