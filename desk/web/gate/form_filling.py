"""An answer as it would have been typed into the fields of its form."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from config.words import Language
from desk.views import words
from desk.views.form_fields import FieldKind, FormField
from desk.web.gate.figure_table import typed_figures
from desk.web.gate.line_lists import lines_of
from registry.rules.partial_dates import WrittenDate


def typed_from(
    fields: Sequence[FormField], answer: Mapping[str, Any], language: Language
) -> dict[str, list[str]]:
    """An answer as somebody would have typed it; seats are not among it."""
    found: dict[str, list[str]] = {}
    for one in fields:
        _type(one, answer.get(one.name.rpartition(".")[2]), language, found)
    return found


def _type(
    one: FormField,
    value: Any,  # noqa: ANN401 — an answer as JSON
    language: Language,
    found: dict[str, list[str]],
) -> None:
    match one.kind:
        case _ if value is None or one.kind is FieldKind.SEATS:
            return
        case FieldKind.GROUP if isinstance(value, Mapping):
            for part in one.parts:
                _type(part.at(one.name), value.get(part.name), language, found)
        case FieldKind.ROWS if isinstance(value, list):
            _type_rows(one, value, language, found)
        case FieldKind.LISTED if isinstance(value, list):
            found |= lines_of(one.name, value, language)
        case FieldKind.FIGURES if isinstance(value, list):
            found |= typed_figures(one.name, value)
        case FieldKind.SOME_OF if isinstance(value, list):
            found[one.name] = [str(each) for each in value]
        case _ if isinstance(value, str | int):
            found[one.name] = [_said(one, value, language)]


def _type_rows(
    one: FormField, rows: Sequence[object], language: Language, found: dict[str, list[str]]
) -> None:
    for place, row in enumerate(rows):
        for part in one.parts:
            cell = row.get(part.name) if isinstance(row, Mapping) else row
            _type(part.at(f"{one.name}.{place}"), cell, language, found)


def _said(one: FormField, value: str | int, language: Language) -> str:
    if one.kind is FieldKind.YES_NO:
        return "true" if value else "false"
    if one.kind is FieldKind.DAY and isinstance(value, str):
        return words.day(date.fromisoformat(value), language)
    if one.kind is FieldKind.PAPER_DATE:
        return words.day(WrittenDate.model_validate(value), language)
    return _option(one, str(value))


def _option(one: FormField, value: str) -> str:
    """The choice that is meant: an office of the district may stand without its code."""
    offered = [option.value for option in one.options]
    return next((o for o in offered if o != value and o.endswith(f"/{value}")), value)
