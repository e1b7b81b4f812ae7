"""A row of a plan as far as it is written: what it lacks, and what of it cannot be taken."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from config.words import Field, Term
from flows.engine.conditions import broken_conditions
from flows.engine.forms import unfit
from flows.engine.misfit import AnswerUnfit, FieldMissing, within
from flows.engine.widgets import inputs_of
from flows.plan.gates import PLAN_DRAFT
from flows.plan.rows import PlanRow, ends_before, outside_year
from registry.refusals import Refusal

KEY, NEW_KEY = "key", "row-0"  # of a row that has none yet
FIELDS = tuple(name for name in PlanRow.model_fields if name != KEY)
HIDDEN = tuple(name for name, one in inputs_of(PlanRow).items() if one.hidden)  # nobody types it
EMPTY: tuple[object, ...] = (None, "", [], ())


@dataclass(frozen=True)
class RowReading:
    """The row where it is whole; else what it lacks still, and what is wrong in it.

    A refusal's field is that of the form ("rows.activity").
    """

    row: PlanRow | None
    lacks: tuple[Refusal, ...] = ()
    wrong: tuple[Refusal, ...] = ()


def read_row(
    key: str, body: Mapping[str, Any], unread: Collection[str] = frozenset()
) -> RowReading:
    """The row that the body says, as JSON without the key.

    `unread` are fields that were typed and could not be read: nothing is said that rests on them.
    """
    said = _filled(body)
    try:
        return RowReading(PlanRow.model_validate({KEY: key, **said}))
    except (ValidationError, Refusal):
        return _told_by_field(said, unread)


def wrong_in_year(
    key: str, body: Mapping[str, Any], year: int, unread: Collection[str] = frozenset()
) -> tuple[Refusal, ...]:
    """What cannot be read in a row of that year's plan, days outside the year among it."""
    reading = read_row(key, body, unread)
    row = reading.row or _as_far(_filled(body))
    outside = (within(one, "rows") for one in outside_year(row, year))
    return (*reading.wrong, *outside)


def _as_far(said: Mapping[str, Any]) -> PlanRow:
    """The row with the days that can be read, and whether it is carried over."""
    values: dict[str, Any] = {}
    for name in ("starts", "ends", "carried_from"):
        with suppress(ValidationError, Refusal):
            values[name] = adapter(name).validate_python(said[name]) if name in said else None
    return PlanRow.model_construct(**values)


def settled(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body as it is kept: what can be read in one way of writing it, nothing empty.

    "30,000" in Thai figures and 30000 are one amount: to save the same again changes nothing.
    """
    return {name: _settled(name, as_lines(value)) for name, value in _filled(body).items()}


def _filled(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: body[name] for name in FIELDS if body.get(name) not in EMPTY}


def as_lines(value: Any) -> Any:  # noqa: ANN401 — a field's value, as JSON
    """A text with its lines ended as here, however a browser or a workbook ends them."""
    return "\n".join(value.split("\r\n")).strip() if isinstance(value, str) else value


def _settled(name: str, value: Any) -> Any:  # noqa: ANN401 — a field's value, as JSON
    try:
        read = adapter(name).validate_python(value)
    except (ValidationError, Refusal):
        return value
    if isinstance(read, Decimal):
        return plain_number(read)
    return adapter(name).dump_python(read, mode="json")


def plain_number(number: Decimal) -> str:
    """The number without zeros behind its point, and without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _told_by_field(said: Mapping[str, Any], unread: Collection[str]) -> RowReading:
    """All that keeps it from being whole, field by field: a validation stops at the first."""
    values: dict[str, Any] = {}
    lacks: list[Refusal] = []
    wrong: list[Refusal] = []
    for name in FIELDS:
        if name in said:
            try:
                values[name] = adapter(name).validate_python(said[name])
            except ValidationError as error:
                wrong.append(unfit(PLAN_DRAFT, error.errors(include_url=False)[0]))
                wrong[-1].field = name
            except Refusal as refusal:
                refusal.field = name
                wrong.append(refusal)
        elif PlanRow.model_fields[name].is_required():
            lacks.append(_not_said(name))
    for broken in _between_fields(values, {*unread, *(one.field for one in wrong)}):
        (lacks if isinstance(broken, FieldMissing) else wrong).append(broken)
    return RowReading(
        None,
        tuple(within(one, "rows") for one in lacks),
        tuple(within(one, "rows") for one in wrong),
    )


def _between_fields(values: Mapping[str, Any], unread: set[str | None]) -> Iterator[Refusal]:
    """What does not agree between the fields that could be read."""
    row = PlanRow.model_construct(**values)
    for one in broken_conditions(row):
        because = one.values["because"]
        of = because.path if isinstance(because, Field) else None
        if not {one.field, of} & unread:
            yield one
    broken = ends_before(row.starts, row.ends)
    if broken is not None:
        yield broken


def _not_said(name: str) -> AnswerUnfit:
    problem = Term("misfit.missing")
    return AnswerUnfit(field=name, gate=PLAN_DRAFT.label, problem=problem)


@cache
def adapter(name: str) -> TypeAdapter[Any]:
    """What reads one field of a row."""
    annotation = PlanRow.model_fields[name].rebuild_annotation()
    return TypeAdapter(annotation, config=ConfigDict(str_strip_whitespace=True))
