"""Amounts of money as people type them: figures with commas, Thai or Arabic, never words."""

from decimal import Decimal

from registry.refusals import Refusal
from registry.rules.counts import plain_number
from registry.rules.thai import tidy

LARGEST = Decimal(100_000_000)
SATANG = Decimal("0.01")
BAHT = "\u0e1a\u0e32\u0e17"


class AmountUnreadable(Refusal):
    """What was typed is no amount of baht, or one that no district has."""


def parse_amount(value: object, *, field: str) -> Decimal:
    """Baht, from 0 to a hundred million, to the satang. Raises AmountUnreadable."""
    text = plain_number(tidy(str(value)).removesuffix(BAHT))
    amount = None if text is None else Decimal(text)
    if amount is None or not 0 <= amount <= LARGEST or amount != amount.quantize(SATANG):
        raise AmountUnreadable(field=field, value=str(value))
    return amount
