"""The answer that a correction makes: what is recorded, with the fields as they should read."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from flows.engine.conditions import left_behind
from flows.engine.forms import parse
from flows.engine.gate import Answer, Gate, NotAsked, RedactedValue
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.redaction import REDACTED


class NothingToCorrect(Refusal):
    """The fields say what is recorded already."""


@dataclass(frozen=True)
class AnswerAnew:
    """The answer as it is recorded and as it would read, before the form has seen it.

    Of `hidden` fields nothing is said, for they are redacted; `unsaid` ones nobody was asked for.
    """

    gate: Gate[Any]
    fields: Mapping[str, Json]
    old: Mapping[str, Json]
    said: dict[str, Json]
    hidden: Mapping[str, Json]
    unsaid: frozenset[str]

    def whole(self) -> dict[str, Json]:
        """All of it, in the newest form. Raises what the form refuses, and NothingToCorrect.

        What was redacted stays so; what was never asked has to be said.
        """
        new: dict[str, Json] = {
            **parse(self.gate, self.said, self.old).model_dump(mode="json"),
            **self.hidden,
        }
        if {name: value for name, value in new.items() if name not in self.unsaid} == self.old:
            raise NothingToCorrect(field=", ".join(sorted(self.fields)), gate=self.gate.label)
        return new


def answer_anew(gate: Gate[Any], before: Answer, fields: Mapping[str, Json]) -> AnswerAnew:
    """The answer with those fields put right.

    What only a choice asked for that is chosen no more goes with it.
    """
    values = dict(before)
    redacted, unasked = (
        {name for name, value in values.items() if isinstance(value, kind) and name not in fields}
        for kind in (RedactedValue, NotAsked)
    )
    unsaid = {name for name, value in values.items() if isinstance(value, RedactedValue | NotAsked)}
    hidden: dict[str, Json] = dict.fromkeys(redacted, REDACTED)
    old = before.model_dump(mode="json", exclude=unsaid) | hidden
    gone = {*hidden, *left_behind(gate.form, old, fields)}
    said = {name: value for name, value in {**old, **fields}.items() if name not in gone}
    return AnswerAnew(gate, fields, old, said, hidden, frozenset(unasked))


def whole_fields(said: Mapping[str, Json], now: Mapping[str, Json]) -> dict[str, Json]:
    """The fields with those of rows and parts ("rows.0.target") put into what is recorded."""
    made = {path: value for path, value in said.items() if "." not in path}
    for path, value in said.items():
        name, _, inside = path.partition(".")
        if not inside:
            continue
        whole = deepcopy(made.get(name, now.get(name)))
        is_there = _put(whole, inside.split("."), value)
        made |= {name: whole} if is_there else {path: value}  # the form refuses what it has not
    return made


def _put(whole: Any, path: Sequence[str], value: Json) -> bool:  # noqa: ANN401 — of any form
    """Put the value at the path within; whether there is such a place."""
    place, *inside = path
    at: Any = int(place) if isinstance(whole, list) and place.isdecimal() else place
    is_row = isinstance(whole, list) and isinstance(at, int) and at < len(whole)
    if not (is_row or isinstance(whole, dict)):
        return False
    if inside:
        return (is_row or at in whole) and _put(whole[at], inside, value)
    whole[at] = value
    return True
