"""What of recorded answers is shown to who looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from config.training import training
from flows.engine.gate import Gate
from flows.engine.widgets import Widget, field_with
from registry.rules.rights import Actor, Subject, Verb, may
from registry.rules.scores import may_be_told_of


@dataclass(frozen=True)
class Sight:
    """What of answers is shown to who looks: internal notes; points and figures of however few."""

    internal: bool
    exact: bool

    def hidden(self, gate: Gate[Any], answer: Mapping[str, Any]) -> frozenset[str]:
        """The fields of an answer at the gate that are not shown."""
        notes = frozenset() if self.internal else gate.internal
        if self.exact:
            return notes
        figures = field_with(gate.form, Widget.FIGURES)
        return notes | _points_of_few(gate, answer) | ({figures} if figures else set())


OWN = Sight(internal=True, exact=True)  # of what who looks has typed themselves


def sight_of(actor: Actor, area: str, on: date) -> Sight:
    """What of the answers of that area is shown to the actor on that day."""
    verbs = (Verb.READ_INTERNAL, Verb.SEE_EXACT)
    internal, exact = (may(actor, one, Subject(area), on) for one in verbs)
    return Sight(internal, exact)


def _points_of_few(gate: Gate[Any], answer: Mapping[str, Any]) -> frozenset[str]:
    """The field of points where they are of fewer people than may be told of to everybody."""
    field = field_with(gate.form, Widget.SCORES)
    rows = answer.get(field) if field else None
    listed = [one for one in rows if isinstance(one, Mapping)] if isinstance(rows, list) else []
    pairs = [(one.get("pre"), one.get("post")) for one in listed]
    if all(pair == (None, None) for pair in pairs):
        return frozenset()
    told = may_be_told_of(pairs, training().scores.least_shown)
    return frozenset() if told or not field else frozenset({field})
