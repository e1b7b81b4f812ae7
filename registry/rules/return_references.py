"""The reference that a return form bears: the number of the gate, and a check digit.

A digit that was misread or typed wrong, and two that changed places, are found out (Damm's
scheme): a form never answers another question. Gates are never erased, so that a reference is
found again after years.
"""

import re

from registry.refusals import Refusal
from registry.rules.thai import tidy, to_arabic_digits

# A quasigroup of order ten without fixed points on its diagonal: H. M. Damm, 2004.
_TABLE = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_WRITTEN = re.compile(r"(\d{1,10})\s*[-\u2010-\u2015/]\s*(\d)")


class ReferenceUnreadable(Refusal):
    """The text holds no reference: figures, a hyphen, one figure."""


class ReferenceMistyped(Refusal):
    """The check digit does not fit: a figure is wrong, or two changed places."""


def check_digit(number: str) -> int:
    """The digit that stands behind the number."""
    digit = 0
    for one in number:
        digit = _TABLE[digit][int(one)]
    return digit


def reference_of(gate: int) -> str:
    """The reference of a gate, by its number: "1234-0"."""
    return f"{gate}-{check_digit(str(gate))}"


def gate_of(text: str, *, field: str) -> int:
    """The number of the gate that the text refers to, in Thai or Arabic figures.

    Raises ReferenceUnreadable or ReferenceMistyped.
    """
    found = _WRITTEN.fullmatch(to_arabic_digits(tidy(text)))
    if found is None:
        raise ReferenceUnreadable(field=field, value=text)
    if check_digit(found[1]) != int(found[2]):
        raise ReferenceMistyped(field=field, value=text)
    return int(found[1])
