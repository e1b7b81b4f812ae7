"""Amounts of baht as papers write them: in figures, and in words beside them."""

from decimal import Decimal

from config.documents import Baht, document_defaults
from registry.refusals import Refusal
from registry.rules.amounts import parse_amount

MILLION = 1_000_000
SATANG_IN_BAHT = 100


def in_figures(amount: Decimal) -> str:
    """Whole baht with commas ("30,000"), two decimals only where there are satang."""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def amount_shown(said: object) -> str:
    """An amount as it was typed or recorded, with commas; what is none as it stands."""
    try:
        return in_figures(parse_amount(said, field=""))
    except Refusal:
        return str(said)


def in_words(amount: Decimal) -> str:
    """The amount in Thai words, to the satang; where there are satang alone, no baht is named."""
    form = document_defaults().baht
    whole, satang = divmod(round(amount * SATANG_IN_BAHT), SATANG_IN_BAHT)
    said = f"{_number(whole, form)}{form.baht}" if whole or not satang else ""
    return said + (f"{_number(satang, form)}{form.satang}" if satang else form.whole)


def _number(number: int, form: Baht) -> str:
    millions, rest = divmod(number, MILLION)
    if not millions:
        return _below_million(number, form) or form.digits[0]
    return _number(millions, form) + form.million + _below_million(rest, form, behind=True)


def _below_million(number: int, form: Baht, *, behind: bool = False) -> str:
    """A number under a million, nothing for none; `behind`: others stand before it."""
    tens, last = divmod(number, 10)
    places = range(len(form.places), 0, -1)
    said = "".join(_place(tens // 10 ** (place - 1) % 10, place, form) for place in places)
    if last == 1 and (said or behind):
        return said + form.last_one
    return said + (form.digits[last] if last else "")


def _place(digit: int, place: int, form: Baht) -> str:
    """A digit with its place, tens being the first; ten and twenty have words of their own."""
    if not digit:
        return ""
    if place == 1 and digit <= 2:  # noqa: PLR2004 (ten, twenty)
        return form.places[0] if digit == 1 else form.two_tens
    return form.digits[digit] + form.places[place - 1]
