"""Conditions between the fields of a form, declared with the field: validator, page, JSON Schema.

until: Annotated[Day | None, when("result", DEFERRED, NOT_NOW, needed=(DEFERRED,))] = None
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from numbers import Number
from typing import Any, TypeVar

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import to_jsonable_python

from flows.engine.misfit import missing, too_many
from registry.refusals import Refusal

M = TypeVar("M", bound=BaseModel)
REASON = "reason"  # may always be given: who decides may say why where nobody asks


@dataclass(frozen=True)
class Condition:
    """When a field has something to say: with which choices of another field, `of`.

    A page asks for it with `asked` alone; with any choice where that is empty. The form insists
    on it with `needed`. With any other choice than `asked` it is refused where it is entered, a
    reason apart; with `only` by the form itself, so that no answer of any release holds it.
    """

    of: str
    asked: tuple[StrEnum, ...]
    needed: tuple[StrEnum, ...]
    only: bool

    @property
    def choices(self) -> type[StrEnum]:
        """What the other field lets choose."""
        return type((*self.asked, *self.needed)[0])


def when(
    of: str, *asked: StrEnum, needed: bool | tuple[StrEnum, ...] = False, only: bool = False
) -> Condition:
    """A field's condition; `needed=True`: whenever it is asked for."""
    insisted = needed if isinstance(needed, tuple) else asked if needed else ()
    return Condition(of, asked, insisted, only)


@cache
def conditions_of(form: type[BaseModel]) -> tuple[tuple[str, Condition], ...]:
    """The conditions of a form by field, in the order of the fields."""
    return tuple(
        (name, one)
        for name, field in form.model_fields.items()
        for one in field.metadata
        if isinstance(one, Condition)
    )


def left_behind(
    form: type[BaseModel], before: Mapping[str, Any], said: Mapping[str, Any]
) -> set[str]:
    """The fields that a choice of before asked for, and that of now does not; `said` keeps its own.

    A field that the form refuses with any other choice is left to its refusal: it holds rows.
    """
    return {
        name
        for name, one in conditions_of(form)
        if not one.only and name not in said and before.get(one.of) in one.asked
        if said.get(one.of, before[one.of]) not in one.asked
    }


def check_conditions(answer: M) -> M:
    """The answer. Raises FieldTooMany for what has nothing to say, FieldMissing for what has."""
    for broken in broken_conditions(answer):
        raise broken
    return answer


def broken_conditions(answer: BaseModel) -> Iterator[Refusal]:
    """The same, every one of them: what has nothing to say first."""
    return _broken(type(answer), lambda name, _: getattr(answer, name))


def broken_in(form: type[BaseModel], said: Mapping[str, Any]) -> Iterator[Refusal]:
    """The same of what was typed, however much of it fits the form."""
    return _broken(form, lambda name, kind: _read(form, said, name, kind))


def stray_in(form: type[BaseModel], said: Mapping[str, Any]) -> Iterator[Refusal]:
    """Of what was typed, the fields but a reason that no page asks for with the choice beside them.

    The form takes them, for released answers may hold them.
    """
    for name, one in conditions_of(form):
        chosen = _read(form, said, one.of, one.choices)
        is_apart = one.asked and chosen is not None and chosen not in one.asked
        if (
            is_apart
            and not one.only
            and name != REASON
            and _says(form.model_fields[name], said.get(name))
        ):
            yield too_many(name, one.of, chosen)


def _broken(
    form: type[BaseModel], value_of: Callable[[str, type[StrEnum] | None], Any]
) -> Iterator[Refusal]:
    conditions = conditions_of(form)
    left_out: set[str] = set()
    for name, one in conditions:
        chosen = value_of(one.of, one.choices)
        leaves_room = not one.only or chosen is None or chosen in one.asked
        if not leaves_room and _says(form.model_fields[name], value_of(name, None)):
            left_out.add(name)
            yield too_many(name, one.of, chosen)
    for name, one in conditions:
        if one.of in left_out:
            continue  # what is to be left out asks for nothing
        chosen = value_of(one.of, one.choices)
        if chosen in one.needed and not _gives(form.model_fields[name], value_of(name, None)):
            yield missing(name, one.of, chosen)


def _read(
    form: type[BaseModel], said: Mapping[str, Any], name: str, choices: type[StrEnum] | None
) -> Any:  # noqa: ANN401 — whatever was typed
    """What was typed there, or what the field begins with; of choices one, or None."""
    value = said.get(name, form.model_fields[name].get_default())
    if choices is None:
        return value
    return next((one for one in choices if one == value), None)


def _says(field: FieldInfo, value: object) -> bool:
    """Whether it is more than nothing, and than what the field begins with."""
    return bool(value) and value != field.get_default()


def _gives(field: FieldInfo, value: object) -> bool:
    """The same of what is needed: there a zero is a figure, and a no is an answer."""
    return _says(field, value) or (isinstance(value, Number) and value != field.get_default())


def condition_schemas(form: type[BaseModel]) -> list[dict[str, Any]]:
    """The same in JSON Schema: what is required with which choice, and what is not taken."""
    return [*_rules(form)]


def _rules(form: type[BaseModel]) -> Iterator[dict[str, Any]]:
    for name, one in conditions_of(form):
        if one.needed:
            chosen = {"properties": {one.of: {"enum": [*one.needed]}}, "required": [one.of]}
            yield {"if": chosen, "then": {"required": [name]}}
        if one.asked and (one.only or name != REASON):
            chosen = {"properties": {one.of: {"enum": [*one.asked]}}}
            begun = to_jsonable_python(form.model_fields[name].get_default())
            taken = False if one.only else {"enum": [begun]}
            yield {"if": {"not": chosen}, "then": {"properties": {name: taken}}}
