"""What a committee did beside its meetings, and whom it was in touch with; each by itself."""

from enum import StrEnum

from flows.activity.gates import ACTIVITY_HELD, COORDINATION_MADE
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


def coordination(run: Run) -> ActivityOutcome:
    """A line of the coordination log, district to province, nation and neighbour (R49)."""
    run.ask(COORDINATION_MADE)
    return ActivityOutcome.RECORDED


ACTIVITY = Process(
    key="activity",
    flow="record-activity",
    function=activity,
    start=ActivityStart,
    phases=("held",),
)
COORDINATION = Process(
    key="coordination",
    flow="record-coordination",
    function=coordination,
    start=ActivityStart,
    phases=("made",),
)
