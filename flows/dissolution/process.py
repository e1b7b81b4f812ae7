"""The end of a committee."""

from enum import StrEnum
from itertools import count

from flows.dissolution.gates import CONFIRM_ENDING, ENDING_ORDER
from flows.engine.fields import Confirmation
from flows.engine.replay import Process
from flows.engine.run import Run
from registry.rules.seats import Value


class DissolutionOutcome(StrEnum):
    """How a dissolution ends."""

    DISSOLVED = "dissolved"


class DissolutionStart(Value):
    """The district whose committee is to end."""

    district: str


def dissolution(run: Run) -> DissolutionOutcome:
    """The order that ends the committee is recorded, and confirmed by a second person."""
    for turn in count(1):
        run.ask(ENDING_ORDER, round=turn)
        if run.ask(CONFIRM_ENDING, round=turn).result is Confirmation.CONFIRMED:
            return DissolutionOutcome.DISSOLVED
    raise AssertionError


DISSOLUTION_OF_COMMITTEE = Process(
    key="dissolution",
    flow="dissolve-committee",
    function=dissolution,
    start=DissolutionStart,
    phases=("ordered", "confirmed"),
)
