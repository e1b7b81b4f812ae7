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


class Answered(StrEnum):
    """The boxes that page one prints beside a question, in their order."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    CONSIDERED = "considered"
    OTHER = "other"


class Noted(StrEnum):
    """The boxes that page one prints beside what is for information."""

    NOTED = "noted"
    OTHER = "other"


class Ticked(StrEnum):
    """Any box of page one."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    CONSIDERED = "considered"
    NOTED = "noted"
    OTHER = "other"


OnPage = Annotated[DecisionKey, Input(carried=True, makes_row=False, label="field.decision")]
Change = Input(label="field.ticked_change")
Until = Input(label="field.ticked_until")
Other = Input(label="field.ticked_other")


class AnsweredOnPage(Answer):
    """The box that is ticked beside a question on the page that was signed, and what is written."""

    decision: OnPage
    result: Annotated[Answered, Input(label="field.ticked")]
    change: Annotated[Note, when("result", Answered.CHANGED, needed=True), Change] = ""
    until: Annotated[Day | None, when("result", Answered.CONSIDERED, needed=True), Until] = None
    other: Annotated[Note, when("result", Answered.OTHER, needed=True), Other] = ""

    @classmethod
    def of(cls, old: DecisionOnPage) -> "AnsweredOnPage":
        """What was recorded where the form had three outcomes, which are boxes of the page now."""
        return cls.model_construct(**{**dict(old), "result": Answered(old.result), "other": ""})


class NotedOnPage(Answer):
    """The box that is ticked beside what is for information."""

    decision: OnPage
    result: Annotated[Noted, Input(label="field.ticked")]
    other: Annotated[Note, when("result", Noted.OTHER, needed=True), Other] = ""


class ReceiptV2(Answer):
    """The signed page came back, box by box. Of a row without a mark nothing is said here."""

    second_look = SecondLook.LONG

    decisions: tuple[AnsweredOnPage, ...] = ()
    information: tuple[NotedOnPage, ...] = ()
    note: Note = ""

    @property
    def rows(self) -> "tuple[AnsweredOnPage | NotedOnPage, ...]":
        """Every row that is ticked: the questions, then what is for information."""
        return (*self.decisions, *self.information)

    @classmethod
    def upgrade(cls, old: ReceiptV1) -> "ReceiptV2":
        """The same decisions; what was for information stood among them."""
        rows = tuple(AnsweredOnPage.of(one) for one in old.decisions)
        return cls.model_construct(decisions=rows, information=(), note=old.note)


class SuccessorV2(Answer):
    """What whoever came into office says to one decision, by the boxes of page one.

    Why is nobody's but the province's.
    """

    in_bulk = ()

    result: Annotated[Ticked, Input(label="field.ticked")]
    change: Annotated[Note, when("result", Ticked.CHANGED, needed=True), Change] = ""
    until: Annotated[Day | None, when("result", Ticked.CONSIDERED, needed=True), Until] = None
    other: Annotated[Note, when("result", Ticked.OTHER, needed=True), Other] = ""
    reason: InternalNote = ""

    @classmethod
    def upgrade(cls, old: SuccessorV1) -> "SuccessorV2":
        """What was recorded where the form had three outcomes, which are boxes of the page now."""
        return cls.model_construct(**{**dict(old), "result": Ticked(old.result), "other": ""})


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
RECEIPT: Gate[ReceiptV2] = Gate(
    "receipt", "receipt", (CHIEF,), (ReceiptV1, ReceiptV2), evidence=Evidence.REQUIRED
)
SUCCESSOR: Gate[SuccessorV2] = Gate("successor", "decisions", (CHIEF,), (SuccessorV1, SuccessorV2))
VACANCY: Gate[VacancyV1] = Gate(
    "vacancy", "decisions", PSDHS, (VacancyV1,), recorders=("coordinator",)
)
FEEDBACK: Gate[FeedbackV1] = Gate("feedback", "feedback", (CHIEF,), (FeedbackV1,))

GATES: tuple[Gate[Any], ...] = (OUTGOING, BRIEFING, RECEIPT, SUCCESSOR, VACANCY, FEEDBACK)
