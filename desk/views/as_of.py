"""As of which day something is told, and as known when."""

from datetime import date, datetime

from config.words import LANGUAGES, Sentence, both
from desk.views.words import moment


def as_of_said(on: date, known: datetime | None) -> Sentence:
    """As of which day it is told, and what was known by then where that was asked."""
    if known is None:
        return both("page.as_of.says", on=on)
    instant = Sentence(*(moment(known, language) for language in LANGUAGES))
    return both("page.as_of.says_known", on=on, known=instant)
