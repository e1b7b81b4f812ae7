"""A recorded or typed answer in words: for histories, checks before sending, conflicts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from config.words import Language, Named, Sentence, Term, Value, both, written
from desk.views.answer_names import NOTHING_KNOWN, AnswerNames
from desk.views.form_fields import FieldKind, FormField, described
from desk.views.row_sentences import (
    REDACTED,
    attendance_said,
    change_said,
    figure_words,
    line_said,
    reply_said,
)
from desk.views.sight import Sight
from flows.capabilities import GATES
from flows.engine.gate import Gate
from flows.engine.widgets import Input, Widget
from registry.rules.baht import amount_shown
from registry.rules.partial_dates import WrittenDate
from registry.rules.redaction import TEXT_MARK, is_redacted
from registry.rules.times import TimeUnreadable, time_of

_SENTENCES = (Widget.REPLIES, Widget.SHEET)  # a row of theirs is one sentence


@dataclass(frozen=True)
class AnswerLine:
    """A field and what it says; `wide` where it is long.

    `rows` tell the same as `values` where each row has parts of its own; `field` is where the
    form asks for it.
    """

    label: Value
    values: tuple[Value, ...]
    wide: bool = False
    rows: "tuple[AnswerRow, ...]" = ()
    field: str = ""

    @property
    def size(self) -> int:
        """How many lines it takes: those of its rows, else its values."""
        return sum(one.size for row in self.rows for one in row.lines) or len(self.values)


@dataclass(frozen=True)
class AnswerRow:
    """A row of an answer: what it is about, where the form says so, and its fields."""

    about: Value
    lines: tuple[AnswerLine, ...]


def in_words(
    gate: Gate[Any], answer: object, sight: Sight, known: AnswerNames = NOTHING_KNOWN
) -> tuple[AnswerLine, ...]:
    """What an answer says to who looks, field by field; what it leaves open is left out."""
    if not isinstance(answer, Mapping):
        return ()
    known = replace(known, names={**known.names, **_added(answer)})
    shown = sight.shown(gate, answer)
    return tuple(
        replace(said, field=one.name)
        for one in _fields(gate.key)
        if one.name in shown
        for said in _said(one, shown.get(one.name), known)
    )


@cache
def _fields(gate: str) -> tuple[FormField, ...]:
    return described(GATES[gate].form)


def _said(one: FormField, value: Any, known: AnswerNames) -> Iterator[AnswerLine]:  # noqa: ANN401 — JSON
    if value in (None, "", [], {}):
        yield from _left_open(one, value)
    elif is_redacted(value):
        yield AnswerLine(one.label, (REDACTED,))
    elif one.kind is FieldKind.GROUP:
        yield from _parts_said(one.parts, value, known)
    elif one.kind is FieldKind.ROWS and one.parts[1:]:
        rows = tuple(_row(one, each, known) for each in value)
        yield AnswerLine(one.label, rows, wide=True, rows=_rows(one, value, known))
    else:
        wide = one.kind is FieldKind.FIGURES
        yield AnswerLine(one.label, tuple(_values(one, value, known)), wide=wide)


def _values(one: FormField, value: Any, known: AnswerNames) -> Iterator[Value]:  # noqa: ANN401 — JSON
    """What stands in a field without parts: each of several, or the one value."""
    match one.kind:
        case FieldKind.SEATS:
            yield from (change_said(each, known) for each in value)
        case FieldKind.ROWS:
            yield from (_row(one, each, known) for each in value)
        case FieldKind.FIGURES:
            yield from (REDACTED if is_redacted(each) else figure_words(each) for each in value)
        case FieldKind.LISTED:
            yield _count(value)
            yield from (line_said(one, each, known) for each in value)
        case _ if isinstance(value, list):
            yield from (_option(one, each, known) for each in value)
        case _:
            yield _value(one, value, known)


def _left_open(one: FormField, value: object) -> Iterator[AnswerLine]:
    """Seats that nobody changed are an answer: all else that is left open says nothing."""
    if value == [] and one.kind is FieldKind.SEATS and one.when is None:
        yield AnswerLine(one.label, (Term("page.gate.no_seat_changed"),))


def _value(one: FormField, value: Any, known: AnswerNames) -> Value:  # noqa: ANN401 — JSON
    match one.kind:
        case FieldKind.CHOICE:
            return _option(one, value, known)
        case FieldKind.DAY:
            return _day(value)
        case FieldKind.PAPER_DATE:
            return WrittenDate.model_validate(value).named
        case FieldKind.YES_NO:
            return Term(f"choice.bool.{str(value).lower()}")
        case FieldKind.NUMBER if one.money:
            return amount_shown(value)
        case _:
            return REDACTED if value == TEXT_MARK else _text(one, str(value), known)


def _text(one: FormField, text: str, known: AnswerNames) -> Value:
    """A text that is not redacted: a time of the day as the language writes it."""
    if not one.clock:
        return known.called(text, one.name)
    try:
        return both("word.at_clock", at=time_of(text))
    except TimeUnreadable:
        return text


def _day(value: object) -> Value:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return str(value)


def _option(one: FormField, key: object, known: AnswerNames) -> Value:
    """A choice in the words of its form, else what the key is called."""
    return next((o.label for o in one.options if o.value == key), None) or known.called(
        str(key), one.name
    )


def _added(answer: Mapping[str, Any]) -> dict[str, Value]:
    """What the seats are called that the answer itself adds: the rest of it may name them."""
    changes = [one for one in answer.get("changes") or () if isinstance(one, Mapping)]
    seats = [one["seat"] for one in changes if isinstance(one.get("seat"), Mapping)]
    return {
        str(one.get("key")): Named(str(one.get("title_th")), str(one.get("title_en")))
        for one in seats
        if not is_redacted(one)
    }


def _row(one: FormField, row: Any, known: AnswerNames) -> Value:  # noqa: ANN401 — JSON
    if not isinstance(row, Mapping):
        return REDACTED if row == TEXT_MARK else known.called(str(row))
    if is_redacted(row):
        return REDACTED
    if one.asked.widget is Widget.REPLIES:
        return reply_said(row)
    if one.asked.widget is Widget.SHEET:
        return attendance_said(row, known)
    said = _parts_said(_told(one), row, known)
    return Sentence(_joined(said, "th"), _joined(said, "en"))


def _rows(one: FormField, value: Sequence[Any], known: AnswerNames) -> tuple[AnswerRow, ...]:
    """Each row by its fields; none where a single one is a sentence."""
    found = [_row_in_parts(one, each, known) for each in value]
    return () if None in found else tuple(row for row in found if row is not None)


def _row_in_parts(one: FormField, row: Any, known: AnswerNames) -> AnswerRow | None:  # noqa: ANN401 — JSON
    """A row by its fields; None where one sentence says all of it."""
    if one.asked.widget in _SENTENCES or not isinstance(row, Mapping) or is_redacted(row):
        return None
    heads = [part for part in _told(one) if part.asked.carried]
    rest = [part for part in _told(one) if not part.asked.carried]
    about = next((_head(said) for said in _parts_said(heads, row, known)), "")
    return AnswerRow(about, tuple(_parts_said(rest, row, known)))


def _head(said: AnswerLine) -> Value:
    """What a row is about; a number that nothing is known of stands behind its label."""
    (value, *_) = said.values
    named = not (isinstance(value, str) and value.isdecimal())
    return value if named else both("page.said.head", label=said.label, number=value)


def _told(one: FormField) -> list[FormField]:
    return [part for part in one.parts if not _is_made_up(part.asked)]


def _parts_said(
    parts: Sequence[FormField], row: Mapping[str, Any], known: AnswerNames
) -> list[AnswerLine]:
    return [each for part in parts for each in _said(part, row.get(part.name), known)]


def _is_made_up(asked: Input) -> bool:
    """Whether it is only what a row is called that nobody named."""
    return asked.carried and not asked.makes_row and bool(asked.generated)


def _joined(said: Sequence[AnswerLine], language: Language) -> str:
    return "; ".join(
        f"{written(one.label, language)}: {', '.join(written(v, language) for v in one.values)}"
        for one in said
    )


def _count(rows: Sequence[Any]) -> Value:
    return both("page.listed.count", count=len(rows))
