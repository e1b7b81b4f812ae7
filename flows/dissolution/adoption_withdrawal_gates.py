"""The gates of `adoption_withdrawal`: what was mistaken, and its confirmation."""

from enum import StrEnum
from typing import Any

from flows.engine.deciding_offices import PSDHS
from flows.engine.fields import Reason
from flows.engine.gate import Answer, Evidence, Gate, SecondLook
from flows.engine.standing_gates import ConfirmV1


class AdoptionMistake(StrEnum):
    """Why a committee should not have been taken in."""

    OTHER_DISTRICT = "other_district"
    NO_COMMITTEE = "no_committee"


class AdoptionMistakenV1(Answer):
    """What was mistaken when the committee was taken in, and how that was found."""

    second_look = SecondLook.FINAL

    mistake: AdoptionMistake
    reason: Reason


class ConfirmAdoptionWithdrawalV1(ConfirmV1):
    """A second person has held it against the paper file that was taken in."""

    second_look = SecondLook.FINAL
    confirms = AdoptionMistakenV1


ADOPTION_MISTAKEN: Gate[AdoptionMistakenV1] = Gate(
    key="adoption_mistaken",
    phase="mistaken",
    deciders=PSDHS,
    recorders=("coordinator",),
    forms=(AdoptionMistakenV1,),
    evidence=Evidence.OPTIONAL,
)
CONFIRM_ADOPTION_WITHDRAWAL: Gate[ConfirmAdoptionWithdrawalV1] = Gate(
    key="confirm_adoption_withdrawal",
    phase="confirmed",
    deciders=PSDHS,
    recorders=("coordinator",),
    forms=(ConfirmAdoptionWithdrawalV1,),
    due_as="confirm_as_signed",
    two_people=True,
)

GATES: tuple[Gate[Any], ...] = (ADOPTION_MISTAKEN, CONFIRM_ADOPTION_WITHDRAWAL)
