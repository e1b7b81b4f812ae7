"""The welcome of a newcomer: what whoever comes onto a seat gets on paper.

They acknowledge their duties at the committee's next meeting, in its own process.
"""

from datetime import date
from enum import StrEnum

from flows.engine.replay import Process
from flows.engine.run import Run
from flows.replacement.effects import DRAFT_NEWCOMER_PAPERS, NewcomerInputs
from registry.rules.seats import Value


class WelcomeOutcome(StrEnum):
    """How a welcome ends."""

    PAPERS_DRAFTED = "papers_drafted"


class WelcomeStart(Value):
    """Who came, by their number in the registry, and on which day."""

    district: str
    person: int
    since: date


def welcome(run: Run) -> WelcomeOutcome:
    """The certified copy of the order with its letter, and the duties of the seat."""
    start = run.start(WelcomeStart)
    inputs = NewcomerInputs(district=start.district, person=start.person, since=start.since)
    run.do(DRAFT_NEWCOMER_PAPERS, inputs)
    return WelcomeOutcome.PAPERS_DRAFTED


WELCOME = Process(
    key="welcome",
    flow="welcome-newcomer",
    function=welcome,
    start=WelcomeStart,
    phases=("papers",),
)
