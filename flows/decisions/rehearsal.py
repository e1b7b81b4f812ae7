"""Rehearse: decisions taken in a transaction that is undone, to see whether they would be taken.

Nothing is left behind, and nothing has to be guessed: checks, lapses and what opens next are
those of the real thing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Connection

from flows.decisions.decide import take
from flows.engine.decision import Decision, Receipt
from flows.engine.installation import Installation

T = TypeVar("T")


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
    kept: list[Rehearsal[T]] = []
    try:
        with desk.registry.writing() as write:
            receipts = take(desk, write, decisions)
            kept.append(Rehearsal(tuple(receipts), look(write.connection)))
            raise _UndoneError  # noqa: TRY301 — it is what ends the transaction
    except _UndoneError:
        return kept[0]
