"""Journals as this process left them: what need not be read and typed again.

A journal grows by an entry a decision, and reading all of it again was nine tenths of what a long
one costs. What is kept counts for nothing by itself. It is looked at under the district's lock
alone, and stands while the head of the district's chain is the one that this process left there,
and no text was taken out of the registry since: whatever is written to a journal has its link in
that chain, and a redaction, which may have its link elsewhere, has a row of its own. Anything
else, and the journal is read. All of it may be dropped at any instant (decision 0042). A text that
was taken out of the registry is not to stay here: whoever takes one out drops all, and so does any
other process as soon as it finds that one was taken out.
"""

from dataclasses import dataclass, field
from threading import Lock
from typing import Any, NamedTuple

MOST_ENTRIES = 32_768  # of all journals: a province's open instances, some 50 MB


class KeptJournal(NamedTuple):
    """The entries of an instance, and what the engine has made of them."""

    entries: list[Any]
    typed: Any


@dataclass
class _District:
    """What is kept of a district as its chain and the redactions stood."""

    digest: str
    redactions: int
    journals: dict[int, KeptJournal] = field(default_factory=dict)

    @property
    def entries(self) -> int:
        return sum(len(one.entries) for one in self.journals.values())


class KeptJournals:
    """What one process keeps of one registry. Threads share it."""

    def __init__(self, most_entries: int = MOST_ENTRIES) -> None:
        self._most, self._count = most_entries, 0
        self._districts: dict[str, _District] = {}  # the one longest unused first
        self._redactions = 0  # the most that were ever found
        self._turn = Lock()

    def journal(
        self, district: str, digest: str, redactions: int, instance: int
    ) -> KeptJournal | None:
        """The journal, where the district's chain and the redactions stand as they were left."""
        self._drop_redacted(redactions)
        kept = self._districts.get(district)
        if kept is None or (kept.digest, kept.redactions) != (digest, redactions):
            return None
        return kept.journals.get(instance)

    def keep(
        self,
        district: str,
        was: str,
        now: str,
        redactions: int,
        journals: dict[int, KeptJournal | None],
    ) -> None:
        """Keep what a transaction leaves that found the head `was` and left `now`.

        What others have kept of the district goes on where that transaction found it as they had
        left it; None drops a journal.
        """
        self._drop_redacted(redactions)
        with self._turn:
            if redactions < self._redactions:  # what it read may have been taken out meanwhile
                return
            kept = self._districts.pop(district, None)
            if kept is None or (kept.digest, kept.redactions) != (was, redactions):
                self._count -= kept.entries if kept is not None else 0
                kept = _District(was, redactions)
            # Changed where it lies, beside threads that look: whoever looks for the head `was` held
            # the district's lock before this transaction did, and `now` stands only at the end.
            for number, journal in journals.items():
                gone = kept.journals.pop(number, None)
                self._count -= len(gone.entries) if gone is not None else 0
                if journal is not None:
                    kept.journals[number] = journal
                    self._count += len(journal.entries)
            kept.digest = now
            self._districts[district] = kept
            while self._count > self._most:
                longest_unused = next(iter(self._districts))
                self._count -= self._districts.pop(longest_unused).entries

    def drop(self) -> None:
        """Forget everything."""
        with self._turn:
            self._districts.clear()
            self._count = 0

    def _drop_redacted(self, redactions: int) -> None:
        """Forget everything where more texts were taken out than when it was kept."""
        if redactions > self._redactions:
            self._redactions = redactions
            self.drop()
