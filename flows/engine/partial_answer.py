"""An answer of which some fields do not fit: the others are read, to be checked all the same."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from flows.engine.form_labels import form_in
from flows.engine.gate import Answer
from registry.refusals import Refusal
from registry.rules.plain_values import Json


def partial_answer(form: type[Answer], said: Json, unfit: Collection[str]) -> Answer:
    """The answer as far as it fits, `unfit` being the paths of what does not ("rows.0.amount").

    What does not fit cannot be looked at: a check that does so says nothing (MisfitAccess).
    """
    values = said if isinstance(said, Mapping) else {}
    fit: dict[str, Any] = {}
    lost: list[str] = []
    for name, field in form.model_fields.items():
        within = [one[len(name) :] for one in unfit if f"{one}.".startswith(f"{name}.")]
        if name not in values and not within and not field.is_required():
            continue
        try:
            fit[name] = _value(form, name, values.get(name), [one[1:] for one in within])
        except (ValidationError, Refusal, _LostError):
            lost.append(name)
    made = form.model_construct(**fit)
    for name in lost:
        vars(made).pop(name, None)  # what it begins with was not said either
    return made


class _LostError(Exception):
    """Nothing of the field can be read."""


def _value(form: type[Answer], name: str, said: Json, within: Sequence[str]) -> Any:  # noqa: ANN401 — of any form
    """The field; of rows and parts that do not fit in some places, what is said in the others."""
    annotation = form.model_fields[name].rebuild_annotation()
    if not within:
        return TypeAdapter(annotation).validate_python(said)
    part = form_in(form.model_fields[name].annotation)
    if part is None or "" in within:
        raise _LostError
    if isinstance(said, Mapping):
        return partial_answer(part, said, within)
    if not isinstance(said, Sequence) or isinstance(said, str):
        raise _LostError
    return tuple(_row(part, one, str(place), within) for place, one in enumerate(said))


def _row(part: type[Answer], said: Json, place: str, within: Sequence[str]) -> Answer:
    """A row; one that holds nothing readable at all keeps its place among the others."""
    if place in within:
        return partial_answer(part, {}, [*part.model_fields])
    inside = [rest for head, _, rest in (one.partition(".") for one in within) if head == place]
    return partial_answer(part, said, inside)
