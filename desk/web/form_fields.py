"""A gate's form as fields of a page: described from its model, filled, and read again.

Inputs are named by the path of their field ("earlier.number", "items.0"), as refusals name it.
What was typed is held as it was typed, flat: it is what a draft keeps and a page shows again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from annotated_types import MaxLen
from pydantic.fields import FieldInfo

from config.words import Field as Labelled
from config.words import Language, Value
from desk import words
from flows.gates.gate import Answer, choice

Typed = Mapping[str, Sequence[str]]
LONGEST_LINE = 300
ROWS_AT_MOST = 40


class Kind(StrEnum):
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
    SOME_OF = "some_of"
    SEATS = "seats"


@dataclass(frozen=True)
class Option:
    """Something that can be chosen. `text` are further words about it."""

    value: str
    label: Value
    text: Value = ""


@dataclass(frozen=True)
class FormField:
    """A field. `when` names the choices of another field with which it has something to say.

    `parts` are those of a group, or of each row; `rows` how many there are where that is
    settled, with a caption each.
    """

    name: str
    kind: Kind
    label: Value
    required: bool = False
    options: tuple[Option, ...] = ()
    parts: tuple["FormField", ...] = ()
    captions: tuple[str, ...] | None = None
    when: tuple[str, tuple[str, ...]] | None = None
    default: str = ""
    optional_yes_no: bool = False

    def at(self, prefix: str) -> "FormField":
        """The field inside a group or row."""
        name = f"{prefix}.{self.name}" if self.name else prefix
        return replace(self, name=name, parts=self.parts)


@dataclass(frozen=True)
class Chosen:
    """What is known beside the model when a form is described: choices, captions, conditions."""

    options: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    captions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    when: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)


SOME_OF = frozenset({"agencies", "confirmed"})
SEATS = frozenset({"changes"})
COUNTED = frozenset({"item"})  # the number of a row: told by its place


def described(form: type[Answer], known: Chosen) -> tuple[FormField, ...]:
    """The fields of a form, in the order of its model."""
    return tuple(
        _described(name, info, name, known)
        for name, info in form.model_fields.items()
        if name not in known.hidden
    )


def _described(name: str, info: FieldInfo, path: str, known: Chosen) -> FormField:
    plain, metadata, optional = _plain(info.rebuild_annotation())
    made = FormField(
        name=name,
        kind=Kind.LINE,
        label=Labelled(path),
        required=info.is_required(),
        when=known.when.get(path),
        options=known.options.get(path, ()),
    )
    if path in SEATS:
        return replace(made, kind=Kind.SEATS)
    if path in SOME_OF:
        return replace(made, kind=Kind.SOME_OF)
    if path in known.options:
        return replace(made, kind=Kind.ONE_OF)
    if get_origin(plain) is tuple:
        return _rows(made, get_args(plain)[0], path, known)
    return _single(made, plain, metadata, path, known, info.default, optional)


def _single(
    made: FormField,
    plain: Any,  # noqa: ANN401 — an annotation may be any type
    metadata: Sequence[object],
    path: str,
    known: Chosen,
    default: object,
    optional: bool,
) -> FormField:
    if isinstance(plain, type) and issubclass(plain, Answer):
        parts = tuple(
            _described(name, info, f"{path}.{name}", known)
            for name, info in plain.model_fields.items()
        )
        return replace(made, kind=Kind.GROUP, parts=parts)
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        options = tuple(Option(one.value, choice(one)) for one in plain)
        chosen = default.value if isinstance(default, plain) else ""
        return replace(made, kind=Kind.CHOICE, options=options, default=chosen)
    if plain is bool:
        return replace(made, kind=Kind.YES_NO, optional_yes_no=optional)
    kinds = {date: Kind.DAY, int: Kind.NUMBER}
    if plain in kinds:
        return replace(made, kind=kinds[plain])
    longest = next((one.max_length for one in metadata if isinstance(one, MaxLen)), LONGEST_LINE)
    return replace(made, kind=Kind.LINE if longest <= LONGEST_LINE else Kind.TEXT)


def _rows(
    made: FormField,
    of: Any,  # noqa: ANN401 — an annotation may be any type
    path: str,
    known: Chosen,
) -> FormField:
    plain, metadata, _ = _plain(of)
    part = _single(FormField("", Kind.LINE, made.label), plain, metadata, path, known, None, False)
    parts = part.parts or (part,)
    return replace(
        made,
        kind=Kind.ROWS,
        parts=tuple(one for one in parts if one.name not in COUNTED),
        captions=known.captions.get(path),
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


# --- what is shown -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A field as a page shows it: with what it holds, its parts and rows."""

    field: FormField
    name: str
    values: tuple[str, ...]
    parts: tuple["Shown", ...] = ()
    rows: tuple[tuple["Shown", ...], ...] = ()

    @property
    def value(self) -> str:
        """What it holds, of one value."""
        return self.values[-1] if self.values else ""


def shown(fields: Sequence[FormField], typed: Typed) -> tuple[Shown, ...]:
    """The fields with what was typed."""
    return tuple(_shown(one, typed) for one in fields)


def _shown(one: FormField, typed: Typed) -> Shown:
    values = tuple(typed.get(one.name, (one.default,) if one.default else ()))
    if one.kind is Kind.GROUP:
        return Shown(
            one, one.name, (), tuple(_shown(part.at(one.name), typed) for part in one.parts)
        )
    if one.kind is Kind.ROWS:
        rows = tuple(
            tuple(_shown(part.at(f"{one.name}.{place}"), typed) for part in one.parts)
            for place in range(rows_of(one, typed))
        )
        return Shown(one, one.name, (), (), rows)
    return Shown(one, one.name, values)


def rows_of(one: FormField, typed: Typed) -> int:
    """How many rows the field shows: those typed, at least one, one more where asked for."""
    if one.captions is not None:
        return len(one.captions)
    known = row_count(one.name, typed)
    more = 1 if one.name in typed.get("add", ()) else 0
    return min(max(known, 1) + more, ROWS_AT_MOST)


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


# --- from an answer to what is typed ------------------------------------------------------------


def typed_from(
    fields: Sequence[FormField], answer: Mapping[str, Any], language: Language
) -> dict[str, list[str]]:
    """An answer as somebody would have typed it; seats are not among it."""
    found: dict[str, list[str]] = {}
    for one in fields:
        _type(one, answer.get(one.name.rpartition(".")[2]), language, found)
    return found


def _type(
    one: FormField,
    value: Any,  # noqa: ANN401 — an answer as JSON
    language: Language,
    found: dict[str, list[str]],
) -> None:
    match one.kind:
        case _ if value is None or one.kind is Kind.SEATS:
            return
        case Kind.GROUP if isinstance(value, Mapping):
            for part in one.parts:
                _type(part.at(one.name), value.get(part.name), language, found)
        case Kind.ROWS if isinstance(value, list):
            for place, row in enumerate(value):
                _type_row(one, place, row, language, found)
        case Kind.SOME_OF if isinstance(value, list):
            found[one.name] = [str(each) for each in value]
        case Kind.YES_NO:
            found[one.name] = ["true" if value else "false"]
        case Kind.DAY if isinstance(value, str):
            found[one.name] = [words.day(date.fromisoformat(value), language)]
        case _ if isinstance(value, str | int):
            found[one.name] = [_option(one, str(value))]


def _option(one: FormField, value: str) -> str:
    """The choice that is meant: an office of the district may stand without its code."""
    offered = [option.value for option in one.options]
    return next((o for o in offered if o != value and o.endswith(f"/{value}")), value)


def _type_row(
    one: FormField,
    place: int,
    row: Any,  # noqa: ANN401 — an answer as JSON
    language: Language,
    found: dict[str, list[str]],
) -> None:
    for part in one.parts:
        value = row.get(part.name) if isinstance(row, Mapping) else row
        _type(part.at(f"{one.name}.{place}"), value, language, found)
