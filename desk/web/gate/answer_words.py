"""A recorded or typed answer in words: for histories, checks before sending, conflicts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from config.titles import title_list
from config.words import LANGUAGES, Language, Named, Sentence, Term, Value, both, written
from desk.web.gate.figure_table import figure_words
from desk.web.gate.form_fields import FieldKind, FormField, described
from desk.web.gate.line_lists import line_of
from desk.web.gate.live_sheet import SEXES
from desk.web.gate.sight import Sight
from flows.capabilities import GATES
from flows.engine.gate import MARK, Gate
from flows.engine.widgets import Input, Widget
from registry.rules.attendance import Sex, told_sex
from registry.rules.baht import amount_shown
from registry.rules.redaction import TEXT_MARK
from registry.rules.seats import Seat

REDACTED = Term("page.gate.redacted")
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


@dataclass(frozen=True)
class AnswerNames:
    """What keys and references of answers are called, and the seats that changes are about.

    `of_field` are those of one field alone, by its name.
    """

    names: Mapping[str, Value]
    seats: Sequence[Seat] = ()
    of_field: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    def name(self, key: str) -> Value:
        """What the key is called, the key itself where it is not known."""
        return self.names.get(key, key)

    def seat(self, key: str) -> Value:
        """The title of the seat."""
        return next((Named(s.title_th, s.title_en) for s in self.seats if s.key == key), key)

    def called(self, key: str, field_name: str = "") -> Value:
        """What a key or the key of a seat is called, in that field."""
        own = self.of_field.get(field_name, {})
        if key in own:
            return own[key]
        name = self.name(key)
        return self.seat(key) if name == key else name


NOTHING_KNOWN = AnswerNames({})


def in_words(
    gate: Gate[Any], answer: object, sight: Sight, known: AnswerNames = NOTHING_KNOWN
) -> tuple[AnswerLine, ...]:
    """What an answer says to who looks, field by field; what it leaves open is left out."""
    if not isinstance(answer, Mapping):
        return ()
    known = replace(known, names={**known.names, **_added(answer)})
    hidden = sight.hidden(gate, answer)
    fields = [one for one in _fields(gate.key) if one.name not in hidden]
    return tuple(
        replace(said, field=one.name)
        for one in fields
        for said in _said(one, answer.get(one.name), known)
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
        for part in one.parts:
            yield from _said(part, value.get(part.name), known)
    elif one.kind is FieldKind.SEATS:
        yield AnswerLine(one.label, tuple(_change(each, known) for each in value))
    elif one.kind is FieldKind.ROWS:
        said = tuple(_row(one, each, known) for each in value)
        parted = bool(one.parts[1:])
        yield AnswerLine(one.label, said, parted, _rows(one, value, known) if parted else ())
    elif one.kind is FieldKind.FIGURES:
        rows = tuple(REDACTED if is_redacted(each) else figure_words(each) for each in value)
        yield AnswerLine(one.label, rows, wide=True)
    elif one.kind is FieldKind.LISTED:
        yield AnswerLine(one.label, (_count(value), *(_line(one, each, known) for each in value)))
    elif isinstance(value, list):
        yield AnswerLine(one.label, tuple(_option(one, each, known) for each in value))
    else:
        yield AnswerLine(one.label, (_value(one, value, known),))


def _left_open(one: FormField, value: object) -> Iterator[AnswerLine]:
    """Seats that nobody changed are an answer: all else that is left open says nothing."""
    if value == [] and one.kind is FieldKind.SEATS and one.when is None:
        yield AnswerLine(one.label, (Term("page.gate.no_seat_changed"),))


def is_redacted(value: object) -> bool:
    """Whether the value was taken out by a redaction."""
    return isinstance(value, Mapping) and MARK in value


def _value(one: FormField, value: Any, known: AnswerNames) -> Value:  # noqa: ANN401 — JSON
    match one.kind:
        case FieldKind.CHOICE:
            return _option(one, value, known)
        case FieldKind.DAY:
            return _day(value)
        case FieldKind.YES_NO:
            return Term(f"choice.bool.{str(value).lower()}")
        case FieldKind.NUMBER if one.money:
            return amount_shown(value)
        case _:
            return REDACTED if value == TEXT_MARK else known.called(str(value), one.name)


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
        return _reply(row)
    if one.asked.widget is Widget.SHEET:
        return _attended(row, known)
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


def _reply(row: Mapping[str, Any]) -> Value:
    done = Term(f"page.gate.{'done' if row.get('done') else 'not_done'}")
    reply = str(row.get("reply") or "")
    key = "page.gate.reply_said" if reply else "page.gate.reply"
    return both(key, item=int(row.get("item") or 0), done=done, reply=reply)


def _attended(row: Mapping[str, Any], known: AnswerNames) -> Value:
    """Who, from where, how, with who came instead or why they did not come."""
    name = f"{row.get('title_th') or ''}{row.get('name_th') or ''}"
    position = str(row.get("position_th") or "")
    seats = [known.seat(str(key)) for key in row.get("seats") or ()]
    proxy = " ".join(str(row.get(key) or "") for key in ("proxy", "proxy_position")).strip()
    more = proxy or str(row.get("cause") or "")
    who = name or position or (seats[0] if seats else "")
    sex = _sex(row, name)
    parts: list[Value] = [
        who,
        position if position != who else "",
        Term(f"choice.attended.{row.get('state')}"),
        *((more, sex) if proxy else (sex, more)),
    ]
    return Sentence(_dotted(parts, "th"), _dotted(parts, "en"))


def _sex(row: Mapping[str, Any], name: str) -> Value:
    """Of whoever came, as the totals count it: marked where only the title before the name says."""
    proxy = row.get("state") == "proxy"
    stated = row.get("proxy_sex" if proxy else "sex")
    came = str(row.get("proxy") or "") if proxy else name
    known: Sex = next((one for one in SEXES if one == stated), "not_stated")
    sex, inferred = told_sex(known, came, title_list().titles())
    said = Term(f"choice.sex.{sex}")
    return both("page.offices.sex.inferred", sex=said) if inferred else said


def _dotted(parts: Sequence[Value], language: Language) -> str:
    return " · ".join(written(one, language) for one in parts if one)


def _count(rows: Sequence[Any]) -> Value:
    return both("page.listed.count", count=len(rows))


def _line(one: FormField, row: Any, known: AnswerNames) -> Value:  # noqa: ANN401 — JSON
    if not isinstance(row, Mapping) or is_redacted(row):
        return REDACTED
    person = row.get("person")
    who = known.name(str(person)) if person else ""
    thai, english = (line_of(one.name, row, language) for language in LANGUAGES)
    if not person:
        return Sentence(thai, english)
    return Sentence(f"{thai}, {written(who, 'th')}", f"{english}, {written(who, 'en')}")


def _change(change: Any, known: AnswerNames) -> Sentence:  # noqa: ANN401 — JSON
    if is_redacted(change):
        return both(REDACTED.key)
    kind = change.get("change", "add")
    seat = change.get("seat") or {}
    title: Value = known.seat(str(change.get("key", "")))
    if seat:
        title = Named(str(seat.get("title_th")), str(seat.get("title_en")))
    new = Named(str(change.get("title_th")), str(change.get("title_en")))
    role = Term(f"role.{change.get('role') or seat.get('role')}")
    body = Term(f"body.{seat.get('body', 'executive')}")
    words = {"seat": title, "new": new, "role": role, "body": body}
    tied = seat or change
    if tied.get("person_th"):
        person = Named(str(tied["person_th"]), str(tied.get("person_en") or tied["person_th"]))
        return both(f"page.gate.change.{kind}_person", person=person, **words)
    return both(f"page.gate.change.{kind}", **words)
