"""Facts of the letters about a year's plan: it is submitted, and rows of it are to be adjusted."""

from datetime import date

from registry.rules.papers.action_plan import CitedResolution
from registry.rules.papers.letter import Letter, Reference
from registry.rules.seats import Value


class PlanLetter(Letter):
    """A letter about the plan of a fiscal year; `amendment` as in the plan."""

    year: int
    amendment: int | None


class SubmissionFacts(PlanLetter):
    """The plan goes to the Governor, through the head of the provincial office (`through_th`).

    `earlier` is the province's letter that asked to adjust it, None for the first submission.
    Of `asked` units the heads were asked to endorse their part, `endorsed` did.
    """

    through_th: str
    earlier: Reference | None
    resolution: CitedResolution | None
    count: int
    total: str
    total_words: str
    asked: int
    endorsed: int


class RemarkedRow(Value):
    """A row of the plan, and what the province asks to change in it; None was redacted."""

    number: int
    activity: str | None
    wanted: str | None
    why: str | None


class AdjustmentFacts(PlanLetter):
    """The province asks the district to adjust rows; `earlier` is the letter with the plan."""

    earlier: Reference | None
    remarks: tuple[RemarkedRow, ...]
    until: date | None
