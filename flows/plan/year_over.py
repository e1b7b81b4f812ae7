"""How the making of a plan ends with its year: received, or not made for want of a step."""

from datetime import date
from enum import StrEnum
from typing import TypeVar

from flows.engine.gate import Answer
from flows.engine.replay import Lapse
from flows.engine.run import Run
from registry.rules.calendar import fiscal_year, quarter_ends

A = TypeVar("A", bound=Answer)
LAST_QUARTER = 4


class PlanOutcome(StrEnum):
    """How the making of a plan ends: received, or not made by the year's end for want of what."""

    ACCEPTED = "accepted"
    NOT_MADE = "not_made"
    NOT_RESOLVED = "not_resolved"
    NOT_ENDORSED = "not_endorsed"
    NOT_SIGNED = "not_signed"
    NOT_SENT = "not_sent"


WITHOUT_PLAN = frozenset(PlanOutcome) - {PlanOutcome.ACCEPTED}


class YearOver(Exception):
    """A step of the plan was not taken by its last day: the plan ends as not made."""

    def __init__(self, outcome: PlanOutcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


def last_day(run: Run, ends: date) -> date:
    """The last day on which the next step is asked for: `ends`, that of the plan's own year.

    Of a plan with which somebody goes on later it is that of the fiscal year in which they do.
    """
    return max(ends, quarter_ends(fiscal_year(run.today), LAST_QUARTER))


def taken(said: A | Lapse, without: PlanOutcome) -> A:
    """The answer at a step. Raises YearOver with the outcome `without` one in time."""
    if isinstance(said, Lapse):
        raise YearOver(without)
    return said
