"""What of a page stays on one line: a day with its month, a number with its word."""

import re
from functools import cache

from config.words import LANGUAGES, say
from registry.rules.thai import month_names
from registry.rules.unbroken_numbers import NO_BREAK, numbers_kept

# What is typed into or chosen from is sent as it stands; what a machine reads is no text.
AS_IT_STANDS = ("title", "script", "svg", "textarea", "select", "datalist")
_TEXTS = re.compile(rf"<({'|'.join(AS_IT_STANDS)})\b.*?</\1>|>[^<]*\d[^<]*", re.DOTALL)


def unbroken(text: str) -> str:
    """The whole text on one line."""
    return text.replace(" ", NO_BREAK)


def kept_lines(text: str) -> str:
    """The text, in which a line ends neither within a date nor between a number and its word."""
    return numbers_kept(text, *_words())


def with_kept_lines(page: str) -> str:
    """The page with the same for all its text, whoever wrote it: a draft, a person, a setting."""
    return _TEXTS.sub(lambda found: found[0] if found[1] else kept_lines(found[0]), page)


@cache
def _words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words that a number follows, and that follow one: months, and those of pages alone."""
    months = tuple(
        name
        for language in LANGUAGES
        for width in ("wide", "abbreviated")
        for name in month_names(language, width)
    )
    return (*months, *_of_pages("follow")), (*months, *_of_pages("precede"))


def _of_pages(side: str) -> list[str]:
    return [word for one in LANGUAGES for word in say(f"page.number.{side}", one).split("|")]
