"""A paper that an office has classified is registered (practice.md 18)."""

from enum import StrEnum

from flows.classified_paper.gates import CLASSIFIED_PAPER_KEPT
from flows.engine.replay import Process
from flows.engine.run import Run
from registry.rules.seats import Value


class ClassifiedPaperOutcome(StrEnum):
    """How it ends."""

    RECORDED = "recorded"


class ClassifiedPaperStart(Value):
    """The district in whose register it stands."""

    district: str


def classified_paper(run: Run) -> ClassifiedPaperOutcome:
    """What it is, its class, number and date, and who keeps it."""
    run.ask(CLASSIFIED_PAPER_KEPT)
    return ClassifiedPaperOutcome.RECORDED


CLASSIFIED_PAPER = Process(
    key="classified_paper",
    flow="register-classified-paper",
    function=classified_paper,
    start=ClassifiedPaperStart,
    phases=("registered",),
)
