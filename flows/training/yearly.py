"""The trainings of a year's plan: planned anew each year, held, tested, reported (R26)."""

from enum import StrEnum

from flows.engine.replay import Process
from flows.engine.run import Run
from flows.training.process import build_capacity
from flows.training.yearly_gates import YEAR_PLANNING, YEAR_TRAININGS
from registry.rules.seats import Value


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
    build_capacity(run, YEAR_PLANNING, YEAR_TRAININGS, start.district)
    return TrainingOutcome.TRAINED


TRAINING = Process(
    key="trainings",
    flow="train-members",
    function=training,
    start=TrainingStart,
    phases=("planned", "held"),
)
