"""The gate of `replacement`: another person for a seat, by the agency's letter."""

from enum import StrEnum
from typing import Any, Self

from pydantic import model_validator

from flows.engine.deciding_offices import DEPUTIES, OFFICE, PSDHS
from flows.engine.fields import Day, NamedPerson, Note, Paper
from flows.engine.gate import Answer, Gate
from flows.engine.misfit import need


class Replaced(StrEnum):
    """What the agency answered."""

    NAMED = "named"
    STAYS = "stays"
    VACANT = "vacant"


class ReplacementV1(Answer):
    """Who fills the seat from a day on (story 22); the one before leaves on the same day."""

    result: Replaced
    person: NamedPerson | None = None
    since: Day | None = None
    letter: Paper = Paper()
    note: Note = ""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.result is Replaced.NAMED:
            need(self.person, "person", "result", self.result)
            need(self.since, "since", "result", self.result)
        if self.result is Replaced.VACANT:
            need(self.since, "since", "result", self.result)
        return self


REPLACEMENT_NAMED: Gate[ReplacementV1] = Gate(
    key="replacement_named",
    phase="named",
    deciders=("focal_point", *DEPUTIES, *PSDHS, "cso_representative"),
    recorders=OFFICE,
    forms=(ReplacementV1,),
    due="representative",
)

GATES: tuple[Gate[Any], ...] = (REPLACEMENT_NAMED,)
