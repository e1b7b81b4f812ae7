"""What a committee did beside its meetings, each thing by itself."""

from enum import StrEnum

from flows.activity.gates import ACTIVITY_HELD
from flows.engine.replay import Process
from flows.engine.run import Run
from registry.rules.seats import Value


class ActivityOutcome(StrEnum):
    """How it ends."""

    RECORDED = "recorded"


class ActivityStart(Value):
    """The district whose committee it is."""

    district: str


def activity(run: Run) -> ActivityOutcome:
    """Case study: trainings, campaigns, community meetings, cross-border meetings (R38, R47)."""
    run.ask(ACTIVITY_HELD)
    return ActivityOutcome.RECORDED


ACTIVITY = Process(
    key="activity",
    flow="record-activity",
    function=activity,
    start=ActivityStart,
    phases=("recorded",),
)
