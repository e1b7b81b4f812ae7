"""Conditions between the fields of a form: declared once, held by form, page and JSON Schema."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import pytest

from config.words import written
from desk.views.form_fields import described
from flows.engine.conditions import when
from flows.engine.gate import Answer
from flows.engine.misfit import FieldMissing, FieldTooMany


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"
    NONE = "none"


class Painted(Answer):
    colour: Colour
    tone: Annotated[str, when("colour", Colour.RED, Colour.BLUE, needed=(Colour.RED,))] = ""
    tins: Annotated[tuple[int, ...], when("colour", Colour.RED, needed=True, only=True)] = ()
    why: Annotated[str, when("colour", needed=(Colour.NONE,))] = ""


class Priced(Answer):
    colour: Colour
    price: Annotated[Decimal | None, when("colour", Colour.RED, needed=True, only=True)] = None


@pytest.mark.parametrize(
    ("answer", "refused"),
    [
        ({"colour": "red", "tone": "dark", "tins": [1]}, None),
        ({"colour": "red", "tins": [1]}, (FieldMissing, "tone")),
        ({"colour": "red", "tone": "dark"}, (FieldMissing, "tins")),
        ({"colour": "blue"}, None),
        ({"colour": "blue", "tone": "dark"}, None),
        ({"colour": "blue", "tins": [1]}, (FieldTooMany, "tins")),
        ({"colour": "none"}, (FieldMissing, "why")),
        ({"colour": "none", "why": "x", "tone": "dark"}, None),
    ],
)
def test_a_form_insists_on_what_a_choice_needs_and_refuses_what_it_leaves_no_room_for(
    answer: dict[str, object], refused: tuple[type[FieldMissing | FieldTooMany], str] | None
) -> None:
    if refused is None:
        Painted.model_validate(answer)
        return
    kind, field = refused
    with pytest.raises(kind) as found:
        Painted.model_validate(answer)
    assert found.value.field == field


def test_a_zero_is_a_figure_where_one_is_needed_and_says_nothing_where_none_is_asked() -> None:
    assert Priced.model_validate({"colour": "red", "price": "0"}).price == 0
    with pytest.raises(FieldMissing):
        Priced.model_validate({"colour": "red"})
    assert Priced.model_validate({"colour": "blue", "price": "0"}).price == 0
    with pytest.raises(FieldTooMany):
        Priced.model_validate({"colour": "blue", "price": "5"})


def test_a_page_shows_a_field_with_its_choices_and_says_what_is_needed_with_one() -> None:
    fields = {one.name: one for one in described(Painted)}
    assert {name: one.when for name, one in fields.items() if one.when} == {
        "tone": ("colour", ("red", "blue")),
        "tins": ("colour", ("red",)),
    }
    assert [name for name, one in fields.items() if one.needed] == ["why"]
    assert "“choice.colour.none”" in written(fields["why"].needed, "en")


def test_the_json_schema_says_what_is_required_with_which_choice_and_what_is_not_taken() -> None:
    rules = Painted.model_json_schema()["allOf"]
    needed = {
        (*one["then"]["required"], *one["if"]["properties"]["colour"]["enum"])
        for one in rules
        if "required" in one["then"]
    }
    barred = [one["then"]["properties"] for one in rules if "properties" in one["then"]]
    assert needed == {("tone", "red"), ("tins", "red"), ("why", "none")}
    assert barred == [{"tone": {"enum": [""]}}, {"tins": False}]
