"""Persons of a case among what a text names: a template may name none."""

import re
from collections.abc import Iterable, Iterator

from registry.rules.findings import Finding, FindingKind
from registry.rules.look_alikes import fold
from registry.rules.screening import Net

_REST_OF_WORD = re.compile(r"[^\s()\[\]“”\"',;:]*")


def persons_of_cases(text: str, found: Iterable[Finding], net: Net) -> Iterator[Finding]:
    """Those of the findings that name a person of a case.

    A name behind a title is one where its line tells of a case. A name that is but a letter's
    names nobody where its line says that it is made up; to say so of another is not enough.
    """
    folded = fold(text)
    plain = folded.text if folded.places is None else text
    for one in found:
        by_line = one.kind is FindingKind.PERSON_NAME and net.officials.names_person_of_case(
            plain, one.start, one.end
        )
        if (one.kind is FindingKind.CASE_PERSON or by_line) and not _is_nobody(plain, one, net):
            yield one


def _is_nobody(text: str, one: Finding, net: Net) -> bool:
    first = text.rfind("\n", 0, one.start) + 1
    line = text[first:].partition("\n")[0].lower()
    return (
        net.made_up.search(line) is not None
        and net.stand_in.fullmatch(_name(text, one)) is not None
    )


def _name(text: str, one: Finding) -> str:
    """The last word of the finding, whole: it may end within it. In small letters."""
    rest = _REST_OF_WORD.match(text, one.end)
    whole = text[one.start : rest.end() if rest else one.end]
    return whole.split()[-1].strip("().:,").lower()
