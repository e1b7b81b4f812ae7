"""PSDHS visits a district."""

from enum import StrEnum

from flows.engine.replay import Process
from flows.engine.run import Run
from registry.rules.seats import Value
from tests.visits.effects import DRAFT_VISIT_REPORT, VisitInputs
from tests.visits.gates import VISIT_HELD, VISIT_PLANNED, Visited


class VisitOutcome(StrEnum):
    """How a visit ends."""

    REPORTED = "reported"
    CALLED_OFF = "called_off"


class VisitStart(Value):
    """The district that is to be visited."""

    district: str


def visit(run: Run) -> VisitOutcome:
    """A visit is planned, held, and reported."""
    start = run.start(VisitStart)
    planned = run.ask(VISIT_PLANNED)
    held = run.ask(VISIT_HELD, due=planned.planned_on)
    if held.result is Visited.CALLED_OFF:
        return VisitOutcome.CALLED_OFF
    inputs = VisitInputs(district=start.district, corrections=run.corrections(held))
    run.prepare(DRAFT_VISIT_REPORT, inputs)
    return VisitOutcome.REPORTED


VISIT = Process(
    key="visit",
    flow="visit-district",
    function=visit,
    start=VisitStart,
    phases=("planned", "held"),
)
