"""The gates of `establishment`, from the first question to the trainings."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from flows.engine.conditions import when
from flows.engine.deciding_offices import DEPUTIES, PSDHS
from flows.engine.fields import Day, InternalNote, Line, NamedPerson, Note, Paper, Reason
from flows.engine.gate import Answer, Gate, NotAsked, SecondLook
from flows.engine.widgets import Input, Widget
from flows.meeting import gates as meeting
from flows.training import gates as training
from registry.rules.adoption_choices import MeetingKind
from registry.rules.seats import SeatChange


class Finding(StrEnum):
    """Whether there is an earlier district order or centre under order 768/2556."""

    NONE = "none"
    IN_FORCE = "in_force"
    LAPSED = "lapsed"
    UNKNOWN = "unknown"


class Purpose(StrEnum):
    """What the new order is to the earlier one."""

    NEW = "new"
    REPLACE = "replace"
    AMEND = "amend"


FOUND = (Finding.IN_FORCE, Finding.LAPSED, Finding.UNKNOWN)


class EarlierOrderPaper(Answer):
    """The order that was found: as its own paper names it."""

    heading_th: Line
    number: Line
    dated: Day
    subject_th: Line
    placed_at: Line | None = None


class EarlierOrderV1(Answer):
    """Is there an earlier order or centre? (practice.md 5)"""

    finding: Finding
    earlier: Annotated[
        EarlierOrderPaper | None,
        when("finding", *FOUND, needed=(Finding.IN_FORCE,), only=True),
        when("purpose", needed=(Purpose.REPLACE, Purpose.AMEND)),
    ] = None
    purpose: Annotated[Purpose, when("finding", *FOUND, needed=(Finding.IN_FORCE,), only=True)] = (
        Purpose.NEW
    )
    note: Note = ""


class Advocacy(StrEnum):
    """What came of the meeting with the Chief. Silence is an answer of its own."""

    AGREED = "agreed"
    MORE_INFORMATION = "more_information"
    DEFERRED = "deferred"
    NO_REPLY = "no_reply"
    NOT_NOW = "not_now"


class AdvocacyV1(Answer):
    """The advocacy meeting (R14, R15). The Chief's reason stays internal."""

    result: Advocacy
    approached_on: Annotated[Day | None, when("result", needed=(Advocacy.NO_REPLY,))] = None
    met: Note = ""
    order_768_shown: bool | None = None
    questions: Annotated[Note, when("result", Advocacy.MORE_INFORMATION, needed=True)] = ""
    until: Annotated[
        Day | None,
        when("result", Advocacy.DEFERRED, Advocacy.NOT_NOW, needed=(Advocacy.DEFERRED,)),
    ] = None
    reason: Annotated[
        InternalNote,
        when("result", Advocacy.NOT_NOW, Advocacy.DEFERRED, needed=(Advocacy.NOT_NOW,)),
    ] = ""
    follow_up: Annotated[Paper | None, when("result", Advocacy.NO_REPLY)] = None


class AdvocacyV2(AdvocacyV1):
    """The same, and what else was put to the Chief: the province's model, the support (R14)."""

    model_shown: bool | None = None
    support_offered: Note = ""

    @classmethod
    def upgrade(cls, old: AdvocacyV1) -> "AdvocacyV2":
        """Of meetings recorded before nobody was asked for either."""
        read: dict[str, Any] = {
            **dict(old), "model_shown": NotAsked(), "support_offered": NotAsked(),
        }  # fmt: skip
        return cls.model_construct(**read)


class DelegationV1(Answer):
    """The Chief names one Deputy as focal point: `deputy` is the office, held by `person`."""

    deputy: Annotated[Line, Input(Widget.OFFICE, key=True)]
    paper: Paper = Paper()
    note: Note = ""


class WorkingTeamV1(Answer):
    """The agencies of the working team (R5); the six of the case study unless changed."""

    agencies: Annotated[tuple[Line, ...], Field(min_length=1), Input(Widget.SOME_OF, key=True)]
    paper: Paper = Paper()
    note: Note = ""


class MembershipV1(Answer):
    """The proposed seats with these changes; `ask` names seats whose agency names a person."""

    second_look = SecondLook.LONG

    changes: Annotated[tuple[SeatChange, ...], Input(Widget.SEATS)] = ()
    ask: Annotated[tuple[Line, ...], Input(hidden=True, key=True)] = ()
    heading: Annotated[Line | None, Input(key=True)] = None
    note: Note = ""


class Representation(StrEnum):
    """What an agency answered."""

    NAMED = "named"
    BY_POSITION = "by_position"
    DECLINED = "declined"


class RepresentativeV1(Answer):
    """An agency's representative for a seat (R6)."""

    in_bulk = ("letter", "note")

    result: Representation
    person: Annotated[NamedPerson | None, when("result", Representation.NAMED, needed=True)] = None
    letter: Paper = Paper()
    note: Note = ""


class AfterStop(StrEnum):
    """What follows when the order's own process was stopped."""

    AGAIN = "again"
    END = "end"


class AfterStopV1(Answer):
    """The order was stopped: begin it again, or end the establishment."""

    result: AfterStop
    reason: Reason


EARLIER_ORDER: Gate[EarlierOrderV1] = Gate(
    key="earlier_order",
    phase="first_question",
    deciders=(*PSDHS, "district_chief", *DEPUTIES),
    forms=(EarlierOrderV1,),
)
ADVOCACY: Gate[AdvocacyV2] = Gate(
    key="advocacy",
    phase="advocacy",
    deciders=("district_chief", *PSDHS),
    forms=(AdvocacyV1, AdvocacyV2),
)
DELEGATION: Gate[DelegationV1] = Gate(
    key="delegation",
    phase="delegation",
    deciders=("district_chief",),
    forms=(DelegationV1,),
)
WORKING_TEAM: Gate[WorkingTeamV1] = Gate(
    key="working_team",
    phase="delegation",
    deciders=(*PSDHS, "focal_point", "district_chief"),
    forms=(WorkingTeamV1,),
)
MEMBERSHIP: Gate[MembershipV1] = Gate(
    key="membership",
    phase="membership",
    deciders=("focal_point", *PSDHS),
    forms=(MembershipV1,),
)
REPRESENTATIVE: Gate[RepresentativeV1] = Gate(
    key="representative",
    phase="membership",
    deciders=("focal_point", *PSDHS, "cso_representative"),
    forms=(RepresentativeV1,),
    own_seat=frozenset({"cso_representative"}),
)
AFTER_STOP: Gate[AfterStopV1] = Gate(
    key="after_stop",
    phase="order",
    deciders=PSDHS,
    recorders=("coordinator",),
    forms=(AfterStopV1,),
)
INCEPTION = meeting.gates("", "inception", MeetingKind.INCEPTION, meeting="inception_")
PLANNING = training.plan_gates("", "capacity")
TRAININGS = training.gates("", "capacity")

GATES: tuple[Gate[Any], ...] = (
    EARLIER_ORDER,
    ADVOCACY,
    DELEGATION,
    WORKING_TEAM,
    MEMBERSHIP,
    REPRESENTATIVE,
    AFTER_STOP,
    *INCEPTION,
    *PLANNING,
    *TRAININGS,
)
