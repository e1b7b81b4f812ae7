"""The decisions that a package cites by their numbers: what each is called, and its day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from config.words import Named, Sentence, both
from flows.engine.gate_titles import titles
from flows.engine.installation import Declarations
from registry.journal import EntryRow, entry, gate_answered
from registry.rules.papers.package import CitedEntry


@dataclass(frozen=True)
class PackageEntries:
    """The decisions that a package cites; of each the registry is asked once."""

    connection: Connection
    declared: Declarations
    _titles: dict[int, Sentence | None] = field(default_factory=dict)

    def titles(self, numbers: Collection[int]) -> dict[int, Sentence]:
        """What each of the decisions is called: by its gate and what that is about.

        An entry that answers no gate is called nothing.
        """
        rows = [entry(self.connection, one) for one in sorted({*numbers} - {*self._titles})]
        asked = {
            one.id: gate._replace(round=None)
            for one in rows
            if (one.gate or one.of_id)
            and (gate := gate_answered(self.connection, one.of_id or one.id)) is not None
        }
        called = titles(self.declared, self.connection, [*asked.values()])
        for one in rows:
            gate = asked.get(one.id)
            self._titles[one.id] = called[gate.id] if gate is not None else None
        return {one: said for one in numbers if (said := self._titles[one]) is not None}

    def cited(self, about: Mapping[int, Named]) -> tuple[CitedEntry, ...]:
        """The decisions as the annex lists them, the newest first; each by the topic it is told of.

        A title that says of its gate alone does not tell one decision from another.
        """
        self.titles(about)
        rows = [entry(self.connection, one) for one in sorted(about, reverse=True)]
        return tuple(self._cited(one, about[one.id]) for one in rows)

    def _cited(self, row: EntryRow, topic: Named) -> CitedEntry:
        said = self._titles[row.id] or both(f"history.{row.kind}")
        gate = self.declared.gates.get(row.gate or "")
        if gate is None or said == both(gate.label.key):
            said = both("package.entry_of", kind=said, what=topic)
        return CitedEntry(entry=row.id, title_th=said.th, title_en=said.en, on=row.act_date)
