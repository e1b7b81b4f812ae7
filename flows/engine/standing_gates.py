"""Gates that no process asks at: the machine could not go on, or a second person must agree.

They stand beside what the process waits for; a replay neither opens nor closes them.
"""

from enum import StrEnum
from typing import Annotated, Any

from flows.engine.conditions import when
from flows.engine.deciding_offices import DEPUTIES, PSDHS
from flows.engine.fields import Confirmation, Note, Reason
from flows.engine.gate import Answer, Gate, SecondLook

STANDING_PREFIX = "!"  # their paths begin so, and no path of a process does


class ConfirmV1(Answer):
    """A second person has held it against the paper."""

    result: Confirmation
    reason: Annotated[Note, when("result", Confirmation.NOT_SO, needed=True)] = ""


class CorrectionV1(ConfirmV1):
    """A second person has held a correction of a signed order against the paper."""

    second_look = SecondLook.FINAL


class MergeV1(ConfirmV1):
    """A second person says whether two records are one person's."""


class RenamingV1(ConfirmV1):
    """A second person says whether an office or a person is to be called so."""


class Incident(StrEnum):
    """What to do about a failure."""

    RETRY = "retry"
    DONE_BY_HAND = "done_by_hand"
    LEAVE = "leave"


class IncidentV1(Answer):
    """What is to be done; `by_hand` says what was done where the machine could not."""

    result: Incident
    by_hand: Annotated[Note, when("result", Incident.DONE_BY_HAND)] = ""
    reason: Note = ""


class AuthorityV1(Answer):
    """The holder of the office stands, or does not stand, for what was decided in its name."""

    result: Confirmation
    reason: Reason


class Redacting(StrEnum):
    """What the second person says of a redaction."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"


class RedactionV1(Answer):
    """A second person has seen what would be taken out, and lets it go or not."""

    result: Redacting
    reason: Annotated[Note, when("result", needed=(Redacting.REFUSED,))] = ""


INCIDENT: Gate[IncidentV1] = Gate(
    key="incident",
    phase="",
    deciders=PSDHS,
    recorders=("coordinator",),
    forms=(IncidentV1,),
)
CONFIRM_CORRECTION: Gate[CorrectionV1] = Gate(
    key="confirm_correction",
    phase="",
    deciders=(*PSDHS, "focal_point", *DEPUTIES),
    recorders=("coordinator", "focal_point"),
    forms=(CorrectionV1,),
    due_as="confirm_as_signed",
    two_people=True,
)
CONFIRM_AUTHORITY: Gate[AuthorityV1] = Gate(
    key="confirm_authority",
    phase="",
    deciders=("district_chief", "focal_point", *DEPUTIES, *PSDHS),
    recorders=("coordinator",),
    forms=(AuthorityV1,),
    due_as="confirm_as_signed",
)

CONFIRM_REDACTION: Gate[RedactionV1] = Gate(
    key="confirm_redaction",
    phase="",
    deciders=PSDHS,
    recorders=("coordinator", "admin"),
    forms=(RedactionV1,),
    due_as="incident",
    two_people=True,
    outlives=True,
)

CONFIRM_MERGE: Gate[MergeV1] = Gate(
    key="confirm_merge",
    phase="",
    deciders=PSDHS,
    recorders=("coordinator", "admin"),
    forms=(MergeV1,),
    due_as="incident",
    two_people=True,
    outlives=True,
)

CONFIRM_RENAMING: Gate[RenamingV1] = Gate(
    key="confirm_renaming",
    phase="",
    deciders=PSDHS,
    recorders=("coordinator", "admin"),
    forms=(RenamingV1,),
    due_as="incident",
    two_people=True,
    outlives=True,
)

GATES: tuple[Gate[Any], ...] = (
    INCIDENT,
    CONFIRM_CORRECTION,
    CONFIRM_AUTHORITY,
    CONFIRM_REDACTION,
    CONFIRM_MERGE,
    CONFIRM_RENAMING,
)
