"""What a pack may measure and may not say, from replication.toml."""

from typing import Annotated

from pydantic import Field

from config.defaults import defaults_of
from config.documents import ZipLimits
from config.shapes import Default, Text

Count = Annotated[int, Field(ge=1)]
MEGABYTE = 1_000_000


class PackLimits(ZipLimits):
    """What a pack may measure at most."""

    @property
    def megabytes(self) -> int:
        """The largest file, in whole megabytes."""
        return self.file_bytes // MEGABYTE


class CountWords(Default):
    """What a number counts that no pack may tell."""

    thai: tuple[Text, ...]
    english: tuple[Text, ...]


class PlanYears(Default):
    """Of how many fiscal years a pack takes the activities."""

    years: Count


class Replication(Default):
    """All that replication.toml holds."""

    limits: PackLimits
    counts: CountWords
    plans: PlanYears


replication = defaults_of("replication.toml", Replication)


def pack_limits() -> PackLimits:
    """What a pack may measure at most."""
    return replication().limits
