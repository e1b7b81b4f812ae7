"""The parts of a figure, women and men and the like: what a year comes to in each (R50)."""

from collections.abc import Mapping
from typing import NamedTuple

from config.indicators import TOTAL, Indicator, indicators
from config.words import Named, Sentence
from registry.queries.figures import Quarters
from registry.rules.figure_words import part_words, told_words
from registry.rules.figures import at_least, over_districts, parts_to_date


class PartSoFar(NamedTuple):
    """A part of a figure: its key ("sex.women"), what it is called, what it comes to."""

    key: str
    label: Named
    words: Sentence


def parts_so_far(
    indicator: Indicator, districts: Mapping[str, Quarters], year: int, upto: int
) -> tuple[PartSoFar, ...]:
    """Each part of the districts' figures together, up to the end of a quarter.

    Where a district told its total and not the part, the part is at least what the others told.
    """
    if indicator.is_share or indicator.is_mean:
        return ()
    keys = (TOTAL, *(one for one in indicators().parts_of(indicator) if one != TOTAL))
    told = {
        code: parts_to_date(indicator.kind, year, quarters, keys, upto)
        for code, quarters in districts.items()
    }
    found = []
    for key in keys[1:]:
        together = over_districts({code: own[key] for code, own in told.items()}).told
        left_out = any(
            own[key].told is None and own[TOTAL].told is not None for own in told.values()
        )
        known = at_least(together) if left_out else together
        if known is not None:
            found.append(PartSoFar(key, part_words(indicators(), key), told_words(known)))
    return tuple(found)
