"""Numbers of persons in a folded text: identity cards, telephones, passports.

Thailand's 13-digit number and its checksum: Department of Provincial Administration.
Dates, times and numbers of letters, orders and meetings are looked past.
"""

import re
from collections.abc import Iterator

from registry.rules.findings import Finding, FindingKind, Severity, warnings

ID_LENGTH = 13
_BOOKS = ("978", "979")  # numbers of books have 13 digits as well
ID_GROUPS = (1, 4, 5, 2, 1)  # as printed on the card

# Between the digits of one number: up to three blanks, hyphens or dots; where the whole
# says that it is one number also slashes, low lines, bars and breaks of a line.
_NARROW = r"[ .\-\u2010-\u2015\u2212]"
_WIDE = r"[\s.\-\u2010-\u2015\u2212/_|\\\u00b7\u2022\u2044]"
_LONG_RUN = re.compile(rf"[0-9](?:{_WIDE}{{0,3}}[0-9]){{5}}")
_RUN = re.compile(rf"[0-9](?:{_WIDE}{{0,3}}[0-9]){{12,}}")
# The card's own shape with another sign between its parts: 1,1017,00203,45,0.
_PARTED = re.compile(
    r"(?<![0-9])[0-9] ?([^\w\s]) ?[0-9]{4} ?\1 ?[0-9]{5} ?\1 ?[0-9]{2} ?\1 ?[0-9](?![0-9])"
)
_NAMED = 25  # characters in which a card is named before its number, and behind it
_NAMED_BEHIND = 6
_COUNTING = "12345678910111213"  # the numbers of the rows, one beside the other
_GROUP = re.compile("[0-9]+")
_ALL_NARROW = re.compile(rf"(?:[0-9]|{_NARROW})+")

_ALONE = r"(?![0-9]|[/_\-][0-9])"
_OTHER_NUMBERS = re.compile(
    r"(?<![0-9/_\-])(?:"
    r"[0-9]{1,2}([/.\-])[0-9]{1,2}\1[0-9]{4}"  # 15/7/2565
    r"|[12][0-9]{3}-[0-9]{2}-[0-9]{2}"  # 2026-10-01
    r"|[0-9]{1,2}[.:][0-9]{2} ?[-\u2013] ?[0-9]{1,2}[.:][0-9]{2}(?= ?\u0e19\.)"  # 09.30-16.30
    r"|[0-9]{1,5}(?:\.[0-9])? ?/ ?2[45][0-9]{2}"  # 512/2569
    r"|(?<=[\u0e01-\u0e2e] )[0-9]{4,5}(?:\.[0-9]{1,3}){0,2} ?/ ?[0-9]{1,5}"  # 0018.1/1234
    rf"){_ALONE}"
)

# A telephone of Thailand, of a neighbour with its prefix, of Myanmar as dialled there.
_GAP = r"(?:[ .\-\u2010-\u2015/()]{0,3}|-\n)"  # a line breaks behind the hyphen
_MORE = rf"(?:{_GAP}[0-9])"
_NEIGHBOURS = "95|856|855|84|86|60|91|880|977"
_PHONE = re.compile(
    rf"(?<![0-9])(?:(?:\+ ?|00)?66(?:{_GAP}0)?{_GAP}[2-9]{_MORE}{{7,8}}"
    rf"|(?:\+ ?|00)(?:{_NEIGHBOURS}){_MORE}{{7,12}}"
    rf"|95{_GAP}9{_MORE}{{7,9}}"
    rf"|(?<![0-9][-/])0{_GAP}[1-9]{_MORE}{{7,8}}"
    rf"|09{_MORE}{{9}})(?!-?[0-9]| [0-9](?![0-9]))"
)
_LANDLINE = re.compile(r"(?:\+?66\D*|0)\D{0,3}[2-57]")  # as the number begins: no mobile
_PASSPORT = re.compile(
    r"(?<![A-Za-z0-9])(?!ID)(?:"
    r"[A-Z]{1,2}[ .\-]?[0-9]{6,8}"
    r"|(?!no)[A-Za-z]{1,2}-?[0-9]{6,8}"
    r"|[A-Z]{1,2}[ .\-]?[0-9]{2,4}[ .\-][0-9]{3,4}"
    r")(?![A-Za-z0-9])"
)


def personal_numbers(text: str, card: re.Pattern[str]) -> Iterator[Finding]:
    """The identity cards, telephones and passports in a folded text; `card` names a card."""
    for parted in _PARTED.finditer(text):
        if is_thai_id("".join(_GROUP.findall(parted[0]))):
            yield Finding(FindingKind.THAI_ID, Severity.BLOCK, *parted.span())
    if not _LONG_RUN.search(text):
        return
    plain = _OTHER_NUMBERS.sub(lambda match: "#" * len(match[0]), text)
    yield from _identities(plain, card)
    yield from warnings(FindingKind.PHONE, _PHONE, plain)
    yield from warnings(FindingKind.PASSPORT, _PASSPORT, plain)


def is_thai_id(digits: str) -> bool:
    """Whether 13 Arabic digits bear the right checksum."""
    weighed = sum(int(digit) * (ID_LENGTH - n) for n, digit in enumerate(digits[:-1]))
    return (11 - weighed % 11) % 10 == int(digits[-1])


def is_landline(number: str) -> bool:
    """Whether a telephone number as written is one of a house or an office, not a mobile."""
    return _LANDLINE.match(number) is not None


def _identities(plain: str, card: re.Pattern[str]) -> Iterator[Finding]:
    for run in _RUN.finditer(plain):
        near = plain[max(0, run.start() - _NAMED) : run.end() + _NAMED_BEHIND]
        named = card.search(near) is not None
        groups = tuple(_GROUP.finditer(plain, *run.span()))
        for first in range(len(groups)):
            if identity := _identity(plain, groups[first : first + ID_LENGTH], run, named=named):
                yield identity


def _identity(
    plain: str, groups: tuple[re.Match[str], ...], run: re.Match[str], *, named: bool
) -> Finding | None:
    """The identity number that begins with the first of these groups and ends with one."""
    digits, sizes = "", []
    for group in groups:
        digits += group[0]
        sizes.append(len(group[0]))
        if len(digits) >= ID_LENGTH:
            span = groups[0].start(), group.end()
            written = plain[slice(*span)]
            whole = span == run.span()
            carded = tuple(sizes) in ((ID_LENGTH,), ID_GROUPS) or (named and whole)
            return _judged(digits, written, span, carded=carded, whole=whole)
    return None


def _judged(
    digits: str, written: str, span: tuple[int, int], *, carded: bool, whole: bool
) -> Finding | None:
    if len(digits) != ID_LENGTH or digits.startswith(_BOOKS) or _COUNTING.startswith(digits):
        return None
    # Lists and tables break lines and bear slashes: figures of several cells are no number
    # unless they have its shape or nothing stands beside them.
    together = carded or whole or _ALL_NARROW.fullmatch(written) is not None
    if together and is_thai_id(digits):
        return Finding(FindingKind.THAI_ID, Severity.BLOCK, *span)
    # Figures in a row may add up to 13 digits: without the checksum only the card's own
    # shapes, and what is called a card's number, are worth a question.
    return Finding(FindingKind.THAI_ID_DOUBTFUL, Severity.WARN, *span) if carded else None
