"""Whole numbers as people type them: read exactly, or refused with their bounds."""

import re

from registry.refusals import Refusal
from registry.rules.thai import tidy

_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
SHOWN = 20  # signs of what was typed that a refusal says again


class NoWholeNumber(Refusal):
    """No whole number, or one that is out of bounds."""


def ungrouped(typed: str) -> str:
    """The number without the commas that part its thousands; as it stands where they part others.

    Whether 1,5 means fifteen or one and a half nobody can say: it is read as no number.
    """
    whole, point, rest = typed.partition(".")
    return f"{whole.replace(',', '')}{point}{rest}" if _GROUPED.fullmatch(whole) else typed


def whole_number(text: str, *, field: str, least: int, most: int) -> int:
    """The number that `text` names, Thai digits and 1,200 among them. Raises NoWholeNumber."""
    plain = ungrouped(tidy(text).replace(" ", ""))
    fits = plain.isascii() and plain.isdigit() and len(plain) <= len(str(most))
    if not fits or not least <= int(plain) <= most:
        raise NoWholeNumber(field=field, value=text[:SHOWN], least=least, most=most)
    return int(plain)
