"""Facts of the courteous letters about a quarter: no meeting, or no report, was heard of."""

from datetime import date

from registry.rules.papers.letter import Letter


class QuarterLetterFacts(Letter):
    """A letter about a quarter of a fiscal year, which runs from `starts` to `ends`."""

    year: int
    quarter: int
    starts: date
    ends: date
