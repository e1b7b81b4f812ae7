"""Numbers as people type them: read exactly, or refused with their bounds."""

import re
from decimal import Decimal, InvalidOperation

from registry.refusals import Refusal
from registry.rules.thai import tidy

_PLAIN = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
SHOWN = 20  # signs of what was typed that a refusal says again


class NoWholeNumber(Refusal):
    """No whole number, or one that is out of bounds."""


def plain_number(typed: str) -> str | None:
    """The number in Arabic digits alone; None where it is written in another way.

    Thai or Arabic digits, commas that part the thousands, a point. Whether 1,5 means fifteen or
    one and a half nobody can say, and 1e3, 1_000 or +5 are no numbers of an office.
    """
    text = tidy(typed)
    if _PLAIN.fullmatch(text):
        return text.replace(",", "")
    return text if _as_kept(text) else None


def _as_kept(text: str) -> bool:
    """Whether a Decimal writes itself so: answers of earlier releases hold 1E+3."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    return number.is_finite() and str(number) == text


def whole_number(text: str, *, field: str, least: int, most: int) -> int:
    """The number that `text` names, Thai digits and 1,200 among them. Raises NoWholeNumber."""
    plain = plain_number(text) or ""
    fits = plain.isdigit() and len(plain) <= len(str(most))
    if not fits or not least <= int(plain) <= most:
        raise NoWholeNumber(field=field, value=text[:SHOWN], least=least, most=most)
    return int(plain)
