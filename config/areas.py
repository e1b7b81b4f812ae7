"""The words and other spellings of area names, from areas.toml."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).parent / "areas.toml"


class AreaWords(BaseModel):
    """Words around the name of an area that are no part of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prefixes_th: tuple[str, ...]
    words_en: tuple[str, ...]
    province_signs: tuple[str, ...]


class CapitalWords(BaseModel):
    """What stands before the province's name in the name of its capital district."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prefix_th: str
    prefixes_en: tuple[str, ...]


class CountryName(BaseModel):
    """The area around all provinces."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    name_th: str
    name_en: str


class Spelling(BaseModel):
    """Another spelling of one area, and who writes so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    alias: str
    source: str


class AreaNaming(BaseModel):
    """All that areas.toml holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    country: CountryName
    words: AreaWords
    capital: CapitalWords
    alias: tuple[Spelling, ...]


@cache
def area_naming(file: Path = FILE) -> AreaNaming:
    """The file's content; pydantic's ValidationError where it does not fit."""
    return AreaNaming.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
