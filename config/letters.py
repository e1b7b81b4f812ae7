"""Who letters go out from and who signs them, from letters.toml.

A province's own values are dated rows of the registry (`letters.*`) and stand above these.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from config.defaults import defaults_of
from config.shapes import Default, Pattern, PatternPair, Policy, Text, WordPair

FORMS: tuple[str, ...] = ("external", "memo")
VACANT: tuple[str, ...] = ("acting", "acting_vacant")
TO_DEPUTIES: tuple[str, ...] = ("memo", "none")


class Signatory(Default):
    """Who can sign for the province: the holder of an office, and the lines under the name."""

    key: Text
    office: Text
    lines_th: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    lines_en: Annotated[tuple[Pattern, ...], Field(min_length=1)]


class Sender(Default):
    """An office that letters go out from: the line at the top, and whose matter it is."""

    place_th: Pattern
    place_en: Pattern
    owner_th: Pattern
    owner_en: Pattern


class Head(PatternPair):
    """How the head of an agency of a kind is addressed."""

    kind: Literal["state", "ngo"]


class SeatHead(PatternPair):
    """Who heads the sender of a representative, by the kind of seat, where no agency is known."""

    seat: Text


class UnitHead(PatternPair):
    """Who heads a unit of armed forces or police whose name begins so."""

    begins: Text
    verified: bool


class PostUnder(Default):
    """A post whose title begins so, within the unit named behind that; `th` is the unit's head."""

    begins: Text
    th: Pattern


class ArmedForces(Default):
    """By which words a unit of armed forces or police is known."""

    words: tuple[Text, ...]


class Delegated(WordPair):
    """A duty of a focal point; `founding`: until the committee stands."""

    founding: bool = False


class LetterDefaults(Policy):
    """All that letters.toml holds."""

    form: Literal["external", "memo"]
    signed_by: Text
    vacant_chief: Literal["acting", "acting_vacant"]
    own_deputies: Literal["memo", "none"]
    reply_working_days: Annotated[int, Field(ge=1, le=30)]
    signatories: tuple[Signatory, ...]
    province: Sender
    district: Sender
    heads: tuple[Head, ...]
    representative: Text
    seat_heads: tuple[SeatHead, ...]
    unit_heads: tuple[UnitHead, ...]
    posts_under: tuple[PostUnder, ...]
    armed: ArmedForces
    delegated: tuple[Delegated, ...]

    @model_validator(mode="after")
    def _signed_by_one_of_them(self) -> Self:
        if self.signed_by not in {one.key for one in self.signatories}:
            raise ValueError("signed_by: none of the signatories")
        return self

    def signatory(self, key: str) -> Signatory:
        """The signatory of that key; the shipped one where there is none."""
        found = {one.key: one for one in self.signatories}
        return found.get(key, found[self.signed_by])

    def seat_head(self, kind: str) -> SeatHead | None:
        """Whom letters about a seat of that kind address, where the file says."""
        return next((one for one in self.seat_heads if one.seat == kind), None)

    def unit_head(self, unit: str) -> UnitHead | None:
        """Who heads the unit, by the longest beginning of its name that is said."""
        fits = [one for one in self.unit_heads if unit.startswith(one.begins)]
        return max(fits, key=lambda one: len(one.begins), default=None)

    def head_over(self, post: str) -> str:
        """The head of the unit within which the post is; the post itself where it is under none."""
        under = next((one for one in self.posts_under if post.startswith(one.begins)), None)
        if under is None:
            return post
        return under.th.format(unit=post.removeprefix(under.begins).strip())

    def is_armed(self, unit: str) -> bool:
        """Whether the unit is one of armed forces or police, which no "head of" heads."""
        return any(word in unit for word in self.armed.words)

    def head(self, kind: str) -> Head:
        """How the head of such an agency is addressed; by default as that of an office."""
        found = {one.kind: one for one in self.heads}
        return found["ngo"] if kind == "ngo" else found["state"]


letters = defaults_of("letters.toml", LetterDefaults)
