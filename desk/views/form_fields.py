"""A gate's form as fields of a page, described from its model.

Inputs are named by the path of their field ("earlier.number", "items.0"), as refusals name it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from annotated_types import MaxLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from config.words import LANGUAGES, Field as Labelled, Sentence, Term, Value, both, say, written
from flows.engine.conditions import Condition, conditions_of
from flows.engine.gate import Answer
from flows.engine.misfit import choice
from flows.engine.offers import NOTHING_OFFERED, Offers, Option
from flows.engine.widgets import PLAIN, Clock, Input, Money, Widget, inputs_of
from registry.rules.partial_dates import WrittenDate
from registry.rules.seats import BodyKey

LONGEST_LINE = 300


class FieldKind(StrEnum):
    """How a field is filled in."""

    CHOICE = "choice"
    DAY = "day"
    PAPER_DATE = "paper_date"
    LINE = "line"
    TEXT = "text"
    YES_NO = "yes_no"
    NUMBER = "number"
    GROUP = "group"
    ROWS = "rows"
    ONE_OF = "one_of"
    PICK = "pick"
    SOME_OF = "some_of"
    SEATS = "seats"
    LISTED = "listed"
    FIGURES = "figures"


@dataclass(frozen=True)
class FormField:
    """A field. `when` names the choices of another field with which it has something to say.

    `needed` says when an optional field has to be filled in all the same; `insisted`: it has to be
    with some choice of another field. `money`: it is an amount of baht; `clock`: a time of the day.
    `parts` are those of a group, or of each row; `captions` say how many rows there are where
    that is settled; `asked` is how the form says that a page asks for it.
    """

    name: str
    kind: FieldKind
    label: Value
    required: bool = False
    options: tuple[Option, ...] = ()
    parts: tuple["FormField", ...] = ()
    captions: tuple[str, ...] | None = None
    when: tuple[str, tuple[str, ...]] | None = None
    default: str = ""
    asked: Input = PLAIN
    optional_yes_no: bool = False
    needed: Value = ""
    insisted: bool = False
    money: bool = False
    clock: bool = False

    def at(self, prefix: str) -> "FormField":
        """The field inside a group or row."""
        name = f"{prefix}.{self.name}" if self.name else prefix
        return replace(self, name=name)


KINDS = {
    Widget.SOME_OF: FieldKind.SOME_OF,
    Widget.OFFICE: FieldKind.ONE_OF,
    Widget.PICK: FieldKind.PICK,
    Widget.SEATS: FieldKind.SEATS,
    Widget.FIGURES: FieldKind.FIGURES,
    Widget.PARTICIPANTS: FieldKind.LISTED,
    Widget.SCORES: FieldKind.LISTED,
}


def described(form: type[Answer], offers: Offers = NOTHING_OFFERED) -> tuple[FormField, ...]:
    """The fields of a form, in the order of its model, with what the gate offers for them."""
    return _parts(form, "", offers)


def _parts(form: type[BaseModel], within: str, offers: Offers) -> tuple[FormField, ...]:
    """The fields of a form, or of the group or row whose path is `within`."""
    conditions = conditions_of(form)
    inputs = inputs_of(form)
    return tuple(
        replace(
            _described(name, info, f"{within}{name}", inputs[name], offers),
            when=_shown_when(name, conditions),
            needed=Term("page.gate.one_of_them")
            if inputs[name].either
            else _needed_if(name, conditions),
            insisted=any(one.needed for field, one in conditions if field == name),
        )
        for name, info in form.model_fields.items()
    )


Conditions = Sequence[tuple[str, Condition]]


def _shown_when(name: str, conditions: Conditions) -> tuple[str, tuple[str, ...]] | None:
    """The choices of another field with which a page shows the field; None: with any."""
    found = [one for field, one in conditions if field == name and one.asked]
    return (found[-1].of, tuple(map(str, found[-1].asked))) if found else None


def _needed_if(name: str, conditions: Conditions) -> Value:
    """With which choices the form insists on a field that a page always shows, in words."""
    own = [one for field, one in conditions if field == name]
    if any(one.asked for one in own) or not any(one.needed for one in own):
        return ""
    chosen = [choice(value) for one in own for value in one.needed]
    return both("page.gate.needed_if", chosen=either(chosen))


def _described(name: str, info: FieldInfo, path: str, asked: Input, offers: Offers) -> FormField:
    plain, metadata, optional = _plain(info.rebuild_annotation())
    made = FormField(
        name=name,
        kind=FieldKind.LINE,
        label=Term(asked.label) if asked.label else Labelled(path),
        required=info.is_required() and not asked.derived,
        options=offers.options.get(path, ()),
        asked=asked,
    )
    if asked.widget in KINDS:
        return replace(made, kind=KINDS[asked.widget])
    if path in offers.options:
        return replace(made, kind=FieldKind.PICK if "." in path else FieldKind.ONE_OF)
    if get_origin(plain) is tuple:
        return _several(made, get_args(plain)[0], path, offers)
    return _single(made, plain, metadata, path, offers, asked.added or info.default, optional)


def either(chosen: Sequence[Value]) -> Sentence:
    """One of these, in words."""
    said = (
        f" {say('page.gate.or', language)} ".join(written(one, language) for one in chosen)
        for language in LANGUAGES
    )
    return Sentence(*said)


def _single(
    made: FormField,
    plain: Any,  # noqa: ANN401 — an annotation may be any type
    metadata: Sequence[object],
    path: str,
    offers: Offers,
    default: object,
    optional: bool,
) -> FormField:
    if isinstance(plain, type) and issubclass(plain, Answer):
        return replace(made, kind=FieldKind.GROUP, parts=_parts(plain, f"{path}.", offers))
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        chosen = str(default) if isinstance(default, str) else ""
        return replace(made, kind=FieldKind.CHOICE, options=_choices(plain), default=chosen)
    if plain is bool:
        return replace(made, kind=FieldKind.YES_NO, optional_yes_no=optional)
    kinds = {
        date: FieldKind.DAY, WrittenDate: FieldKind.PAPER_DATE,
        int: FieldKind.NUMBER, Decimal: FieldKind.NUMBER,
    }  # fmt: skip
    if plain in kinds:
        said = str(default) if isinstance(default, int) else ""
        money = any(isinstance(one, Money) for one in metadata)
        return replace(made, kind=kinds[plain], default=said, money=money)
    longest = next((one.max_length for one in metadata if isinstance(one, MaxLen)), LONGEST_LINE)
    clock = any(isinstance(one, Clock) for one in metadata)
    kind = FieldKind.LINE if longest <= LONGEST_LINE else FieldKind.TEXT
    return replace(made, kind=kind, clock=clock)


def _choices(kind: type[StrEnum]) -> tuple[Option, ...]:
    if kind is BodyKey:
        return tuple(Option(one.value, Term(f"body.{one}")) for one in kind)
    return tuple(Option(one.value, choice(one)) for one in kind)


def _several(
    made: FormField,
    of: Any,  # noqa: ANN401 — an annotation may be any type
    path: str,
    offers: Offers,
) -> FormField:
    """Some of a few choices, or rows."""
    plain, metadata, _ = _plain(of)
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        return replace(made, kind=FieldKind.SOME_OF, options=_choices(plain))
    part = _single(
        FormField("", FieldKind.LINE, made.label), plain, metadata, path, offers, None, False
    )
    parts = part.parts or (part,)
    return replace(
        made,
        kind=FieldKind.ROWS,
        parts=tuple(one for one in parts if not one.asked.place),
        captions=offers.captions if made.asked.widget is Widget.REPLIES else None,
    )


def _plain(annotation: Any) -> tuple[Any, tuple[object, ...], bool]:  # noqa: ANN401 — as above
    """The bare type, what is said beside it, and whether it may be left out."""
    metadata: list[object] = []
    optional = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            metadata += [inner for one in more for inner in _said_in(one)]
        elif origin in (Union, UnionType):
            kept = [one for one in get_args(annotation) if one is not NoneType]
            optional = len(kept) < len(get_args(annotation))
            annotation = kept[0]
        else:
            return annotation, tuple(metadata), optional


def _said_in(one: object) -> list[object]:
    return [one, *one.metadata] if isinstance(one, FieldInfo) else [one]
