"""The gates of a visit."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from flows.engine.conditions import when
from flows.engine.deciding_offices import PSDHS
from flows.engine.fields import Day, Line, Note, Reason
from flows.engine.gate import Answer, Gate, SecondLook
from flows.engine.widgets import Input, Widget
from registry.rules.seats import BodyKey


class VisitPurpose(StrEnum):
    """Why PSDHS goes there."""

    SUPPORT = "support"
    OTHER = "other"


class VisitPlannedV1(Answer):
    """When, and why; any other reason is said."""

    purpose: VisitPurpose
    planned_on: Day
    reason: Annotated[Note, when("purpose", VisitPurpose.OTHER, needed=True)] = ""


class Visited(StrEnum):
    """Whether the visit took place."""

    HELD = "held"
    CALLED_OFF = "called_off"


class Found(Answer):
    """Something that was found: about which body, and what."""

    about: BodyKey
    what: Reason


class VisitHeldV1(Answer):
    """Who was met, and what was found; or why nobody went."""

    second_look = SecondLook.LONG

    result: Visited
    held_on: Annotated[Day | None, when("result", Visited.HELD, needed=True)] = None
    met: Annotated[tuple[Line, ...], when("result", Visited.HELD), Input(Widget.SOME_OF)] = ()
    findings: Annotated[
        tuple[Found, ...], Field(max_length=20), when("result", Visited.HELD, only=True)
    ] = ()
    reason: Annotated[Note, when("result", Visited.CALLED_OFF, needed=True)] = ""


VISIT_PLANNED: Gate[VisitPlannedV1] = Gate(
    key="visit_planned",
    phase="planned",
    deciders=PSDHS,
    forms=(VisitPlannedV1,),
    due_as="invitation",
)
VISIT_HELD: Gate[VisitHeldV1] = Gate(
    key="visit_held",
    phase="held",
    deciders=PSDHS,
    forms=(VisitHeldV1,),
    due_as="invitation",
)

GATES: tuple[Gate[Any], ...] = (VISIT_PLANNED, VISIT_HELD)
