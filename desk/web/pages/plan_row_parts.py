"""The parts of a row of a plan: its fields as they are filled in, folded in short, or read."""

from collections.abc import Iterable, Iterator, Mapping, Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from textwrap import shorten

from config.words import Term, Value, both
from desk.views.answer_words import AnswerLine
from desk.views.form_fields import FieldKind
from desk.web.gate.field_views import FieldView
from registry.rules.baht import amount_shown

# With which fields a part begins: what else the form has stands behind those before it.
PARTS = {
    "what": ("group", "activity"),
    "where": ("target_group",),
    "measure": ("indicator",),
    "when": ("quarters",),
    "money": ("mode",),
    "who": ("lead",),
    "more": ("risk",),
}
FIRST = next(iter(PARTS))
MOST_TOLD, LONGEST_TOLD = 3, 40  # values of a part that is folded, and characters of each
TELLS = {"amount": "need"}  # a line of money is called by its amount and road: they say it already


@dataclass(frozen=True)
class RowPart:
    """Fields of a row that belong together; one that is not `open` is folded, and tells `said`."""

    key: str
    fields: tuple[FieldView, ...]
    open: bool

    @property
    def said(self) -> tuple[Value, ...]:
        """What its fields hold, in short."""
        untold = {TELLS[one.name] for one in self.fields if one.name in TELLS and one.value}
        told = (field for field in self.fields if field.name not in untold)
        return tuple(islice((one for field in told for one in _in_short(field)), MOST_TOLD))

    @property
    def lines(self) -> tuple[AnswerLine, ...]:
        """What its fields hold, whole, for whoever reads and does not write."""
        return tuple(
            AnswerLine(one.field.label, values) for one in self.fields if (values := _whole(one))
        )


def parts_of(views: Mapping[str, FieldView], wrong: AbstractSet[str]) -> list[RowPart]:
    """The parts of the row: open are the first, and those that lack something or are wrong."""
    parts = []
    for key, names in _names(views).items():
        fields = tuple(views[name] for name in names if name in views)
        lacks = any(one.field.required and not one.value for one in fields)
        is_open = lacks or key == FIRST or not wrong.isdisjoint(names)
        parts.append(RowPart(key, fields, is_open))
    return parts


def _names(views: Iterable[str]) -> dict[str, list[str]]:
    """The fields of each part by name."""
    parts = {key: [*begins] for key, begins in PARTS.items()}
    part = parts[FIRST]
    for name in views:
        part = next((own for own in parts.values() if name in own), part)
        if name not in part:
            part.append(name)
    return parts


def _in_short(field: FieldView) -> Iterator[Value]:
    if field.field.kind is FieldKind.YES_NO:
        if field.value == "true":
            yield field.field.label
        return
    for one in _whole(field):
        yield shorten(one, LONGEST_TOLD, placeholder=" …") if isinstance(one, str) else one


def _whole(field: FieldView) -> tuple[Value, ...]:
    if field.field.options:
        return tuple(one.label for one in field.field.options if one.value in field.values)
    if not field.value:
        return ()
    if field.field.kind is FieldKind.YES_NO:
        return (Term(f"choice.bool.{field.value}"),)
    if field.field.money:
        return (both("page.plan.baht", amount=amount_shown(field.value)),)
    return (field.value,)
