"""A line of money as its steps before told of it: what it is for, whether it is secured."""

from itertools import takewhile

from flows.engine.answers import Answers, CurrentAnswer, listed
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.replay import branch_of
from flows.year.gates import (
    LOST,
    SECURED_BY,
    BudgetNeedsV1,
    MoneyStep,
    MoneyV1,
    NeedLine,
    ProposalSentV1,
    Road,
)

ASKED_ANEW = (*LOST, MoneyStep.SUPPLEMENTARY)


def need_at(path: str) -> str:
    """The line of money that the gate at a path is about."""
    return branch_of(path).rpartition("/")[2]


def line_at(answers: Answers, path: str) -> NeedLine | None:
    """The line of money that the gate at a path is about, in its words."""
    asked = answers.last(BudgetNeedsV1)
    lines = listed(asked.answer.rows) if asked else ()
    return next((one for one in lines if one.key == need_at(path)), None)


def steps_before(deciding: Deciding) -> list[CurrentAnswer[Answer]]:
    """What happened to this line of money before, oldest first."""
    branch = branch_of(deciding.open.path)
    return deciding.answers.to(ProposalSentV1, MoneyV1, branch=branch)


def is_local(deciding: Deciding) -> bool:
    """Whether the money comes from a local government, by its ordinance or as a subsidy."""
    line = line_at(deciding.answers, deciding.open.path)
    return line is None or line.road is not Road.DONOR


def is_secured(deciding: Deciding) -> bool:
    """Whether what came is secured: a donor's by its grant, local money by the ordinance's page.

    The page may have been told at an earlier step; money that was lost since needs one anew.
    """
    if deciding.answer.result not in SECURED_BY:
        return False
    steps = [one.answer for one in steps_before(deciding) if isinstance(one.answer, MoneyV1)]
    since_lost = takewhile(lambda one: one.result not in ASKED_ANEW, reversed(steps))
    return not is_local(deciding) or any(one.page for one in (deciding.answer, *since_lost))
