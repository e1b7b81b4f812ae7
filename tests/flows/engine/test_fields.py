"""What every field of a kind takes, whichever form asks."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from flows.capabilities import GATES
from flows.engine.form_labels import forms_within


def types_of(annotation: Any) -> Iterator[Any]:
    """The annotation and what it is made of, but for its rows."""
    yield annotation
    if not str(annotation).startswith("tuple"):
        for one in get_args(annotation):
            yield from types_of(one)


def number_fields() -> Iterator[tuple[str, FieldInfo]]:
    for gate in GATES.values():
        for path, form in forms_within(gate.form):
            for name, field in form.model_fields.items():
                if {int, Decimal} & {
                    one for one in types_of(field.annotation) if one in (int, Decimal)
                }:
                    yield f"{gate.key}: {path}.{name}", field


@pytest.mark.parametrize("typed", ["๑", "\u200b1 "])
def test_every_number_of_a_form_is_read_as_thai_keyboards_type_it(typed: str) -> None:
    found = dict(number_fields())
    assert len(found) > 10
    read = {
        where: TypeAdapter(field.rebuild_annotation()).validate_python(typed)
        for where, field in found.items()
    }
    assert {where: one for where, one in read.items() if one != 1} == {}


def test_commas_part_thousands_in_every_number() -> None:
    (women,) = (field for where, field in number_fields() if where.endswith(".women"))
    assert TypeAdapter(women.rebuild_annotation()).validate_python("1,200") == 1200
