"""The words of the net over free text, from screening.toml."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).parent / "screening.toml"


class TitleWords(BaseModel):
    """Titles that a name follows, and what makes them something else."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    thai: tuple[str, ...]
    latin: tuple[str, ...]
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]


class CaseWords(BaseModel):
    """Persons of a case, and what introduces their names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    persons_thai: tuple[str, ...]
    persons_latin: tuple[str, ...]
    introduced_thai: tuple[str, ...]
    introduced_latin: tuple[str, ...]
    not_names: tuple[str, ...]
    within: int


class ScreeningWords(BaseModel):
    """All that screening.toml holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    titles: TitleWords
    cases: CaseWords


@cache
def screening_words(file: Path = FILE) -> ScreeningWords:
    """The words of the net; pydantic's ValidationError for a file that does not fit."""
    return ScreeningWords.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
