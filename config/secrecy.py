"""The classes of official secrets that a paper may bear, and how files are marked: secrecy.toml."""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from config.defaults import defaults_of
from config.shapes import Default, Policy, Text


class SecrecyLevel(StrEnum):
    """The class of a paper, the lowest first."""

    CONFIDENTIAL = "confidential"
    SECRET = "secret"  # noqa: S105 — a class of papers
    TOP_SECRET = "top_secret"  # noqa: S105 — as above


class SecrecyClass(Default):
    """A class, and the words of its stamp."""

    key: SecrecyLevel
    stamps: tuple[Text, ...]


class SecrecyDefaults(Policy):
    """All that secrecy.toml holds."""

    classes: tuple[SecrecyClass, ...]

    @model_validator(mode="after")
    def _each_class_once(self) -> Self:
        if [one.key for one in self.classes] != [*SecrecyLevel]:
            raise ValueError("classes: each once, in their order")
        return self

    @property
    def stamps(self) -> frozenset[str]:
        """The words that mark a paper as classified, in small letters."""
        return frozenset(word.casefold() for one in self.classes for word in one.stamps)


secrecy = defaults_of("secrecy.toml", SecrecyDefaults)
