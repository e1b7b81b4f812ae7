"""The words of the net over free text, from screening.toml."""

import re
import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).parent / "screening.toml"


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TitleWords(_Words):
    """Titles that a name follows, what makes them something else, and whole words that are none."""

    thai: tuple[str, ...]
    latin: tuple[str, ...]
    not_before_latin: tuple[str, ...]
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    ordinary: tuple[str, ...]


class ChildWords(_Words):
    """Titles of children, and what behind them names nobody."""

    thai: tuple[str, ...]
    not_before: tuple[str, ...]


class CalledWords(_Words):
    """How one speaks of somebody without a title, and behind which words."""

    thai: tuple[str, ...]
    behind: tuple[str, ...]
    not_before: tuple[str, ...]


class CaseWords(_Words):
    """Persons of a case, what introduces their names, and what is no name beside them."""

    persons_thai: tuple[str, ...]
    persons_latin: tuple[str, ...]
    introduced_thai: tuple[str, ...]
    introduced_latin: tuple[str, ...]
    not_names: tuple[str, ...]
    within: int
    counted_thai: tuple[str, ...]
    links_thai: tuple[str, ...]
    strong_links_thai: tuple[str, ...]
    joins_thai: tuple[str, ...]
    aged_thai: tuple[str, str]
    not_untitled: tuple[str, ...]
    not_latin_names: tuple[str, ...]


class ContextWords(_Words):
    """Offices, whose addresses and telephones are nobody's own."""

    offices: tuple[str, ...]


class KnownWords(_Words):
    """What goes on right behind an official's name, which Thai writes without a space."""

    behind: tuple[str, ...]


class FactShape(_Words):
    """One kind of fact of a person: words that call for a look, and what is then looked for."""

    kind: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]


class ScreeningWords(_Words):
    """All that screening.toml holds."""

    titles: TitleWords
    children: ChildWords
    called: CalledWords
    cases: CaseWords
    context: ContextWords
    known: KnownWords
    fact: tuple[FactShape, ...]


@cache
def screening_words(file: Path = FILE) -> ScreeningWords:
    """The words of the net; pydantic's ValidationError for a file that does not fit."""
    return ScreeningWords.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
