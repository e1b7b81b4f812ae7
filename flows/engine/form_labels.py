"""What a form calls its fields, where that is unlike what other forms do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, get_args

from flows.engine.gate import Answer
from flows.engine.widgets import inputs_of
from registry.refusals import Refusal, each_of

# Of a form that tells what was, nobody decides: it asks who reports, and on which day.
AS_REPORTED = {"by": "field.reported_by", "decided_on": "field.reported_on"}


@contextmanager
def called_as_asked(form: type[Answer]) -> Iterator[None]:
    """What is refused within names a field as the form's page does, where it has its own label."""
    try:
        yield
    except Refusal as refused:
        as_labelled(form, refused)
        raise


def as_labelled(form: type[Answer], refusal: Refusal) -> Refusal:
    """The refusal, its field called as the form calls it."""
    for one in each_of(refusal):
        one.label = label_of(form, one.field or "")
    return refusal


def label_of(form: type[Answer], path: str) -> str:
    """The key of what the form calls the field, "" where it calls it as all others do."""
    if form.reports and path in AS_REPORTED:
        return AS_REPORTED[path]
    name, _, rest = path.partition(".")
    if name not in form.model_fields:
        return ""
    first, _, after = rest.partition(".")
    inside, part = after if first.isdecimal() else rest, form_in(form.model_fields[name].annotation)
    return label_of(part, inside) if part and inside else inputs_of(form)[name].label


def forms_within(form: type[Answer], path: str = "") -> Iterator[tuple[str, type[Answer]]]:
    """The form, and those of its parts and rows, each with the path at which it stands."""
    yield path, form
    for name, field in form.model_fields.items():
        part = form_in(field.annotation)
        if part is not None:
            yield from forms_within(part, f"{path}.{name}" if path else name)


def form_in(annotation: Any) -> type[Answer] | None:  # noqa: ANN401 — an annotation may be any type
    """The form that a field holds, alone or as rows; None for any other field."""
    if isinstance(annotation, type) and issubclass(annotation, Answer):
        return annotation
    return next(filter(None, map(form_in, get_args(annotation))), None)
