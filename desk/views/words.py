"""Values in words: days, instants, names and terms, in one language."""

import json
from datetime import date, datetime

from config.clock import BANGKOK
from config.words import Language, Sentence, Term, Value, written
from registry.rules.partial_dates import PartialDate
from registry.rules.plain_values import Json
from registry.rules.thai import BUDDHIST_OFFSET, month_names, weekday_names

DASH = "-"


def day(value: date | PartialDate | None, language: Language) -> str:
    """`15/07/2565` in Thai, `2022-07-15` in English, a dash for none.

    Of a date whose month or year alone is known that: `07/2565`, `2565`.
    """
    if value is None:
        return DASH
    if language == "en":
        return str(value)
    if isinstance(value, PartialDate):
        *known, year = reversed(str(value).split("-"))
        return "/".join((*known, str(int(year) + BUDDHIST_OFFSET)))
    return f"{value.day:02}/{value.month:02}/{value.year + 543}"


def month(first: date, language: Language) -> str:
    """The month in words: `November 2026`, in Thai of the Buddhist year."""
    name = month_names(language, "wide")[first.month - 1]
    return f"{name} {first.year + BUDDHIST_OFFSET if language == 'th' else first.year}"


def weekday(value: date, language: Language) -> str:
    """The day of the week in short."""
    return weekday_names(language)[value.weekday()]


def moment(value: datetime, language: Language) -> str:
    """The instant in Thailand, to the minute."""
    local = value.astimezone(BANGKOK)
    return f"{day(local.date(), language)} {written(local.time(), language)}"


def word(value: Value, language: Language) -> str:
    """The value in that language, a dash for none."""
    return DASH if value is None else written(value, language)


def in_both(value: Value) -> str | int | Sentence | None:
    """The value as JSON tells it: text and numbers as they are, all else in both languages."""
    if value is None or isinstance(value, str | int):
        return value
    return Sentence(written(value, "th"), written(value, "en"))


def basis_term(capacity: str, basis: str) -> Term:
    """On what somebody holds an office. An order makes one act, or moves one there for good."""
    return Term("basis.order_own" if (capacity, basis) == ("own", "order") else f"basis.{basis}")


def plain(value: Json) -> str:
    """A JSON value in one line."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
