"""A template tried out on facts: what it cannot print is told by its place, not by a stop."""

import traceback
from collections.abc import Iterable

from jinja2 import TemplateError
from pydantic import BaseModel

from registry.refusals import Refusal
from tasks.documents.docx_files import BrokenPart, parse, read_parts
from tasks.documents.paper_words import NotPrintable, environment
from tasks.documents.rendering import printable
from tasks.documents.template import Template
from tasks.documents.template_places import line_in_words, lined, where
from tasks.documents.template_tags import tagged_sources

_UNFIT = (TypeError, ValueError, AttributeError, LookupError)


class TemplateNotPrintable(Refusal):
    """A tag prints what may be missing, or a date, list or choice that needs a filter."""


class TemplateTorn(Refusal):
    """A block begins in one cell or paragraph and ends where Word cannot join it again."""


def trial_problems(template: Template, samples: Iterable[BaseModel]) -> list[Refusal]:
    """What goes wrong when a checked template is filled in with each of these facts."""
    sources = tagged_sources(read_parts(template.data))
    problems = [
        problem
        for facts in samples
        for part, source in sources.items()
        if (problem := _tried(template, part, lined(source), facts))
    ]
    return list({str(problem): problem for problem in problems}.values())


def _tried(template: Template, part: str, source: str, facts: BaseModel) -> Refusal | None:
    tagged = environment(template.language).from_string(source)
    try:
        filled = tagged.render(printable(facts))
    except (TemplateError, NotPrintable, *_UNFIT) as error:
        near = where(part, line_in_words(source, _line(error)))
        return TemplateNotPrintable(field="template", where=near)
    try:
        parse(part, filled.encode())
    except BrokenPart:
        return TemplateTorn(field="template", where=where(part))
    return None


def _line(error: Exception) -> int:
    """The line of the source that the template stood at."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno or 1 for frame in frames if frame.filename == "<template>"]
    return lines[-1] if lines else 1
