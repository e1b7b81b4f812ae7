"""What committees do beside meetings, and whom they are in touch with, from coordination.toml."""

from datetime import date
from functools import cached_property
from typing import Self

from pydantic import model_validator

from config.activity_kinds import CoordinationLevel, HeldKind, Participants
from config.defaults import defaults_of
from config.shapes import Default, Text, WordPair


class KindOfActivity(Default):
    """Who may be counted at a kind, of one sort alone or of several; whether it has a counterpart.

    Without `takes_part` nobody is counted.
    """

    key: HeldKind
    takes_part: tuple[Participants, ...] = ()
    one_of: bool = False
    counterpart: bool = False
    verified: bool


class ListedWord(WordPair):
    """A word of a list, by its key."""

    key: Text
    verified: bool


class Counterpart(ListedWord):
    """An office that a committee is in touch with; `country` where it lies across the border."""

    level: CoordinationLevel
    country: Text | None = None

    @property
    def is_abroad(self) -> bool:
        """Whether it lies across the border."""
        return self.level is CoordinationLevel.INTERNATIONAL


class CoordinationDefaults(Default):
    """All that coordination.toml holds."""

    valid_from: date
    kinds: tuple[KindOfActivity, ...]
    counterparts: tuple[Counterpart, ...]
    channels: tuple[ListedWord, ...]
    subjects: tuple[ListedWord, ...]
    outcomes: tuple[ListedWord, ...]

    @model_validator(mode="after")
    def _keys_are_unique_and_whole(self) -> Self:
        if [one.key for one in self.kinds] != [*HeldKind]:
            raise ValueError("kinds: each once, in their order")
        for name in ("counterparts", "channels", "subjects", "outcomes"):
            keys = [one.key for one in getattr(self, name)]
            if len(keys) != len(set(keys)):
                raise ValueError(f"{name}: two have one key")
        return self

    @cached_property
    def by_kind(self) -> dict[HeldKind, KindOfActivity]:
        """The kinds by key."""
        return {one.key: one for one in self.kinds}

    @cached_property
    def by_counterpart(self) -> dict[str, Counterpart]:
        """The counterparts by key."""
        return {one.key: one for one in self.counterparts}

    @cached_property
    def abroad(self) -> frozenset[str]:
        """The keys of the offices across the border."""
        return frozenset(one.key for one in self.counterparts if one.is_abroad)


coordination = defaults_of("coordination.toml", CoordinationDefaults)
