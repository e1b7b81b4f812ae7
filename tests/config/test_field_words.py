"""Every field that a form has or a refusal names is called by words."""

import ast

from config.words import (
    Field,
    labelled,
    written,
)
from tests.config.catalogues import field_names, sources


def test_a_field_is_said_by_the_label_of_its_last_named_part() -> None:
    assert written(Field("replies.0.item"), "en") == "Number of the item"
    assert written(Field("earlier.number"), "th") == "เลขที่"


def test_a_name_that_means_another_thing_inside_a_form_has_a_label_there() -> None:
    assert written(Field("person.title_th"), "en") == "Title before the name"
    assert written(Field("changes.0.rename.title_th"), "en") == "Title (Thai)"


def test_a_field_is_not_called_by_a_sentence_about_a_setting() -> None:
    assert written(Field("rows"), "en") == "Rows"
    called = {one: written(Field(one), "th") for one in field_names()}
    assert {one: said for one, said in called.items() if "{" in said} == {}


def test_every_field_that_a_refusal_names_is_called_by_words() -> None:
    named = {
        str(one.value.value)
        for code in sources().values()
        for call in ast.walk(ast.parse(code))
        if isinstance(call, ast.Call)
        for one in call.keywords
        if one.arg == "field" and isinstance(one.value, ast.Constant) and one.value.value
    }
    # Options and arguments of the command line are typed as they stand; pages have words for them.
    by_key = {one for one in named if not one.startswith("--") and not one.isupper()}
    assert {one for one in by_key if not labelled(one)} == set()
