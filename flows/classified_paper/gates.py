"""The gate of the register: what a classified paper is called by, nothing of what it says."""

from typing import Annotated, Any

from pydantic import Field

from config.secrecy import SecrecyLevel
from flows.engine.deciding_offices import DEPUTIES, PSDHS
from flows.engine.fields import Line, PaperDate
from flows.engine.gate import Answer, Evidence, Gate
from flows.engine.widgets import Input, Widget

Number = Annotated[str, Field(min_length=1, max_length=60)]


class ClassifiedPaperV1(Answer):
    """Which paper it is, and who keeps it where. `belongs_to` is the number of an instance."""

    hotlines = True
    reports = True

    subject: Annotated[Line, Input(label="field.classified_subject")]
    secrecy_level: SecrecyLevel
    number: Number
    dated: PaperDate
    keeper: Line
    kept_at: Line
    belongs_to: Annotated[Line | None, Input(Widget.PICK, key=True)] = None


CLASSIFIED_PAPER_KEPT: Gate[ClassifiedPaperV1] = Gate(
    key="classified_paper_kept",
    phase="registered",
    deciders=("focal_point", *DEPUTIES, "district_chief", *PSDHS),
    forms=(ClassifiedPaperV1,),
    evidence=Evidence.NONE,
)

GATES: tuple[Gate[Any], ...] = (CLASSIFIED_PAPER_KEPT,)
