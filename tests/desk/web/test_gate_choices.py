from enum import StrEnum

import pytest

from desk.web.gate_choices import needed_with, shown_when
from flows.capabilities import GATES
from flows.engine.forms import parse
from flows.engine.misfit import FieldMissing

ROWS = [
    (key, field, choice)
    for key, gate in GATES.items()
    for field, choice in needed_with(gate.form).items()
]
ASKED = [
    (key, field, other, choices)
    for key, gate in GATES.items()
    for field, (other, choices) in shown_when(gate.form).items()
]


@pytest.mark.parametrize(("gate", "field", "other", "choices"), ASKED)
def test_a_field_belongs_to_choices_that_another_field_offers(
    gate: str, field: str, other: str, choices: tuple[str, ...]
) -> None:
    fields = GATES[gate].form.model_fields
    kind = fields[other].annotation
    assert isinstance(kind, type)
    assert issubclass(kind, StrEnum)
    assert set(choices) < set(kind)
    assert not fields[field].is_required()


@pytest.mark.parametrize(("gate", "field", "choice"), ROWS)
def test_what_a_page_calls_needed_with_a_choice_the_form_insists_on(
    gate: str, field: str, choice: StrEnum
) -> None:
    fields = GATES[gate].form.model_fields
    assert not fields[field].is_required()
    (chosen,) = (name for name, info in fields.items() if info.annotation is type(choice))
    with pytest.raises(FieldMissing) as refused:
        parse(GATES[gate], {chosen: choice})
    assert refused.value.field == field
    assert [one for one in type(choice) if insists(gate, field, {chosen: one})] == [choice]


def insists(gate: str, field: str, answer: dict[str, str]) -> bool:
    try:
        parse(GATES[gate], answer)
    except FieldMissing as refusal:
        return refusal.field == field
    return False
