"""Whose name with a title is an official's: a post or a duty stands right beside it.

Nothing in the line may tell of a case, and before a post the name may not be the object of
what the official does: "the deputy met Ms. A" names Ms. A, "the deputy, Ms. A" the deputy.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from config.screening import ContextWords, OfficialWords
from registry.rules.name_shapes import any_of, longest_first, spaced

_LINE = 100  # characters of the line that are read on either side
_APART = 45  # characters at most from the beginning of a post to the name behind it
_NEAR = 4
_NAMES = "[ .]{0,3}[\u0e01-\u0e4e]{2,25}?(?: {1,2}[\u0e01-\u0e4e]{2,25}?)?"  # behind a title
_BETWEEN = r"[\"\u201d') (,\-\u2013]{0,4}"


@dataclass(frozen=True)
class CasesTold:
    """Where a text may tell of a case, looked for once: a line is read again only near there."""

    pattern: re.Pattern[str]
    text: str

    @cached_property
    def spans(self) -> tuple[Sequence[int], int]:
        """Where each begins, in order, and how long the longest is."""
        found = [one.span() for one in self.pattern.finditer(self.text)]
        return [start for start, _ in found], max((end - start for start, end in found), default=0)

    def near(self, start: int, end: int) -> bool:
        """Whether anything of a case stands within a line's reach of that place."""
        starts, longest = self.spans
        first = bisect_left(starts, start - _LINE - longest)
        return first < len(starts) and starts[first] <= end + _LINE


@dataclass(frozen=True)
class Officials:
    """The patterns that tell an official's name from others, compiled once by `officials`."""

    case: re.Pattern[str]
    work: re.Pattern[str]
    turns: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]

    @classmethod
    def of(cls, context: ContextWords, words: OfficialWords, titles: Iterable[str]) -> Self:
        """The patterns out of their words, and of the titles that stand before names."""
        name = f"(?:{'|'.join(map(spaced, longest_first(titles)))}){_NAMES}"
        posts = any_of(words.posts)
        return cls(
            case=context.case,
            work=re.compile(rf"(?:{any_of(words.work)})(?:{any_of(words.worked_for)})"),
            turns=re.compile(any_of(words.turns)),
            before=re.compile(rf"{posts}|{any_of(words.duties_before)}"),
            behind=re.compile(
                rf"{name}(?:{_BETWEEN}(?:{posts}|{any_of(words.duties_behind)})"
                rf"|[^\n]{{0,20}}?(?:{any_of(words.becomes)})(?:{posts})"
                rf"| ?\((?:{any_of(context.offices)}))"
            ),
        )

    def cases_in(self, text: str) -> CasesTold:
        """Where the text may tell of a case."""
        return CasesTold(self.case, text)

    def tells_of_case(self, told: CasesTold, start: int, end: int) -> bool:
        """Whether the line around that place tells of a person of a case."""
        text = told.text
        if not told.near(start, end):
            return False
        return self.case.search(_ahead(text, start) + _rest(text, start, end)) is not None

    def names_person_of_case(self, text: str, start: int, end: int) -> bool:
        """Whether the name that stands there is, by its line, that of a person of a case."""
        return self._names_a_person_of_a_case(_ahead(text, start), _rest(text, start, end))

    def has(self, told: CasesTold, start: int, end: int) -> bool:
        """Whether the name that stands there with its title is an official's."""
        ahead, rest = _ahead(told.text, start), _rest(told.text, start, end)
        if told.near(start, end) and self._names_a_person_of_a_case(ahead, rest):
            return False
        if self.behind.match(rest):
            return True
        *_, post = None, *self.before.finditer(ahead[-_APART:])
        return post is not None and not self.turns.search(ahead[-_APART:], post.end())

    def _names_a_person_of_a_case(self, ahead: str, rest: str) -> bool:
        """Whether the line tells of a case, the offices' work for its persons left out.

        Right before a name the work is for that person.
        """
        far, near = ahead[:-_NEAR], ahead[-_NEAR:]
        told = (self.work.sub(" ", far) + near, self.work.sub(" ", rest))
        return any(self.case.search(one) for one in told)

    def follows(self, text: str, end: int, start: int) -> bool:
        """Whether a name that begins at `start` goes on from an official's that ends at `end`."""
        between = text[end:start]
        return len(between) < _APART and "\n" not in between and not self.turns.search(between)


def _ahead(text: str, start: int) -> str:
    return text[max(0, start - _LINE) : start].rpartition("\n")[2]


def _rest(text: str, start: int, end: int) -> str:
    return text[start : end + _LINE].partition("\n")[0]
