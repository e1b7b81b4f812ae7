"""What waited in a district on the day of its package: the gates, and what each is called."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection

from config.words import Sentence
from flows.engine.gate_titles import titles
from flows.engine.installation import Declarations
from registry.journal import GateRow
from registry.queries.gates import gates_that_waited


@dataclass(frozen=True)
class PackageWaiting:
    """What waited on `on`; with `known`, as it was known then."""

    connection: Connection
    district: str
    on: date
    known: datetime | None
    declared: Declarations

    @cached_property
    def gates(self) -> list[GateRow]:
        """The gates of the district that waited."""
        return gates_that_waited(self.connection, self.on, self.known, district=self.district)

    @cached_property
    def late(self) -> list[GateRow]:
        """Those of them that waited past their due day, as the board counts it."""
        return [
            one
            for one in self.gates
            if one.gate and one.due_on is not None and one.due_on < self.on
        ]

    @cached_property
    def titles(self) -> dict[int, Sentence]:
        """What each of them is called, by its number; its round tells a Chief nothing."""
        asked = [one._replace(round=None) for one in self.gates if one.gate]
        return titles(self.declared, self.connection, asked)
