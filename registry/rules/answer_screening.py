"""Every text of an answer through the net: where it finds something, and what is refused of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from config.words import Term
from registry.refusals import Refusal
from registry.rules.findings import Finding, FindingKind, Severity
from registry.rules.plain_values import Json, texts
from registry.rules.screening import Net, screen
from registry.rules.thai import tidy

_LONGEST_NAME = 200  # with its title
_LETTER = re.compile("[A-Za-z\u00c0-\u024f\u0e00-\u0e7f]")


@dataclass(frozen=True)
class LocatedFinding:
    """A finding in one text of an answer; `path` names the field, as in `members.3.note`."""

    path: str
    finding: Finding


class IdentityNumberInText(Refusal):
    """A Thai identity number stands in a text. Nobody may let it through."""


class TextNeedsReason(Refusal):
    """What may identify a person stands in a text, and no reason is given."""


def screen_answer(answer: Json, net: Net) -> tuple[LocatedFinding, ...]:
    """The findings in all texts, whole numbers and field names of a JSON-able value."""
    return screen_texts(texts(answer), net)


def screen_texts(told: Iterable[tuple[str, str]], net: Net) -> tuple[LocatedFinding, ...]:
    """The findings in texts, each with its path."""
    return tuple(
        [LocatedFinding(path, finding) for path, text in told for finding in screen(text, net)]
    )


def without_known(
    found: Iterable[LocatedFinding], said: Json, names: Iterable[str], net: Net
) -> list[LocatedFinding]:
    """The findings but for those that name in full somebody of `names`: officials, not persons
    of a case. A first name alone is nobody's own.
    """
    whole = tuple(name for name in map(tidy, names) if " " in name)
    told = dict(texts(said))
    return [
        one
        for one in found
        if one.finding.kind is not FindingKind.PERSON_NAME
        or not _is_of(whole, told[one.path][one.finding.start :][:_LONGEST_NAME], net)
    ]


def _is_of(names: tuple[str, ...], text: str, net: Net) -> bool:
    """Whether a title and one of the names, whole, begin the text."""
    behind = (text[len(title) :] for title in net.titles if text.startswith(title))
    told = [tidy(rest.lstrip(" .")) for rest in behind]
    return any(_begins(rest, name, net) for rest in told for name in names)


def _begins(text: str, name: str, net: Net) -> bool:
    """Whether the name begins the text, and is not the beginning of a longer one."""
    if not text.startswith(name):
        return False
    behind = text[len(name) :]
    return _LETTER.match(behind) is None or behind.startswith(net.goes_on)


def is_refused(found: LocatedFinding) -> bool:
    """Whether it may stand nowhere, whatever reason is given."""
    return found.finding.severity is Severity.BLOCK


def refuse_identities(found: Iterable[LocatedFinding], *, reason: str | None = None) -> None:
    """Refuse what the net blocks, and what it warns of where no reason is given.

    Raises IdentityNumberInText or TextNeedsReason for the first of each.
    """
    located = tuple(found)
    for each in located:
        if is_refused(each):
            raise IdentityNumberInText(field=each.path)
    if located and not (reason and reason.strip()):
        what = Term(f"screening.{located[0].finding.kind}")
        raise TextNeedsReason(field=located[0].path, what=what)
