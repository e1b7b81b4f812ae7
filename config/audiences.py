"""Who reads what leaves the house."""

from enum import StrEnum


class Audience(StrEnum):
    """Who reads a publication: other offices, or everybody."""

    SHARED = "shared"
    PUBLIC = "public"
