"""Facts that were never: for a sample of a paper, made of its field sheet's examples.

The model says what kind of value a field takes, the sheet how it looks on paper. Nothing is
made up here: a text without an example is the name of its field.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from config.clock import BANGKOK
from registry.rules.partial_dates import WrittenDate
from registry.rules.thai import to_arabic_digits
from tasks.documents.template import FieldSheet

M = TypeVar("M", bound=BaseModel)
ROWS = 3
NUMBER = "number"  # of a row in its list: each has the next
_A_DAY = date(2022, 7, 15)
_AN_HOUR = time(9, 30)
_INSTANTS: Mapping[object, object] = {
    date: _A_DAY, WrittenDate: _A_DAY, time: _AN_HOUR,
    datetime: datetime.combine(_A_DAY, _AN_HOUR, BANGKOK),
}  # fmt: skip
_LINES = "\n"


class NoSample(Exception):
    """No value of the sheet, and none of the kind, fits a field: the sheet lacks an example."""


def sample_facts(model: type[M], sheet: FieldSheet, *, bare: bool = False) -> M:
    """Facts of that model for a sample. `bare`: what may be left out is, lists have one row.

    The same model and sheet give the same facts. `NoSample` names the field that needs an
    example in the sheet.
    """
    examples = {one.name: one.example for one in sheet.fields}
    made = _Sampler(examples, bare=bare).model(model, "", 0)
    try:
        return model.model_validate(made)
    except ValidationError as error:
        raise NoSample(str(error)) from error


@dataclass(frozen=True)
class _Sampler:
    examples: Mapping[str, str]
    bare: bool

    def model(self, model: type[BaseModel], prefix: str, row: int) -> dict[str, object]:
        """A value for each field of the model; `row` counts where it stands in a list."""
        made: dict[str, object] = {}
        for name, info in model.model_fields.items():
            made[info.alias or name] = self._field(info, f"{prefix}{name}", row)
        return made

    def _field(self, info: FieldInfo, path: str, row: int) -> object:
        kind = info.annotation
        if self.bare and _may_be_none(kind):
            return None
        if self.bare and not info.is_required() and info.default is not None and kind is not str:
            return info.get_default(call_default_factory=True, validated_data={})
        annotation: Any = Annotated[kind, info]
        takes: TypeAdapter[object] = TypeAdapter(annotation)
        for value in self._values(kind, path, row):
            try:
                takes.validate_python(value)
            except ValidationError:
                continue
            return value
        raise NoSample(path)

    def _values(self, kind: Any, path: str, row: int) -> Iterator[object]:  # noqa: ANN401 — an annotation
        """What may stand there, the likeliest first."""
        origin, inner = get_origin(kind), [one for one in get_args(kind) if one is not type(None)]
        if origin is Annotated:
            yield from self._values(inner[0], path, row)
        elif origin in (Union, UnionType):
            for one in inner:
                yield from self._values(one, path, row)
        elif origin is Literal:
            yield from self._one_of(inner, path, row)
        elif origin in (tuple, list, frozenset, set):
            yield from self._rows([one for one in inner if one is not Ellipsis], path)
        elif origin in (dict, Mapping):
            yield {}
        elif isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in _INSTANTS:
            yield self.model(kind, f"{path}.", row)
        elif isinstance(kind, type) and issubclass(kind, Enum):
            yield from self._one_of(list(kind), path, row)
        else:
            yield from self._plain(kind, path, row)

    def _rows(self, inner: list[Any], path: str) -> Iterator[object]:
        kind = inner[0] if inner else str
        if _holds_models(kind):
            as_a_whole = "{%" not in self.examples.get(path, "{%")
            for size in (1,) if self.bare or as_a_whole else (ROWS, 2, 1):
                yield tuple(next(self._values(kind, path, row)) for row in range(size))
        elif kind is str or get_origin(kind) is Annotated:
            yield tuple(self._text(path).split(_LINES))
        else:
            yield tuple(next(self._values(kind, path, row)) for row in range(1 if self.bare else 2))
        yield ()

    def _one_of(self, choices: list[Any], path: str, row: int) -> Iterator[object]:
        """The example first where it stands alone; in a list each row another."""
        example = self.examples.get(path)
        keyed = [one for one in choices if str(getattr(one, "value", one)) == example]
        if row == 0:
            yield from keyed
        yield choices[row % len(choices)]
        yield from choices

    def _plain(self, kind: object, path: str, row: int) -> Iterator[object]:
        example = self.examples.get(path, "")
        if kind is bool:
            yield example != "false"
        elif kind in (int, float, Decimal):
            told = to_arabic_digits(example)
            counts = kind is int and path.endswith(f".{NUMBER}") and told.isdecimal()
            yield str(int(told) + row) if counts else told
            yield from (str(number) for number in (row + 1, 10, 100, 2565))
        elif kind in _INSTANTS:
            yield example
            yield _INSTANTS[kind]
        else:
            yield self._text(path)
            yield path.rpartition(".")[2]
            yield example

    def _text(self, path: str) -> str:
        """The example of the field, or of the one that it is a part of; else its own name."""
        named, name = path, path.rpartition(".")[2]
        while named:
            example = self.examples.get(named, "{%")
            if "{%" not in example:
                return example
            named = named.rpartition(".")[0]
        return name


def _may_be_none(kind: object) -> bool:
    return type(None) in get_args(kind)


def _holds_models(kind: Any) -> bool:  # noqa: ANN401 — an annotation
    if isinstance(kind, type) and get_origin(kind) is None:
        return issubclass(kind, BaseModel) and kind not in _INSTANTS
    return any(_holds_models(one) for one in get_args(kind) if one is not Ellipsis)
