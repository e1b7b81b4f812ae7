"""Whether two names, as they were typed at different times, are those of one person."""

from difflib import SequenceMatcher
from typing import NamedTuple

from registry.rules.names import NameSplitter
from registry.rules.thai import tidy

NEAR = 0.9  # of all letters: a tone mark or one letter of a first name and surname
SEXES = frozenset({"female", "male"})


class ComparableName(NamedTuple):
    """A name to be compared: without its title and spaces, and the sex that the title tells."""

    name: str
    sex: str


def called(title: str, name: str, titles: NameSplitter) -> ComparableName:
    """The name as it is compared; a title may have been typed in front of the name."""
    parts = titles.split(f"{tidy(title)}{tidy(name)}")
    if parts.title is None:  # a title that no list knows says nothing of the name behind it
        parts = titles.split(name)
    bare = f"{parts.first}{parts.last}".replace(" ", "").casefold()
    return ComparableName(bare, parts.title.sex if parts.title else "not_stated")


def same(one: ComparableName, other: ComparableName) -> bool:
    """Whether both are called exactly alike, by titles that may be one person's."""
    told = {one.sex, other.sex}
    return bool(one.name) and one.name == other.name and not told >= SEXES


def alike(one: ComparableName, other: ComparableName) -> bool:
    """Whether one may be the other: a part of the name, or a slip of the keys apart."""
    if not one.name or not other.name:
        return False
    if one.name in other.name or other.name in one.name:
        return True
    matcher = SequenceMatcher(None, one.name, other.name, autojunk=False)
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)  # the cheapest first
    return all(bound() >= NEAR for bound in bounds)
