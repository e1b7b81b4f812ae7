"""Shapes of names without a title: beside an age, a deed, a suffering, or a word for a name."""

import re
from collections.abc import Iterator, Sequence

from config.screening import ScreeningWords
from registry.rules.findings import FindingKind, Shape
from registry.rules.name_shapes import any_of, no_word

_THAI = "[\u0e01-\u0e4e]"
_START = "[\u0e01-\u0e2e\u0e40-\u0e44]"  # a consonant, or a vowel written before one
_CLAUSE = r"(?:^|(?<=[\s\"\u201c'(,:/]))"
_END = rf"(?!{_THAI})"
_AGE = r"[0-9]{1,2}(?![0-9]| ?[-\u2013]| ?\u0e16\u0e36\u0e07)"  # no range of ages


def untitled_shapes(words: ScreeningWords) -> Iterator[tuple[Sequence[str], tuple[Shape, ...]]]:
    """The words that call for a look, and the shapes then looked for."""
    thai, latin = _Thai(words), _Latin(words)
    years, year = words.untitled.years, words.cases.aged_thai[1]
    yield (*years, year, words.untitled.small_years), (*thai.aged(), *latin.aged())
    yield (year, "("), tuple(thai.aged_pair())
    yield (words.untitled.school,), (thai.in_class(),)
    yield (*words.untitled.roles, *words.cases.persons_thai), tuple(thai.roles())
    yield words.cases.introduced_thai, (thai.named(), latin.named())
    yield words.untitled.callers, (thai.spoken_of(),)
    yield words.cases.counted_thai, (thai.listed(),)
    yield words.untitled.suffered, (*thai.suffering(), latin.suffering())
    yield ('"', "\u201c", "'"), (thai.quoted(),)
    yield (",",), (latin.aged_aside(),)
    yield words.untitled.peoples, latin.beside_people()
    yield words.untitled.suffered_latin, (latin.doing(),)


def _of_case(pattern: str) -> Shape:
    return Shape(FindingKind.CASE_PERSON, f"(?m){pattern}", beside_case=True)


def _alone(pattern: str) -> Shape:
    return Shape(FindingKind.CASE_PERSON, f"(?m){pattern}")


class _Thai:
    """Shapes of names in Thai letters: one short word, or two with a blank between."""

    def __init__(self, words: ScreeningWords) -> None:
        cases, untitled = words.cases, words.untitled
        self.words = untitled
        self.persons = any_of(cases.persons_thai)
        self.introduced = any_of(cases.introduced_thai)
        self.links = any_of(cases.strong_links_thai)
        self.joins = any_of(cases.joins_thai)
        self.counted = any_of(cases.counted_thai)
        titles = (*words.titles.thai, *words.children.thai, *words.called.thai)
        not_names = (*cases.not_untitled, *untitled.not_alone, *untitled.suffered, *titles)
        no_name = no_word(not_names, untitled.still_names)
        self.first, self.last, self.short, self.shortest = (
            rf"{no_name}{_START}{_THAI}{{1,{most}}}?" for most in (11, 15, 8, 5)
        )
        self.years = f"(?:{any_of(untitled.years)})(?: ?(?:{any_of(untitled.about)}))?"
        self.spelt = any_of(untitled.spelt_years)
        self.year, self.suffered = cases.aged_thai[1], any_of(untitled.suffered)

    def aged(self) -> Iterator[Shape]:
        """A name and its years; without a case told of only where nothing else is meant."""
        age = rf"(?:{_AGE}(?! ?{self.year}(?:{any_of(self.words.not_years)}))|{self.spelt})"
        yield _alone(rf"{_CLAUSE}{self.first} {{1,2}}{self.last} ?\(?{self.years} ?{age}")
        yield _of_case(rf"{_CLAUSE}{self.first} ?\(?{self.years} ?{age}")
        small = rf" ?\(?[0-9]{{1,2}} ?{self.words.small_years}"
        yield _alone(rf"{_CLAUSE}{self.first}(?: {{1,2}}{self.last})?{small}")

    def aged_pair(self) -> Iterator[Shape]:
        """Two names, each with its years."""
        aged, bare = rf" ?\(?[0-9]{{1,2}} ?{self.year}\)?", r" ?\([0-9]{1,2}\)"
        joins, other = rf" ?(?:{self.joins}|,)? ?", f"{_THAI}{{2,12}}?"
        yield _alone(f"{_CLAUSE}{self.first}{aged}{joins}{other}{aged}")
        yield _of_case(f"{_CLAUSE}{self.first}{bare}{joins}{other}{bare}")

    def in_class(self) -> Shape:
        """A name and the class of a school that the person goes to."""
        return _of_case(rf"{_CLAUSE}{self.first} {{1,2}}{re.escape(self.words.school)} ?[1-6]")

    def roles(self) -> Iterator[Shape]:
        """Short names beside who is told of: the broker is A, the suspects A and B."""
        roles, joins = any_of(self.words.roles), self.joins
        counted = rf"(?: ?(?:{self.counted}) ?[0-9]{{0,3}})?"
        yield _of_case(rf"(?:{roles}){counted} ?(?:{self.links}) ?{self.short}{_END}")
        both = rf"{self.short} ?(?:{joins}) ?{self.short}{_END}"
        yield _of_case(rf"(?:{self.persons}){counted} ?(?:{self.links})? ?{both}")
        yield _of_case(rf"(?:{self.persons}){counted} ?(?:{self.links}) ?{self.shortest}{_END}")

    def named(self) -> Shape:
        """What stands behind a word that introduces a name."""
        no_name = any_of(self.words.not_names)
        behind = "".join(f"(?<!{word})" for word in self.words.not_introduced)
        return _of_case(
            rf"{behind}(?:{self.introduced})(?:{self.links})? ?(?!{no_name}){_START}{_THAI}"
        )

    def spoken_of(self) -> Shape:
        """A word such as aunt or uncle with the name that people call the person by."""
        callers, not_callers = any_of(self.words.callers), any_of(self.words.not_callers)
        no_name = any_of((*self.words.not_names, *self.words.not_alone))
        joined = "".join(f"|(?<={word})" for word in self.words.before_callers)
        return _of_case(
            rf"(?:(?<!{_THAI}){joined})(?!{not_callers})(?:{callers})(?!{no_name}){_START}{_THAI}"
        )

    def listed(self) -> Shape:
        """Short names in a row behind a word with which persons are counted."""
        between = rf"(?:[ ,]+(?:{self.joins})?| ?(?:{self.joins}))"
        return _of_case(
            rf"(?:{self.counted}) ?(?:{self.links}|{self.introduced}) ?{self.short}"
            rf"{between} ?{self.short}{_END}"
        )

    def suffering(self) -> Iterator[Shape]:
        """A name at the beginning of a clause, and what befell or was done by the person."""
        name = rf"{self.first}(?: {{1,2}}{self.last})?"
        yield _alone(rf"{_CLAUSE}{name} {{1,2}}(?:{self.suffered})")
        yield _alone(
            rf"{_CLAUSE}{name} ?(?:{self.joins}) ?{_THAI}{{2,15}}?.{{0,15}}?(?:{self.suffered})"
        )
        yield _alone(rf"(?:{self.persons}){self.short}(?:{self.suffered})")

    def quoted(self) -> Shape:
        """Two short words in quotation marks."""
        return _of_case(rf"[\"\u201c']{self.first} {{1,2}}{self.last}[\"\u201d']")


class _Latin:
    """Shapes of names in Latin letters: two to four words in capitals."""

    def __init__(self, words: ScreeningWords) -> None:
        cases, untitled = words.cases, words.untitled
        word = rf"(?!(?:{any_of(cases.not_latin_names)}))[A-Z][a-z]+(?![A-Za-z])"
        self.name = rf"(?<![A-Za-z]){word}(?: {word}){{1,3}}"
        self.short = rf"(?<![A-Za-z]){word} [A-Z]\."
        self.capitals = r"(?<![A-Za-z])[A-Z]{2,20}(?: [A-Z]{2,20}){1,3}"
        self.introduced = any_of(cases.introduced_thai)
        self.counted = any_of(cases.counted_thai)
        self.years, self.words = any_of(untitled.years), untitled

    def aged(self) -> Iterator[Shape]:
        years = rf"(?<![A-Za-z])(?:{self.years}) ?[0-9]{{1,2}}(?![0-9])"
        yield _alone(rf"(?:{self.name}|{self.capitals})[^\n]{{0,15}}?{years}")

    def aged_aside(self) -> Shape:
        return _alone(rf"{self.name}, ?[0-9]{{1,2}},")

    def named(self) -> Shape:
        return _of_case(rf"(?:{self.introduced}) ?{self.name}")

    def suffering(self) -> Shape:
        return _alone(rf"{self.name}[^A-Za-z\n]{{0,16}}?(?:{any_of(self.words.suffered)})")

    def doing(self) -> Shape:
        return _alone(rf"{self.name} (?:{any_of(self.words.suffered_latin)})")

    def beside_people(self) -> tuple[Shape, ...]:
        """A name beside the nation or the people to whom the person belongs."""
        peoples = any_of(self.words.peoples)
        of_people = rf"(?:{peoples}){_THAI}{{0,15}}(?: ?[0-9]{{1,3}} ?(?:{self.counted}))?"
        return (
            _alone(rf"(?:{self.name}|{self.short}) ?\(?(?:{peoples})"),
            _alone(rf"{of_people} ?\(?{self.name}"),
        )
