"""The words of the net over free text, from screening.toml."""

import re

from config.defaults import defaults_of
from config.shapes import Default


class TitleWords(Default):
    """Titles that a name follows, what makes them something else, and whole words that are none."""

    thai: tuple[str, ...]
    parted: tuple[str, ...]
    not_parted: tuple[str, ...]
    latin: tuple[str, ...]
    not_before_latin: tuple[str, ...]
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    ordinary: tuple[str, ...]


class ChildWords(Default):
    """Titles of children, and what behind them names nobody."""

    thai: tuple[str, ...]
    not_before: tuple[str, ...]


class CalledWords(Default):
    """How one speaks of somebody without a title, and behind which words.

    `vowed` are monks, novices and nuns, named where a person of a case is one.
    """

    thai: tuple[str, ...]
    vowed: tuple[str, ...]
    vowed_are: tuple[str, ...]
    not_vowed: tuple[str, ...]
    behind: tuple[str, ...]
    not_before: tuple[str, ...]


class CaseWords(Default):
    """Persons of a case, what introduces their names, and what is no name beside them."""

    persons_thai: tuple[str, ...]
    persons_latin: tuple[str, ...]
    introduced_thai: tuple[str, ...]
    introduced_latin: tuple[str, ...]
    not_names: tuple[str, ...]
    made_up: tuple[str, ...]
    stand_ins: tuple[str, ...]
    within: int
    counted_thai: tuple[str, ...]
    links_thai: tuple[str, ...]
    strong_links_thai: tuple[str, ...]
    joins_thai: tuple[str, ...]
    aged_thai: tuple[str, str]
    not_untitled: tuple[str, ...]
    not_latin_names: tuple[str, ...]


class ContextWords(Default):
    """Offices, whose addresses and telephones are nobody's own, and what tells of a case.

    `card` stands before a number that is on a person's card.
    """

    offices: tuple[str, ...]
    extension: tuple[str, ...]
    card: re.Pattern[str]
    case: re.Pattern[str]


class OfficialWords(Default):
    """What stands beside an official's name, and what makes it a name of whom officials speak."""

    posts: tuple[str, ...]
    duties_behind: tuple[str, ...]
    duties_before: tuple[str, ...]
    becomes: tuple[str, ...]
    turns: tuple[str, ...]
    work: tuple[str, ...]
    worked_for: tuple[str, ...]


class UntitledWords(Default):
    """What shows a name without a title, and what is no name where one might stand."""

    still_names: tuple[str, ...]
    not_names: tuple[str, ...]
    not_alone: tuple[str, ...]
    years: tuple[str, ...]
    about: tuple[str, ...]
    spelt_years: tuple[str, ...]
    small_years: str
    school: str
    not_years: tuple[str, ...]
    not_introduced: tuple[str, ...]
    before_callers: tuple[str, ...]
    roles: tuple[str, ...]
    callers: tuple[str, ...]
    not_callers: tuple[str, ...]
    suffered: tuple[str, ...]
    suffered_latin: tuple[str, ...]
    peoples: tuple[str, ...]


class KnownWords(Default):
    """What goes on right behind an official's name, which Thai writes without a space."""

    behind: tuple[str, ...]


class FactShape(Default):
    """One kind of fact of a person: words that call for a look, and what is then looked for.

    `beside_case`: only where the same line tells of a case. `pattern` is compiled at the first text
    that has one of the words, as those that are made of words are.
    """

    kind: str
    words: tuple[str, ...]
    pattern: str
    beside_case: bool = False


class ScreeningWords(Default):
    """All that screening.toml holds."""

    titles: TitleWords
    children: ChildWords
    called: CalledWords
    cases: CaseWords
    context: ContextWords
    officials: OfficialWords
    untitled: UntitledWords
    known: KnownWords
    fact: tuple[FactShape, ...]


screening_words = defaults_of("screening.toml", ScreeningWords)
