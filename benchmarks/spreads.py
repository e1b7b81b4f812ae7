"""Several runs of the same as one figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Spread:
    """Several runs of the same: their median, and the ends."""

    median: float
    least: float
    most: float


def spread(values: Sequence[float], digits: int = 3) -> Spread:
    """Median, least and most."""
    return Spread(*(round(one, digits) for one in (median(values), min(values), max(values))))
