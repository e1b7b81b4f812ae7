from enum import StrEnum

import pytest

from desk.views.form_fields import FieldKind, described
from flows.capabilities import GATES
from flows.engine.conditions import conditions_of
from flows.engine.forms import misfits_of, parse
from flows.engine.gate import Answer
from flows.engine.misfit import FieldMissing


def form_of(key: str) -> type[Answer]:
    form: type[Answer] = GATES[key].form
    return form


FIELDS = [(key, one) for key, gate in GATES.items() for one in described(gate.form)]
ROWS = [
    (key, one.name, condition.needed[0])
    for key, one in FIELDS
    if one.needed
    for field, condition in conditions_of(form_of(key))
    if field == one.name
]
ASKED = [(key, one.name, *one.when) for key, one in FIELDS if one.when]


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


@pytest.mark.parametrize("gate", sorted(GATES))
def test_all_that_is_lacking_or_cannot_be_read_is_told_at_once(gate: str) -> None:
    """A day that is none stopped the form: what came after it was told the next time."""
    needed = {name for name, one in form_of(gate).model_fields.items() if one.is_required()}
    assert {one.field for one in misfits_of(GATES[gate], {})} == needed
    days = {one.name for one in described(form_of(gate)) if one.kind is FieldKind.DAY}
    wrong = {**dict.fromkeys(days, "เมื่อวาน"), "no_such_field": "x"}
    assert {one.field for one in misfits_of(GATES[gate], wrong)} >= needed | set(wrong)
