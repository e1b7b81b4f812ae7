"""The gates of `dissolution`: the order that ends the committee, and its confirmation."""

from typing import Any

from flows.engine.deciding_offices import DEPUTIES, PSDHS
from flows.engine.fields import Day, Line, Note, Reason
from flows.engine.gate import Answer, Evidence, Gate, SecondLook
from flows.engine.standing_gates import ConfirmV1


class EndingOrderV1(Answer):
    """The order that ends the committee: its number, its date, and why."""

    second_look = SecondLook.FINAL

    number: Line
    dated: Day
    reason: Reason
    note: Note = ""


class ConfirmEndingV1(ConfirmV1):
    """A second person has held the end of the committee against the order."""

    second_look = SecondLook.FINAL
    confirms = EndingOrderV1


ENDING_ORDER: Gate[EndingOrderV1] = Gate(
    key="ending_order",
    phase="ordered",
    deciders=("focal_point", *DEPUTIES, *PSDHS),
    recorders=("coordinator",),
    forms=(EndingOrderV1,),
    evidence=Evidence.REQUIRED,
)
CONFIRM_ENDING: Gate[ConfirmEndingV1] = Gate(
    key="confirm_ending",
    phase="confirmed",
    deciders=PSDHS,
    recorders=("coordinator",),
    forms=(ConfirmEndingV1,),
    due_as="confirm_as_signed",
    two_people=True,
)

GATES: tuple[Gate[Any], ...] = (ENDING_ORDER, CONFIRM_ENDING)
