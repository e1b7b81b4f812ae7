"""A merge that was asked for, as pages show it: the two records, and what follows."""

from dataclasses import dataclass

from config.words import Sentence
from desk.web.frame.asking import Asking
from flows.decisions.merge import PREFIX, Pair, areas_of_pair
from registry.queries.merges import MergeRow, merge, what_follows
from registry.rules.rights import Verb


@dataclass(frozen=True)
class MergeSummary:
    """A merge with what follows from it while it waits; `own` of whoever looks."""

    row: MergeRow
    follows: tuple[Sentence, ...]
    own: bool


def merge_at(asking: Asking, path: str) -> MergeSummary | None:
    """The merge whose gate that is, for whoever may answer there; None else."""
    number = path.removeprefix(PREFIX)
    return merge_numbered(asking, int(number)) if number.isdigit() else None


def may_answer(asking: Asking, row: MergeRow) -> bool:
    """Whether who asks has the right wherever one of the two records is known."""
    areas = areas_of_pair(asking.office, asking.connection, Pair(row.merged, row.kept))
    return all(asking.may(Verb.LOAD, one) for one in areas)


def merge_numbered(asking: Asking, number: int) -> MergeSummary | None:
    """The merge of that number, for whoever may answer it; None else."""
    row = merge(asking.connection, number)
    if row is None or not may_answer(asking, row):
        return None
    follows: tuple[Sentence, ...] = ()
    if row.status == "open" and row.undoes is None:
        follows = tuple(what_follows(asking.connection, row.merged.id, row.kept.id))
    return MergeSummary(row, follows, row.first.id == asking.who.person)
