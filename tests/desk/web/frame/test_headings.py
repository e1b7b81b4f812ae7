"""A refusal names a field as the form heads it: on a page as its template does, at a gate as the
gate's form does."""

from collections.abc import Iterator
from typing import Any

import pytest

from config.words import LANGUAGES, Term, Value, known, written
from desk.views.form_fields import FormField, described
from desk.web.frame.headings import headings_of
from desk.web.frame.rendering import TEMPLATES, environment
from flows.capabilities import GATES
from flows.engine.form_labels import as_labelled
from flows.engine.gate import Gate
from flows.engine.misfit import AnswerUnfit

PAGES = sorted(one.name for one in TEMPLATES.glob("*.html"))


def paths(fields: tuple[FormField, ...], within: str = "") -> Iterator[tuple[str, Value]]:
    """Each field of a form and of its parts by its path, a row's by that of the first."""
    for one in fields:
        if one.name:
            yield f"{within}{one.name}", one.label
            yield from paths(one.parts, f"{within}{one.name}.0.")


@pytest.mark.parametrize("gate", GATES.values(), ids=lambda gate: gate.key)
def test_what_is_refused_at_a_gate_is_called_as_its_form_heads_it(gate: Gate[Any]) -> None:
    for path, label in paths(described(gate.form)):
        refusal = AnswerUnfit(field=path, gate=gate.label, problem=Term("misfit.missing"))
        as_labelled(gate.form, refusal)
        for language in LANGUAGES:
            assert written(label, language) in written(refusal.sentence, language), path


@pytest.mark.parametrize("page", PAGES)
def test_the_headings_of_every_page_are_words(page: str) -> None:
    assert all(map(known, headings_of(environment(), page).values()))


def test_an_input_is_called_as_its_own_page_calls_it_and_not_one_that_it_takes_in() -> None:
    assert headings_of(environment(), "stop.html")["on"] == "page.stop.on"
    assert headings_of(environment(), "replace.html")["on"] == "page.replace.on"
