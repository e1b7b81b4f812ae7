"""What is known of a decision while it is taken: checks and recordings look at this."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from config.words import Sentence
from flows.engine.answers import Answers
from flows.engine.gate import Gate
from flows.engine.installation import Installation
from flows.engine.misfit import MisfitAccess
from registry.journal import EntryRow, GateRow, InstanceRow
from registry.queries.holdings import HoldingRow
from registry.queries.namesakes import Namesakes
from registry.queries.people import PersonRow
from registry.records.filing import Upload
from registry.rules.plain_values import Json
from registry.transaction import Write

T = TypeVar("T")


@dataclass(frozen=True)
class Decision:
    """A decision as it comes in. `about` is the content hash that was read, if one was.

    `by` is an office reference, or "office@person"; `reason` lets through what the screening
    of free text only warns of. `classified` are the instances that registered classified papers,
    which stand in place of scans.
    """

    instance: int
    gate: str
    by: str
    decided_on: date
    answer: Json
    recorded_by: str
    evidence: tuple[Upload, ...] = ()
    about: str | None = None
    reason: str | None = None
    classified: tuple[int, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """What a decision became, and what its recorder should look at.

    `lapsing` are the paths of gates that opened too late for an answer: the next write, whoever
    makes it, records that nobody answered.
    """

    entry: int
    instance: int
    gate: str
    path: str
    warnings: tuple[Sentence, ...] = ()
    lapsing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deciding:
    """A decision with everything around it. `entries` are the live ones of the instance.

    `day`, `holding` and `person` are None where they do not fit: a check that asks for one then
    says nothing. `corrects` is what counted until now, where an answer is put right and not given
    anew.
    `namesakes` keeps what was found of a title and name: a search goes through a whole province.
    """

    office: Installation
    write: Write
    instance: InstanceRow
    gate: Gate[Any]
    open: GateRow
    answer: Any
    day: date | None
    holding: HoldingRow | None
    person: PersonRow | None
    entries: list[EntryRow]
    evidence: tuple[Upload, ...]
    corrects: EntryRow | None = None
    namesakes: dict[tuple[str, str], Namesakes] = field(default_factory=dict)
    classified: tuple[int, ...] = ()

    @property
    def has_paper(self) -> bool:
        """Whether a paper came with it: a scan, or a classified one that the register names."""
        return bool(self.evidence or self.classified)

    @property
    def decided_on(self) -> date:
        """The day of the act."""
        return _fit(self.day)

    @property
    def by(self) -> HoldingRow:
        """Who decided, by which holding of the office."""
        return _fit(self.holding)

    @property
    def recorder(self) -> PersonRow:
        """Who records it."""
        return _fit(self.person)

    @property
    def district(self) -> str:
        """The district's code."""
        return self.instance.district

    @cached_property
    def answers(self) -> Answers:
        """What was decided in the instance before, as it counts now."""
        return Answers(self.entries, self.office.declared.gates)


def _fit(value: T | None) -> T:
    if value is None:
        raise MisfitAccess
    return value
