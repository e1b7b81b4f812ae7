"""An act of two that was asked for, as pages show it: what was asked, and what follows."""

from dataclasses import dataclass
from typing import Generic

from config.words import Sentence
from desk.web.frame.asking import Asking
from flows.decisions.confirmation import ActOfTwo, RowT
from registry.queries.person_records import person_for


@dataclass(frozen=True)
class ActSummary(Generic[RowT]):
    """An act with what follows from it while it waits; `own` of whoever looks."""

    row: RowT
    follows: tuple[Sentence, ...]
    own: bool


def act_at(asking: Asking, act: ActOfTwo[RowT], path: str) -> ActSummary[RowT] | None:
    """The act whose gate that is, for whoever may answer there; None else."""
    number = act.number(path)
    return act_numbered(asking, act, number) if number is not None else None


def act_numbered(asking: Asking, act: ActOfTwo[RowT], number: int) -> ActSummary[RowT] | None:
    """The act of that number, for whoever may answer it; None else."""
    row = asking.view.once(act.find, number)
    if row is None or not may_answer(asking, act, row):
        return None
    follows = tuple(act.follows(asking.connection, row, asking.today)) if row.waits else ()
    first = person_for(asking.connection, row.first.id)  # merged with another since
    return ActSummary(row, follows, first == asking.who.person)


def may_answer(asking: Asking, act: ActOfTwo[RowT], row: RowT) -> bool:
    """Whether who asks has the right wherever it is about."""
    areas = act.areas(asking.office, asking.connection, row)
    return all(asking.may(act.verb, one) for one in areas)
