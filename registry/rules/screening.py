"""A net over free text: identity numbers are blocked, telephones and names are warned of.

It finds shapes and keywords, so it is a net, not a proof. A finding says where, never
what: it may be logged. Thailand's 13-digit number and its checksum: Department of
Provincial Administration; unlawful disclosure: Anti-Trafficking in Persons Act, section 56.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from config.screening import CaseWords, ScreeningWords, TitleWords
from config.words import Term
from registry.refusals import Refusal
from registry.rules.plain import Json, texts
from registry.rules.thai import to_arabic_digits

ID_LENGTH = 13
ID_GROUPS = (1, 4, 5, 2, 1)  # as printed on the card

# Between the digits of one number: up to three blanks, hyphens, dots or unseen signs.
_BETWEEN = r"[ .\-\u00a0\u00ad\u200b-\u200d\u2010-\u2015\u2060\ufeff]{0,3}"
_DIGIT = "[0-9\u0e50-\u0e59]"
_LONG_RUN = re.compile(rf"{_DIGIT}(?:{_BETWEEN}{_DIGIT}){{5}}")
_RUN = re.compile(rf"[0-9](?:{_BETWEEN}[0-9]){{12,}}")
_GROUP = re.compile("[0-9]+")
_PHONE = re.compile(r"(?<![0-9])(?:\+?66|0)(?:[ -]{0,2}[0-9]){8,9}(?![ -]{0,2}[0-9])")
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}[ -]?[0-9]{6,8}(?![0-9])")
_NAME_START = "[\u0e01-\u0e2e\u0e40-\u0e44]"  # a consonant, or a vowel written before one


class Kind(StrEnum):
    """What a finding looks like. Labels in the catalogues under `screening.<kind>`."""

    THAI_ID = "thai_id"
    THAI_ID_DOUBTFUL = "thai_id_doubtful"
    PHONE = "phone"
    PASSPORT = "passport"
    PERSON_NAME = "person_name"
    CASE_PERSON = "case_person"


class Severity(StrEnum):
    """Blocked for everyone, or let through with a reason."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True)
class Finding:
    """Where in a text something stands that may identify a person; never the text itself."""

    kind: Kind
    severity: Severity
    start: int
    end: int


@dataclass(frozen=True)
class Located:
    """A finding in one text of an answer; `path` names the field, as in `members.3.note`."""

    path: str
    finding: Finding


@dataclass(frozen=True)
class Net:
    """The patterns, compiled once from config/screening.toml by `weave`."""

    thai_keyword: re.Pattern[str]
    latin_keyword: re.Pattern[str]  # in small letters
    thai_title: re.Pattern[str]
    thai_case: re.Pattern[str]
    latin_title: re.Pattern[str]
    latin_case: re.Pattern[str]


class IdentityNumberInText(Refusal):
    """A Thai identity number stands in a text. Nobody may let it through."""

    code = "identity_number_in_text"


class TextNeedsReason(Refusal):
    """What may identify a person stands in a text, and no reason is given."""

    code = "text_needs_reason"


def weave(words: ScreeningWords) -> Net:
    """The net out of its words."""
    latin = (*words.titles.latin, *words.cases.persons_latin)
    return Net(
        thai_keyword=re.compile(_any((*words.titles.thai, *words.cases.persons_thai))),
        latin_keyword=re.compile(_any(word.lower() for word in latin)),
        thai_title=_thai_title(words.titles),
        thai_case=_thai_case(words.cases),
        latin_title=re.compile(rf"\b(?:{_any(words.titles.latin)})\.? ?[A-Z][a-z]+"),
        latin_case=_latin_case(words.cases),
    )


def screen(text: str, net: Net) -> tuple[Finding, ...]:
    """What in `text` may identify a person, in the order of the text; () for most."""
    found: list[Finding] = []
    # Cheap looks first: most texts hold nothing, and every text saved passes here.
    if _LONG_RUN.search(text):
        found += _numbers(to_arabic_digits(text))
    if net.thai_keyword.search(text):
        found += _warnings(Kind.PERSON_NAME, net.thai_title, text)
        found += _warnings(Kind.CASE_PERSON, net.thai_case, text)
    if net.latin_keyword.search(text.lower()):
        found += _warnings(Kind.PERSON_NAME, net.latin_title, text)
        found += _warnings(Kind.CASE_PERSON, net.latin_case, text)
    return tuple(sorted(found, key=lambda finding: finding.start))


def screen_answer(answer: Json, net: Net) -> tuple[Located, ...]:
    """The findings in all texts, whole numbers and field names of a JSON-able value."""
    return tuple(
        Located(path, finding) for path, text in texts(answer) for finding in screen(text, net)
    )


def refuse_identities(found: Iterable[Located], *, reason: str | None = None) -> None:
    """Refuse what the net blocks, and what it warns of where no reason is given.

    Raises IdentityNumberInText or TextNeedsReason for the first of each.
    """
    located = tuple(found)
    for each in located:
        if each.finding.severity is Severity.BLOCK:
            raise IdentityNumberInText(field=each.path)
    if located and not (reason and reason.strip()):
        what = Term(f"screening.{located[0].finding.kind}")
        raise TextNeedsReason(field=located[0].path, what=what)


def is_thai_id(digits: str) -> bool:
    """Whether 13 Arabic digits bear the right checksum."""
    weighed = sum(int(digit) * (ID_LENGTH - n) for n, digit in enumerate(digits[:-1]))
    return (11 - weighed % 11) % 10 == int(digits[-1])


def _numbers(plain: str) -> Iterator[Finding]:
    yield from _identities(plain)
    yield from _warnings(Kind.PHONE, _PHONE, plain)
    yield from _warnings(Kind.PASSPORT, _PASSPORT, plain)


def _identities(plain: str) -> Iterator[Finding]:
    for run in _RUN.finditer(plain):
        groups = tuple(_GROUP.finditer(plain, *run.span()))
        for first in range(len(groups)):
            if identity := _identity(groups[first : first + ID_LENGTH]):
                yield identity


def _identity(groups: tuple[re.Match[str], ...]) -> Finding | None:
    """The identity number that begins with the first of these groups and ends with one."""
    digits, sizes = "", []
    for group in groups:
        digits += group[0]
        sizes.append(len(group[0]))
        if len(digits) >= ID_LENGTH:
            span = groups[0].start(), group.end()
            return _judged(digits, tuple(sizes), span)
    return None


def _judged(digits: str, sizes: tuple[int, ...], span: tuple[int, int]) -> Finding | None:
    if len(digits) != ID_LENGTH:
        return None
    if is_thai_id(digits):
        return Finding(Kind.THAI_ID, Severity.BLOCK, *span)
    # Figures in a row may add up to 13 digits: without the checksum only the card's own
    # shapes are worth a question.
    if sizes in ((ID_LENGTH,), ID_GROUPS):
        return Finding(Kind.THAI_ID_DOUBTFUL, Severity.WARN, *span)
    return None


def _warnings(kind: Kind, shape: re.Pattern[str], plain: str) -> Iterator[Finding]:
    for match in shape.finditer(plain):
        yield Finding(kind, Severity.WARN, *match.span())


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _thai_title(words: TitleWords) -> re.Pattern[str]:
    behind = "".join(f"(?<!{re.escape(word)})" for word in words.not_after)
    ahead = rf"(?! ?(?:{_any(words.not_before)}))"
    titles = "|".join(_title(word, words.thai) for word in words.thai)
    return re.compile(rf"{behind}(?:{titles}){ahead} ?{_NAME_START}[\u0e00-\u0e7f]+")


def _title(word: str, titles: Sequence[str]) -> str:
    """The title where it is not the first half of a longer one that stands alone."""
    rests = (one[len(word) :] for one in titles if one.startswith(word) and one != word)
    return re.escape(word) + "".join(f"(?!{re.escape(one)}(?![\u0e00-\u0e7f]))" for one in rests)


def _thai_case(words: CaseWords) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_any(words.persons_thai)}).{{0,{words.within}}}?(?:{_any(words.introduced_thai)})"
        rf" ?(?!{_any(words.not_names)})(?:{_NAME_START}|[A-Z])"
    )


def _latin_case(words: CaseWords) -> re.Pattern[str]:
    return re.compile(
        rf"(?i:\b(?:{_any(words.persons_latin)})s?\b.{{0,{words.within}}}?"
        rf"(?:{_any(words.introduced_latin)})) ?(?:[A-Z]|{_NAME_START})"
    )
