"""The gates of a meeting of a committee at work: a quarter's, the reflection's, a special one."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from flows.engine.conditions import when
from flows.engine.deciding_offices import FOCAL, PSDHS
from flows.engine.fields import Note, Reason
from flows.engine.gate import Answer, Gate
from flows.engine.widgets import Input, Widget
from flows.meeting.gates import (
    Held,
    InceptionDateV1,
    InceptionMeetingV2,
    Key,
    MeetingGates,
    MinutesV1,
    WorkingGroup,
    gates,
)

ActionKey = Annotated[str, Field(pattern=r"^[a-z0-9_./-]{1,120}$")]


class CommitteeDateV1(InceptionDateV1):
    """When and where the chair agreed that the committee meets."""


class CommitteeMeetingV1(InceptionMeetingV2):
    """The meeting as it was. `inside`: the other meeting that it was an item of, and which item.

    Such an item of the monthly meeting of heads counts, with its extract (practice.md 14).
    """

    inside: Annotated[str, Field(max_length=200), when("result", Held.HELD)] = ""


class ActionState(StrEnum):
    """How far something that an earlier meeting asked for has come."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class FollowedAction(Answer):
    """What became of something that earlier minutes asked for."""

    key: Annotated[ActionKey, Input(carried=True, makes_row=False)]
    state: Annotated[ActionState, Input(label="field.action_state")]
    told: Annotated[
        Note, when("state", ActionState.DONE, ActionState.DROPPED, needed=(ActionState.DROPPED,))
    ] = ""


class ResolvedGroup(WorkingGroup):
    """A working group that a resolution appoints: who is in it stands by seat."""

    members: Annotated[
        tuple[Key, ...],
        Field(min_length=1),
        Input(Widget.SOME_OF, label="page.minutes.group_members"),
    ]


class CommitteeMinutesV1(MinutesV1):
    """The same minutes, with what became of what earlier ones asked for.

    `groups` are working groups that resolutions appoint, `ended_groups` those that they end.
    """

    followed: tuple[FollowedAction, ...] = ()
    groups: Annotated[tuple[ResolvedGroup, ...], Input(label="page.minutes.groups")] = ()
    ended_groups: Annotated[
        tuple[ActionKey, ...], Input(Widget.SOME_OF, label="page.minutes.ended_groups")
    ] = ()


class Instead(StrEnum):
    """What became of a meeting that its last day passed without."""

    NOT_HELD = "not_held"
    LATE = "late"


class NotHeldV1(Answer):
    """Why the committee did not meet in time; `late`: another day takes its place."""

    reports = True

    result: Instead
    reason: Reason
    note: Note = ""


COMMITTEE: MeetingGates = gates(
    "committee_",
    "meeting",
    date=CommitteeDateV1,
    held=(CommitteeMeetingV1,),
    minutes=CommitteeMinutesV1,
)
NOT_HELD: Gate[NotHeldV1] = Gate("not_held", "meeting", (*FOCAL, *PSDHS), (NotHeldV1,))

COMMITTEE_GATES: tuple[Gate[Any], ...] = (*COMMITTEE, NOT_HELD)
