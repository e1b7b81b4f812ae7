"""The JSON Schema of a gate's form, as `prasan form` and the API tell it."""

from typing import Any

import pytest

from desk.views.form_schema import schema
from flows.capabilities import GATES
from flows.engine.form_labels import forms_within


@pytest.mark.parametrize("key", sorted(GATES))
def test_every_form_has_a_schema_with_every_field_of_it_and_its_rows(key: str) -> None:
    made = str(schema(key))
    for _, form in forms_within(GATES[key].form):
        for name in form.model_fields:
            assert f"'{name}': {{" in made


@pytest.mark.parametrize("key", ["progress", "plan_draft", "receipt"])
def test_the_fields_of_a_row_are_called_in_its_schema_as_the_page_calls_them(key: str) -> None:
    fields: Any = schema(key)["properties"]
    rows = [
        one["items"]["properties"]
        for one in fields.values()
        if "properties" in one.get("items", {})
    ]
    assert rows
    assert all("title_th" in field for row in rows for field in row.values())
