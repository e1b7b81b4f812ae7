"""A long form in sections: what it repeats is folded, each row under how far it is filled in.

Which forms are long is counted, so that no gate declares it. The sections stay one form: whatever
sends, saves or carries it over a new sign-in takes all of them along.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from config.words import Language, Value, both
from desk.views.form_fields import FieldKind
from desk.web.frame.asking import Asking
from desk.web.frame.problems import Problems, shown as as_problem
from desk.web.frame.typed_fields import TypedLists
from desk.web.gate.field_views import FieldView, Typed, head_of, shown
from desk.web.gate.figure_table import FigureBlock, figure_table
from desk.web.gate.gate_form import answer_typed, unfit_in
from desk.web.gate.seat_table import SeatTable, seat_table
from desk.web.gate.sheets import GateSheet
from flows.engine.widgets import Widget
from registry.refusals import Refusal

LONG = 16  # inputs, texts counted twice: a form of more is over 2,500 pixels high on a phone


class SectionState(StrEnum):
    """How far a section is filled in."""

    DONE = "done"
    AS_BEGUN = "as_begun"  # it holds what the form began with: nobody has touched it
    WRONG = "wrong"
    TO_DO = "to_do"


SAID = (SectionState.DONE, SectionState.AS_BEGUN)


@dataclass(frozen=True)
class FormSection:
    """A section of a form. `inputs` are its inputs, or the rows that they stand in.

    `said` is what its first line says; `wrong` are the problems that nothing else on the page
    tells; `applies` is False where another choice of the form leaves it out.
    """

    name: str
    title: Value
    inputs: tuple[str, ...]
    filled: bool
    touched: bool = True
    said: Value = ""
    applies: bool = True
    state: SectionState = SectionState.TO_DO
    wrong: Problems = ()
    open: bool = False

    @property
    def anchor(self) -> str:
        """What an address calls its place on the page."""
        return f"section-{self.name}"

    def holds(self, name: str) -> bool:
        """Whether an input of that name stands in it."""
        return any(name == one or name.startswith(f"{one}.") for one in self.inputs)


@dataclass(frozen=True)
class FormSections:
    """The sections of a form in their order; none where it is short."""

    sections: tuple[FormSection, ...] = ()

    def at(self, name: str) -> FormSection | None:
        """The section of that name."""
        return next((one for one in self.sections if one.name == name), None)

    def after(self, name: str) -> FormSection | None:
        """Where whoever has filled in that section goes on; the same one while it is wrong."""
        here = self.at(name)
        if here is not None and here.state is SectionState.WRONG:
            return here
        rest = [one for one in self.sections if one.applies and one.name != name]
        place = self.sections.index(here) if here is not None else 0
        later = [one for one in rest if self.sections.index(one) > place]
        return next(iter(later or [one for one in rest if one.state not in SAID]), None)

    def opened(self, asked: str) -> "FormSections":
        """With that section open which is asked for, else what has to be put right or filled in."""
        chosen = (
            self._asked(asked) or self._first(SectionState.WRONG) or self._first(SectionState.TO_DO)
        )
        return FormSections(tuple(replace(one, open=one is chosen) for one in self.sections))

    def _asked(self, asked: str) -> FormSection | None:
        """The section of that name, or which holds that input; of a whole field its last row."""
        held = [one for one in self.sections if asked and (one.name == asked or one.holds(asked))]
        rows = [one for one in self.sections if asked and one.name.startswith(f"{asked}.")]
        return next(iter(held or rows[-1:]), None)

    def _first(self, state: SectionState) -> FormSection | None:
        return next((one for one in self.sections if one.state is state and one.applies), None)


def sections_of_form(
    asking: Asking, seen: GateSheet, typed: TypedLists, problems: Problems = ()
) -> FormSections:
    """The sections of a long form with what was typed in it; none of a short one.

    `problems` are those that the page tells already. What is missing is still to do until
    somebody sends it; what was typed wrong is wrong at once.
    """
    fields, seats = shown(seen.fields, typed), table_of_seats(seen, typed)
    begun = seen.proposal
    if sum(_size(one, seats, typed) for one in fields) <= LONG:
        return FormSections()
    read = unfit_in(seen, answer_typed(asking, seen, typed))
    told = {one.field_id for one in problems}
    return FormSections(
        tuple(
            _judged(section, typed, told, read, asking.language)
            for one in fields
            for section in _sections(one, fields, seats, typed, begun)
        )
    )


def table_of_seats(seen: GateSheet, typed: TypedLists) -> SeatTable | None:
    """The table of seats with what was typed in it, None where the form has none."""
    return seat_table(seen.seats, typed) if seen.has_seats else None


def _judged(
    section: FormSection, typed: Typed, told: set[str], read: Sequence[Refusal], language: Language
) -> FormSection:
    own = [one for one in read if section.holds(one.field or "")]
    untold = tuple(
        as_problem(one.sentence, language, one.field or "")
        for one in own
        if one.field not in told and any(said.strip() for said in typed.get(one.field or "", ()))
    )
    if untold or any(section.holds(name) for name in told):
        return replace(section, state=SectionState.WRONG, wrong=untold)
    if not section.filled or own:
        return replace(section, state=SectionState.TO_DO)
    return replace(section, state=SectionState.DONE if section.touched else SectionState.AS_BEGUN)


def _sections(
    one: FieldView,
    fields: Sequence[FieldView],
    seats: SeatTable | None,
    typed: Typed,
    begun: Typed,
) -> Iterator[FormSection]:
    """The sections of a field that repeats a form of several inputs; none of any other.

    A row is held against all that the form began with: one that was taken out moves the others.
    """
    applies = one.field.when is None or _chosen(fields, one.field.when[0]) in one.field.when[1]
    if one.field.kind is FieldKind.SEATS and seats is not None:
        yield from (replace(section, applies=applies) for section in _of_seats(seats))
    elif one.field.kind is FieldKind.FIGURES:
        then = {block.name: block for block in figure_table(one.name, begun)}
        for now in figure_table(one.name, typed):
            yield replace(_of_figures(now), touched=now != then.get(now.name))
    elif _repeats_a_form(one):
        (as_begun,) = shown((one.field,), begun)
        known = {_content(row) for row in as_begun.rows}
        for number, row in enumerate(one.rows, 1):
            section = _of_row(one, number, row)
            yield replace(section, applies=applies, touched=_content(row) not in known)


def _repeats_a_form(one: FieldView) -> bool:
    """Whether its rows are sections. An attendance sheet is ticked in one go, replies are short."""
    rows = one.field.kind is FieldKind.ROWS and one.field.asked.widget is not Widget.SHEET
    return rows and one.field.captions is None and len(one.field.parts) > 1


def _chosen(fields: Sequence[FieldView], name: str) -> str:
    return next((one.value for one in fields if one.name == name), "")


def _of_row(one: FieldView, number: int, row: Sequence[FieldView]) -> FormSection:
    name = f"{one.name}.{number - 1}"
    own = [part for part in row if not part.field.asked.carried]
    lines = [part.value for part in own if part.field.kind is FieldKind.LINE and part.value]
    return FormSection(
        name=name,
        title=head_of((part.field, part.value) for part in row)
        or both("page.gate.row_of", field=one.field.label, number=number),
        inputs=(name,),
        filled=any(part.field.asked.makes_row and _is_filled(part) for part in own),
        said=next(iter(lines), ""),
    )


def _content(row: Sequence[FieldView]) -> frozenset[tuple[str, ...]]:
    """What a row says, by the names of its parts, and of the rows in it."""
    return frozenset(_said_in(row))


def _said_in(views: Sequence[FieldView], at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for one in views:
        here = (*at, one.key)
        said = sorted(value.strip() for value in one.values)
        yield from ((*here, value) for value in said if value not in ("", one.field.default))
        yield from _said_in(one.parts, here)
        for number, row in enumerate(one.rows):
            yield from _said_in(row, (*here, str(number)))


def _is_filled(view: FieldView) -> bool:
    """Whether it says more than it began with."""
    within = [*view.parts, *(part for row in view.rows for part in row)]
    said = any(value.strip() not in ("", view.field.default) for value in view.values)
    return said or any(_is_filled(one) for one in within)


def _of_seats(seats: SeatTable) -> Iterator[FormSection]:
    for one in seats.blocks:
        names = tuple(row.name for row in one.rows)
        yield FormSection(one.name, both(f"body.{one.body}"), names, filled=True, said=one.said)


def _of_figures(block: FigureBlock) -> FormSection:
    return FormSection(block.name, block.title, (block.name,), filled=block.filled, said=block.unit)


def _size(one: FieldView, seats: SeatTable | None, typed: Typed) -> int:
    """How many inputs it draws, those of texts twice."""
    if one.field.kind is FieldKind.SEATS and seats is not None:
        return sum(len(rows) for _, rows in seats.bodies)
    if one.field.kind is FieldKind.FIGURES:
        return sum(len(block.inputs) for block in figure_table(one.name, typed))
    within = [*one.parts, *(part for row in one.rows for part in row)]
    if within:
        return sum(_size(part, seats, typed) for part in within if not part.field.asked.carried)
    return 2 if one.field.kind is FieldKind.TEXT else 1
