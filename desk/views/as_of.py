"""As of which day something is told, and as known when."""

from datetime import date, datetime

from config.words import LANGUAGES, Sentence, both
from desk.views.words import moment


def as_of_said(on: date, known: datetime | None, today: date) -> Sentence:
    """As of which day it is told, and what was known by then where that was asked.

    Of a day to come it says that only what is recorded already is told.
    """
    if known is None:
        said = both("page.as_of.says", on=on)
    else:
        instant = Sentence(*(moment(known, language) for language in LANGUAGES))
        said = both("page.as_of.says_known", on=on, known=instant)
    return both("page.as_of.ahead", says=said) if on > today else said
