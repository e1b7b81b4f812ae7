"""What a process keeps of a registry from one transaction to the next, as one of them uses it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from registry.kept_answers import TABLES_OF_PEOPLE, KeptAnswers
from registry.kept_journals import KeptJournal, KeptJournals
from registry.prepared_statements import Question


@dataclass
class KnownHead:
    """The last link of an area's chain as a transaction knows it; `was` is the one it found."""

    seq: int
    digest: str
    was: str
    changed: bool = False


@dataclass
class KeptState:
    """Journals and answers, and what one transaction has done that bears on them.

    `redactions` is how many there were when the first journal was asked for, `changed` are the
    journals that were changed by other than the transaction's own record of their instance.
    """

    journals: KeptJournals = field(default_factory=KeptJournals)
    answers: KeptAnswers = field(default_factory=KeptAnswers)
    redactions: int | None = None
    takes_texts_out: bool = False  # a redaction: what is kept may hold them
    changed: set[int] = field(default_factory=set)
    fact_tables: set[str] = field(default_factory=set)  # in which this transaction wrote

    def note_redactions(self, count: int) -> None:
        """So many texts were taken out of the registry, as this transaction sees it."""
        if self.redactions is None:
            self.redactions = count

    def of_people(self, connection: Connection, *several: Question[Any]) -> list[Any]:
        """The answers to questions about people and their offices, as they were asked before."""
        self.forget_changed_people()
        return self.answers.of_people(connection, *several)

    def forget_changed_people(self) -> None:
        """Nothing is known of people of whom this transaction wrote something."""
        if not self.fact_tables.isdisjoint(TABLES_OF_PEOPLE):
            self.answers.drop_people()

    def keep(self, heads: Mapping[str, KnownHead], instances: Collection[Any]) -> None:
        """Keep the journals of these instances as the transaction left them; after its commit."""
        if self.takes_texts_out:
            self.journals.drop()
            return
        if self.redactions is None:
            return
        found: dict[str, dict[int, KeptJournal | None]] = {
            area: dict.fromkeys(self.changed) for area in heads
        }
        for row in instances:
            if row.district in found and (row.rows is not None or not row.kept):
                stands = row.kept and row.id not in self.changed
                found[row.district][row.id] = KeptJournal(row.rows, row.typed) if stands else None
        for area, journals in found.items():
            head = heads[area]
            self.journals.keep(area, head.was, head.digest, self.redactions, journals)
