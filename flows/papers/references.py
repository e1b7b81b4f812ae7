"""The letter that went before, as a paper refers to it."""

from datetime import date

from flows.engine.fields import Paper
from registry.rules.order_numbers import bare_number
from registry.rules.papers.letter import Reference


def referred_to(letter: object) -> Reference | None:
    """The letter that an answer names, where its number is known."""
    if not isinstance(letter, Paper) or not isinstance(letter.number, str) or not letter.number:
        return None
    dated = letter.dated if isinstance(letter.dated, date) else None
    return Reference(number=bare_number(letter.number), dated=dated)
