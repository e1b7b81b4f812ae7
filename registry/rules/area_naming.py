"""How districts and sub-districts that an office adds are named, each in its language's letters."""

import re
from collections.abc import Collection

from config.areas import AreaWords
from registry.refusals import Refusal
from registry.rules.area_names import name_among

LONGEST_NAME = 60  # characters
_LETTERS = {
    "name_th": re.compile(r"[\u0e01-\u0e3a\u0e40-\u0e4e][\u0e01-\u0e3a\u0e40-\u0e4e .()-]*"),
    "name_en": re.compile(r"[A-Za-z][A-Za-z .'()-]*"),
}


class AreaNameUnfit(Refusal):
    """The name is not written in the letters of its language."""


class AreaNameTaken(Refusal):
    """A district of the province, or a sub-district of the district, bears that name already."""


def fit_name(column: str, typed: str, others: Collection[str], words: AreaWords) -> str:
    """The name as those beside it bear theirs. Raises AreaNameUnfit."""
    name = name_among(typed, others, words)
    if not _LETTERS[column].fullmatch(name) or len(name) > LONGEST_NAME:
        raise AreaNameUnfit(field=column, value=name, most=LONGEST_NAME)
    return name
