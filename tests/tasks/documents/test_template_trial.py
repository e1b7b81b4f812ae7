from typing import TYPE_CHECKING

import pytest

from registry.refusals import Refusal
from registry.rules.order_facts import AppointmentOrderFacts
from tasks.documents.docx_files import read_parts, write_parts
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import Template, check_template, template_of
from tasks.documents.template_trial import TemplateNotPrintable, TemplateTorn, trial_problems

if TYPE_CHECKING:
    from collections.abc import Iterable


def tried(template: Template, tag: str, *, old: str = "{{ subject_th }}") -> list[Refusal]:
    """What is told of the template with that tag, which passes every check of its text."""
    parts = read_parts(template.data)
    document = parts["word/document.xml"].decode()
    assert old in document
    parts["word/document.xml"] = document.replace(old, tag, 1).encode()
    data = write_parts(parts)
    assert check_template(data, template.sheet.names, template.sheet.required) == []
    own = template_of(template.kind, data, template.sheet)
    samples: Iterable[AppointmentOrderFacts] = (
        sample_facts(AppointmentOrderFacts, template.sheet, bare=bare) for bare in (False, True)
    )
    return trial_problems(own, samples)


def test_the_shipped_template_prints_full_and_bare_facts(template: Template) -> None:
    assert tried(template, "{{ subject_th }}") == []


@pytest.mark.parametrize(
    "tag",
    [
        "{{ dated }}",
        "{{ bodies }}",
        "{{ border_th }}",
        "{{ earlier.number }}",
        "{{ subject_th|thai_date('order') }}",
        "{{ dated|thai_date('unheard_of') }}",
        "{{ subject_th|citations }}",
        "{{ draft_date|thai_date('order') }}",
    ],
)
def test_what_cannot_be_printed_or_may_be_missing_is_told_by_its_place(
    template: Template, tag: str
) -> None:
    (problem,) = tried(template, f"{{{{ subject_th }}}} {tag}")
    assert isinstance(problem, TemplateNotPrintable)
    assert tag in problem.sentence.th
    assert tag in problem.sentence.en


def test_what_may_be_missing_is_printed_where_it_is_asked_about(template: Template) -> None:
    tag = "{{ subject_th }}{% if border_th %} {{ border_th }}{% endif %}"
    assert tried(template, tag) == []


def test_a_block_that_ends_inside_a_table_that_it_began_outside_of_is_told(
    template: Template,
) -> None:
    end = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{% endif %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    cut = f"{{% if border_th %}}{{{{ subject_th }}}}</w:t></w:r></w:p>{end}<w:p><w:r><w:t>"
    (problem,) = tried(template, cut)
    assert isinstance(problem, TemplateTorn)
