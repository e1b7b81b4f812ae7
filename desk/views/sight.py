"""What of recorded answers is shown to who looks; every door asks here, and says who looked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from config.training import training
from flows.engine.gate import Gate
from flows.engine.widgets import Widget, field_with
from registry.rules.rights import Actor, Subject, Verb, may
from registry.rules.scores import may_be_told_of
from registry.store import Registry

LOOKED = "looked"  # as the attempts log has it


@dataclass(frozen=True)
class Sight:
    """What of answers is shown to who looks: internal notes; points and figures of however few.

    `looks` takes each gate of the `area` at which exact figures were shown.
    """

    internal: bool
    exact: bool
    area: str = ""
    looks: set[str] | None = field(default=None, repr=False, compare=False)

    def hidden(self, gate: Gate[Any], answer: Mapping[str, Any]) -> frozenset[str]:
        """The fields of an answer at the gate that are not shown."""
        notes = frozenset() if self.internal else gate.internal
        exact = _exact_fields(gate, answer)
        if not self.exact:
            return notes | exact
        if self.looks is not None and any(answer.get(one) for one in exact):
            self.looks.add(f"answers/{self.area}/{gate.key}")
        return notes

    def shown(self, gate: Gate[Any] | None, answer: Any) -> Any:  # noqa: ANN401 — JSON
        """The answer without the fields that are not shown; one of an unknown gate as it is."""
        if gate is None or not isinstance(answer, Mapping):
            return answer
        hidden = self.hidden(gate, answer)
        return {name: said for name, said in answer.items() if name not in hidden}

    def quotes_nothing_hidden(self, gate: Gate[Any] | None) -> bool:
        """Whether what was said beside an answer is shown: it may quote its internal note."""
        return gate is None or self.internal or not gate.internal


OWN = Sight(internal=True, exact=True)  # of what who looks has typed themselves


@dataclass(frozen=True)
class Reader:
    """Who looks: a person with the parts of today; without a person, whoever is told least."""

    ref: str = ""
    actor: Actor | None = None
    today: date = date.min
    looks: set[str] = field(default_factory=set, repr=False, compare=False)

    def may(self, verb: Verb, area: str) -> bool:
        """Whether they may do it there today."""
        return self.actor is not None and may(self.actor, verb, Subject(area), self.today)

    def sight(self, area: str) -> Sight:
        """What of the answers of that area is shown to them."""
        internal, exact = (self.may(one, area) for one in (Verb.READ_INTERNAL, Verb.SEE_EXACT))
        return Sight(internal, exact, area, self.looks)

    def sees_exact(self, area: str, target: str) -> bool:
        """Whether exact counts of the area are shown to them, at what the log calls `target`."""
        exact = self.may(Verb.SEE_EXACT, area)
        if exact:
            self.looks.add(target)
        return exact

    def note_looks(self, registry: Registry) -> None:
        """Write into the attempts log at which exact figures they looked, each once."""
        for target in sorted(self.looks):
            registry.note_attempt(actor=self.ref, target=target, code=LOOKED)
        self.looks.clear()


NOBODY = Reader()


def _exact_fields(gate: Gate[Any], answer: Mapping[str, Any]) -> frozenset[str]:
    """The fields that hold figures about people, and points of few."""
    figures = field_with(gate.form, Widget.FIGURES)
    return _points_of_few(gate, answer) | ({figures} if figures else set())


def _points_of_few(gate: Gate[Any], answer: Mapping[str, Any]) -> frozenset[str]:
    """The field of points where they are of fewer people than may be told of to everybody."""
    points = field_with(gate.form, Widget.SCORES)
    rows = answer.get(points) if points else None
    listed = [one for one in rows if isinstance(one, Mapping)] if isinstance(rows, list) else []
    pairs = [(one.get("pre"), one.get("post")) for one in listed]
    if all(pair == (None, None) for pair in pairs):
        return frozenset()
    told = may_be_told_of(pairs, training().scores.least_shown)
    return frozenset() if told or not points else frozenset({points})
