"""The gates of `handover`: the leaver's paper, briefing, receipt, decisions, three questions."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from flows.engine.conditions import when
from flows.engine.deciding_offices import CHIEF, FOCAL, PSDHS
from flows.engine.fields import Day, InternalNote, Line, Note
from flows.engine.gate import Answer, Evidence, Gate, SecondLook
from flows.engine.widgets import Input

DecisionKey = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]


class Outgoing(StrEnum):
    """Whether whoever leaves wrote a paper of their own."""

    PAPER = "paper"
    NOT_AVAILABLE = "not_available"


class OutgoingV1(Answer):
    """The paper by which whoever leaves hands over; or why there is none."""

    reports = True

    result: Outgoing
    dated: Annotated[Day | None, when("result", Outgoing.PAPER, needed=True, only=True)] = None
    why_none: Annotated[
        Note, when("result", Outgoing.NOT_AVAILABLE, needed=True), Input(label="field.why_none")
    ] = ""


class BriefingV1(Answer):
    """Whoever came into office was told in person: by whom, and on which day."""

    reports = True

    briefed_on: Day
    briefed_by: Line
    note: Note = ""


class Decided(StrEnum):
    """What whoever came into office said to a decision, told neutrally (practice.md 9)."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    CONSIDERED = "considered"


class DecisionOnPage(Answer):
    """What is ticked and written beside a decision on the page that was signed."""

    decision: Annotated[DecisionKey, Input(carried=True, makes_row=False, label="field.decision")]
    result: Decided
    change: Annotated[Note, when("result", Decided.CHANGED, needed=True)] = ""
    until: Annotated[Day | None, when("result", Decided.CONSIDERED, needed=True)] = None


class ReceiptV1(Answer):
    """The signed page came back. Of a box that was left empty nothing is said here."""

    second_look = SecondLook.LONG

    decisions: tuple[DecisionOnPage, ...] = ()
    note: Note = ""


class SuccessorV1(Answer):
    """What whoever came into office says to one decision. Why is nobody's but the province's."""

    in_bulk = ()

    result: Decided
    change: Annotated[Note, when("result", Decided.CHANGED, needed=True)] = ""
    until: Annotated[Day | None, when("result", Decided.CONSIDERED, needed=True)] = None
    reason: InternalNote = ""


class Vacancy(StrEnum):
    """Whether somebody is focal point again."""

    FILLED = "filled"
    AWAITED = "awaited"


class VacancyV1(Answer):
    """Nobody is focal point: the provincial office sees to it that the district names somebody.

    Who acts does so by an order or by seniority that is recorded with the office.
    """

    result: Vacancy
    until: Annotated[Day | None, when("result", Vacancy.AWAITED, needed=True, only=True)] = None
    note: Note = ""


class Usable(StrEnum):
    """Whether the package was of use."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class FeedbackV1(Answer):
    """Three questions about the package: was it usable, what was missing, what was wrong."""

    usable: Usable
    lacking: Note = ""
    wrong: Note = ""


# The province asks for it: once the day has come the Chief's office is held by whoever came.
OUTGOING: Gate[OutgoingV1] = Gate(
    "outgoing", "outgoing", (*reversed(PSDHS), CHIEF, *FOCAL), (OutgoingV1,)
)
BRIEFING: Gate[BriefingV1] = Gate("briefing", "briefing", (*PSDHS, *FOCAL), (BriefingV1,))
RECEIPT: Gate[ReceiptV1] = Gate(
    "receipt", "receipt", (CHIEF,), (ReceiptV1,), evidence=Evidence.REQUIRED
)
SUCCESSOR: Gate[SuccessorV1] = Gate("successor", "decisions", (CHIEF,), (SuccessorV1,))
VACANCY: Gate[VacancyV1] = Gate(
    "vacancy", "decisions", PSDHS, (VacancyV1,), recorders=("coordinator",)
)
FEEDBACK: Gate[FeedbackV1] = Gate("feedback", "feedback", (CHIEF,), (FeedbackV1,))

GATES: tuple[Gate[Any], ...] = (OUTGOING, BRIEFING, RECEIPT, SUCCESSOR, VACANCY, FEEDBACK)
