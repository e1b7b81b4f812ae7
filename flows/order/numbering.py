"""The number of an order: what our own book proposes, and what is odd about the clerk's."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from config.defaults import policy
from config.words import Sentence, both
from flows.engine.decision import Deciding
from flows.engine.offers import GateContext, Proposal
from registry.queries.order_book import next_number
from registry.queries.settings import setting
from registry.rules.order_numbers import OrderNumber
from registry.rules.thai import be_year

OURS, REGISTER = "ours", "order.register"


def _is_ours(connection: Connection, district: str, on: date) -> bool:
    chosen = setting(connection, district, REGISTER, on) or policy().orders.book
    return chosen == OURS


def propose_number(at: GateContext, heading: str) -> Proposal | None:
    """The next number of the year, where the office keeps the book of orders in Prasan."""
    if not _is_ours(at.connection, at.district, at.on):
        return None
    return {"number": str(next_number(at.connection, at.district, heading, be_year(at.on)))}


def warn_gap(deciding: Deciding, number: OrderNumber, heading: str) -> Iterator[Sentence]:
    """Numbers that our own book would leave out."""
    connection, district = deciding.write.connection, deciding.district
    if not _is_ours(connection, district, deciding.decided_on):
        return
    following = next_number(connection, district, heading, number.year_be)
    if number.number > following.number:
        yield both("warning.order_number_gap", number=str(number), next=str(following))
