"""The book in which a district numbers its orders: which numbers are used, what comes next.

A number counts from 1 in each calendar year and stays used when its order ends (practice.md 3).
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from registry.queries.last_committees import CommitteeEnding, endings
from registry.queries.orders import orders
from registry.refusals import Refusal
from registry.rules.order_numbers import OrderNumber, parse_order_number


def next_number(connection: Connection, district: str, heading: str, year_be: int) -> OrderNumber:
    """The number after the highest that is used under the heading in that year.

    That of an order which ended a committee is used too: nobody says under which heading it is.
    """
    own = (one for one in orders(connection, district) if one.heading == heading)
    used = [
        *(number_in(one.full_number) for one in own),
        *(number_in(one.number) for one in endings(connection, district)),
    ]
    of_year = (one.number for one in used if one is not None and one.year_be == year_be)
    return OrderNumber(max(of_year, default=0) + 1, year_be)


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
