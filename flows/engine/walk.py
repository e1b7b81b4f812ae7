"""The walk of a replay along its journal: which entries it passes, and what it knows by then.

`Run` says in a process's words what this does.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self, TypeVar

from pydantic import BaseModel

from flows.engine.fingerprints import fingerprint_of
from flows.engine.gate import Gate
from flows.engine.replay import (
    Effect,
    Entry,
    EntryKind,
    Event,
    EventKind,
    Journal,
    Lapse,
    NewEffect,
    PassedLapse,
    Reader,
    Replay,
    Wait,
)

R = TypeVar("R", bound=BaseModel)
T = TypeVar("T")


class Waiting(BaseException):
    """This branch waits here, and goes no further in this replay.

    No `Exception`: whatever a process catches of its own, it never catches this.
    """


@dataclass(slots=True)
class Branch:
    """Where a run stands on a branch: day, revision, decision and events it has come to there."""

    prefix: str
    today: date
    revision: int
    decided: int | None = None
    heard: frozenset[Event] = frozenset()


class JournalWalk:
    """Where a replay stands on each branch, and the entries that it has passed."""

    def __init__(self, journal: Journal, reader: Reader | None) -> None:
        self._journal = journal
        self._reader = reader
        self._at = Branch("", journal.started_on, journal.revision)
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

    def _open(
        self,
        path: str,
        gate: Gate[Any] | None,
        subject: str | None,
        round: int | None,  # noqa: A002 — the design's word
        about: str | None,
        until: date | None,
        unless: tuple[EventKind, ...],
        due: date | None,
    ) -> Waiting:
        """Note that the call is open. Answers what stops this branch there."""
        at = self._at
        self.found.waits.append(
            Wait(
                path, gate, subject, round, about, until, unless,
                at.today, at.decided, due, at.heard,
            )
        )  # fmt: skip
        return Waiting()

    def _made(
        self,
        effect: Effect[Any],
        inputs: BaseModel,
        round: int | None,  # noqa: A002 — the design's word
    ) -> Entry | None:
        """The entry of the effect on these inputs; without one the effect is asked for.

        An entry on other inputs is stale: what it was made of no longer holds.
        """
        path = self._call(effect.key, round, None)
        wanted = fingerprint_of(inputs)
        for entry in self._journal.by_path.get(path, ()):
            if entry.fingerprint == wanted:
                self._pass(entry, moves=False)
                return entry
            self.found.stale.add(entry.id)
        self.found.effects.append(NewEffect(path, effect.key, inputs, wanted, self._at.today))
        return None

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

    def _side_by_side(self, branches: Sequence[tuple[str, Callable[[Self], T]]]) -> list[T]:
        fork, ends, results, waits = self._at, [], [], False
        # Each branch starts at the fork, for none knows what another has passed. All are run even
        # where one waits, so that each opens its own calls.
        for prefix, branch in branches:
            self._at = Branch(prefix, fork.today, fork.revision, fork.decided, fork.heard)
            self.found.branches[prefix] = False
            try:
                results.append(branch(self))
                self.found.branches[prefix] = True
                self._ends[prefix] = self._at.today
            except Waiting:
                waits = True
            ends.append(self._at)
        self._at = fork
        if waits:
            raise Waiting
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

    def _is_raised(self, number: int) -> bool:
        raised = self._journal.raised_to or 0
        if self._at.revision < number <= raised:
            self._at.revision = raised
        return self._at.revision >= number
