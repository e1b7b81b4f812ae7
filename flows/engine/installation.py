"""What every verb needs: the registry, what is declared, the calendar, the net, settings."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel
from sqlalchemy import Connection

from config.defaults import policy
from config.settings import Settings
from config.words import Sentence, Value
from flows.engine.answers import Answers
from flows.engine.gate import Answer, Gate
from flows.engine.messages import Message
from flows.engine.offers import NOTHING_OFFERED, GateContext, Offers
from flows.engine.replay import Process
from registry.journal import GateRow, InstanceRow
from registry.queries.events import EventRow
from registry.records.filing import NewDocument
from registry.rules.calendar import WorkingCalendar
from registry.rules.plain_values import Json
from registry.rules.screening import Net
from registry.rules.seats import Seat
from registry.store import Registry
from registry.transaction import Write

if TYPE_CHECKING:
    from flows.engine.capability import BoardOf
    from flows.engine.decision import Deciding
    from flows.engine.paper import Correctable, FrozenPaper, PapersOf, Printable

T = TypeVar("T")
Read = Callable[[Connection, Any, date], BaseModel]


@dataclass(frozen=True)
class TitleContext:
    """What the title of a gate is told from: the answers of its instance, and the registry.

    Titles of several gates of an instance are told from one; `once` reads what they share.
    """

    connection: Connection
    answers: Answers
    _kept: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: Hashable, read: Callable[[], T]) -> T:
        """What `read` gives, read for the first gate that asks for it."""
        if key not in self._kept:
            self._kept[key] = read()
        found: T = self._kept[key]
        return found


Reads = Callable[[GateContext], Json]
Titled = Callable[[Sentence, GateRow, TitleContext], Sentence | None]
Owed = Callable[[GateRow, TitleContext], Sentence | None]


@dataclass(frozen=True)
class Output:
    """What an effect made outside the lock: the result that the process gets, and papers.

    `facts` is called under the lock with the entry's id and writes facts.
    """

    result: Json
    documents: tuple[NewDocument, ...] = ()
    facts: Callable[[Write, int], None] = lambda _, __: None


@dataclass(frozen=True)
class Job:
    """What a task is asked for: its inputs, for which district and instance, as of which day.

    The instance's answers are read by the gates of this release.
    """

    inputs: Any
    district: str
    instance: int
    on: date
    declared: "Declarations"

    @property
    def gates(self) -> Mapping[str, Gate[Any]]:
        """The gates of this release, by key."""
        return self.declared.gates


Task = Callable[["Installation", Job], Output]
BeforeStart = Callable[[Write, str], None]
AfterEnd = Callable[["Installation", Write, InstanceRow], None]
PeriodWords = Callable[[Connection, InstanceRow, date], Value]
OnEvent = Callable[["Installation", Write, EventRow], None]


@dataclass(frozen=True)
class EventCare:
    """What follows in the same transaction once an event is announced, and once it is called off.

    Of an event that stands already, or does not stand, nothing follows, but where another came by
    it than was recorded.
    """

    announced: OnEvent
    called_off: OnEvent
    other_came: OnEvent


@dataclass(frozen=True)
class Recording:
    """What a gate does beside its journal entry.

    `check` refuses before it, `write` writes facts after it, `warn` answers what the
    recorder should look at and may leave. `told_by` are effects whose papers tell of the answer
    without being made of it: they are drafted anew where that changes what they say, and
    `told_why` is the reason (the history has words for it). `begin` proposes an answer, `offer`
    says what may be chosen, `seats` are those that it changes. `title` is what people call the
    gate, given its plain label, where that depends on what was decided before it; `title_from` are
    the keys of the gates and questions whose entries it reads, for a list of the whole country
    reads no more of a journal. Without it all is read. `owed` says of a gate that waits what is
    still to come after what was recorded before it; it is told from the same. `message` says in a
    few words to whom it may concern what the gate invites to or asks for, for people to send.
    `ends` answers whether the answer ends the work of the district: withdrawn, what came about
    since is told to what goes on, and has what follows from it. `voids`: what it ended was never
    to be begun, so that nothing counts it on any day. `reaches` are the offices of other districts
    whose terms change by the answer or by its withdrawal: those districts are locked with it.
    `check_withdrawal` refuses that it is taken back while others rest on it. `reads` answers what
    is read at a gate where another's answer is confirmed: whoever answers names it by its mark
    (flows.engine.read_marks). `corrected` is what two people put right of the answer, where no
    paper that is kept here is frozen by it.
    """

    check: Callable[["Deciding"], None] = lambda _: None
    write: Callable[["Deciding", int], None] = lambda _, __: None
    warn: Callable[["Deciding"], Sequence[Sentence]] = lambda _: ()
    told_by: tuple[str, ...] = ()
    told_why: str = ""
    begin: Callable[[GateContext], dict[str, Any] | None] = lambda _: None
    offer: Callable[[GateContext], Offers] = lambda _: NOTHING_OFFERED
    seats: Callable[[GateContext], tuple[Seat, ...]] = lambda _: ()
    title: Titled | None = None
    title_from: tuple[str, ...] | None = None
    owed: Owed | None = None
    message: Message | None = None
    ends: Callable[[Any], bool] = lambda _: False
    voids: bool = False
    reaches: Callable[[Connection, str], Collection[str]] | None = None
    check_withdrawal: Callable[[Write, InstanceRow], None] = lambda _, __: None
    reads: Reads | None = None
    corrected: "Correctable | None" = None


NOTHING_BESIDE = Recording()


@dataclass(frozen=True)
class Declarations:
    """Everything by key: processes, gates, questions, tasks; papers by effect, boards by process.

    Recordings stand by their form: whichever gate asks it, the same is checked and written.
    `before_start` refuses what people may not begin in a district as it stands, `after_end` is what
    follows in the same transaction once an instance of the process has ended.
    """

    processes: Mapping[str, Process]
    gates: Mapping[str, Gate[Any]]
    reads: Mapping[str, Read]
    recordings: Mapping[type[Answer], Recording]
    tasks: Mapping[str, Task] = field(default_factory=dict)
    by_hand: Callable[["Deciding", int, int], None] = lambda _, __, ___: None
    papers: Mapping[str, "PapersOf"] = field(default_factory=dict)
    frozen: tuple["FrozenPaper", ...] = ()
    boards: Mapping[str, "BoardOf"] = field(default_factory=dict)
    before_start: Mapping[str, BeforeStart] = field(default_factory=dict)
    after_end: Mapping[str, AfterEnd] = field(default_factory=dict)
    on_demand: Mapping[str, type[BaseModel]] = field(default_factory=dict)
    on_event: Mapping[str, EventCare] = field(default_factory=dict)
    printables: Mapping[str, "Printable"] = field(default_factory=dict)
    periods: Mapping[str, PeriodWords] = field(default_factory=dict)

    def recording(self, gate: Gate[Any]) -> Recording:
        """What the gate does beside its entry: that of its form, or of the form it is made of."""
        for form in gate.form.__mro__:  # asked at every decision: a plain loop is quickest
            if (found := self.recordings.get(form)) is not None:
                return found
        return NOTHING_BESIDE

    @cached_property
    def reaching(self) -> frozenset[str]:
        """The keys of the gates whose answers change terms in other districts."""
        return frozenset(key for key, one in self.gates.items() if self.recording(one).reaches)

    @cached_property
    def voiding(self) -> frozenset[str]:
        """The keys of the gates whose answers end what was never to be begun."""
        return frozenset(key for key, one in self.gates.items() if self.recording(one).voids)

    @property
    def board(self) -> "BoardOf":
        """What a district's row follows: the first that is declared."""
        return next(iter(self.boards.values()))

    def correctable(self, gate: Gate[Any]) -> "Correctable | None":
        """What two people may put right of the answer at the gate, where others rest on it."""
        found = (one.corrected for one in self.frozen if one.corrected)
        of_paper = next((one for one in found if issubclass(gate.form, one.form)), None)
        return of_paper or self.recording(gate).corrected

    def corrected_by_two(
        self, gate: Gate[Any], connection: Connection, row: InstanceRow
    ) -> "Correctable | None":
        """The same, where the instance's answer needs two by now."""
        found = self.correctable(gate)
        return found if found is not None and found.needed(connection, row) else None

    @property
    def copies(self) -> frozenset[str]:
        """The kinds of papers that are made of one that was frozen."""
        return frozenset(kind for paper in self.frozen for kind in paper.copies)

    @property
    def facts(self) -> dict[str, type[BaseModel]]:
        """The facts of each kind of paper."""
        drafted = (papers.facts.items() for papers in self.papers.values())
        printed = ((kind, one.facts) for kind, one in self.printables.items())
        return dict(chain(*drafted, self.on_demand.items(), printed))


@dataclass(frozen=True)
class Installation:
    """One installation at work."""

    registry: Registry
    declared: Declarations
    settings: Settings
    calendar: WorkingCalendar
    net: Net

    def due(self, key: str, opened_on: date) -> date | None:
        """The working day by which a gate opened on `opened_on` is due, None for no rule."""
        days = policy().due.working_days.get(key)
        return None if days is None else self.calendar.add_working_days(opened_on, days)
