"""How a text cites an order: by number and date, as far as its own old paper names them."""

from config.words import Language, say
from registry.rules.order_numbers import NO_NUMBER
from registry.rules.partial_dates import PartialDate
from registry.rules.thai import DateForm


def is_numbered(number: str) -> bool:
    """Whether the number of an order, such as `45/2562`, is known: `-/2562` says that none is."""
    return not number.startswith(f"{NO_NUMBER}/")


def cited_number(number: str, language: Language) -> str:
    """`No. 45/2562`, or that no number is known."""
    if not is_numbered(number):
        return say("order_cited.no_number", language)
    return say("order_cited.number", language, number=number)


def cited_date(dated: PartialDate, form: DateForm, language: Language) -> str:
    """`of 7 May 2019`; in Thai of a month or a year alone that it was then, and no day."""
    known = dated.in_thai(form) if language == "th" else dated.named.en
    return say(f"order_cited.{dated.precision}", language, dated=known)
