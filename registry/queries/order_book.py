"""The book in which a district numbers its orders: which numbers are used, what comes next.

A number counts from 1 in each calendar year and stays used when its order ends (practice.md 3).
"""

from collections.abc import Iterable, Iterator
from itertools import count

from sqlalchemy import Connection

from registry.queries.last_committees import CommitteeEnding, endings
from registry.queries.orders import orders
from registry.refusals import Refusal
from registry.rules.order_numbers import OrderNumber, parse_order_number


def next_number(connection: Connection, district: str, heading: str, year_be: int) -> OrderNumber:
    """The number after the highest that an order bears under the heading in that year.

    One that an order bears which ended a committee is passed over. It counts for no more: nobody
    says under which heading it was issued.
    """
    own = (one for one in orders(connection, district) if one.heading == heading)
    used = _numbers((one.full_number for one in own), year_be)
    passed = _numbers((one.number for one in endings(connection, district)), year_be)
    following = count(max(used, default=0) + 1)
    return OrderNumber(next(one for one in following if one not in passed), year_be)


def _numbers(texts: Iterable[str], year_be: int) -> set[int]:
    found = (number_in(one) for one in texts)
    return {one.number for one in found if one is not None and one.year_be == year_be}


def endings_numbered(
    connection: Connection, district: str, number: OrderNumber
) -> Iterator[CommitteeEnding]:
    """The ends of committees of the district whose order bears that number."""
    return (one for one in endings(connection, district) if number_in(one.number) == number)


def number_in(text: str) -> OrderNumber | None:
    """The number that a text names, None where it names none: an old order may have none."""
    try:
        return parse_order_number(text, field="number", inserted_ok=True)
    except Refusal:
        return None
