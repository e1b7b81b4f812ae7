"""Titles and ranks before a Thai name, from titles.toml, with their variants written out."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).parent / "titles.toml"

TitleSex = Literal["female", "male", "not_stated"]


class Title(BaseModel):
    """A title or rank: in full, short ("" where none is in use), and what it says.

    A `rank` is military, of the police or of the Volunteer Defence Corps: it stands before a
    signature and not in the bracket under it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    full_th: str
    short_th: str = ""
    english: str = ""
    sex: TitleSex
    salutation_th: str
    rank: bool = False


class _Rank(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    full_th: str
    short_th: str = ""
    english: str = ""
    acting: bool = False


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    salutation_th: str
    woman_th: str
    acting_th: str
    acting_en: str


class TitleList(BaseModel):
    """The file: civil titles as they are, ranks that also have a woman's and acting form."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verified: bool
    words: _Words
    title: tuple[Title, ...]
    rank: tuple[_Rank, ...]

    def titles(self) -> tuple[Title, ...]:
        """Every title, ranks in all their forms. A bare rank states no sex."""
        return (*self.title, *(form for rank in self.rank for form in self._forms(rank)))

    def _forms(self, rank: _Rank) -> Iterator[Title]:
        yield from self._both(rank.full_th, rank.short_th, rank.english)
        if rank.acting:
            acting, short = self.words.acting_th, rank.short_th
            english = f"{self.words.acting_en} {rank.english}"
            yield from self._both(acting + rank.full_th, short and f"{acting} {short}", english)

    def _both(self, full: str, short: str, english: str) -> Iterator[Title]:
        woman, salutation = self.words.woman_th, self.words.salutation_th
        for sex, end in (("not_stated", ""), ("female", woman)):
            yield Title(
                full_th=full + end,
                short_th=short and short + end,
                english=english,
                sex=sex,
                salutation_th=salutation,
                rank=True,
            )


@cache
def title_list(file: Path = FILE) -> TitleList:
    """The file's content; pydantic's ValidationError where it does not fit."""
    return TitleList.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
