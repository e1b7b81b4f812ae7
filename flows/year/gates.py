"""The gates of the year's money: what is needed, proposed, and how far it has come (12)."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from flows.engine.conditions import when
from flows.engine.deciding_offices import FOCAL
from flows.engine.fields import Line, Note, Paper
from flows.engine.gate import Answer, Gate
from flows.engine.widgets import Input
from flows.plan.rows import Baht, RowKey

MOST_NEEDS = 60


class Road(StrEnum):
    """By which road money comes that somebody else grants (practice.md 12)."""

    ORDINANCE = "ordinance"
    SUBSIDY = "subsidy"
    DONOR = "donor"


class LocalPlan(StrEnum):
    """Whether it stands in the local development plan, without which nothing is granted."""

    NOT_ASKED = "not_asked"
    YES = "yes"
    NO = "no"
    AMENDMENT_ASKED = "amendment_asked"


class NeedLine(Answer):
    """A line of money: what for, by which road, from which office or agency, how much.

    `recipient`: the state agency that gets a subsidy; the committee is no legal person.
    """

    key: Annotated[RowKey, Input(carried=True, makes_row=False, generated="need-{}")]
    title: Line
    road: Road
    office: Annotated[Line, Input(label="field.granting_office")]
    amount: Baht
    local_plan: LocalPlan = LocalPlan.NOT_ASKED
    recipient: Annotated[Note, when("road", Road.SUBSIDY)] = ""
    note: Note = ""


class Needs(StrEnum):
    """Whether the year needs money that others grant."""

    NEEDED = "needed"
    NONE = "none"


class BudgetNeedsV1(Answer):
    """The year's needs for money, or that all is within the members' mandates (R39)."""

    result: Needs
    rows: Annotated[
        tuple[NeedLine, ...],
        Field(max_length=MOST_NEEDS),
        when("result", Needs.NEEDED, needed=True, only=True),
    ] = ()
    note: Note = ""


class Proposal(StrEnum):
    """Whether a line was proposed to the office that may grant it."""

    SENT = "sent"
    NOT_SENT = "not_sent"


class ProposalSentV1(Answer):
    """The proposal went out, by which letter, or why it did not."""

    reports = True

    result: Proposal
    paper: Annotated[Paper, when("result", Proposal.SENT)] = Paper()
    reason: Annotated[Note, when("result", Proposal.NOT_SENT, needed=True)] = ""
    note: Note = ""


class MoneyStep(StrEnum):
    """The next thing that happened to a line of money."""

    TABLED = "tabled"
    PASSED = "passed"
    GRANTED = "granted"
    REFUSED = "refused"
    SUPPLEMENTARY = "supplementary"
    TRANSFERRED = "transferred"
    SPENT = "spent"
    DROPPED = "dropped"


LAST_STEPS = frozenset({MoneyStep.SPENT, MoneyStep.DROPPED})
SECURED_BY = (MoneyStep.PASSED, MoneyStep.GRANTED)
WITH_AMOUNT = (MoneyStep.PASSED, MoneyStep.GRANTED, MoneyStep.TRANSFERRED, MoneyStep.SPENT)
LOST = (MoneyStep.REFUSED, MoneyStep.TRANSFERRED, MoneyStep.DROPPED)


class MoneyV1(Answer):
    """What happened to a line of money. `page`: of the ordinance, which secures the line."""

    reports = True

    result: MoneyStep
    amount: Annotated[
        Baht | None,
        when("result", *WITH_AMOUNT, needed=(MoneyStep.GRANTED, MoneyStep.SPENT)),
    ] = None
    page: Annotated[Note, when("result", *SECURED_BY)] = ""
    reason: Annotated[Note, when("result", *LOST, needed=True)] = ""
    paper: Paper = Paper()
    note: Note = ""


# Asked for until the council's day. A donor has none, and a supplementary budget comes later:
# needs that are told after it are taken as late.
BUDGET_NEEDS: Gate[BudgetNeedsV1] = Gate(
    "budget_needs", "money", FOCAL, (BudgetNeedsV1,), takes_late=True
)
PROPOSAL_SENT: Gate[ProposalSentV1] = Gate("proposal_sent", "money", FOCAL, (ProposalSentV1,))
MONEY: Gate[MoneyV1] = Gate(
    "money", "money", (*FOCAL, "lao_president"), (MoneyV1,), takes_late=True
)

GATES: tuple[Gate[Any], ...] = (BUDGET_NEEDS, PROPOSAL_SENT, MONEY)
