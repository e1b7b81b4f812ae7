"""Facts of letters about a quarter: nothing was heard of it, or its report goes to the province."""

from datetime import date

from registry.rules.papers.letter import Letter


class QuarterLetterFacts(Letter):
    """A letter about a quarter of a fiscal year, which runs from `starts` to `ends`."""

    year: int
    quarter: int
    starts: date
    ends: date


class ReportMemoFacts(QuarterLetterFacts):
    """The letter that the report of a quarter goes to the Governor with: what it tells, in counts.

    `nil`: there was nothing to report of activities; `figures` are indicators that are told of;
    `through_th`: the post that it goes through; older facts have none. `planned`: the province
    received the year's plan.
    """

    through_th: str | None = None
    nil: bool
    activities: int
    done: int
    figures: int
    wanted: int
    planned: bool = False
