"""A net over free text: identity numbers are blocked, all else that names a person is warned of.

It finds shapes and keywords, so it is a net, not a proof; docs/screening.md says what it
looks for and what it cannot see. A finding says where, never what: it may be logged.
Unlawful disclosure: Anti-Trafficking in Persons Act, section 56.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from config.screening import ScreeningWords
from registry.rules.findings import Finding, FindingKind, Shape, struck_out, warnings
from registry.rules.look_alikes import FoldedText, fold
from registry.rules.name_shapes import any_of, name_shapes
from registry.rules.officials import CasesTold, Officials
from registry.rules.personal_numbers import is_landline, personal_numbers
from registry.rules.untitled_names import untitled_shapes

# No capital, blank or Thai, no number of anybody: nobody is kept in mind with it.
_WORD = re.compile("[a-z_]{1,40}|[0-9]{1,6}")
_MOST_WORDS = 4096
_FIRST = 2  # letters by which words are found
_SHORT = 12  # characters in which an extension begins behind its telephone
_NEAR = 60  # characters in which an office is named before its address or telephone


@dataclass(frozen=True)
class WordedShapes:
    """Shapes looked for only where one of the words stands, all in small letters, unparted."""

    words: tuple[str, ...]
    shapes: tuple[Shape, ...]


class FirstLetters(NamedTuple):
    """Words that begin with the same letters, each with the number of its look."""

    letters: str
    words: tuple[tuple[str, int], ...]


@dataclass(frozen=True, eq=False)  # one for a process: it is known by itself
class Net:
    """The patterns, compiled from config/screening.toml where they are first asked for.

    Most commands screen nothing: to read the words and compile them takes longer than they do.
    """

    read: Callable[[], ScreeningWords]

    @cached_property
    def of_words(self) -> dict[str, tuple[Finding, ...]]:
        """What is found in small words and numbers, each looked at once: nobody is called so."""
        return {}

    @cached_property
    def words(self) -> ScreeningWords:
        """The words that the patterns are made of."""
        return self.read()

    @cached_property
    def looks(self) -> tuple[WordedShapes, ...]:
        """Every look that a text may call for."""
        looks = (
            *name_shapes(self.words),
            *untitled_shapes(self.words),
            *(
                (one.words, (Shape(FindingKind(one.kind), one.pattern, one.beside_case),))
                for one in self.words.fact
            ),
        )
        return tuple(WordedShapes(_unparted(called), shapes) for called, shapes in looks)

    @cached_property
    def called(self) -> Mapping[str, tuple[FirstLetters, ...]]:
        """Words and looks, by the letter that a word begins with."""
        return _by_first_letters(self.looks)

    @cached_property
    def titles(self) -> frozenset[str]:
        """What may stand before a name."""
        titles = self.words.titles
        return frozenset((*titles.thai, *titles.latin, *self.words.called.thai))

    @cached_property
    def ordinary(self) -> re.Pattern[str]:
        """What looks like a title with a name, and is none."""
        return _any(self.words.titles.ordinary)

    @cached_property
    def of_case(self) -> re.Pattern[str]:
        """A person of a case."""
        cases = self.words.cases
        return _any((*cases.persons_thai, *cases.persons_latin))

    @cached_property
    def made_up(self) -> re.Pattern[str]:
        """That the names of a line are made up."""
        return _any(self.words.cases.made_up)

    @cached_property
    def stand_in(self) -> re.Pattern[str]:
        """A name that stands for anybody, behind what introduces it."""
        words, cases = self.words, self.words.cases
        before = (*self.titles, *words.children.thai, *cases.persons_thai, *cases.introduced_thai)
        names = any_of(_small(cases.stand_ins))
        said = any_of(_small(cases.made_up))
        return re.compile(rf"(?:{any_of(_small(before))})*[.]?(?:{names}|(?:{said}).*)?")

    @cached_property
    def offices(self) -> re.Pattern[str]:
        """An office, which has addresses and telephones."""
        return _any(self.words.context.offices)

    @cached_property
    def extension(self) -> re.Pattern[str]:
        """An office's extension behind its telephone."""
        words = any_of(self.words.context.extension)
        return re.compile(rf" ?,? ?(?:{words})[. ]{{0,2}}[0-9]")

    @cached_property
    def officials(self) -> Officials:
        """Who is named for an office."""
        words = self.words
        titles = (*words.titles.thai, *words.children.thai, *words.called.thai)
        return Officials.of(words.context, words.officials, titles)

    @cached_property
    def card(self) -> re.Pattern[str]:
        """The words for an identity card."""
        return self.words.context.card

    @cached_property
    def goes_on(self) -> tuple[str, ...]:
        """What may stand right behind an official's name."""
        return self.words.known.behind


def screen(text: str, net: Net) -> tuple[Finding, ...]:
    """What in `text` may identify a person, in the order of the text; () for most.

    Most texts of an answer are names of fields, choices and small numbers, each looked at once.
    """
    found = net.of_words.get(text)
    if found is None:
        found = _screened(text, net)
        if _WORD.fullmatch(text) and len(net.of_words) < _MOST_WORDS:
            net.of_words[text] = found
    return found


def _screened(text: str, net: Net) -> tuple[Finding, ...]:
    folded = fold(text.replace("\t", " "))
    found = list(personal_numbers(folded.text, net.card))
    told = net.officials.cases_in(folded.text)
    for look in _called_for(_plainly(folded.text), net):
        for shape in look.shapes:
            found += _findings(shape, told, net)
    return _in_order(found, folded, told, net) if found else ()


def without_numbers(text: str, net: Net) -> str:
    """The text without the numbers of persons that stand in it; names stay."""
    folded = fold(text)
    found = sorted(personal_numbers(folded.text, net.card), key=_place)
    return struck_out(text, (_typed(one, folded) for one in found))


def _place(found: Finding) -> tuple[int, int]:
    """Where it stands in the order of the text: of two that begin there the longer first."""
    return found.start, -found.end


def _typed(found: Finding, folded: FoldedText) -> Finding:
    """The finding where it stands in the text as typed."""
    start, end = folded.typed(found.start, found.end)
    return replace(found, start=start, end=end)


def _by_first_letters(looks: Sequence[WordedShapes]) -> dict[str, tuple[FirstLetters, ...]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for at, look in enumerate(looks):
        for word in look.words:
            found.setdefault(word[:_FIRST], []).append((word, at))
    by_letter: dict[str, list[FirstLetters]] = {}
    for letters, words in found.items():
        by_letter.setdefault(letters[0], []).append(FirstLetters(letters, tuple(words)))
    return {letter: tuple(each) for letter, each in by_letter.items()}


def _called_for(small: str, net: Net) -> Iterator[WordedShapes]:
    """The looks that a word of the text calls for.

    Every text saved passes here and most hold nothing, so that only words whose first letters
    stand in it are looked for.
    """
    found: set[int] = set()
    for letter in net.called.keys() & set(small):
        for letters, words in net.called[letter]:
            if letters in small:
                found.update(at for word, at in words if at not in found and word in small)
    return (net.looks[at] for at in sorted(found))


def _findings(shape: Shape, told: CasesTold, net: Net) -> Iterator[Finding]:
    for one in warnings(shape.kind, shape.compiled, told.text):
        if not shape.beside_case or net.officials.tells_of_case(told, one.start, one.end):
            yield one


def _in_order(
    found: Sequence[Finding], folded: FoldedText, told: CasesTold, net: Net
) -> tuple[Finding, ...]:
    """The findings that stand, one for each person, placed in the text as typed."""
    kept: list[Finding] = []
    official: Finding | None = None  # the last name that is an official's
    for one in sorted(found, key=_place):
        if any(_same(one, other) for other in kept[-3:]) or _harmless(one, told, net):
            continue
        if one.kind is FindingKind.PERSON_NAME and _of_official(one, official, told, net):
            official = one
        else:
            kept.append(one)
    return tuple(_typed(one, folded) for one in kept)


def _same(one: Finding, other: Finding) -> bool:
    """Whether a finding says what the one before it says already."""
    return one.kind is other.kind and one.start < other.end


def _harmless(one: Finding, told: CasesTold, net: Net) -> bool:
    """Whether it is a place's name, or where an office is found and no case is spoken of."""
    text = told.text
    match one.kind:
        case FindingKind.PERSON_NAME:
            start = max(0, one.start - _NEAR)
            spans = (word.span() for word in net.ordinary.finditer(text, start, one.end))
            return any(first <= one.start < last for first, last in spans)
        case FindingKind.PHONE:
            return is_landline(text[one.start : one.end]) and _of_office(one, text, net)
        case FindingKind.ADDRESS:
            return _of_office(one, text, net)
        case FindingKind.ACCOUNT | FindingKind.BANK_ACCOUNT:
            of_case = net.officials.tells_of_case(told, one.start, one.end)
            return not of_case and _of_office(one, text, net, one.end)
        case _:
            return False


def _of_office(one: Finding, text: str, net: Net, until: int | None = None) -> bool:
    """Whether an office is named before `until` (the finding), or it is one of its extensions."""
    before = text[max(0, one.start - _NEAR) : until or one.start + 1].lower()
    office = net.offices.search(before) or net.extension.match(
        text[one.end : one.end + _SHORT].lower()
    )
    return office is not None and net.of_case.search(before) is None


def _of_official(one: Finding, last: Finding | None, told: CasesTold, net: Net) -> bool:
    """Whether a name is an official's, by what stands beside it or as the next of several."""
    tells = net.officials
    if tells.has(told, one.start, one.end):
        return True
    goes_on = last is not None and tells.follows(told.text, last.end, one.start)
    return goes_on and not tells.tells_of_case(told, one.start, one.end)


def _plainly(text: str) -> str:
    """The text in small letters, without the blanks and stops that may part a word."""
    return text.lower().replace(" ", "").replace(".", "")


def _unparted(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(_plainly, words))


def _small(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.lower() for word in words)


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(any_of(_small(words)))
