"""Figures and targets: written as facts by their decisions; old figures by what a person says.

A figure that is written again is corrected: what is known changes, and what was known stays
behind it under the instants of its knowledge.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from config.indicators import TOTAL, Indicator, IndicatorDefaults
from registry.facts import put, put_new
from registry.models import Figure, FigureMapping, Target
from registry.queries.history import PastFigureRow, past_figures
from registry.refusals import Refusal
from registry.rules.figure_checks import PartUnknown, known_indicator
from registry.rules.figures import FigureState, Qualifier, ends_on
from registry.transaction import Write, areas_of


class OldFigureUnknown(Refusal):
    """No old figure of that name stands in the district."""


class QualifierUnknown(Refusal):
    """A number is exact, at least so many, or over so many."""


class NewFigure(NamedTuple):
    """A figure of a period, or a part of it. `value` None: not reported; nil is a zero."""

    indicator: str
    part: str
    value: Decimal | None
    source: str
    qualifier: Qualifier = Qualifier.EXACT
    nil: bool = False

    @property
    def state(self) -> FigureState:
        """Whether it was reported, and whether as nil."""
        if self.nil:
            return FigureState.NIL
        return FigureState.NOT_REPORTED if self.value is None else FigureState.REPORTED


class NewTarget(NamedTuple):
    """What a district aims at in a year, or in a quarter of it."""

    indicator: str
    value: Decimal
    quarter: int | None = None
    part: str = TOTAL


class OldFigureMeaning(NamedTuple):
    """What an old figure is: a part of an indicator, or none of ours (`indicator` None)."""

    indicator: str | None
    part: str = TOTAL
    qualifier: Qualifier = Qualifier.EXACT


def record_figures(
    write: Write,
    district: str,
    year: int,
    quarter: int | None,
    figures: Sequence[NewFigure],
    *,
    entry_id: int | None,
) -> None:
    """The figures of a quarter, or of the year. Those that stood for the same are corrected."""
    for one in figures:
        same = {
            "district_code": district,
            "year_be": year,
            "quarter": quarter,
            "indicator": one.indicator,
            "part": one.part,
        }
        values = {
            "value": Decimal() if one.nil else one.value,
            "qualifier": one.qualifier,
            "state": one.state,
            "source": one.source,
        }
        put(write, Figure, same, values, valid_from=ends_on(year, quarter), entry_id=entry_id)


def record_targets(
    write: Write,
    district: str,
    year: int,
    targets: Sequence[NewTarget],
    *,
    on: date,
) -> tuple[NewTarget, ...]:
    """What the year's plan aims at, from that day on; what it aimed at before stays behind it.

    Answers those that did not stand already.
    """
    new = []
    for one in targets:
        same = {
            "district_code": district,
            "year_be": year,
            "quarter": one.quarter,
            "indicator": one.indicator,
            "part": one.part,
        }
        if put_new(write, Target, same, {"value": one.value}, valid_from=on):
            new.append(one)
    return tuple(new)


def map_old_figures(
    write: Write,
    district: str,
    name: str,
    meaning: OldFigureMeaning,
    indicators: IndicatorDefaults,
    *,
    by: int,
) -> tuple[PastFigureRow, ...]:
    """Say what the district's old figures of that name are. Answers those that it is now known of,
    none where all of it was said already.

    Raises OldFigureUnknown, IndicatorUnknown or PartUnknown.
    """
    if meaning.indicator is not None:
        indicator = known_indicator(indicators, meaning.indicator, field="indicator")
        _known_part(indicators, indicator, meaning.part)
    write.lock(*areas_of(district))
    meant = tuple(o for o in past_figures(write.connection, district) if o.indicator == name)
    if not meant:
        raise OldFigureUnknown(field="name", value=name)
    new = []
    for one in meant:
        same = {"district_code": district, "past_key": one.key}
        if put_new(
            write, FigureMapping, same, meaning._asdict(), by={"recorded_by": by},
            valid_from=write.today,
        ):  # fmt: skip
            new.append(one)
    if new:
        body = {**meaning._asdict(), "old_figures": [one.key for one in new]}
        write.audit(district, "figures.mapped", actor=by, body=body)
    return tuple(new)


def _known_part(indicators: IndicatorDefaults, indicator: Indicator, part: str) -> None:
    if part not in indicators.parts_of(indicator):
        raise PartUnknown(field="part", value=part, known=", ".join(indicators.parts_of(indicator)))
