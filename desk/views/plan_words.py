"""What the fields of a plan's rows say in words, and how a plan differs from the one before."""

from collections.abc import Iterator, Mapping
from textwrap import shorten
from typing import Any, cast

from config.words import LANGUAGES, Field, Sentence, Term, Value, both, dated, written
from desk.views.form_fields import FieldKind
from desk.views.plan_columns import FIELDS
from flows.plan.checks import PlanContext
from flows.plan.difference import Change, FieldChange, PlanChanges
from registry.refusals import Refusal
from registry.rules.baht import amount_shown
from registry.rules.dates import parse_date

DASH = "–"
LONGEST = 80  # characters of a text that differs


def in_words(at: PlanContext, name: str, value: Any) -> Sentence:  # noqa: ANN401 — any field's value, as JSON
    """The value of a field as people read it; a dash for nothing."""
    said = value if isinstance(value, list | tuple) else [value]
    words = [_one(at, name, one) for one in said if one not in (None, "")]
    return Sentence(
        *(", ".join(written(word, lang) for word in words) or DASH for lang in LANGUAGES)
    )


def _one(at: PlanContext, name: str, value: Any) -> Value:  # noqa: ANN401 — as above
    if isinstance(value, bool):
        return Term(f"choice.bool.{str(value).lower()}")
    said, field = str(value), FIELDS.get(name)
    if field is not None and field.kind is FieldKind.DAY:
        return _day(said)
    if field is not None and field.money:
        return amount_shown(said)
    named = {one.value: one.label for one in field.options} if field is not None else {}
    return (named or _named(at, name)).get(said, said)


def _named(at: PlanContext, name: str) -> Mapping[str, Value]:
    """What the keys that a field holds are called."""
    seats = {key: seat.title for key, seat in at.seats.items()}
    known = {"lead": seats, "joint": seats, "duties": at.duties, "villages": at.villages}
    return cast("Mapping[str, Value]", known.get(name, {}))


def _day(said: str) -> Value:
    try:
        day = parse_date(said, field="")
    except Refusal:
        return said
    return Sentence(*(dated(day, lang) for lang in LANGUAGES))


def changes_in_words(changes: PlanChanges | None, at: PlanContext) -> Iterator[Sentence]:
    """What differs, a sentence for each row and each part of the head."""
    if changes is None:
        return
    for one in changes.rows:
        if one.change is Change.CHANGED:
            told = [_field_in_words(field, at) for field in one.fields]
            fields = Sentence(*("; ".join(written(f, lang) for f in told) for lang in LANGUAGES))
            yield both("plan.difference.changed", activity=one.activity, fields=fields)
        else:
            yield both(f"plan.difference.{one.change}", activity=one.activity)
    for name in changes.head:
        yield both("plan.difference.head", field=Field(name))


def _field_in_words(field: FieldChange, at: PlanContext) -> Sentence:
    return both(
        "plan.difference.field",
        field=Field(f"rows.{field.name}"),
        before=_short(in_words(at, field.name, field.before)),
        now=_short(in_words(at, field.name, field.now)),
    )


def _short(said: Sentence) -> Sentence:
    return Sentence(
        *(shorten(written(said, lang), LONGEST, placeholder=" …") for lang in LANGUAGES)
    )
