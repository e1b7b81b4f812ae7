"""Refresh what members know after a change of policy."""

from enum import StrEnum

from flows.engine.replay import Process
from flows.engine.run import Run
from flows.training.effects import DRAFT_REFRESHER_REPORT
from flows.training.gates import Topic
from flows.training.process import hold_training
from flows.training.refresher_gates import REFRESHER
from registry.rules.seats import Value


class RefresherOutcome(StrEnum):
    """How a refresher ends."""

    HELD = "held"
    CANCELLED = "cancelled"


class RefresherStart(Value):
    """The change of policy, by its key, and the topics that it made old."""

    district: str
    policy: str
    topics: tuple[Topic, ...]


def refresher(run: Run) -> RefresherOutcome:
    """Train the members anew and see what they learned (R65)."""
    start = run.start(RefresherStart)
    held = hold_training(run, REFRESHER, DRAFT_REFRESHER_REPORT, start.district, start.policy)
    return RefresherOutcome(held)


REFRESHER_AFTER_POLICY = Process(
    key="refresher",
    flow="refresh-members",
    function=refresher,
    start=RefresherStart,
    phases=("refresher",),
)
