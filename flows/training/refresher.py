"""Refresh what members know after a change of policy."""

from enum import StrEnum

from flows.engine.run import Process, Run
from flows.training.effects import DRAFT_REFRESHER_REPORT
from flows.training.gates import Tested, Topic, Training
from flows.training.refresher_gates import REFRESHER_HELD, REFRESHER_SCORES
from registry.rules.effects import ReportInputs
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
    held = run.ask(REFRESHER_HELD)
    if held.result is Training.CANCELLED:
        return RefresherOutcome.CANCELLED
    scores = run.ask(REFRESHER_SCORES)
    report = ReportInputs(
        district=start.district, session=start.policy, tested=scores.result is Tested.TESTED,
        corrections=run.corrections(held, scores),
    )  # fmt: skip
    run.prepare(DRAFT_REFRESHER_REPORT, report)
    return RefresherOutcome.HELD


REFRESHER_AFTER_POLICY = Process(
    key="refresher",
    flow="refresh-members",
    function=refresher,
    start=RefresherStart,
    phases=("refresher",),
)
