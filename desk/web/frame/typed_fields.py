"""Single fields of a form that is no gate's, read one by one; all that is wrong is collected."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desk.web.frame.asking import Asking
from desk.web.frame.language import era
from registry.refusals import Refusal
from registry.rules.counts import NoWholeNumber, whole_number
from registry.rules.dates import parse_date

LONGEST = 200
TypedLists = dict[str, list[str]]


class NotFilledIn(Refusal):
    """A field that must be filled in is empty."""


class LineTooLong(Refusal):
    """More text than the field takes."""


def lists(pairs: Iterable[tuple[str, str]]) -> TypedLists:
    """Fields by name, each with its values in order."""
    found: TypedLists = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def typed_lists(asking: Asking) -> TypedLists:
    """The text fields of the form that was posted, each with its values in order."""
    return lists((k, v) for k, v in asking.form.multi_items() if isinstance(v, str))


def last_typed(typed: Mapping[str, Sequence[str]], name: str, otherwise: str = "") -> str:
    """The last value of that name, without the blanks around it."""
    return typed[name][-1].strip() if typed.get(name) else otherwise


@dataclass
class TypedFields:
    """What was typed, by the name of its input; `problems` grow while it is read."""

    asking: Asking
    typed: Mapping[str, Sequence[str]]
    problems: list[Refusal] = field(default_factory=list)

    def said(self, name: str) -> str:
        """The last value of that name."""
        return last_typed(self.typed, name)

    def line(self, name: str, *, required: bool = True) -> str:
        """A line of text."""
        text = self.said(name)
        if not text and required:
            self.problems.append(NotFilledIn(field=name))
        if len(text) > LONGEST:
            self.problems.append(LineTooLong(field=name, most=LONGEST))
        return text

    def day(self, name: str, *, required: bool = True) -> date | None:
        """A day, its year of the era that the page speaks in."""
        text = self.line(name, required=required)
        try:
            return parse_date(text, field=name, era=era(self.asking)) if text else None
        except Refusal as refusal:
            self.problems.append(refusal)
            return None

    def number(self, name: str, least: int, most: int) -> int | None:
        """A whole number, None where nothing is typed."""
        text = self.said(name)
        try:
            return whole_number(text, field=name, least=least, most=most) if text else None
        except NoWholeNumber as refusal:
            self.problems.append(refusal)
            return None


def typed_fields(asking: Asking) -> TypedFields:
    """The fields of the form that was posted."""
    return TypedFields(asking, typed_lists(asking))
