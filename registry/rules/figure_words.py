"""Figures as people read them: "at least 75", "3 of 9 (33.3 %)", "4 as of 31 December 2021"."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from config.indicators import TOTAL, IndicatorDefaults
from config.words import Named, Sentence, both
from registry.rules.figures import Amount, Mean, Qualifier, Share, ToDate, Told

TENTH = Decimal("0.1")


def plain_number(value: Decimal) -> str:
    """With commas, and one decimal where it is no whole number."""
    if value == value.to_integral_value():
        return f"{value:,.0f}"
    return f"{value.quantize(TENTH, ROUND_HALF_UP):,}"


def amount_words(amount: Amount | None) -> Sentence:
    """A number as it is meant; "not reported" for None."""
    if amount is None:
        return both("figure.not_reported")
    number = plain_number(amount.value)
    if amount.qualifier is Qualifier.EXACT:
        return Sentence(number, number)
    return both(f"figure.{amount.qualifier}", value=number)


def percent_words(share: Share) -> Sentence:
    """The percent of a share, or why there is none."""
    if share.nothing_due:
        return both("figure.nothing_due")
    if share.percent is None:
        return both("figure.no_percent")
    return both("figure.percent", value=amount_words(share.percent))


def told_words(told: Told | None) -> Sentence:
    """A figure in words."""
    match told:
        case Share() if told.nothing_due:
            return both("figure.nothing_due")
        case Share():
            return both(
                "figure.share",
                numerator=amount_words(told.numerator),
                denominator=amount_words(told.denominator),
                percent=percent_words(told),
            )
        case Mean():
            weight = plain_number(told.weight)
            return both("figure.mean", value=amount_words(told.amount), weight=weight)
        case _:
            return amount_words(told)


def to_date_words(found: ToDate, on: date | None = None) -> Sentence:
    """A figure and the day that it tells of, where that is another than `on`, which the page says.

    What is missing is said beside it.
    """
    said = told_words(found.told)
    if found.told is None or found.as_of in (None, on):
        return said
    return both("figure.as_of", figure=said, day=found.as_of)


def part_words(known: IndicatorDefaults, part: str) -> Named:
    """What a part of a figure is called."""
    for breakdown in known.breakdowns:
        for one in breakdown.parts:
            if part == f"{breakdown.key}.{one.key}":
                return Named(one.th, one.en)
    said = both(f"figure.part.{part or 'total'}")
    return Named(said.th, said.en)


def column_words(known: IndicatorDefaults, indicator: str, part: str) -> Named:
    """What a column is called: the indicator, and which part of it."""
    one = known.by_key[indicator]
    if part == TOTAL:
        return Named(f"{one.title_th} ({one.unit_th})", f"{one.title_en} ({one.unit_en})")
    named = part_words(known, part)
    return Named(f"{one.title_th}: {named.th}", f"{one.title_en}: {named.en}")
