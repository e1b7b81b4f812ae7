"""The gates of `order`: reviews, feedback, signature, number."""

from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from flows.engine.conditions import when
from flows.engine.deciding_offices import DEPUTIES, PSDHS
from flows.engine.fields import (
    Day,
    InternalNote,
    ItemReply,
    Line,
    Note,
    Paper,
    Reason,
    Review,
)
from flows.engine.gate import Answer, Evidence, Gate, SecondLook
from flows.engine.misfit import need
from flows.engine.standing_gates import ConfirmV1
from flows.engine.widgets import Input, Widget
from flows.meeting.gates import WorkingGroup
from registry.rules.seats import CommitteeChange, SeatChange


class LegalBasesV1(Answer):
    """The coordinator has held these unverified bases against the law and stands for them."""

    confirmed: Annotated[tuple[Line, ...], Field(min_length=1), Input(Widget.SOME_OF)]
    checked_against: Reason


class AmendmentV1(Answer):
    """What an order changes of the committee whose order is in force, and the paper that asks.

    Seats are changed; whatever else changes (a duty, a name) is said in a clause of its own.
    """

    changes: Annotated[tuple[CommitteeChange, ...], Input(Widget.SEATS)] = ()
    clauses: tuple[Reason, ...] = ()
    groups: tuple[WorkingGroup, ...] = ()
    paper: Paper = Paper()
    note: Note = ""


class DeputyReviewV1(Answer):
    """The Deputy's review: forward it to the Chief, or numbered items to change."""

    result: Review
    items: Annotated[tuple[Reason, ...], when("result", Review.CHANGES, needed=True)] = ()
    note: Note = ""


class ChiefReview(StrEnum):
    """What the Chief says of the draft."""

    SIGN = "sign"
    CHANGES = "changes"
    NOT_NOW = "not_now"


class ChiefReviewV1(Answer):
    """The Chief's review: signed, numbered items to change, or not now, for a reason that stays
    internal.
    """

    second_look = SecondLook.FINAL

    result: ChiefReview
    items: Annotated[tuple[Reason, ...], when("result", ChiefReview.CHANGES, needed=True)] = ()
    until: Annotated[Day | None, when("result", ChiefReview.NOT_NOW)] = None
    reason: Annotated[InternalNote, when("result", ChiefReview.NOT_NOW, needed=True)] = ""


class ReviseDraftV1(Answer):
    """How the next draft answers each item, and the changes of seats that follow from it."""

    replies: Annotated[tuple[ItemReply, ...], Field(min_length=1), Input(Widget.REPLIES)]
    changes: Annotated[tuple[SeatChange, ...], Input(Widget.SEATS)] = ()
    note: Note = ""


class Printed(StrEnum):
    """Whether the signed paper is the draft, or was changed by pen or retyped."""

    AS_PRINTED = "as_printed"
    WITH_CHANGES = "with_changes"


class RegistrationV1(Answer):
    """The signed order: the clerk's number, its date, and what differs from the draft."""

    second_look = SecondLook.FINAL

    number: Line
    dated: Day
    printed: Printed
    changes: Annotated[
        tuple[SeatChange, ...],
        when("printed", Printed.WITH_CHANGES, only=True),
        Input(Widget.SEATS),
    ] = ()
    other_changes: Annotated[
        tuple[Reason, ...], when("printed", Printed.WITH_CHANGES, only=True)
    ] = ()
    effective_from: Day | None = None
    note: Note = ""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.printed is Printed.WITH_CHANGES:
            need((*self.changes, *self.other_changes), "changes", "printed", self.printed)
        return self


class AsSignedV1(ConfirmV1):
    """A second person has held the order as it was signed against its scan."""

    second_look = SecondLook.FINAL
    confirms = RegistrationV1


class WithoutScanV1(ConfirmV1):
    """A second person has held what was registered against the signed order where that is kept."""

    second_look = SecondLook.FINAL
    confirms = RegistrationV1


LEGAL_BASES: Gate[LegalBasesV1] = Gate(
    key="legal_bases",
    phase="draft",
    deciders=PSDHS,
    recorders=("coordinator",),
    forms=(LegalBasesV1,),
)
AMENDMENT: Gate[AmendmentV1] = Gate(
    key="amendment",
    phase="draft",
    deciders=("focal_point", *DEPUTIES, *PSDHS),
    forms=(AmendmentV1,),
)
DEPUTY_REVIEW: Gate[DeputyReviewV1] = Gate(
    key="deputy_review",
    phase="review",
    deciders=("focal_point", *DEPUTIES),
    forms=(DeputyReviewV1,),
)
CHIEF_REVIEW: Gate[ChiefReviewV1] = Gate(
    key="chief_review",
    phase="review",
    deciders=("district_chief",),
    forms=(ChiefReviewV1,),
)
REVISE_DRAFT: Gate[ReviseDraftV1] = Gate(
    key="revise_draft",
    phase="draft",
    deciders=("focal_point", *PSDHS),
    forms=(ReviseDraftV1,),
)
REGISTRATION: Gate[RegistrationV1] = Gate(
    key="registration",
    phase="signature",
    deciders=("district_chief",),
    forms=(RegistrationV1,),
    evidence=Evidence.REQUIRED,
)
CONFIRM_AS_SIGNED: Gate[AsSignedV1] = Gate(
    key="confirm_as_signed",
    phase="signature",
    deciders=(*PSDHS, "focal_point", *DEPUTIES),
    forms=(AsSignedV1,),
    two_people=True,
)
CONFIRM_WITHOUT_SCAN: Gate[WithoutScanV1] = Gate(
    key="confirm_without_scan",
    phase="signature",
    deciders=CONFIRM_AS_SIGNED.deciders,
    forms=(WithoutScanV1,),
    due_as="confirm_as_signed",
    two_people=True,
)

GATES: tuple[Gate[Any], ...] = (
    AMENDMENT,
    LEGAL_BASES,
    DEPUTY_REVIEW,
    CHIEF_REVIEW,
    REVISE_DRAFT,
    REGISTRATION,
    CONFIRM_AS_SIGNED,
    CONFIRM_WITHOUT_SCAN,
)
