"""A gate's form as fields of a page: described from its model, filled, and read again.

Inputs are named by the path of their field ("earlier.number", "items.0"), as refusals name it.
What was typed is held as it was typed, flat: it is what a draft keeps and a page shows again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from flows.engine.widgets import PLAIN, Input, Widget, inputs_of
from registry.rules.seats import BodyKey

Typed = Mapping[str, Sequence[str]]
LONGEST_LINE = 300
ROWS_AT_MOST = 120


class FieldKind(StrEnum):
    """How a field is filled in."""

    CHOICE = "choice"
    DAY = "day"
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

    `needed` says when an optional field has to be filled in all the same.
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
    kinds = {date: FieldKind.DAY, int: FieldKind.NUMBER, Decimal: FieldKind.NUMBER}
    if plain in kinds:
        said = str(default) if isinstance(default, int) else ""
        return replace(made, kind=kinds[plain], default=said)
    longest = next((one.max_length for one in metadata if isinstance(one, MaxLen)), LONGEST_LINE)
    return replace(made, kind=FieldKind.LINE if longest <= LONGEST_LINE else FieldKind.TEXT)


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


def without_row(typed: Typed, row: str) -> dict[str, list[str]]:
    """What was typed without that row ("items.2"); those after it move up."""
    name, _, said = row.rpartition(".")
    if not name or not said.isdecimal():
        return {key: [*values] for key, values in typed.items()}
    found: dict[str, list[str]] = {}
    for key, values in typed.items():
        place, dot, rest = key[len(name) + 1 :].partition(".")
        if key.startswith(f"{name}.") and place.isdecimal() and int(place) >= int(said):
            if int(place) == int(said):
                continue
            key = f"{name}.{int(place) - 1}{dot}{rest}"  # noqa: PLW2901 — the row moves up
        found[key] = [*values]
    return found


# --- what is shown -----------------------------------------------------------------------------


@dataclass(frozen=True)
class FieldView:
    """A field as a page shows it: with what it holds, its parts and rows."""

    field: FormField
    name: str
    values: tuple[str, ...]
    parts: tuple["FieldView", ...] = ()
    rows: tuple[tuple["FieldView", ...], ...] = ()

    @property
    def value(self) -> str:
        """What it holds, of one value."""
        return self.values[-1] if self.values else ""

    @property
    def key(self) -> str:
        """What it is called in its row."""
        return self.name.rpartition(".")[2]


def shown(fields: Sequence[FormField], typed: Typed) -> tuple[FieldView, ...]:
    """The fields with what was typed."""
    return tuple(_shown(one, typed) for one in fields)


def sent_back(fields: Sequence[FormField], typed: Typed) -> dict[str, list[str]]:
    """What a page may send that nobody touched: what was typed, and its fields' own beginnings."""
    found = {name: [*values] for name, values in typed.items()}
    for one in _single_fields(shown(fields, typed)):
        if one.values:
            found.setdefault(one.name, [*one.values])
    return found


def _single_fields(fields: Sequence[FieldView]) -> Iterator[FieldView]:
    for one in fields:
        yield one
        yield from _single_fields(one.parts)
        for row in one.rows:
            yield from _single_fields(row)


def _shown(one: FormField, typed: Typed) -> FieldView:
    values = tuple(typed.get(one.name, (one.default,) if one.default else ()))
    if one.kind is FieldKind.GROUP:
        return FieldView(
            one, one.name, (), tuple(_shown(part.at(one.name), typed) for part in one.parts)
        )
    if one.kind is FieldKind.ROWS:
        rows = tuple(
            tuple(_shown(part.at(f"{one.name}.{place}"), typed) for part in one.parts)
            for place in range(rows_of(one, typed))
        )
        return FieldView(one, one.name, (), (), rows)
    return FieldView(one, one.name, values)


def head_of(row: Iterable[tuple[FormField, str]]) -> Value:
    """What a row is about, where a part of it carries that along; the parts with what they hold."""
    return next(
        (
            option.label
            for part, held in row
            if part.asked.carried
            for option in part.options
            if option.value == held
        ),
        "",
    )


def rows_of(one: FormField, typed: Typed) -> int:
    """How many rows the field shows: those typed, at least one, one more where asked for."""
    if one.captions is not None:
        return len(one.captions)
    known = row_count(one.name, typed)
    more = 1 if one.name in typed.get("add", ()) else 0
    least = 0 if "." in one.name else 1  # a row in a row is asked for
    return min(max(known, least) + more, ROWS_AT_MOST)


def row_count(name: str, typed: Typed) -> int:
    """How many rows of that name were sent."""
    places = [
        int(place)
        for key in typed
        if key.startswith(f"{name}.")
        and (place := key[len(name) + 1 :].split(".")[0]).isdecimal()
        and len(place) <= len(str(ROWS_AT_MOST))
    ]
    return min(max(places, default=-1) + 1, ROWS_AT_MOST)
