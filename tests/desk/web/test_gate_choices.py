from enum import StrEnum

import pytest

from desk.web.gate_choices import NEEDED
from flows.capabilities import GATES
from flows.engine.forms import parse
from flows.engine.misfit import FieldMissing

ROWS = [(gate, field, choice) for gate, row in NEEDED.items() for field, choice in row.items()]


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
