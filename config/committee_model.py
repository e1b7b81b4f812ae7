"""The forms of committee.toml: the model committee, its names, bodies, seats and duties."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from config.shapes import Default, Pattern, PatternPair, Text, TitlePair, WordPair
from config.words import Named

NO_MORE_LETTERS = "(?![\u0e01-\u0e2e]{1,2}\\.)"  # as an abbreviation does, by consonants and dots

Body = Literal["executive", "prevention", "suppression", "rehabilitation"]
Role = Literal["chair", "vice_chair", "group_head", "member", "secretary", "assistant_secretary"]


class NamePattern(PatternPair):
    """How a committee or the heading of its order is called, with {district} to fill in."""

    key: Text
    default: bool = False
    verified: bool


class BodyTitle(TitlePair):
    """A body of the committee in the order of an order, and what it does in a line."""

    key: Body
    does_th: Text
    does_en: Text


class ModelSeat(Default):
    """One of the 27 seats of the model committee (R27 to R30).

    It expands to offices of the first of `office_kinds` that the district has recorded: to
    all of them, to one, or to those that the coordinator has chosen. `asks_representative`:
    the agency is asked to name a person, and the seat is by name.
    """

    kind: Text
    body: Body
    role: Role
    office_kinds: Annotated[tuple[Text, ...], Field(min_length=1)]
    scope: Literal["district", "province"]
    expand: Literal["all", "one", "chosen"]
    title_th: Pattern
    title_en: Pattern
    generic_th: Pattern
    generic_en: Pattern
    representative: bool = False
    asks_representative: bool = False
    note: str | None = None

    @property
    def key(self) -> str:
        """Unique among the model seats: one kind sits in several bodies."""
        return f"{self.body}.{self.kind}"


class TitleVariant(Default):
    """Another title for offices of a kind whose unit begins with `prefix_th`."""

    office_kind: Text
    prefix_th: Text
    title_th: Pattern
    title_en: Pattern
    generic_en: Pattern | None = None  # where the unit has no English name
    ordinance_th: Text | None = None  # what such a unit passes its budget in
    ends_en: tuple[Text, ...] = ()  # of English units that say what `title_en` ends in
    verified: bool = True


class UnitWord(Default):
    """A word that names of units begin with: in full, and as it is shortened."""

    full_th: Text
    short_th: tuple[Text, ...] = ()


class OfficeWords(Default):
    """Words in the titles of offices: of units, of places, of who stands for another."""

    district_th: Text
    province_th: Text
    representative_th: Text
    units: tuple[UnitWord, ...]
    numbered: tuple[UnitWord, ...] = ()

    @cached_property
    def by_length(self) -> tuple[UnitWord, ...]:
        """The words of units, the longest first: one may be the end of another."""
        return tuple(sorted(self.units, key=lambda one: -len(one.full_th)))

    def stands_for(self, title_th: str) -> bool:
        """Whether the title is that of somebody who is sent for a unit."""
        return title_th.startswith(self.representative_th)

    def in_full(self, unit: str) -> str:
        """A unit whose words are written out, a numbered one apart from its number."""
        text = unit.strip()
        for pattern, full in self._spelt_out if text else ():
            text = pattern.sub(full, text)
        return text

    @cached_property
    def _spelt_out(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        # Only where a word begins, and a word that is numbered only before its number: the first
        # letters of another abbreviation, which goes on behind them, are no word.
        whole = [(s, one.full_th, "") for one in self.units for s in one.short_th]
        numbered = [
            (s, f"{one.full_th} ", r"(?=\d)")
            for one in self.numbered for s in (one.full_th, *one.short_th)
        ]  # fmt: skip
        return tuple(
            (re.compile(rf"(?<!\S){re.escape(short)}\s*{NO_MORE_LETTERS}{before}"), full)
            for short, full, before in (*numbered, *whole)
        )

    def ended_in_full(self, title: str) -> str:
        """A title whose last word is written out, before the name of such a unit."""
        text = title.strip()
        for word in self.units:
            for short in word.short_th:
                if text.endswith(short):
                    return text.removesuffix(short).rstrip() + word.full_th
        return text


class Duty(WordPair):
    """A duty of a body in the language of orders (R32)."""

    key: Text
    body: Body
    verified: bool


class CommitteeModel(Default):
    """The model committee: names, bodies, 27 seats in printed order, 11 duties."""

    valid_from: date
    duty_words_th: tuple[str, ...]
    operations: TitlePair
    names: tuple[NamePattern, ...]
    headings: tuple[NamePattern, ...]
    bodies: tuple[BodyTitle, ...]
    seats: tuple[ModelSeat, ...]
    office_words: OfficeWords
    title_variants: tuple[TitleVariant, ...] = ()
    duties: tuple[Duty, ...]

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        for name, keys in (
            ("seats", [seat.key for seat in self.seats]),
            ("bodies", [body.key for body in self.bodies]),
            ("duties", [duty.key for duty in self.duties]),
        ):
            if len(keys) != len(set(keys)):
                raise ValueError(f"{name}: two have one key")
        return self

    @model_validator(mode="after")
    def _one_default_each(self) -> Self:
        for name, patterns in (("names", self.names), ("headings", self.headings)):
            if sum(pattern.default for pattern in patterns) != 1:
                raise ValueError(f"{name}: exactly one is the default")
        return self

    @property
    def name(self) -> NamePattern:
        """The committee's name unless the office chooses another."""
        return next(pattern for pattern in self.names if pattern.default)

    @property
    def heading(self) -> NamePattern:
        """The heading that the order is issued under unless the office chooses another."""
        return next(pattern for pattern in self.headings if pattern.default)

    @cached_property
    def duty_names(self) -> Mapping[str, Named]:
        """The duties by key; one that several bodies bear in the same words names its body."""
        bodies = {one.key: one for one in self.bodies}
        alike = Counter(text for one in self.duties for text in {one.th, one.en})
        return {
            one.key: Named(
                f"{one.th} ({bodies[one.body].title_th})",
                f"{one.en} ({bodies[one.body].title_en})",
            )
            if max(alike[one.th], alike[one.en]) > 1
            else Named(one.th, one.en)
            for one in self.duties
        }

    def duties_of(self, body: str) -> tuple[Duty, ...]:
        """The duties of a body in printed order."""
        return tuple(duty for duty in self.duties if duty.body == body)
