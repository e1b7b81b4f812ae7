"""What the read models look from: an installation, a connection and a day."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from config.words import Named, Sentence, Value, both
from desk.views.sight import NOBODY, Reader, Sight
from flows.engine.gate_titles import period_of
from flows.engine.installation import Installation
from flows.engine.instance_titles import InstanceTitles
from registry.journal import GateRow, InstanceRow
from registry.queries.areas import names as area_names
from registry.queries.documents import DocumentRow, documents, with_content
from registry.queries.instances import InstanceAsOf, instances_as_of
from registry.queries.plans import survivor_rows

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class View:
    """What reasons are told from: an office at work, a connection, the day of the view.

    `reader` is who looks: without one, no internal note and no exact count is told.
    """

    office: Installation
    connection: Connection
    on: date
    reader: Reader = NOBODY
    _names: dict[str, Named] = field(default_factory=dict, repr=False, compare=False)
    _answers: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(
        self,
        question: Callable[Concatenate[Connection, P], R],
        *about: P.args,
        **named: P.kwargs,
    ) -> R:
        """What the registry answers in this reading, asked but once whoever wants to know it."""
        asked = (question, about, *named.items())
        if asked not in self._answers:
            self._answers[asked] = question(self.connection, *about, **named)
        answer: R = self._answers[asked]
        return answer

    @cached_property
    def titles(self) -> InstanceTitles:
        """What instances are called."""
        return InstanceTitles(self.office.declared, self.connection)

    def opened(self, papers: Iterable[DocumentRow]) -> list[DocumentRow]:
        """Those of the papers that who looks may read."""
        return [one for one in papers if self.reader.opens(one.kind, one.district)]

    def draft_named(self, gate: GateRow) -> str | None:
        """The digest of the draft that the gate asks about, for who looks if they may read it.

        Whoever guesses the rest of a paper would try out its counts on it.
        """
        papers = self.once(documents, instance_id=gate.instance_id) if gate.about else ()
        draft = with_content(papers, gate.about)
        return gate.about if draft is None or self.opened((draft,)) else None

    def sight(self, area: str) -> Sight:
        """What of the answers of that area is shown to who looks."""
        return self.reader.sight(area, lambda: self.once(survivor_rows, area))

    def district(self, code: str) -> Named:
        """The name of the district, read once."""
        if code not in self._names:
            self._names.update(area_names(self.connection, {code}))
        return self._names[code]

    def read_districts(self, codes: Collection[str]) -> None:
        """Read the names of several districts at once."""
        self._names.update(area_names(self.connection, set(codes) - self._names.keys()))

    def begun(
        self, districts: Collection[str], known: datetime | None = None
    ) -> list[InstanceAsOf]:
        """The instances of the districts that had begun by the day, oldest first; read once."""
        return self.once(instances_as_of, frozenset(districts), self.on, known)

    def counted(
        self, districts: Collection[str], known: datetime | None = None
    ) -> list[InstanceAsOf]:
        """The same but for what was never to be begun, as what ended it says."""
        void = self.office.declared.voiding
        return [one for one in self.begun(districts, known) if one.ended_at not in void]

    def called(self, row: InstanceRow) -> Sentence:
        """What the instance is called."""
        return both(self.titles.title(row.id, row.process).key)

    def period(self, row: InstanceRow) -> Value:
        """What the instance is of, in words."""
        return period_of(self.office.declared, self.connection, row, self.on)

    def called_of_period(self, row: InstanceRow) -> Sentence:
        """The instance with what it is of: "Committee meeting, quarter 1 of 2570"."""
        process = self.called(row)
        if not row.period:
            return process
        return both("page.instance.of_period", process=process, period=self.period(row))

    def is_past(self, known: datetime | None = None) -> bool:
        """Whether it is told as of an earlier day, or as known at `known`."""
        return known is not None or self.on < self.office.registry.today

    def late(self, due: date | None) -> int:
        """Working days since `due`, 0 in time."""
        if due is None or due >= self.on:
            return 0
        return self.office.calendar.working_days_between(due, self.on)
