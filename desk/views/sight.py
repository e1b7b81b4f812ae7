"""What of recorded answers is shown to who looks; every door asks here, and says who looked."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from config.training import training
from flows.engine.form_labels import form_in
from flows.engine.gate import Answer, Gate
from flows.engine.widgets import Widget, field_with, inputs_of
from registry.rules.rights import Actor, Subject, Verb, may, reading
from registry.rules.scores import may_be_told_of
from registry.store import Registry

LOOKED = "looked"  # as the attempts log has it


@dataclass(frozen=True)
class Sight:
    """What of answers is shown to who looks: internal notes; points and figures of however few.

    `looks` takes each gate of the `area` at which exact figures were shown. `survivors` names the
    rows of the area's plans that count people who were trafficked; without it every row may.
    """

    internal: bool
    exact: bool
    area: str = ""
    looks: set[str] | None = field(default=None, repr=False, compare=False)
    survivors: Callable[[], Collection[str]] | None = field(default=None, repr=False, compare=False)

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
        hidden, told = self.hidden(gate, answer), dict(answer)
        for name, at in self._counts(gate, answer):
            told[name] = [
                {part: said for part, said in row.items() if (place, part) not in at}
                if isinstance(row, Mapping)
                else row
                for place, row in enumerate(answer[name])
            ]
        return {name: said for name, said in told.items() if name not in hidden}

    def kept_back(self, gate: Gate[Any], answer: Mapping[str, Any]) -> frozenset[str]:
        """The fields of which not all is shown: no form asks for them, they stay as they are."""
        return self.hidden(gate, answer) | {name for name, _ in self._counts(gate, answer)}

    def _counts(
        self, gate: Gate[Any], answer: Mapping[str, Any]
    ) -> Iterator[tuple[str, set[tuple[int, str]]]]:
        """The fields whose rows count people who were trafficked, if that is not shown: where."""
        form: type[Answer] = gate.form
        for name, counting in _counting(form).items():
            rows = answer.get(name)
            at = {
                (place, part)
                for place, row in enumerate(rows if isinstance(rows, list) else ())
                if isinstance(row, Mapping) and self._counts_people(row)
                for part in counting
                if row.get(part) is not None
            }
            if at and not self.exact:
                yield name, at
            elif at and self.looks is not None:
                self.looks.add(f"answers/{self.area}/{gate.key}")

    def _counts_people(self, row: Mapping[str, Any]) -> bool:
        return self.survivors is None or row.get("row") in self.survivors()

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

    def opens(self, kind: str, area: str) -> bool:
        """Whether they may read an instance of that process, or a paper of that kind, there.

        The command line asks no right to read (decision 0056): without a person it is open.
        """
        return self.actor is None or self.may(reading(kind), area)

    def sight(self, area: str, survivors: Callable[[], Collection[str]] | None = None) -> Sight:
        """What of the answers of that area is shown to them."""
        internal, exact = (self.may(one, area) for one in (Verb.READ_INTERNAL, Verb.SEE_EXACT))
        return Sight(internal, exact, area, self.looks, survivors)

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


@cache
def _counting(form: type[Answer]) -> Mapping[str, tuple[str, ...]]:
    """The fields that hold rows, each with the parts that may count people."""
    rows = {name: form_in(field.annotation) for name, field in form.model_fields.items()}
    counting = {
        name: tuple(part for part, one in inputs_of(row).items() if one.exact)
        for name, row in rows.items()
        if row is not None
    }
    return {name: parts for name, parts in counting.items() if parts}


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
