"""A meeting's gates: its day, invitation, attendance, duties and minutes (R22)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from config.titles import titled
from flows.engine.conditions import when
from flows.engine.deciding_offices import FOCAL, PSDHS
from flows.engine.fields import AsTyped, Day, Line, Note, Paper, Reason, Sex, Time
from flows.engine.gate import Answer, Gate, GateSet, SecondLook
from flows.engine.widgets import Input, Widget
from registry.rules.adoption_choices import MeetingKind

Key = Annotated[str, Field(pattern=r"^[a-z0-9_./-]{1,120}$")]


class InceptionDateV1(Answer):
    """When and where the chair agreed to hold the inception meeting."""

    held_on: Day
    place: Line
    time: Time | None = None
    paper: Paper = Paper()
    note: Note = ""


Sent = Annotated[Paper, Input(label="page.letter.sent")]


class InvitationV1(Answer):
    """The secretary has invited: the letter as the district sent it, with its own number."""

    reports = True
    own_day = "sent_on"

    letter: Sent = Paper()
    sent_on: Day
    note: Note = ""


class Attended(StrEnum):
    """How somebody was at a meeting (practice.md 14, form 11)."""

    PRESENT = "present"
    ONLINE = "online"
    PROXY = "proxy"
    ABSENT = "absent"
    GUEST = "guest"


# In person or on the line; a member for whom another came was not.
THERE = frozenset({Attended.PRESENT, Attended.ONLINE, Attended.GUEST})


class AttendanceLine(Answer):
    """One person of the sheet, once however many seats. `seats` are those that they fill.

    `person` is the registry's reference where it knows them. `proxy` names who came in their
    place and `proxy_position` that person's position; `cause` says why somebody was absent.
    """

    person: Annotated[Line | None, Input(carried=True)] = None
    seats: Annotated[tuple[Key, ...], Input(Widget.SOME_OF, carried=True)] = ()
    title_th: Annotated[str, Field(max_length=60)] = ""
    name_th: Annotated[str, Field(max_length=120)] = ""
    position_th: Annotated[str, Field(max_length=200)] = ""
    state: Annotated[Attended, Input(added=Attended.GUEST)]
    sex: Sex = Sex.NOT_STATED
    proxy: Annotated[str, Field(max_length=120), when("state", Attended.PROXY)] = ""
    proxy_position: Annotated[str, Field(max_length=200), when("state", Attended.PROXY)] = ""
    cause: Annotated[str, Field(max_length=200), when("state", Attended.ABSENT)] = ""


class Held(StrEnum):
    """Whether the meeting took place."""

    HELD = "held"
    POSTPONED = "postponed"


class InceptionMeetingV1(Answer):
    """The meeting as it was: when, where, who (R22, R50)."""

    reports = True
    own_day = "held_on"
    second_look = SecondLook.LONG
    hotlines = True

    result: Held
    held_on: Annotated[Day | None, when("result", Held.HELD, needed=True)] = None
    started: Annotated[Time | None, when("result", Held.HELD)] = None
    ended: Annotated[Time | None, when("result", Held.HELD)] = None
    place: Annotated[Line | None, when("result", Held.HELD)] = None
    attendance: Annotated[
        tuple[AttendanceLine, ...],
        when("result", Held.HELD, needed=True, only=True),
        Input(Widget.SHEET),
    ] = ()
    reason: Annotated[Note, when("result", Held.POSTPONED, needed=True)] = ""


class AttendanceLineV2(AttendanceLine):
    """The same, and the sex of whoever came in a member's place."""

    proxy_sex: Annotated[Sex, when("state", Attended.PROXY)] = Sex.NOT_STATED

    @property
    def came(self) -> tuple[Sex, str]:
        """The sex that was stated of whoever came, and their name with title."""
        if self.state is Attended.PROXY:
            return self.proxy_sex, self.proxy
        return self.sex, titled(self.title_th, self.name_th)


class InceptionMeetingV2(InceptionMeetingV1):
    """The same, with the sex of proxies: the absent member's was counted in their place."""

    attendance: Annotated[
        tuple[AttendanceLineV2, ...],
        when("result", Held.HELD, needed=True, only=True),
        Input(Widget.SHEET),
    ] = ()

    @classmethod
    def upgrade(cls, old: InceptionMeetingV1) -> "InceptionMeetingV2":
        """Of proxies recorded before, their name's title says what there is to say."""
        lines = old.attendance
        if isinstance(lines, tuple):  # else it was redacted
            lines = tuple(AttendanceLineV2.model_construct(**dict(one)) for one in lines)
        read: dict[str, Any] = {**dict(old), "attendance": lines}
        return cls.model_construct(**read)


class Acknowledged(StrEnum):
    """Whether anybody's acknowledgement is still awaited."""

    COMPLETE = "complete"
    AWAITED = "awaited"
    CLOSED = "closed"


class AcknowledgementV1(Answer):
    """Whose signatures under the duties are there (R22); `seats` are those acknowledged for."""

    reports = True

    result: Acknowledged
    seats: Annotated[
        tuple[Key, ...],
        when("result", needed=(Acknowledged.AWAITED,)),
        Input(Widget.SOME_OF, label="page.acknowledgement.seats"),
    ] = ()
    note: Annotated[Note, when("result", needed=(Acknowledged.CLOSED,))] = ""


class ActionLine(Answer):
    """Something that the meeting asked for: what, who (a seat), by when."""

    what: Reason
    owner: Key
    due_on: Day | None = None


class WorkingGroup(Answer):
    """A working group that the committee appoints: its name, its task, its last day."""

    title_th: Annotated[Line, Input(label="page.amend.group")]
    task: Reason
    until: Day | None = None


class MinuteItem(Answer):
    """An item of the agenda (1 to 5), what was said in sum, and the resolution.

    `title` is what the item was called where it differs from the form's own; several items
    may stand under one number.
    """

    agenda: Annotated[int, Field(ge=1, le=5), AsTyped, Input(carried=True, makes_row=False)]
    title: Annotated[str, Field(max_length=200), Input(makes_row=False)] = ""
    said: Annotated[str, Field(max_length=8000)] = ""
    resolution: Reason
    actions: tuple[ActionLine, ...] = ()


class MinutesV1(Answer):
    """The minutes as the secretary writes them (form 11). No detail of a victim stands here."""

    reports = True
    second_look = SecondLook.LONG
    hotlines = True

    items: Annotated[tuple[MinuteItem, ...], Field(min_length=1), Input(label="page.minutes.items")]
    taken_by: Line
    checked_by: Line | None = None
    note: Note = ""


class MinutesSentV1(Answer):
    """The draft went round; corrections are taken until a day."""

    reports = True
    own_day = "sent_on"

    letter: Sent = Paper()
    sent_on: Day
    corrections_until: Day | None = None


class Adoption(StrEnum):
    """What the members said of the draft."""

    ADOPTED = "adopted"
    CORRECTIONS = "corrections"


class AdoptedHow(StrEnum):
    """At the next meeting, or by circulation."""

    NEXT_MEETING = "next_meeting"
    CIRCULATION = "circulation"


class MinutesAdoptedV1(Answer):
    """The minutes are adopted and frozen, or are to be corrected (practice.md 14)."""

    second_look = SecondLook.LONG

    result: Adoption
    how: Annotated[AdoptedHow | None, when("result", Adoption.ADOPTED, needed=True)] = None
    items: Annotated[tuple[Reason, ...], when("result", Adoption.CORRECTIONS, needed=True)] = ()
    note: Note = ""


@dataclass(frozen=True)
class MeetingGates(GateSet):
    """The gates of a meeting, from its day to its minutes.

    An instance holds one meeting at them: its papers and what is recorded of it are found by
    the instance. Whoever holds several begins a child for each, with a period of its own.
    """

    date: Gate[InceptionDateV1]
    invitation: Gate[InvitationV1]
    meeting: Gate[InceptionMeetingV2]
    acknowledgement: Gate[AcknowledgementV1]
    minutes: Gate[MinutesV1]
    minutes_sent: Gate[MinutesSentV1]
    minutes_adopted: Gate[MinutesAdoptedV1]


def gates(
    prefix: str,
    phase: str,
    kind: MeetingKind = MeetingKind.QUARTERLY,
    *,
    meeting: str = "",
    date: type[InceptionDateV1] = InceptionDateV1,
    held: tuple[type[InceptionMeetingV1], ...] = (InceptionMeetingV1, InceptionMeetingV2),
    minutes: type[MinutesV1] = MinutesV1,
) -> MeetingGates:
    """The gates of one use, with keys of their own and the due rules of every meeting.

    `meeting` begins the keys of the day and of the meeting itself where it is not `prefix`. The
    forms are those of a first meeting unless others are given, which are made of them.
    """

    def gate(
        key: str, forms: tuple[type[Answer], ...], deciders: tuple[str, ...], due: str
    ) -> Gate[Any]:
        return Gate(key, phase, deciders, forms, due_as=due, kind=kind)

    own = meeting or prefix
    inviting = (*FOCAL, "district_chief")
    agreeing = ("district_chief", "focal_point")
    acknowledging = (*FOCAL, *PSDHS)
    return MeetingGates(
        gate(f"{own}date", (date,), agreeing, "inception_date"),
        gate(f"{prefix}invitation", (InvitationV1,), inviting, "invitation"),
        gate(f"{own}meeting", held, inviting, "inception_meeting"),
        gate(f"{prefix}acknowledgement", (AcknowledgementV1,), acknowledging, "acknowledgement"),
        gate(f"{prefix}minutes", (minutes,), FOCAL, "minutes"),
        gate(f"{prefix}minutes_sent", (MinutesSentV1,), FOCAL, "minutes_sent"),
        gate(f"{prefix}minutes_adopted", (MinutesAdoptedV1,), inviting, "minutes_adopted"),
    )
