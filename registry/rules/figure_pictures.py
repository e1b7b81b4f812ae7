"""Pictures of figures: bars beside their words, as pages and Word tables draw them.

A bar is `part` of `whole`, both whole numbers of 0 to 100; None where nothing was reported, and
then there is no bar. The words beside it say all that it shows.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from config.words import Named, Sentence, both
from registry.rules.calendar import QUARTERS
from registry.rules.figure_words import amount_words, plain_number
from registry.rules.figures import HUNDRED, Amount, Mean, Share, Told, achieved

FULL = 100


class Bar(NamedTuple):
    """A line of a picture: what it is of, what it says, how long its bar is (0 to 100)."""

    label: Named | Sentence
    words: Sentence
    length: int | None


class DutyRow(NamedTuple):
    """A duty, and of each activity whether it serves it."""

    duty: Named
    serves: tuple[bool, ...]


def number_of(figure: Told | None) -> Amount | None:
    """The number by which a figure is pictured: of a share its percent, of a mean its amount."""
    match figure:
        case Share():
            return figure.percent
        case Mean():
            return figure.amount
        case _:
            return figure


def progress_bars(quarters: Mapping[int, Amount | None], target: Decimal | None) -> list[Bar]:
    """A bar for each quarter, against the year's target; against the largest where there is none.

    Of a cumulative figure give what it comes to by each quarter.
    """
    known = [one.value for one in quarters.values() if one is not None]
    whole = target or max(known, default=Decimal())
    return [
        Bar(
            both("figure.quarter", quarter=quarter),
            amount_words(amount),
            None if amount is None else _length(amount.value, whole),
        )
        for quarter in QUARTERS
        for amount in (quarters.get(quarter),)
    ]


def target_bar(label: Named, reached: Amount | None, target: Decimal | None) -> Bar:
    """What was reached of a target, in percent; without a target the number alone."""
    if reached is None or not target:
        return Bar(label, amount_words(reached), None)
    percent = achieved(reached, target)
    words = both(
        "figure.of_target",
        value=amount_words(reached),
        target=plain_number(target),
        percent=amount_words(percent),
    )
    return Bar(label, words, _length(reached.value, target))


def reached_of(figure: Told | None, target: Decimal | None) -> Amount | None:
    """Percent of a target that a figure reached; a share is held against a target in percent."""
    amount = figure.percent if isinstance(figure, Share) else figure
    if isinstance(amount, Mean):
        amount = amount.amount
    return achieved(amount, target) if amount is not None and target else None


def share_of(figure: Told | None, target: Decimal | None) -> int | None:
    """How long the bar of a figure is (0 to 100); None without a target or a figure."""
    percent = reached_of(figure, target)
    return None if percent is None else _length(percent.value, HUNDRED)


def _length(value: Decimal, whole: Decimal) -> int:
    """Of 100; a bar that goes beyond its target is full, its words say by how much."""
    if not whole:
        return 0
    return min(FULL, max(0, round(HUNDRED * value / whole)))


def duty_rows(
    duties: Mapping[str, Named], activities: Sequence[tuple[str, Sequence[str]]]
) -> list[DutyRow]:
    """Duty by activity: of each duty which activities serve it, given by key and duties' keys."""
    return [
        DutyRow(name, tuple(duty in serves for _, serves in activities))
        for duty, name in duties.items()
    ]
