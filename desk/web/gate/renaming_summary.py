"""A renaming that was asked for, as pages show it: both names, and what follows."""

from dataclasses import dataclass

from config.words import Sentence
from desk.web.frame.asking import Asking
from flows.decisions.rename import PREFIX, areas_of_subject
from registry.queries.renamings import RenamingRow, renaming, what_follows
from registry.rules.rights import Verb


@dataclass(frozen=True)
class RenamingSummary:
    """A renaming with what follows from it while it waits; `own` of whoever looks."""

    row: RenamingRow
    follows: tuple[Sentence, ...]
    own: bool


def renaming_at(asking: Asking, path: str) -> RenamingSummary | None:
    """The renaming whose gate that is, for whoever may answer there; None else."""
    number = path.removeprefix(PREFIX)
    return renaming_numbered(asking, int(number)) if number.isdigit() else None


def renaming_numbered(asking: Asking, number: int) -> RenamingSummary | None:
    """The renaming of that number, for whoever may answer it; None else."""
    row = renaming(asking.connection, number)
    if row is None:
        return None
    areas = areas_of_subject(asking.office, asking.connection, row.subject)
    if not all(asking.may(Verb.LOAD, one) for one in areas):
        return None
    follows: tuple[Sentence, ...] = ()
    if row.status == "open":
        connection, on = asking.connection, asking.today
        follows = tuple(what_follows(connection, row.subject, row.new, on, row.since))
    return RenamingSummary(row, follows, row.first.id == asking.who.person)
