"""How a process waits: one readable function, replayed over its journal.

A replay starts at the top, passes everything that the journal remembers, notes what the
process now asks for, and stops at its open calls. It is pure: it reads the journal and,
through `reader`, facts; it writes nothing. This is the only module that knows how.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, overload

from pydantic import BaseModel

from flows.engine.fingerprints import fingerprint_of
from flows.engine.gate import Answer, Gate
from flows.engine.replay import (
    Effect,
    Entry,
    EntryKind,
    Event,
    EventKind,
    Journal,
    Lapse,
    NewChild,
    NewEffect,
    NewRead,
    PassedLapse,
    Process,
    Query,
    Reader,
    Replay,
    Stop,
    Wait,
)

REVISION_NEEDED = "revision_needed"
A = TypeVar("A", bound=Answer)
R = TypeVar("R", bound=BaseModel)
T = TypeVar("T")


class _Waiting(BaseException):
    """This branch waits here, and goes no further in this replay.

    No `Exception`: whatever a process catches of its own, it never catches this.
    """


class RevisionNeeded(Exception):
    """What follows needs a newer revision of the process: `release` raises the instance to it."""


@dataclass(slots=True)
class _Branch:
    """Where a run stands on a branch: day, revision, decision and events it has come to there."""

    prefix: str
    today: date
    revision: int
    decided: int | None = None
    heard: frozenset[Event] = frozenset()


class Run:
    """What a process sees of the world: its journal, and nothing else."""

    def __init__(self, journal: Journal, reader: Reader | None) -> None:
        self._journal = journal
        self._reader = reader
        self._at = _Branch("", journal.started_on, journal.revision)
        self._seen: set[str] = set()
        self._done: set[str] = set()
        self._ends: dict[str, date] = {}  # of branches that are through, by their prefix
        self.found = Replay()

    @property
    def today(self) -> date:
        """The latest act date among the entries passed on this branch, never the clock."""
        return self._at.today

    @property
    def revision(self) -> int:
        """The process revision in force at the last entry passed on this branch."""
        return self._at.revision

    def start(self, params: type[R]) -> R:
        """What the instance was started with."""
        if not isinstance(self._journal.start, params):
            msg = f"started with {type(self._journal.start).__name__}"
            raise TypeError(msg)
        return self._journal.start

    def corrections(self, *answers: BaseModel) -> tuple[int, ...]:
        """The corrections that answers of this run stand in; () where none was corrected.

        What is made of the words of an answer takes them along, and is made anew after one.
        """
        return tuple(
            entry.corrected
            for entry in self._journal.entries
            if entry.corrected is not None and any(entry.value is one for one in answers)
        )

    @overload
    def ask(
        self,
        gate: Gate[A],
        *,
        round: int | None = None,
        subject: str | None = None,
        about: str | None = None,
        due: date | None = None,
        until: None = None,
        unless: tuple[()] = (),
    ) -> A: ...
    @overload
    def ask(
        self,
        gate: Gate[A],
        *,
        round: int | None = None,
        subject: str | None = None,
        about: str | None = None,
        due: date | None = None,
        until: date | None,
        unless: tuple[()] = (),
    ) -> A | Lapse: ...
    @overload
    def ask(
        self,
        gate: Gate[A],
        *,
        round: int | None = None,
        subject: str | None = None,
        about: str | None = None,
        due: date | None = None,
        until: date | None = None,
        unless: tuple[EventKind, ...],
    ) -> A | Lapse | Event: ...

    def ask(
        self,
        gate: Gate[A],
        *,
        round: int | None = None,  # noqa: A002 — the design's word
        subject: str | None = None,
        about: str | None = None,
        due: date | None = None,
        until: date | None = None,
        unless: tuple[EventKind, ...] = (),
    ) -> A | Lapse | Event:
        """The recorded decision at `gate`; where there is none the gate is open and we stop.

        `due` is the day by which an answer is due where the work itself names one (a meeting's
        own day), else the gate's rule says. With `until`, `Lapse` once that day has passed
        unanswered; with `unless`, the event that came instead.
        """
        path = self._call(gate.key, round, subject)
        passed = self._passed(path, unless)
        if passed is not None:
            answered: A | Lapse | Event = self._answer(passed)
            return answered
        at = self._at
        self.found.waits.append(
            Wait(
                path, gate, subject, round, about, until, unless,
                at.today, at.decided, due, at.heard,
            )
        )  # fmt: skip
        raise _Waiting

    def ask_each(
        self,
        gate: Gate[A],
        subjects: Collection[str],
        *,
        round: int | None = None,  # noqa: A002 — the design's word
        about: str | None = None,
        due: date | None = None,
        until: date | None = None,
        unless: tuple[EventKind, ...] = (),
    ) -> dict[str, A | Lapse | Event]:
        """Ask about every subject side by side. Entries of a subject that left no longer count."""
        group = self._path(gate.key, None, None)
        tail = f"]#{round}" if round is not None else "]"
        self._mark_left(f"{group}[", tail, subjects)

        def one(subject: str) -> Callable[["Run"], A | Lapse | Event]:
            return lambda run: run.ask(
                gate, subject=subject, round=round, about=about, due=due, until=until, unless=unless
            )

        answers = self._side_by_side([(self._at.prefix, one(subject)) for subject in subjects])
        return dict(zip(subjects, answers, strict=True))

    def for_each(
        self, key: str, subjects: Collection[str], branch: Callable[["Run", str], T]
    ) -> dict[str, T]:
        """Run the branch for every subject side by side; one that left takes its entries along.

        A subject is a key without strokes and brackets: it stands in paths. Raises ValueError.
        """
        for subject in subjects:
            if not subject or set(subject) & set("/[]#"):
                msg = f"no subject of a branch: {subject!r}"
                raise ValueError(msg)
        path = self._call(key, None, None)
        self._mark_left(f"{path}/", "", subjects)

        def one(subject: str) -> Callable[["Run"], T]:
            return lambda run: branch(run, subject)

        ends = self._side_by_side([(f"{path}/{subject}/", one(subject)) for subject in subjects])
        return dict(zip(subjects, ends, strict=True))

    def together(self, key: str, *branches: tuple[str, Callable[["Run"], T]]) -> tuple[T, ...]:
        """Run named branches side by side; we wait where each of them waits."""
        path = self._call(key, None, None)
        return tuple(self._side_by_side([(f"{path}/{name}/", branch) for name, branch in branches]))

    def after(self, branch: str) -> None:
        """Go on once that branch beside this one, which stands before it, is through."""
        beside, _, _ = self._at.prefix.rstrip("/").rpartition("/")
        ended = self._ends.get(f"{beside}/{branch}/")
        if ended is None:
            raise _Waiting
        self._at.today = max(self._at.today, ended)

    def do(
        self,
        effect: Effect[R],
        inputs: BaseModel,
        *,
        round: int | None = None,  # noqa: A002 — the design's word
    ) -> R:
        """The recorded result of the effect on exactly these inputs, or have it performed."""
        made = self._made(effect, inputs, round, None)
        if made is None:
            raise _Waiting
        return self._result(made, effect.result)

    def prepare(
        self,
        effect: Effect[R],
        inputs: BaseModel,
        *,
        round: int | None = None,  # noqa: A002 — the design's word
        subject: str | None = None,
    ) -> R | None:
        """Have the effect performed beside the work: nothing waits for it.

        Papers for a step are made so: who has the Chief's answer already need not wait for
        the letter that asked. The recorded result on exactly these inputs, None until then.
        """
        made = self._made(effect, inputs, round, subject)
        return None if made is None else self._result(made, effect.result)

    def _made(
        self,
        effect: Effect[Any],
        inputs: BaseModel,
        round: int | None,  # noqa: A002 — the design's word
        subject: str | None,
    ) -> Entry | None:
        """The entry of the effect on these inputs; without one the effect is asked for.

        An entry on other inputs is stale: what it was made of no longer holds.
        """
        path = self._call(effect.key, round, subject)
        wanted = fingerprint_of(inputs)
        for entry in self._journal.by_path.get(path, ()):
            if entry.fingerprint == wanted:
                self._pass(entry, moves=False)
                return entry
            self.found.stale.add(entry.id)
        self.found.effects.append(NewEffect(path, effect.key, inputs, wanted, self._at.today))
        return None

    def read(
        self,
        query: Query[R],
        args: BaseModel,
        *,
        round: int | None = None,  # noqa: A002 — the design's word
    ) -> R:
        """Facts of the registry as of `today`, recorded once and never silently read again."""
        path = self._call(query.key, round, None)
        for entry in self._journal.by_path.get(path, ()):
            self._pass(entry, moves=False)
            return self._result(entry, query.result)
        if self._reader is None:
            raise _Waiting
        value = query.result.model_validate(self._reader(query, args, self.today))
        self.found.reads.append(NewRead(path, value.model_dump(mode="json"), self.today))
        return value

    def child(
        self,
        process: Process,
        start: BaseModel,
        *,
        round: int | None = None,  # noqa: A002 — the design's word
        period: str | None = None,
    ) -> str | Stop:
        """The outcome of another instance, started or joined; `Stop` where it was stopped.

        It stands in this instance's period, or in one of its own: of one process there may be
        several children side by side, one a period.
        """
        path = self._call(process.key, round, period)
        self.found.starts[path] = start
        passed = self._passed(path)
        if passed is not None:
            ended: str | Stop = passed.value
            return ended
        at = self._at
        self.found.children.append(NewChild(path, process, start, at.today, period, at.heard))
        raise _Waiting

    def wait_until(
        self,
        day: date,
        key: str,
        *,
        round: int | None = None,  # noqa: A002 — the design's word
        unless: tuple[EventKind, ...] = (),
    ) -> Lapse | Event:
        """Go on at `day`, or at an event that comes before it."""
        path = self._call(key, round, None)
        passed = self._passed(path, unless)
        if passed is not None:
            waited: Lapse | Event = self._answer(passed)
            return waited
        at = self._at
        self.found.waits.append(
            Wait(
                path, None, None, round, None, day, unless,
                at.today, at.decided, None, at.heard,
            )
        )  # fmt: skip
        raise _Waiting

    def wait_for_revision(self, number: int) -> None:
        """Go on once the instance was raised to revision `number` of its process."""
        if not self._is_raised(number):
            raise _Waiting

    def need_revision(self, number: int) -> None:
        """The same where nobody would look: until then an incident asks for the newer release.

        Raises RevisionNeeded.
        """
        if not self._is_raised(number):
            raise RevisionNeeded

    def _is_raised(self, number: int) -> bool:
        raised = self._journal.raised_to or 0
        if self._at.revision < number <= raised:
            self._at.revision = raised
        return self._at.revision >= number

    def once(self, work: str) -> None:
        """Raises ValueError where the instance does this work twice, on whatever branch."""
        if work in self._done:
            msg = f"an instance does this once: {work}"
            raise ValueError(msg)
        self._done.add(work)

    def _result(self, entry: Entry, form: type[R]) -> R:
        known, key = self._journal.results, (entry.id, form)
        found = known.get(key)
        if found is None or found[0] is not entry:
            found = known[key] = entry, form.model_validate(entry.value)
        result: R = found[1]
        return result

    def _path(self, key: str, round: int | None, subject: str | None) -> str:  # noqa: A002
        path = self._at.prefix + key
        if subject is not None:
            path += f"[{subject}]"
        if round is not None:
            path += f"#{round}"
        return path

    def _call(self, key: str, round: int | None, subject: str | None) -> str:  # noqa: A002
        path = self._path(key, round, subject)
        if path in self._seen:
            msg = f"two calls share the key {path}"
            raise ValueError(msg)
        self._seen.add(path)
        return path

    def _passed(self, path: str, unless: tuple[EventKind, ...] = ()) -> Entry | None:
        entries = self._journal.by_path.get(path)
        entry = entries[0] if entries else self._event_at(path)
        if entry is not None:
            if unless and entry.kind is EntryKind.LAPSE:
                self.found.lapses.append(PassedLapse(entry, unless, self.today))
            self._pass(entry, moves=True)
        return entry

    def _event_at(self, path: str) -> Entry | None:
        """The event that resolved the call; none that is older than the call by now.

        What a release before 0.4 recorded (`about` is empty) keeps the calls that it names.
        """
        entry = self._journal.events.get(path)
        late = entry is not None and entry.value.about and entry.act_date < self.today
        return None if late else entry

    def _pass(self, entry: Entry, *, moves: bool) -> None:
        # What people did moves the branch's day. Machine work was dated by that day when it was
        # asked for: it may not hold the day there once an act is corrected to an earlier one.
        self.found.consumed.add(entry.id)
        at = self._at
        if moves and entry.act_date > at.today:
            at.today = entry.act_date
        if entry.revision != at.revision:
            at.revision = max(at.revision, entry.revision)
        if entry.kind is EntryKind.DECISION:
            at.decided = entry.id
        elif entry.kind is EntryKind.EVENT:
            at.heard |= {entry.value}

    @staticmethod
    def _answer(entry: Entry) -> Any:  # noqa: ANN401 — the gate's own form
        return Lapse(on=entry.act_date) if entry.kind is EntryKind.LAPSE else entry.value

    def _side_by_side(self, branches: Sequence[tuple[str, Callable[["Run"], T]]]) -> list[T]:
        fork, ends, results, waits = self._at, [], [], False
        # Each branch starts at the fork, for none knows what another has passed. All are run even
        # where one waits, so that each opens its own calls.
        for prefix, branch in branches:
            self._at = _Branch(prefix, fork.today, fork.revision, fork.decided, fork.heard)
            self.found.branches[prefix] = False
            try:
                results.append(branch(self))
                self.found.branches[prefix] = True
                self._ends[prefix] = self._at.today
            except _Waiting:
                waits = True
            ends.append(self._at)
        self._at = fork
        if waits:
            raise _Waiting
        # At the join counts whatever came last on any branch.
        fork.today = max((fork.today, *(end.today for end in ends)))
        fork.revision = max((fork.revision, *(end.revision for end in ends)))
        fork.decided = max((one.decided for one in (fork, *ends) if one.decided), default=None)
        fork.heard = fork.heard.union(*(end.heard for end in ends))
        return results

    def _mark_left(self, head: str, tail: str, subjects: Collection[str]) -> None:
        """Note the entries of subjects that nobody asks about any more.

        Their paths begin with `head`; the subject follows, up to `tail` or to the branch's stroke.
        """
        self.found.narrows = True
        for path, entries in self._journal.by_path.items():
            if path.startswith(head) and path.endswith(tail):
                rest = path[len(head) :]
                subject = rest[: -len(tail)] if tail else rest.partition("/")[0]
                if subject not in subjects:
                    self.found.left.update({entry.id: subject for entry in entries})


def replay(process: Process, journal: Journal, reader: Reader | None = None) -> Replay:
    """Run the process over its journal. An error of the function is told, never raised."""
    run = Run(journal, reader)
    try:
        run.found.outcome = process.function(run)
        run.found.ended_on = run.today
    except _Waiting:
        pass
    except RevisionNeeded:
        run.found.error = f"{REVISION_NEEDED}: release {process.key}"
    except Exception as error:  # noqa: BLE001 — whatever goes wrong in a process becomes its incident
        run.found.error = f"{type(error).__name__}: {error}"
    return run.found
