"""Kinds of offices: those that Prasan ships, and those that offices added for their own posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, select

from config.words import Named, Sentence, both, catalogue, known
from registry.models import OfficeKind
from registry.queries.areas import within
from registry.rules.thai import sort_key, tidy

SHIPPED = "office."
DELEGATED = "focal_point"  # the Chief's delegation makes it, nobody adds it


@dataclass(frozen=True)
class OfficeKinds:
    """The kinds that may be given in an area, by key, in the order of their Thai names."""

    by_key: dict[str, Named]

    @cached_property
    def _by_word(self) -> dict[str, str]:
        words = {key: (key, name.th, name.en) for key, name in self.by_key.items()}
        return {_plain(word): key for key, named in words.items() for word in named}

    def key_of(self, word: str) -> str | None:
        """The kind that is so called, by its key or its name in either language."""
        return self._by_word.get(_plain(word))

    @property
    def words(self) -> Sequence[str]:
        """What the kinds are called in Thai."""
        return [one.th for one in self.by_key.values()]


def _plain(word: str) -> str:
    return tidy(word).casefold()


def office_kinds(connection: Connection, area: str) -> OfficeKinds:
    """The shipped kinds, and by name those that were added anywhere in the area's province."""
    query = select(OfficeKind.key, OfficeKind.name_th, OfficeKind.name_en)
    rows = connection.execute(query.where(within(OfficeKind.area_code, (area[:2],))))
    own = {row[0]: Named(row[1], row[2]) for row in rows}
    found = (shipped_kinds() | own).items()
    return OfficeKinds(dict(sorted(found, key=lambda one: sort_key(one[1].th))))


def shipped_kinds() -> dict[str, Named]:
    """The kinds that the catalogues name and people may add offices of."""
    keys = [one.removeprefix(SHIPPED) for one in catalogue("en") if one.startswith(SHIPPED)]
    return {key: _shipped(key) for key in keys if key != DELEGATED}


def _shipped(key: str) -> Named:
    words: Sentence = both(f"{SHIPPED}{key}")
    return Named(words.th, words.en)


def kind_name(connection: Connection, kind: str) -> Named | None:
    """What the kind is called, None where a file gave it and nobody named it."""
    if known(f"{SHIPPED}{kind}"):
        return _shipped(kind)
    query = select(OfficeKind.name_th, OfficeKind.name_en).where(OfficeKind.key == kind)
    row = connection.execute(query).first()
    return Named(row[0], row[1]) if row else None
