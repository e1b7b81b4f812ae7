"""Shapes of names in a folded text: behind a title, behind a word for a person of a case."""

import re
from collections.abc import Iterable, Iterator, Sequence

from config.screening import CalledWords, CaseWords, ChildWords, ScreeningWords, TitleWords
from registry.rules.findings import FindingKind, Shape

_THAI = "[\u0e01-\u0e4e]"
_NAME_START = "[\u0e01-\u0e2e\u0e40-\u0e44]"  # a consonant, or a vowel written before one
_CONSONANT = "[\u0e01-\u0e2e]"
_END = rf"(?!{_THAI})"
_APART = "[ .]{1,3}"  # between the parts of a title


def name_shapes(words: ScreeningWords) -> Iterator[tuple[Sequence[str], tuple[Shape, ...]]]:
    """The words that call for a look, and the shapes then looked for."""
    titles, cases = words.titles, words.cases
    yield titles.thai, (Shape(FindingKind.PERSON_NAME, _thai_title(titles)),)
    yield titles.parted, (Shape(FindingKind.PERSON_NAME, _parted_title(words)),)
    yield titles.latin, (Shape(FindingKind.PERSON_NAME, _latin_title(titles)),)
    yield words.children.thai, (Shape(FindingKind.PERSON_NAME, _child(words.children)),)
    yield words.called.thai, (Shape(FindingKind.PERSON_NAME, _called(words.called)),)
    yield words.called.vowed, (Shape(FindingKind.CASE_PERSON, _vowed(words)),)
    persons = (*cases.persons_thai, *cases.persons_latin)
    shapes = (_thai_case(cases), _latin_case(cases), *_untitled(words), *_latin_names(words))
    yield persons, tuple(Shape(FindingKind.CASE_PERSON, shape) for shape in shapes)


def spaced(title: str) -> str:
    """A pattern of a title, whether or not blanks stand beside its stops.

    One of consonants alone may stand within many words, so no letter stands before it.
    """
    if re.fullmatch(rf"{_CONSONANT}+\.?", title):
        return rf"(?<!{_THAI}){re.escape(title)}"
    return r" ?".join(map(re.escape, title)) if "." in title else re.escape(title)


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(map(re.escape, longest_first(words)))


def longest_first(words: Iterable[str]) -> list[str]:
    """The words in the order in which a pattern has to try them."""
    return sorted(words, key=len, reverse=True)


def _thai_title(words: TitleWords) -> str:
    behind = "".join(f"(?<!{re.escape(word)})" for word in words.not_after)
    ahead = rf"(?! {{0,2}}(?:{any_of(words.not_before)}))"
    titles = "|".join(_title(word, words.thai) for word in words.thai)
    return rf"{behind}(?:{titles}){ahead} {{0,2}}{_NAME_START}[\u0e00-\u0e7f]+"


def _title(word: str, titles: Sequence[str]) -> str:
    """The title where it is not the first half of a longer one that stands alone."""
    rests = (one[len(word) :] for one in titles if one.startswith(word) and one != word)
    return spaced(word) + "".join(f"(?!{re.escape(one)}(?![\u0e00-\u0e7f]))" for one in rests)


def _thai_case(words: CaseWords) -> str:
    return (
        rf"(?:{any_of(words.persons_thai)}).{{0,{words.within}}}?(?:{any_of(words.introduced_thai)})"
        rf" ?(?!{any_of(words.not_names)})(?:{_NAME_START}|[A-Z])"
    )


def _latin_case(words: CaseWords) -> str:
    return (
        rf"(?i:\b(?:{any_of(words.persons_latin)})s?\b.{{0,{words.within}}}?"
        rf"(?:{any_of(words.introduced_latin)})) ?(?:[A-Z]|{_NAME_START})"
    )


def _latin_title(words: TitleWords) -> str:
    no_name = any_of(words.not_before_latin)
    return rf"\b(?:{any_of(words.latin)})\.? ?(?!{no_name})[A-Z][A-Za-z]+"


def _child(words: ChildWords) -> str:
    titles = "|".join(map(spaced, longest_first(words.thai)))
    return (
        rf"(?:{titles})(?! {{0,2}}(?:{any_of(words.not_before)}))"
        rf" {{0,2}}(?:{_NAME_START}(?:{_THAI}+|\.)|[A-Z][a-z]+)"
    )


def _parted_title(screening: ScreeningWords) -> str:
    """A title whose parts stand apart, with a name: two words, or one that ends there or has years.

    The same parts side by side count people too (children, women), so that no word of an office's
    begins what follows.
    """
    words, untitled, (aged, year) = screening.titles, screening.untitled, screening.cases.aged_thai
    titles = "|".join(
        (rf"(?<!{_THAI})" if len(first) == 1 else "") + rf"{first}{_APART}{second}"
        for first, second in (one.split() for one in words.parted)
    )
    not_names = (*screening.cases.not_untitled, *screening.children.not_before, *words.not_before)
    not_names = (*not_names, *untitled.not_alone, *words.not_parted)
    no_name = no_word(not_names, untitled.still_names)
    first, last = (rf"{no_name}{_NAME_START}{_THAI}{{1,{most}}}" for most in (11, 15))
    ends = rf" {{0,2}}(?:[(,]|$|{aged}|[0-9]{{1,2}} ?{year})"
    return rf"(?m)(?:{titles})(?:{_APART})?{first}(?: {{1,2}}{last}{_END}|{_END}(?={ends}))"


def _vowed(screening: ScreeningWords) -> str:
    """A monk, a novice or a nun by name, where a person of a case is said to be one."""
    words = screening.called
    persons, count = any_of(screening.cases.persons_thai), any_of(screening.cases.counted_thai)
    no_name = any_of((*words.not_before, *words.not_vowed, *screening.cases.not_untitled))
    return (
        rf"(?:{persons})(?: ?(?:{count}) ?[0-9]{{0,3}})? ?(?:{any_of(words.vowed_are)}) ?"
        rf"(?:{any_of(words.vowed)})(?! ?(?:{no_name})) ?{_NAME_START}{_THAI}+"
    )


def _called(words: CalledWords) -> str:
    """A word such as `khun` where no letter stands before it, or one of the words known to."""
    behind = "".join(f"|(?<={re.escape(word)})" for word in words.behind)
    return (
        rf"(?:(?<!{_THAI}){behind})(?:{any_of(words.thai)})(?! ?(?:{any_of(words.not_before)}))"
        rf" ?(?:{_NAME_START}{_THAI}+|[A-Z][a-z]+)"
    )


def no_word(words: Iterable[str], still_names: Iterable[str]) -> str:
    """A pattern that stands before a name: none of the words begins here, or a name after all."""
    return rf"(?:(?={any_of(still_names)})|(?!{any_of(words)}))"


def _untitled(screening: ScreeningWords) -> Iterator[str]:
    """Short words beside the person of a case: two, or one that ends the clause or has an age."""
    words = screening.cases
    person = rf"(?i:{any_of((*words.persons_thai, *words.persons_latin))})s?"
    count = any_of(words.counted_thai)
    counted = rf"{person}(?: ?(?:{count}) ?[0-9]{{0,3}}| ?[0-9]{{1,3}} ?(?:{count}))?"
    no_name = no_word(words.not_untitled, screening.untitled.still_names)
    first, last = (rf"{no_name}{_NAME_START}{_THAI}{{1,{most}}}" for most in (11, 15))
    yield rf"{counted}(?: ?(?:{any_of(words.links_thai)}) ?| ){first} {last}{_END}"
    strong, joins = any_of(words.strong_links_thai), any_of(words.joins_thai)
    yield rf"{counted} ?(?:{strong}) ?{first}{_END}(?:(?= (?:{joins}))|(?! ?{_THAI}))"
    before, behind = words.aged_thai
    yield rf"{person} ?{first}?(?: {last}?)? ?{before} ?[0-9]{{1,2}} ?{behind}"


def _latin_names(screening: ScreeningWords) -> Iterator[str]:
    """A name in Latin letters; a title with a letter alone stands for anybody (`Mr. A`)."""
    words = screening.cases
    anybody = rf"(?:{any_of(screening.titles.latin)})\.? ?[A-Z](?![A-Za-z])"
    no_name = rf"(?!{any_of(words.not_latin_names)}|{anybody})"
    name = rf"(?<![A-Za-z]){no_name}[A-Z][a-z]+(?![A-Za-z])"
    thai = any_of(words.persons_thai)
    yield rf"(?:{thai})[^A-Za-z\n]{{0,{words.within}}}{name}"
    latin = any_of(words.persons_latin)
    yield rf"\b(?:{latin})s?(?:[:,]| is| was| named)? {name}"
    yield rf"(?i:\b(?:{latin})s?): {name}"
