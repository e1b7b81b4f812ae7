"""The gates of what happened and of the coordination log: counts, places, offices, no persons."""

from typing import Annotated, Any

from pydantic import Field

from config.activity_kinds import HeldKind, Participants
from flows.engine.conditions import when
from flows.engine.deciding_offices import DEPUTIES, PSDHS
from flows.engine.fields import AsTyped, Day, Line, Note, Time
from flows.engine.gate import Answer, Gate
from flows.engine.widgets import Input, Widget
from flows.plan.rows import RowKey

TELLS = ("focal_point", *DEPUTIES, "district_chief", *PSDHS)
COUNTED = tuple(one for one in HeldKind if one is not HeldKind.TEAM_ACTIVATION)
ACROSS = (HeldKind.JOINT_EXERCISE, HeldKind.CROSS_BORDER_MEETING)
TEAM = HeldKind.TEAM_ACTIVATION
Picked = Annotated[Line, Input(Widget.PICK, key=True)]
Listed = Annotated[Line, Input(key=True)]
Head = Annotated[int | None, Field(ge=0, le=100_000), AsTyped]


class ActivityHeldV1(Answer):
    """What happened: when, where, who called it, how many took part; of a team roles and times.

    A training has its numbers, or is `counted` no.
    """

    hotlines = True
    reports = True

    activity_kind: HeldKind
    took_place_on: Day
    convener: Picked
    location: Annotated[Line | None, Input(Widget.PICK, key=True)] = None
    participants: Annotated[
        tuple[Participants, ...],
        when("activity_kind", *COUNTED, needed=(HeldKind.TRAINING,), only=True),
    ] = ()
    women: Annotated[Head, when("activity_kind", *COUNTED, only=True)] = None
    men: Annotated[Head, when("activity_kind", *COUNTED, only=True)] = None
    sex_not_stated: Annotated[Head, when("activity_kind", *COUNTED, only=True)] = None
    counted: Annotated[bool | None, when("activity_kind", HeldKind.TRAINING, only=True)] = None
    counterpart: Annotated[
        Line | None,
        Input(Widget.PICK, key=True),
        when("activity_kind", *ACROSS, needed=(HeldKind.CROSS_BORDER_MEETING,), only=True),
    ] = None
    team: Annotated[
        tuple[Line, ...],
        Input(Widget.SOME_OF, key=True),
        when("activity_kind", TEAM, needed=True, only=True),
    ] = ()
    began_at: Annotated[Time | None, when("activity_kind", TEAM, needed=True, only=True)] = None
    ended_at: Annotated[Time | None, when("activity_kind", TEAM, only=True)] = None
    plan_row: Annotated[RowKey | None, Input(Widget.PICK, label="field.activity")] = None
    note: Note = ""


class CoordinationV1(Answer):
    """The committee was in touch with another office: when, how, about what, with what outcome."""

    hotlines = True
    reports = True

    contacted_on: Day
    counterpart: Picked
    channel: Listed
    subject: Listed
    outcome: Listed
    note: Note = ""


ACTIVITY_HELD: Gate[ActivityHeldV1] = Gate(
    key="activity_held", phase="recorded", deciders=TELLS, forms=(ActivityHeldV1,)
)
COORDINATION_MADE: Gate[CoordinationV1] = Gate(
    key="coordination_made", phase="made", deciders=TELLS, forms=(CoordinationV1,)
)

GATES: tuple[Gate[Any], ...] = (ACTIVITY_HELD, COORDINATION_MADE)
