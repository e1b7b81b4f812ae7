"""The forms of legal.toml: the laws and orders that may be cited."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from config.shapes import Default, Text, TitlePair


class LegalBasisDefault(TitlePair):
    """A law or order that may be cited. `dated` is None where only the year is known (CE)."""

    key: Text
    kind: Literal["act", "amendment", "emergency_decree", "ministry_order", "policy"]
    number: str | None = None
    dated: date | None = None
    year: Annotated[int, Field(ge=1900, le=2200)]
    in_force_from: date | None = None
    citation_th: Text
    citation_en: Text
    cited_as: Literal["reason", "power"]
    cited: bool
    source: Text
    source_th: Text
    verified: bool
    superseded_by: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _open_points_are_named(self) -> Self:
        if not self.verified and not self.note:
            raise ValueError("an unverified basis says in `note` what is open")
        return self


class LegalDefaults(Default):
    """The library of legal bases that a registry starts with (R13)."""

    valid_from: date
    bases: tuple[LegalBasisDefault, ...]
