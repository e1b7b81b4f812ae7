"""A line of the coordination log: whom a committee was in touch with."""

from flows.activity.gates import COORDINATION_MADE
from flows.activity.process import ActivityOutcome, ActivityStart
from flows.engine.replay import Process
from flows.engine.run import Run


def coordination(run: Run) -> ActivityOutcome:
    """Of every level: district to province, nation and neighbour (R49)."""
    run.ask(COORDINATION_MADE)
    return ActivityOutcome.RECORDED


COORDINATION = Process(
    key="coordination",
    flow="record-coordination",
    function=coordination,
    start=ActivityStart,
    phases=("made",),
)
