"""Facts of the papers that ask for money: the project, the letter, the row of a local plan.

Nothing is made up: of most headings nothing is known yet, and they are written in by hand.
"""

from datetime import date
from typing import Literal

from registry.rules.order_facts import Signer
from registry.rules.papers.common import Paper, SignedPaper
from registry.rules.papers.letter import Letter
from registry.rules.seats import Value

LocalPlanState = Literal["yes", "no", "amendment_asked", "not_asked"]


class MoneyRequest(Value):
    """What is asked for: amounts in figures ("30,000") and in words.

    `local_plan`: whether it stands in the local development plan, None where a donor is asked.
    `recipient`: the state agency that is to get a subsidy; None on other roads, or not known.
    """

    title: str
    amount: str
    amount_words: str
    grantor_th: str
    recipient: str | None
    local_plan: LocalPlanState | None


class PlannedProject(Value):
    """What the row of the plan says of the project that its money is for; None where nothing."""

    aim: tuple[str, ...]
    target_group: str | None
    target: str | None
    quarters: tuple[int, ...]
    starts: date | None
    ends: date | None
    places: tuple[str, ...]
    indicator: str | None
    lead_th: str | None


class ProjectFacts(SignedPaper):
    """A project that money is asked for, under its twelve headings.

    Money is asked for before the plan of the year is written: what the line does not say is
    written in by hand, but for what a row of the plan says of it by then (`planned`).
    """

    approver: Signer
    granting_post_th: str
    year: int
    asked: MoneyRequest
    proposer_th: str
    planned: PlannedProject | None = None


class ProposalLetterFacts(Letter):
    """The letter that goes with the project. `subsidy`: it asks for one."""

    year: int
    asked: MoneyRequest
    subsidy: bool


class LocalPlanRowFacts(Paper):
    """The project as a row of the local development plan, where it does not stand there yet."""

    year: int
    asked: MoneyRequest
    proposer_th: str
