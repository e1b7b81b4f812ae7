"""A kind of office as people type it: one that is there, or one of their own to be added."""

from dataclasses import dataclass
from difflib import get_close_matches
from secrets import token_hex

from registry.queries.office_kinds import OfficeKinds
from registry.refusals import Refusal
from registry.rules.plain_values import Json

NEARLY = 0.9  # a letter or two of a kind's name: more were other kinds of one office


class KindAlike(Refusal):
    """A kind is typed that is nearly one that is there: two of one kind would part a list."""


@dataclass(frozen=True)
class TypedKind:
    """The key of the kind, and the row that adds it where nobody has done so."""

    key: str
    row: dict[str, Json] | None = None


def kind_typed(
    kinds: OfficeKinds, area: str, name: str, english: str = "", *, field: str
) -> TypedKind:
    """The kind that is so called, or a new one of the area. Raises KindAlike."""
    known = kinds.key_of(name)
    if known is not None:
        return TypedKind(known)
    near = get_close_matches(name, kinds.words, n=1, cutoff=NEARLY)
    if near:
        raise KindAlike(field=field, value=name, known=near[0])
    key = f"own_{token_hex(4)}"
    row: dict[str, Json] = {
        "key": key, "area": area, "name_th": name, "name_en": english or name,
    }  # fmt: skip
    return TypedKind(key, row)
