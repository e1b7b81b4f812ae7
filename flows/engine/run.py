"""How a process waits: one readable function, replayed over its journal.

A replay starts at the top, passes everything that the journal remembers, notes what the
process now asks for, and stops at its open calls. It is pure: it reads the journal and,
through `reader`, facts; it writes nothing. This module knows how, and `walk`, which
passes the entries.
"""

from collections.abc import Callable, Collection
from datetime import date
from typing import TypeVar, overload

from pydantic import BaseModel

from flows.engine.gate import Answer, Gate
from flows.engine.replay import (
    Effect,
    Event,
    EventKind,
    Journal,
    Lapse,
    NewChild,
    NewRead,
    Process,
    Query,
    Reader,
    Replay,
    Stop,
)
from flows.engine.walk import JournalWalk, Waiting

REVISION_NEEDED = "revision_needed"
A = TypeVar("A", bound=Answer)
R = TypeVar("R", bound=BaseModel)
T = TypeVar("T")


class RevisionNeeded(Exception):
    """What follows needs a newer revision of the process: `release` raises the instance to it."""


class Run(JournalWalk):
    """What a process sees of the world: its journal, and nothing else."""

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

    def has_scan(self, answer: BaseModel) -> bool:
        """Whether a scan came with the decision of this run that gave the answer."""
        return any(one.scanned for one in self._journal.entries if one.value is answer)

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
        raise self._open(path, gate, subject, round, about, until, unless, due)

    def ask_each(
        self,
        gate: Gate[A],
        subjects: Collection[str],
        *,
        round: int | None = None,  # noqa: A002 — the design's word
        about: str | None = None,
        due: date | None = None,
        until: date | None = None,
    ) -> dict[str, A | Lapse]:
        """Ask about every subject side by side. Entries of a subject that left no longer count."""
        group = self._path(gate.key, None, None)
        tail = f"]#{round}" if round is not None else "]"
        self._mark_left(f"{group}[", tail, subjects)

        def one(subject: str) -> Callable[["Run"], A | Lapse]:
            return lambda run: run.ask(
                gate, subject=subject, round=round, about=about, due=due, until=until
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
            raise Waiting
        self._at.today = max(self._at.today, ended)

    def do(
        self,
        effect: Effect[R],
        inputs: BaseModel,
        *,
        round: int | None = None,  # noqa: A002 — the design's word
    ) -> R:
        """The recorded result of the effect on exactly these inputs, or have it performed."""
        made = self._made(effect, inputs, round)
        if made is None:
            raise Waiting
        return self._result(made, effect.result)

    def prepare(
        self,
        effect: Effect[R],
        inputs: BaseModel,
        *,
        round: int | None = None,  # noqa: A002 — the design's word
    ) -> R | None:
        """Have the effect performed beside the work: nothing waits for it.

        Papers for a step are made so: who has the Chief's answer already need not wait for
        the letter that asked. The recorded result on exactly these inputs, None until then.
        """
        made = self._made(effect, inputs, round)
        return None if made is None else self._result(made, effect.result)

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
            raise Waiting
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
        raise Waiting

    def wait_until(
        self,
        day: date | None,
        key: str,
        *,
        round: int | None = None,  # noqa: A002 — the design's word
        unless: tuple[EventKind, ...] = (),
    ) -> Lapse | Event:
        """Go on at `day`, or at an event that comes before it; without a day at an event alone."""
        path = self._call(key, round, None)
        passed = self._passed(path, unless)
        if passed is not None:
            waited: Lapse | Event = self._answer(passed)
            return waited
        raise self._open(path, None, None, round, None, day, unless, None)

    def wait_for_revision(self, number: int) -> None:
        """Go on once the instance was raised to revision `number` of its process."""
        if not self._is_raised(number):
            raise Waiting

    def need_revision(self, number: int) -> None:
        """The same where nobody would look: until then an incident asks for the newer release.

        Raises RevisionNeeded.
        """
        if not self._is_raised(number):
            raise RevisionNeeded

    def once(self, work: str) -> None:
        """Raises ValueError where the instance does this work twice, on whatever branch."""
        if work in self._done:
            msg = f"an instance does this once: {work}"
            raise ValueError(msg)
        self._done.add(work)


def replay(process: Process, journal: Journal, reader: Reader | None = None) -> Replay:
    """Run the process over its journal. An error of the function is told, never raised."""
    run = Run(journal, reader)
    try:
        run.found.outcome = process.function(run)
        run.found.ended_on = run.today
    except Waiting:
        pass
    except RevisionNeeded:
        run.found.error = f"{REVISION_NEEDED}: release {process.key}"
    except Exception as error:  # noqa: BLE001 — whatever goes wrong in a process becomes its incident
        run.found.error = f"{type(error).__name__}: {error}"
    return run.found
