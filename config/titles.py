"""Titles and ranks before a Thai name, from titles.toml, with their variants written out."""

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from config.defaults import defaults_of
from config.shapes import Default

TitleSex = Literal["female", "male", "not_stated"]


class Title(Default):
    """A title or rank: in full, short ("" where none is in use), and what it says.

    A `rank` is military, of the police or of the Volunteer Defence Corps: it stands before a
    signature and not in the bracket under it.
    """

    full_th: str
    short_th: str = ""
    english: str = ""
    sex: TitleSex
    salutation_th: str
    rank: bool = False


class _Rank(Default):
    full_th: str
    short_th: str = ""
    english: str = ""
    acting: bool = False


class _Words(Default):
    salutation_th: str
    woman_th: str
    acting_th: str
    acting_en: str


class TitleList(Default):
    """The file: civil titles as they are, ranks that also have a woman's and acting form."""

    verified: bool
    words: _Words
    title: tuple[Title, ...]
    rank: tuple[_Rank, ...]

    def titles(self) -> tuple[Title, ...]:
        """Every title, ranks in all their forms. A bare rank states no sex."""
        return self._all  # made once: each name that is split or proofread asks for them

    def before(self, title_th: str, name_th: str) -> str:
        """The name behind its title, as official papers have the two.

        A rank in full or short stands apart by a small space, any other title does not (Royal
        Society, rules of spacing, 1.2.8).
        """
        apart = title_th and name_th and _plain(f"{title_th}") in self._ranks
        return f"{title_th}{' ' if apart else ''}{name_th}"

    @cached_property
    def _ranks(self) -> frozenset[str]:
        forms = (form for one in self._all if one.rank for form in (one.full_th, one.short_th))
        return frozenset(map(_plain, filter(None, forms)))

    @cached_property
    def _all(self) -> tuple[Title, ...]:
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


def _plain(title: str) -> str:
    return title.replace(".", "").replace(" ", "")


def titled(title_th: str, name_th: str) -> str:
    """The Thai name behind its title, as `TitleList.before` has the two."""
    return title_list().before(title_th, name_th)


title_list = defaults_of("titles.toml", TitleList)
