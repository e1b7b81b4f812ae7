"""What was decided in an instance, as it counts now: each live decision as it was corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Connection

from flows.engine.gate import Answer, Gate
from flows.engine.replay import branch_of
from registry.journal import EntryRow, entries, entry
from registry.refusals import Refusal, RegistryFault
from registry.rules.redaction import unredacted

A = TypeVar("A", bound=Answer)
KEPT = 8192  # parsed answers: a hundred years of one committee, or a province's open instances
_parsed: dict[int, tuple[Any, Answer]] = {}


class AnswerUnreadable(Refusal):
    """What the registry holds as an answer is none that the gate's form ever took."""


@dataclass(frozen=True)
class CurrentAnswer(Generic[A]):
    """An answer as it counts now: the entry `decision` gave it, the entry `record` holds its words.

    They are the same entry until the decision is corrected.
    """

    gate: Gate[Any]
    decision: EntryRow
    record: EntryRow

    @cached_property
    def answer(self) -> A:
        """The answer as the gate's newest form reads it."""
        return cast("A", parsed(self.gate, self.record))

    @property
    def body(self) -> dict[str, Any]:
        """The answer as it was recorded, in the form of its day."""
        return dict(self.record.body["answer"])

    @property
    def path(self) -> str:
        """Where the gate was asked."""
        return self.decision.path

    @property
    def branch(self) -> str:
        """The branch that it was asked on: the path without the gate."""
        return branch_of(self.path)

    @property
    def on(self) -> date:
        """The day of the act."""
        return self.record.act_date


class Answers:
    """The answers among the entries of a journal, oldest decision first; all gates by key."""

    def __init__(self, rows: Sequence[EntryRow], gates: Mapping[str, Gate[Any]]) -> None:
        self.entries, self.gates = rows, gates
        corrected = corrections(rows)
        self._given: tuple[CurrentAnswer[Any], ...] = tuple(
            CurrentAnswer(gate, one, corrected.get(one.id, one))
            for one in rows
            if one.kind == "decision" and one.live and (gate := gates.get(one.gate or ""))
        )

    def to(
        self, *forms: type[A], branch: str | None = None, turn: int | None = None
    ) -> list[CurrentAnswer[A]]:
        """The answers in one of these forms, or in one made of it, whichever gate asked.

        Of one branch of the process where `branch` names it, of one round where `turn` does.
        """
        ending = "" if turn is None else f"#{turn}"
        return [
            one
            for one in self._given
            if issubclass(one.gate.form, forms)
            and branch in (None, one.branch)
            and one.path.endswith(ending)
        ]

    def last(
        self, *forms: type[A], branch: str | None = None, turn: int | None = None
    ) -> CurrentAnswer[A] | None:
        """The last of them, None where nothing was decided."""
        found = self.to(*forms, branch=branch, turn=turn)
        return found[-1] if found else None

    def decided(self, form: type[A], *, turn: int | None = None) -> CurrentAnswer[A]:
        """The last of them; LookupError where a paper is made before what it tells was decided."""
        found = self.last(form, turn=turn)
        if found is None:
            raise LookupError(form.__name__)
        return found


def answers_of(connection: Connection, instance: int, gates: Mapping[str, Gate[Any]]) -> Answers:
    """The answers of an instance as they count now."""
    return Answers(entries(connection, instance), gates)


def answer_of(rows: Sequence[EntryRow], decision: EntryRow, gate: Gate[Any]) -> CurrentAnswer[Any]:
    """The answer that the decision gave, as it counts now."""
    return CurrentAnswer(gate, decision, corrections(rows).get(decision.id, decision))


def corrections(rows: Sequence[EntryRow]) -> dict[int | None, EntryRow]:
    """The correction that counts for each corrected decision, by the decision's entry."""
    return {one.of_id: one for one in rows if one.kind == "correction" and one.live}


def parsed(gate: Gate[A], entry: EntryRow) -> A:
    """The answer that an entry holds, parsed once in this process however often it is replayed.

    The words decide and not the number alone: a redaction changes them, another registry has its
    own entries under the same numbers. Raises AnswerUnreadable.
    """
    said = (gate.form, entry.form_version or 1, entry.body.get("answer"))
    kept = _parsed.get(entry.id)
    if kept is None or kept[0] != said:
        if len(_parsed) >= KEPT:
            _parsed.clear()
        kept = _parsed[entry.id] = (said, _read(gate, entry))
    return cast("A", kept[1])


def _read(gate: Gate[A], entry: EntryRow) -> A:
    try:
        return gate.read(entry.form_version or 1, entry.body["answer"])
    except RegistryFault:
        raise
    except Exception as error:  # a form may stumble over what it never took in any way
        raise AnswerUnreadable(entry=entry.id, gate=gate.label) from error


def answered_rows(
    connection: Connection, decision: int, field: str = "rows"
) -> list[dict[str, Any]]:
    """The rows of the answer that a decision gave, without what was redacted of them."""
    rows = unredacted(entry(connection, decision).body["answer"]).get(field)
    return [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []


def withdrawn_decision(rows: Sequence[EntryRow], path: str) -> EntryRow | None:
    """The latest decision at the gate that no longer counts: it is offered again. None for none."""
    gone = [one for one in rows if one.path == path and one.kind == "decision" and not one.live]
    return gone[-1] if gone else None


def listed(value: object) -> tuple[Any, ...]:
    """The values of a list in an answer, none where it was redacted or was not asked for then."""
    return value if isinstance(value, tuple) else ()
