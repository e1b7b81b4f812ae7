"""What was typed into a gate's fields, read as an answer: all that is wrong with it at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from config.words import Term, Value, both
from desk.views.form_fields import FieldKind, FormField
from desk.web.gate.field_views import Typed, head_of, row_count
from desk.web.gate.figure_table import read_figures
from desk.web.gate.line_lists import read_lines
from desk.web.gate.live_sheet import is_left_out
from desk.web.gate.seat_reading import SeatChanges, SeatsUnfit, read_seats
from desk.web.gate.seat_table import SENT
from desk.web.gate.seat_ties import NO_TIES, SeatTies
from flows.engine.gate import Gate
from flows.engine.misfit import AnswerUnfit
from flows.engine.widgets import Widget
from registry.refusals import Refusal
from registry.rules.dates import Era, parse_date
from registry.rules.partial_dates import partial_typed
from registry.rules.seats import Seat
from registry.rules.thai import tidy


class RowUnfit(Refusal):
    """Something is wrong in a row: which row, and what."""


def _in_row(row: Value, refusal: Refusal) -> Refusal:
    if isinstance(refusal, RowUnfit):
        return refusal
    refusal.row = ""  # said before the sentence
    return RowUnfit(field=refusal.field, row=row, sentence=refusal.sentence)


@dataclass
class FormReading:
    """The answer, what could not be read, and which input each field of the answer is."""

    answer: dict[str, Any] = field(default_factory=dict)
    problems: list[Refusal] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reader:
    """Reads the form of a gate. `era` is that of the page's years; `seats` are changed by it.

    A seat that is added is tied to one of `ties`. `begun` is what the form began with: where it
    stands in a field that has nothing to say, nobody said it.
    """

    gate: Gate[Any]
    typed: Typed
    era: Era
    seats: tuple[Seat, ...] = ()
    ties: SeatTies = NO_TIES
    begun: Typed = field(default_factory=dict)

    def read(self, fields: Sequence[FormField]) -> FormReading:
        """The whole answer."""
        read = FormReading()
        read.answer = self._parts(fields, read)
        return read

    def day(self, name: str) -> str:
        """A day that was typed, as YYYY-MM-DD. Raises what is wrong with it."""
        return parse_date(self._said(name), field=name, era=self.era).isoformat()

    def _paper_date(self, one: FormField) -> str:
        """A day in the era of the page, or a month or a year. Raises what is wrong with it."""
        return str(partial_typed(self._said(one.name), field=one.name, era=self.era))

    def _said(self, name: str) -> str:
        return next(reversed(self.typed.get(name, [""])), "").strip()

    def _parts(self, fields: Sequence[FormField], read: FormReading) -> dict[str, Any]:
        """The fields of a form or group; what is missing is told once something is there."""
        found: dict[str, Any] = {}
        missing: list[FormField] = []
        for one in fields:
            value = None if self._is_left_aside(one) else self._value(one, read)
            if value is None:
                missing += [one] if one.required and not one.asked.generated else []
            else:
                found |= value
        whole = "." not in fields[0].name if fields else True
        if found or whole:
            read.problems += [self._missing(one) for one in missing if self._applies(one)]
        return found

    def _is_left_aside(self, one: FormField) -> bool:
        """Whether the field has nothing to say, and holds what the form began with."""
        if self._applies(one):
            return False
        names = [k for k in self.typed if k == one.name or k.startswith(f"{one.name}.")]
        return all(self._said(k) == (self.begun.get(k) or [""])[-1] for k in names)

    def _missing(self, one: FormField) -> Refusal:
        problem = "misfit.too_short" if one.kind is FieldKind.ROWS else "misfit.missing"
        return AnswerUnfit(field=one.name, gate=self.gate.label, problem=Term(problem))

    def _applies(self, one: FormField) -> bool:
        return one.when is None or self._said(one.when[0]) in one.when[1]

    def _value(self, one: FormField, read: FormReading) -> dict[str, Any] | None:
        """The field under its name in the answer, None where nothing was typed."""
        name = one.name.rpartition(".")[2]
        match one.kind:
            case FieldKind.GROUP:
                value: Any = self._parts([part.at(one.name) for part in one.parts], read)
            case FieldKind.ROWS:
                value = self._rows(one, read)
            case FieldKind.LISTED:
                value = self._lines(one, read)
            case FieldKind.FIGURES:
                value = self._figures(one, read)
            case FieldKind.SOME_OF:
                value = [said for said in self.typed.get(one.name, ()) if said]
            case FieldKind.SEATS:
                return self._seats(one, read)
            case _:
                value = self._plain(one, read)
        return None if value in (None, [], {}) else {name: value}

    def _plain(self, one: FormField, read: FormReading) -> str | bool | None:
        said = self._said(one.name)
        if not said:
            return None
        if one.kind is FieldKind.YES_NO:
            return said == "true"
        if one.kind in (FieldKind.DAY, FieldKind.PAPER_DATE):
            try:
                return self.day(one.name) if one.kind is FieldKind.DAY else self._paper_date(one)
            except Refusal as refusal:
                read.problems.append(refusal)
                return said
        if one.asked.widget is Widget.LONG_LINE:
            return " ".join(said.split())
        return tidy(said) if one.kind is FieldKind.NUMBER else said

    def _lines(self, one: FormField, read: FormReading) -> list[dict[str, Any]]:
        lines = read_lines(one.name, self.typed)
        read.problems += lines.problems
        read.inputs |= {
            f"{one.name}.{place}{part}": one.name
            for place, row in enumerate(lines.rows)
            for part in ("", *(f".{key}" for key in row))
        }
        return lines.rows

    def _figures(self, one: FormField, read: FormReading) -> list[dict[str, str]]:
        figures = read_figures(one.name, self.typed)
        read.inputs |= figures.inputs
        return figures.rows

    def _seats(self, one: FormField, read: FormReading) -> dict[str, Any]:
        try:
            seats: SeatChanges = read_seats(self.seats, self.typed, self.ties)
        except SeatsUnfit as unfit:
            read.problems += unfit.refusals
            return {}
        except Refusal as refusal:
            read.problems.append(refusal)
            return {}
        read.inputs |= seats.inputs | dict.fromkeys(("seats", "ask", "key", "change"), one.name)
        kept_all = SENT in self.typed and one.when is None  # which is said, and not left open
        found: dict[str, Any] = {"changes": seats.changes} if seats.changes or kept_all else {}
        return found | ({"ask": seats.ask} if seats.ask and "ask" in self._form() else {})

    def _form(self) -> set[str]:
        return set(self.gate.form.model_fields)

    def _rows(self, one: FormField, read: FormReading) -> list[Any]:
        if one.captions is not None:
            return [self._counted(one, place, read) for place in range(len(one.captions))]
        rows: list[Any] = []
        for place in range(row_count(one.name, self.typed)):
            if one.asked.widget is Widget.SHEET and is_left_out(self.typed, place):
                continue
            parts = [part.at(f"{one.name}.{place}") for part in one.parts]
            before = len(read.problems)
            value = self._row(parts, read)
            if len(parts) > 1:
                row = self._who(one, place)
                read.problems[before:] = [_in_row(row, two) for two in read.problems[before:]]
            if value:
                self._named(f"{one.name}.{len(rows)}", f"{one.name}.{place}", parts, read)
                rows.append(self._called(one, value, rows))
        return rows

    def _who(self, one: FormField, place: int) -> Value:
        """What a row is called where something is wrong in it: by name, head or number."""
        name = f"{one.name}.{place}"
        said = [self._said(f"{name}.{part}") for part in ("title_th", "name_th", "position_th")]
        if one.asked.widget is Widget.SHEET:
            return "".join(said[:2]) or said[2] or str(place + 1)
        head = head_of((part, self._said(f"{name}.{part.name}")) for part in one.parts)
        return head or both("page.gate.row_of", field=one.label, number=place + 1)

    def _row(self, parts: Sequence[FormField], read: FormReading) -> Any:  # noqa: ANN401 — text or row
        """Text, or a row; nothing where only that is filled in which makes no row."""
        if len(parts) == 1:
            return self._plain(parts[0], read)
        said = [part for part in parts if self._applies_within(part)]
        if not any(part.asked.makes_row and self._is_filled(part) for part in said):
            return None
        return self._parts(said, read)

    def _is_filled(self, part: FormField) -> bool:
        """Whether somebody typed there what it did not begin with."""
        if part.kind in (FieldKind.ROWS, FieldKind.GROUP):
            within = [key for key in self.typed if key.startswith(f"{part.name}.")]
            return any(self._said(key) for key in within)
        return self._said(part.name) not in ("", part.default)

    def _applies_within(self, part: FormField) -> bool:
        """Whether another part of its row gives it something to say."""
        if part.when is None:
            return True
        row = part.name.rpartition(".")[0]
        return self._said(f"{row}.{part.when[0]}") in part.when[1]

    def _named(self, now: str, typed: str, parts: Sequence[FormField], read: FormReading) -> None:
        """Which input a row and each field of it is, once empty rows before it are left out."""
        names = {typed, *(part.name for part in parts)}
        names |= {key for key in self.typed if key.startswith(f"{typed}.")} | {
            key for key in read.inputs if key.startswith(f"{typed}.")
        }
        read.inputs |= {f"{now}{name[len(typed) :]}": read.inputs.get(name, name) for name in names}

    @staticmethod
    def _called(one: FormField, value: Any, rows: Sequence[Any]) -> Any:  # noqa: ANN401 — as above
        """The row with a name of its own where nobody gave it one."""
        for part in one.parts:
            if part.asked.generated and not value.get(part.name):
                taken, number = {row[part.name] for row in rows}, len(rows) + 1
                while part.asked.generated.format(number) in taken:
                    number += 1
                value = {part.name: part.asked.generated.format(number), **value}
        return value

    def _counted(self, one: FormField, place: int, read: FormReading) -> dict[str, Any]:
        """A row whose number is its place, such as the reply to an item."""
        parts = [part.at(f"{one.name}.{place}") for part in one.parts]
        found: dict[str, Any] = {"item": place + 1}
        for part in parts:
            value = self._value(part, read)
            if value is not None:
                found |= value
            elif part.required:
                read.problems.append(self._missing(part))
        return found
