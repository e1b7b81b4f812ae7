"""What was ticked has no order: a page reads it as its list stands, and it stays as recorded."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desk.views.form_fields import FieldKind, FormField
from registry.rules.plain_values import Json


def in_recorded_order(
    fields: Iterable[FormField], said: Mapping[str, Any], before: Mapping[str, Any]
) -> dict[str, Json]:
    """The answer, what is ticked in the order in which it was recorded where it is the same."""
    kept = dict(said)
    for one in fields:
        if one.name in kept and one.name in before:
            kept[one.name] = _kept(one, kept[one.name], before[one.name])
    return kept


def _kept(field: FormField, value: Any, before: Any) -> Any:  # noqa: ANN401 — of any field
    match field.kind:
        case FieldKind.SOME_OF if _is_list(value) and _is_list(before):
            return before if sorted(map(str, value)) == sorted(map(str, before)) else value
        case FieldKind.GROUP if isinstance(value, Mapping) and isinstance(before, Mapping):
            return in_recorded_order(field.parts, value, before)
        case FieldKind.ROWS if _is_list(value) and _is_list(before):
            rows = zip(value, [*before, *({} for _ in value)], strict=False)
            return [_kept_row(field, row, old) for row, old in rows]
    return value


def _kept_row(field: FormField, row: Any, before: Any) -> Any:  # noqa: ANN401 — of any field
    if isinstance(row, Mapping) and isinstance(before, Mapping):
        return in_recorded_order(field.parts, row, before)
    return row


def _is_list(value: Any) -> bool:  # noqa: ANN401 — of any field
    return isinstance(value, Sequence) and not isinstance(value, str)
