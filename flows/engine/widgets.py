"""How a page asks for a field of a form, declared with the field where its type does not say it.

seats: Annotated[tuple[Key, ...], Input(Widget.SOME_OF)] = ()
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel


class Widget(StrEnum):
    """What a page draws for a field beside the plain inputs that its type calls for."""

    SOME_OF = "some_of"  # some of what the gate offers, each to be ticked
    PICK = "pick"  # one of many that the gate offers, out of a list that opens
    OFFICE = "office"  # one of the offices that the gate offers
    REPLIES = "replies"  # a row for each item that was asked for, under its words
    SEATS = "seats"  # the table of the committee's seats, to be changed
    SHEET = "sheet"  # the sheet of attendance
    PARTICIPANTS = "participants"  # a line of text for each participant, members to be ticked
    FIGURES = "figures"  # the table of indicators that a district reports
    SCORES = "scores"  # a line of text for each participant's points
    LONG_LINE = "long_line"  # a line that is seen whole, over as many lines as a page needs


BY_WORKBOOK = (Widget.FIGURES, Widget.PARTICIPANTS, Widget.SCORES)  # a workbook of its own fills it


class Money:
    """Marks a number as an amount of baht: it is shown with commas."""


class Clock:
    """Marks a text as a time of the day, kept as 09:30: each language writes it its own way."""


def is_money(annotation: Any) -> bool:  # noqa: ANN401 — an annotation may be any type
    """Whether a field of that annotation is an amount of baht."""
    return any(isinstance(one, Money) or is_money(one) for one in get_args(annotation))


@dataclass(frozen=True)
class Input:
    """How a page asks for a field; in a row, how the part behaves there.

    `label`: a key of the catalogues where the form calls the field otherwise than others do.
    `hidden`: another field's widget asks for it. `carried`: the part is not shown but goes
    along. `makes_row`: whether it makes a row of an empty one. `place`: it is the row's number.
    `added` is what it says in a row that is added, `generated` what it is called where empty;
    `derived`: the form itself finds what it says where it is left empty. `either`: of the
    fields of the form that are declared so one is needed. `key`: it names something known,
    whatever else is refused, so that nobody's own words can stand there. `exact`: in a row about
    people who were trafficked it counts them.
    """

    widget: Widget | None = None
    label: str = ""
    hidden: bool = False
    carried: bool = False
    makes_row: bool = True
    place: bool = False
    added: str = ""
    generated: str = ""
    derived: bool = False
    either: bool = False
    key: bool = False
    exact: bool = False


PLAIN = Input()


@cache
def inputs_of(form: type[BaseModel]) -> Mapping[str, Input]:
    """How a page asks for each field of a form, or of a row."""
    return {
        name: next((one for one in field.metadata if isinstance(one, Input)), PLAIN)
        for name, field in form.model_fields.items()
    }


def field_with(form: type[BaseModel], *widgets: Widget) -> str | None:
    """The first field that one of these widgets asks for, None where the form has none."""
    return next((name for name, one in inputs_of(form).items() if one.widget in widgets), None)
