"""What of a text of a page stays on one line: a day with its month, a number with its word."""

import re
from functools import cache

from config.documents import document_defaults
from config.words import LANGUAGES, say
from registry.rules.thai import month_names

NO_BREAK = "\N{NO-BREAK SPACE}"


def unbroken(text: str) -> str:
    """The whole text on one line."""
    return text.replace(" ", NO_BREAK)


def kept_lines(text: str) -> str:
    """The text, in which a line ends neither within a date nor between a number and its word."""
    return _beside_number().sub(NO_BREAK, text)


@cache
def _beside_number() -> re.Pattern[str]:
    """The space after a word that a number follows, or before one that follows a number."""
    numbers = document_defaults().numbers
    months = [
        name
        for language in LANGUAGES
        for width in ("wide", "abbreviated")
        for name in month_names(language, width)
    ]
    before = "|".join(
        f"(?<={re.escape(one)} )" for one in (*numbers.follow, *months, *_words("follow"))
    )
    after = "|".join(map(re.escape, (*numbers.precede, *months, *_words("precede"))))
    return re.compile(rf" (?:(?=\d)(?:{before})|(?<=\d )(?={after}))")


def _words(side: str) -> list[str]:
    """The words of pages alone, in both languages, that a number follows, or that follow one."""
    return [word for one in LANGUAGES for word in say(f"page.number.{side}", one).split("|")]
