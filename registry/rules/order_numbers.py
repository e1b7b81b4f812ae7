"""Numbers of orders: `45/2565`, running within an issuing heading and calendar year.

Regulation of the Office of the Prime Minister on Correspondence B.E. 2526, section 16.2: a
running number from 1, afresh each calendar year, a stroke and the Buddhist year. The year
is that of the order's date.
"""

import re
from dataclasses import dataclass
from datetime import date

from config.words import LANGUAGES, say
from registry.refusals import Refusal
from registry.rules.dates import parse_be_year
from registry.rules.thai import be_year, tidy, to_thai_digits

_NUMBER = re.compile(r"0*([0-9]{1,6})(?:\.([1-9][0-9]{0,2}))? ?/ ?([0-9]{1,4})")

_RUNNING = re.compile(r"[0-9]{1,6}(?:\.[1-9][0-9]{0,2})?")
EXAMPLE_YEAR = 2565
NO_NUMBER = "-"  # what a Thai form writes where there is none


class OrderNumberUnreadable(Refusal):
    """Not a number, a stroke and a year."""


class OrderNumberWithoutYear(Refusal):
    """A running number alone; `meant` is the number with its year, or an example of one."""


class OrderNumberZero(Refusal):
    """The book starts at 1."""


class OrderNumberInserted(Refusal):
    """An inserted number such as 45.1/2565: only for orders of before Prasan."""


class OrderNumberOfAnotherYear(Refusal):
    """The year is not that of the order's date."""


@dataclass(frozen=True)
class OrderNumber:
    """An order's number in canonical form: equal however it was typed.

    `suffix` is the part of an inserted number after the point, as written ("" for none).
    """

    number: int
    year_be: int
    suffix: str = ""

    @property
    def running(self) -> str:
        """The part before the stroke, unique within a heading and year: `45` or `45.1`."""
        return f"{self.number}.{self.suffix}" if self.suffix else str(self.number)

    @property
    def thai(self) -> str:
        """As a Thai order prints it, in Thai digits."""
        return to_thai_digits(str(self))

    def __str__(self) -> str:
        return f"{self.running}/{self.year_be}"


def parse_order_number(
    text: str, *, field: str, dated: date | None = None, inserted_ok: bool = False
) -> OrderNumber:
    """The number that `text` names, for an order dated `dated` where the date is known.

    Raises OrderNumberUnreadable, OrderNumberWithoutYear, OrderNumberZero,
    OrderNumberInserted (unless `inserted_ok`), OrderNumberOfAnotherYear, or what
    parse_be_year raises for its year.
    """
    typed = bare_number(text)
    if _RUNNING.fullmatch(typed):
        year = be_year(dated) if dated else EXAMPLE_YEAR
        raise OrderNumberWithoutYear(field=field, value=text, meant=f"{typed}/{year}")
    match = _NUMBER.fullmatch(typed)
    if match is None:
        raise OrderNumberUnreadable(field=field, value=text)
    number = OrderNumber(int(match[1]), parse_be_year(match[3], field=field), match[2] or "")
    if number.number == 0:
        raise OrderNumberZero(field=field, value=text)
    if number.suffix and not inserted_ok:
        raise OrderNumberInserted(field=field, value=text)
    if dated and number.year_be != be_year(dated):
        raise OrderNumberOfAnotherYear(field=field, value=text, dated=dated, year=be_year(dated))
    return number


def bare_number(text: str) -> str:
    """The number without the words before it, as papers print them: `Order No. 512/2569`."""
    text = tidy(text)
    for language in LANGUAGES:
        for prefix in say("order_number.prefixes", language).split("|"):
            text = text.removeprefix(prefix).lstrip()
    return text
