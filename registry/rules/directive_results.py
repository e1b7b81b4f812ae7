"""A provincial directive: what can come of it in a district, and when two letters are one."""

import re
from enum import StrEnum

from config.words import LANGUAGES, say
from registry.refusals import Refusal
from registry.rules.thai import tidy

_BETWEEN = re.compile(r"[\s.]+")
_DIGIT = re.compile(r"[0-9]")


class LetterNumberUnreadable(Refusal):
    """A letter's number without a figure."""


class DirectiveResult(StrEnum):
    """What came of a directive in a district."""

    STARTED = "started"
    HAS_COMMITTEE = "has_committee"
    ALREADY_OPEN = "already_open"
    REOPENED = "reopened"
    REPLACE = "replace"


BEGUN = (DirectiveResult.STARTED, DirectiveResult.REPLACE)


def letter_number_key(text: str, *, field: str) -> str:
    """What two writings of one letter's number share, whatever its digits, spaces and stops.

    Raises LetterNumberUnreadable.
    """
    key = tidy(text).casefold()
    for language in LANGUAGES:
        key = key.removeprefix(say("directive.number_prefix", language))
    key = _BETWEEN.sub("", key)
    if not _DIGIT.search(key):
        raise LetterNumberUnreadable(field=field, value=text)
    return key
