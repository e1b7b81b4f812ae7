"""Conditions between the fields of a form, declared with the field: validator, page, JSON Schema.

until: Annotated[Day | None, when("result", DEFERRED, NOT_NOW, needed=(DEFERRED,))] = None
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from flows.engine.misfit import missing, too_many
from registry.refusals import Refusal

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Condition:
    """When a field has something to say: with which choices of another field, `of`.

    A page asks for it with `asked` alone; with any choice where that is empty. The form insists
    on it with `needed`, and with `only` refuses it with any other choice than `asked`.
    """

    of: str
    asked: tuple[StrEnum, ...]
    needed: tuple[StrEnum, ...]
    only: bool


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


def check_conditions(answer: M) -> M:
    """The answer. Raises FieldTooMany for what has nothing to say, FieldMissing for what has."""
    for broken in broken_conditions(answer):
        raise broken
    return answer


def broken_conditions(answer: BaseModel) -> Iterator[Refusal]:
    """The same, every one of them: what has nothing to say first."""
    form = type(answer)
    conditions = conditions_of(form)
    for name, one in conditions:
        chosen = getattr(answer, one.of)
        if one.only and chosen not in one.asked and _said(answer, name, form.model_fields[name]):
            yield too_many(name, one.of, chosen)
    for name, one in conditions:
        chosen = getattr(answer, one.of)
        if chosen in one.needed and not _said(answer, name, form.model_fields[name]):
            yield missing(name, one.of, chosen)


def _said(answer: BaseModel, name: str, field: FieldInfo) -> bool:
    """Whether the field says something: more than nothing, and than what it begins with."""
    value = getattr(answer, name)
    return bool(value) and value != field.get_default()


def condition_schemas(form: type[BaseModel]) -> list[dict[str, Any]]:
    """The same in JSON Schema: what is required with which choice, and what is not taken."""
    return [*_rules(conditions_of(form))]


def _rules(conditions: Iterable[tuple[str, Condition]]) -> Iterator[dict[str, Any]]:
    for name, one in conditions:
        if one.needed:
            chosen = {"properties": {one.of: {"enum": [*one.needed]}}, "required": [one.of]}
            yield {"if": chosen, "then": {"required": [name]}}
        if one.only:
            chosen = {"properties": {one.of: {"enum": [*one.asked]}}}
            yield {"if": {"not": chosen}, "then": {"properties": {name: False}}}
