"""The gate of `replacement`: another person for a seat, by the agency's letter."""

from enum import StrEnum
from typing import Annotated, Any

from flows.engine.conditions import when
from flows.engine.deciding_offices import DEPUTIES, PSDHS
from flows.engine.fields import Day, NamedPerson, Note, Paper
from flows.engine.gate import Answer, Gate


class Replaced(StrEnum):
    """What the agency answered."""

    NAMED = "named"
    STAYS = "stays"
    VACANT = "vacant"


class ReplacementV1(Answer):
    """Who fills the seat from a day on (story 22); the one before leaves on the same day."""

    result: Replaced
    person: Annotated[NamedPerson | None, when("result", Replaced.NAMED, needed=True)] = None
    since: Annotated[
        Day | None,
        when("result", Replaced.NAMED, Replaced.VACANT, needed=True),
    ] = None
    letter: Paper = Paper()
    note: Note = ""


REPLACEMENT_NAMED: Gate[ReplacementV1] = Gate(
    key="replacement_named",
    phase="named",
    deciders=("focal_point", *DEPUTIES, *PSDHS, "cso_representative"),
    forms=(ReplacementV1,),
    due_as="representative",
    own_seat=frozenset({"cso_representative"}),
)

GATES: tuple[Gate[Any], ...] = (REPLACEMENT_NAMED,)
