"""The withdrawal of an adoption."""

from enum import StrEnum

from flows.dissolution.adoption_withdrawal_gates import (
    ADOPTION_MISTAKEN,
    CONFIRM_ADOPTION_WITHDRAWAL,
)
from flows.engine.fields import Confirmation
from flows.engine.replay import Process
from flows.engine.run import Run
from registry.rules.seats import Value


class WithdrawalOutcome(StrEnum):
    """How the withdrawal of an adoption ends."""

    WITHDRAWN = "adoption_withdrawn"
    KEPT = "adoption_kept"


class WithdrawalStart(Value):
    """The district for which a committee was taken in by mistake."""

    district: str


def adoption_withdrawal(run: Run) -> WithdrawalOutcome:
    """What was mistaken is said by one person, and confirmed or not by another."""
    run.ask(ADOPTION_MISTAKEN)
    if run.ask(CONFIRM_ADOPTION_WITHDRAWAL).result is Confirmation.CONFIRMED:
        return WithdrawalOutcome.WITHDRAWN
    return WithdrawalOutcome.KEPT


ADOPTION_WITHDRAWAL = Process(
    key="adoption_withdrawal",
    flow="withdraw-adoption",
    function=adoption_withdrawal,
    start=WithdrawalStart,
    phases=("mistaken", "confirmed"),
)
