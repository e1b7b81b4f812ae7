"""What the forms of the .toml files share; each file has a module with its own.

They hold frozen values, which config/defaults.py reads. A province's own values are dated rows of
the registry and override these there, never here.
"""

from datetime import date
from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

PLACES = frozenset({"district", "province", "unit", "rest", "committee"})


class Default(BaseModel):
    """A shipped value: it never changes and takes no field it does not know."""

    # Built where first read: a command uses few of the hundreds of forms that it imports.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _known_places(pattern: str) -> str:
    unknown = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None} - PLACES
    if unknown:
        raise ValueError(f"unknown place {{{min(unknown)}}}")
    return pattern


Text = Annotated[str, Field(min_length=1)]
Pattern = Annotated[Text, AfterValidator(_known_places)]
Days = Annotated[int, Field(ge=1, le=366)]


class WordPair(Default):
    """What is said in both languages."""

    th: Text
    en: Text


class TitlePair(Default):
    """What something is called in both languages."""

    title_th: Text
    title_en: Text


class PatternPair(Default):
    """What is said in both languages of a place."""

    th: Pattern
    en: Pattern


class Policy(Default):
    """A table of dates or thresholds, where it comes from and since when it holds."""

    valid_from: date
    source: Text
    verified: bool


MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
