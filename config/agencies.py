"""The forms of agencies.toml: the agencies known from the start."""

from datetime import date
from typing import Literal

from config.shapes import Default, Pattern, Text


class AgencyDefault(Default):
    """An agency known from the start. Names of provincial agencies hold {province}."""

    key: Text
    kind: Literal["state", "ngo"]
    scope: Literal["province", "country"]
    name_th: Pattern
    name_en: Pattern
    short_th: str | None = None
    short_en: str | None = None
    head_th: Pattern | None = None
    aliases: tuple[str, ...] = ()
    working_team: bool
    partner: bool
    source: Text
    verified: bool
    note: str | None = None


class AgencyDefaults(Default):
    """The agencies of the case study's working team (R5)."""

    valid_from: date
    agencies: tuple[AgencyDefault, ...]

    @property
    def working_team(self) -> tuple[AgencyDefault, ...]:
        """The default working team of an establishment."""
        return tuple(agency for agency in self.agencies if agency.working_team)
