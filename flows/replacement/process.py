"""A member of a committee is replaced: the agency is asked, and names somebody."""

from enum import StrEnum

from flows.engine.replay import Process
from flows.engine.run import Run
from flows.establishment.effects import REPLY_POLICY
from flows.replacement.effects import DRAFT_REPLACEMENT_REQUEST
from flows.replacement.gates import REPLACEMENT_NAMED, Replaced
from registry.rules.effects import DistrictArgs, RequestInputs
from registry.rules.seats import Seat, Value


class ReplacementOutcome(StrEnum):
    """How a replacement ends."""

    REPLACED = "replaced"
    STAYS = "stays"
    VACANT = "vacant"


class ReplacementStart(Value):
    """The seat as it was when the change was told."""

    district: str
    seat: Seat


def replacement(run: Run) -> ReplacementOutcome:
    """A letter asks the agency for another representative; its answer is recorded (R59)."""
    start = run.start(ReplacementStart)
    policy = run.read(REPLY_POLICY, DistrictArgs(district=start.district))
    inputs = RequestInputs(
        district=start.district, seats=(start.seat,), until=policy.until(run.today)
    )
    run.prepare(DRAFT_REPLACEMENT_REQUEST, inputs)
    match run.ask(REPLACEMENT_NAMED).result:
        case Replaced.NAMED:
            return ReplacementOutcome.REPLACED
        case Replaced.STAYS:
            return ReplacementOutcome.STAYS
        case Replaced.VACANT:
            return ReplacementOutcome.VACANT


REPLACEMENT_OF_MEMBER = Process(
    key="replacement",
    flow="replace-member",
    function=replacement,
    start=ReplacementStart,
    phases=("named",),
)
