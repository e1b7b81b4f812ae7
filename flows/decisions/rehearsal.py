"""Rehearse: decisions taken in a transaction that is undone, to see whether they would be taken.

Nothing is left behind, and nothing has to be guessed: checks, lapses and what opens next are
those of the real thing.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Connection

from flows.decisions.decide import log_decisions, refusals_beside, take
from flows.engine.decision import Decision, Receipt
from flows.engine.installation import Installation
from registry.refusals import Refusal, RegistryFault
from registry.transaction import Write

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Rehearsal(Generic[T]):
    """What the decisions would become, and what was seen once they were taken."""

    receipts: tuple[Receipt, ...]
    seen: T


class _UndoneError(Exception):
    """Ends the transaction without a trace."""


def rehearse(
    desk: Installation, decisions: Sequence[Decision], look: Callable[[Connection], T]
) -> Rehearsal[T]:
    """What `decide` would do, and what `look` sees then. Refuses as `decide` does."""

    def do(write: Write) -> Rehearsal[T]:
        receipts = take(desk, write, decisions)
        return Rehearsal(tuple(receipts), look(write.connection))

    return try_out(desk, (), do)


def decide_unless_warned(desk: Installation, decision: Decision) -> tuple[Receipt, bool]:
    """Takes a decision of which nothing warns; answers what it becomes, and whether it was taken.

    What is warned of is to be looked at before it is recorded. Refuses as `decide` does.
    """
    kept: list[Receipt] = []
    try:
        with desk.registry.writing() as write:
            kept += take(desk, write, [decision])
            if kept[0].warnings:
                raise _UndoneError  # noqa: TRY301 — it is what ends the transaction
    except _UndoneError:
        return kept[0], False
    log_decisions(kept)
    return kept[0], True


def refusals_told(desk: Installation, decision: Decision, unfit: Collection[str]) -> list[Refusal]:
    """What else would refuse the decision, beside what its form does at these fields.

    Nothing where the gate is not to be found any more.
    """
    try:
        return try_out(desk, (), lambda write: refusals_beside(desk, write, decision, unfit))
    except RegistryFault:
        raise
    except Refusal:
        return []


def try_out(desk: Installation, areas: Iterable[str], do: Callable[[Write], R]) -> R:
    """What `do` answers in a transaction with these areas locked, of which nothing is kept."""
    kept: list[R] = []
    try:
        with desk.registry.writing(*areas) as write:
            kept.append(do(write))
            raise _UndoneError  # noqa: TRY301 — it is what ends the transaction
    except _UndoneError:
        return kept[0]
