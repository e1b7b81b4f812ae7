"""The figures of a year as the reports of the year tell them: of the period, so far, revised.

What was sent stays as it was sent: a report holds the figures that are known when it is drafted
against those that were known when the last one went out, and says what was revised since.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection

from config.indicators import TOTAL, Indicator, IndicatorKind, indicators
from config.words import Sentence, both
from flows.engine.answers import Answers
from flows.plan.survivor_counts import is_few
from flows.year.figure_lines import printed_indicators
from flows.year.monitoring_gates import ReportSentV1
from registry.queries.figure_corrections import FigureCorrection, figure_corrections
from registry.queries.figures import FigureOf, Quarters, by_quarter, figures, targets
from registry.queries.monitoring import quarter_at
from registry.rules.calendar import QUARTERS, quarter_ends
from registry.rules.figure_pictures import FULL, reached_of, share_of
from registry.rules.figure_words import (
    amount_words,
    part_words,
    plain_number,
    told_words,
)
from registry.rules.figures import Amount, ToDate, Told, of_year, to_date, told
from registry.rules.papers.reports import QuarterFigure, ReportedFigure, YearFigure

Parts = Mapping[str, Amount | None]


@dataclass(frozen=True)
class SentFigures:
    """What was known when the last report went out; `quarter` is the last that it told of."""

    quarter: int
    known: datetime


def last_sent(answers: Answers, before: int) -> SentFigures | None:
    """The last report that was sent of a quarter up to that one; None where none was."""
    sent = [one for one in answers.to(ReportSentV1) if quarter_at(one.path) <= before]
    if not sent:
        return None
    newest = max(sent, key=lambda one: one.decision.id)
    return SentFigures(quarter_at(newest.path), newest.decision.recorded_at)


@dataclass(frozen=True)
class YearFigures:
    """A district's figures of a year up to a quarter, and as the last report knew them."""

    year: int
    quarter: int
    now: Mapping[FigureOf, Quarters]
    then: Mapping[FigureOf, Quarters]
    sent: SentFigures | None
    aims: Mapping[str, Decimal]
    district: str
    least: int
    entered: Mapping[FigureOf, Quarters] = field(default_factory=dict)
    corrections: Sequence[FigureCorrection] = ()

    def quarters(self, indicator: Indicator, *, sent: bool = False) -> Quarters:
        """The parts of each quarter, as known now or when the last report was sent."""
        return (self.then if sent else self.now).get(FigureOf(self.district, indicator.key), {})

    def series(self, indicator: Indicator) -> dict[int, Told | None]:
        """What each quarter told."""
        known = self.quarters(indicator)
        return {one: told(indicator, parts) for one, parts in known.items() if one is not None}

    def so_far(self, indicator: Indicator) -> ToDate:
        """What the year comes to by the end of the quarter."""
        return to_date(indicator.kind, self.year, self.series(indicator), self.quarter)

    def whole(self, indicator: Indicator) -> ToDate:
        """What the year comes to, by its quarters or by a figure of the year."""
        own = told(indicator, self.quarters(indicator).get(None, {}))
        return of_year(indicator.kind, self.year, self.series(indicator), own)

    def tells_of_few(self, indicator: Indicator) -> bool:
        """Whether it counts victims, and any count of the year is so small that it tells of one.

        So does a correction by a few: who holds both reports would know it.
        """
        if not indicator.victims:
            return False
        counts = [
            one.value
            for sent in (False, True)
            for parts in self.quarters(indicator, sent=sent).values()
            for one in _shown(indicator, parts).values()
            if one is not None
        ]
        counts += [abs(one) for one in self._differences(indicator)]
        return any(is_few(one, self.least) for one in counts)

    def _differences(self, indicator: Indicator) -> Iterator[Decimal]:
        now, then = self.quarters(indicator), self.quarters(indicator, sent=True)
        for quarter in self._told_before():
            before = _shown(indicator, then.get(quarter, {}))
            for part, amount in _shown(indicator, now.get(quarter, {})).items():
                was = before.get(part)
                if amount is not None and was is not None:
                    yield amount.value - was.value

    def _told_before(self) -> tuple[int, ...]:
        return QUARTERS[: self.sent.quarter] if self.sent else ()

    def revised(self, indicator: Indicator) -> list[int]:
        """The quarters whose figure is another one than the last report knew."""
        now, then = self.quarters(indicator), self.quarters(indicator, sent=True)
        return [
            one
            for one in self._told_before()
            if _shown(indicator, now.get(one, {})) != _shown(indicator, then.get(one, {}))
        ]


def _shown(indicator: Indicator, parts: Parts) -> dict[str, Amount | None]:
    """The parts that a report prints: of victims the total alone, where there is one."""
    known = indicators().parts_of(indicator)
    printed = (TOTAL,) if indicator.victims and TOTAL in known else known
    return {part: parts[part] for part in printed if parts.get(part) is not None}


def year_figures(
    connection: Connection,
    district: str,
    year: int,
    quarter: int,
    sent: SentFigures | None,
    least: int,
    *,
    on: date | None = None,
    known: datetime | None = None,
) -> YearFigures:
    """The figures up to the end of the quarter, or as of a day before it."""
    ends, areas = quarter_ends(year, quarter), (district,)
    on = ends if on is None else min(on, ends)
    aims = targets(connection, areas, year, on, known)
    return YearFigures(
        year, quarter,
        now=by_quarter(figures(connection, areas, year, on, known)),
        then=by_quarter(figures(connection, areas, year, on, sent.known)) if sent else {},
        sent=sent,
        aims={one.indicator: one.value for one in aims if one.is_of_year},
        district=district,
        least=least,
        corrections=(
            figure_corrections(connection, district, year, sent.known, known) if sent else ()
        ),
    )  # fmt: skip


def reported_figures(of: YearFigures, evidence: Mapping[str, str]) -> tuple[QuarterFigure, ...]:
    """Each indicator that was reported in the year, or is aimed at, as a report prints it."""
    told = ((one, reported_figure(of, one)) for one in printed_indicators() if _is_told(of, one))
    return tuple(
        QuarterFigure(**dict(figure), evidence_th=None if figure.hidden else evidence.get(one.key))
        for one, figure in told
    )


def _is_told(of: YearFigures, indicator: Indicator) -> bool:
    return bool(of.quarters(indicator)) or indicator.key in of.aims


def untold_figures(of: YearFigures) -> tuple[str, ...]:
    """The indicators that were neither reported nor aimed at."""
    return tuple(one.title_th for one in printed_indicators() if not _is_told(of, one))


def reported_figure(of: YearFigures, indicator: Indicator) -> ReportedFigure:
    """An indicator in the report of a quarter; figures of a period alone come to nothing more."""
    own = of.quarters(indicator).get(of.quarter, {})
    adds_up = indicator.kind is not IndicatorKind.PERIOD
    year = of.so_far(indicator) if adds_up else ToDate(None, None)
    return _reported(of, indicator, told(indicator, own), year, own)


def figures_of_year(
    of: YearFigures, before: YearFigures, two_before: YearFigures
) -> tuple[YearFigure, ...]:
    """Each indicator that was reported in one of three years, or is aimed at."""
    return tuple(
        YearFigure(
            **dict(figure_of_year(of, one)),
            year_before=earlier_words(before, one),
            two_before=earlier_words(two_before, one),
        )
        for one in printed_indicators()
        if one.key in of.aims or any(each.quarters(one) for each in (of, before, two_before))
    )


def hides_some(figure: YearFigure) -> bool:
    """Whether a figure of one of the three years is hidden."""
    return figure.hidden or both("figure.hidden").th in (figure.year_before, figure.two_before)


def figure_of_year(of: YearFigures, indicator: Indicator) -> ReportedFigure:
    """An indicator in the report of the year: the last quarter, and what the year comes to."""
    own = of.quarters(indicator).get(of.quarter, {})
    return _reported(of, indicator, told(indicator, own), of.whole(indicator), own)


def earlier_words(of: YearFigures, indicator: Indicator) -> str | None:
    """What an earlier year came to; None where nothing was reported."""
    if of.tells_of_few(indicator):
        return both("figure.hidden").th
    year = of.whole(indicator)
    return None if year.told is None else told_words(year.told).th


def _reported(
    of: YearFigures, indicator: Indicator, own: Told | None, year: ToDate, parts: Parts
) -> ReportedFigure:
    hidden, aim = of.tells_of_few(indicator), of.aims.get(indicator.key)
    percent = reached_of(year.told, aim)
    bar = None if hidden else share_of(year.told, aim)
    return ReportedFigure(
        title_th=indicator.title_th,
        unit_th=indicator.unit_th,
        target=None if aim is None else plain_number(aim),
        is_share=indicator.is_share,
        reached=None if hidden or own is None else reached_words(of, indicator, own).th,
        so_far=None if hidden else so_far_words(of, indicator, year),
        percent=None if hidden or percent is None else amount_words(percent).th,
        parts_th=None if hidden else parts_words(indicator, parts),
        revised_th=revised_words(of, indicator, hidden=hidden),
        hidden=hidden,
        bar=None if bar is None else min(FULL, bar),
    )


def reached_words(of: YearFigures, indicator: Indicator, own: Told) -> Sentence:
    """What the quarter came to; of what the registry works out by now, that it was entered."""
    said, entered = told_words(own), of.entered.get(FigureOf(of.district, indicator.key), {})
    is_old = indicator.formerly_entered and of.quarter in entered
    return both("figure.as_entered", figure=said) if is_old else said


def so_far_words(of: YearFigures, indicator: Indicator, year: ToDate) -> str | None:
    """What the year comes to, and what it leaves out; None where nothing is known."""
    if year.told is None or year.as_of is None:
        return None
    said = told_words(year.told)
    if indicator.kind is IndicatorKind.LAST:
        is_old = year.as_of < quarter_ends(of.year, of.quarter)
        return both("figure.as_of", figure=said, day=year.as_of).th if is_old else said.th
    if year.missing:
        missing = ", ".join(str(one) for one in year.missing)
        return both("figure.without_quarters", figure=said, quarters=missing).th
    return said.th


def parts_words(indicator: Indicator, parts: Parts) -> str | None:
    """The parts of a figure in words; of victims none beside a total."""
    found = [
        f"{part_words(indicators(), part).th} {amount_words(amount).th}"
        for part, amount in _shown(indicator, parts).items()
        if part and not indicator.is_share
    ]
    return " ".join(found) or None


def revised_words(of: YearFigures, indicator: Indicator, *, hidden: bool) -> str | None:
    """What the last report said of earlier quarters, and what is known now; None where nothing."""
    revised = of.revised(indicator)
    if not revised:
        return None
    if hidden:
        return both("figure.revised_hidden").th
    return "; ".join(_revised_quarter(of, indicator, one).th for one in revised)


def _revised_quarter(of: YearFigures, indicator: Indicator, quarter: int) -> Sentence:
    """What it was and is; by the last correction of it, on which day and why."""
    now, then = (
        _words(indicator, of.quarters(indicator, sent=sent).get(quarter, {}))
        for sent in (False, True)
    )
    said = both("figure.revised_quarter", quarter=str(quarter), before=then, now=now)
    made = [
        one for one in of.corrections if (one.quarter, one.indicator) == (quarter, indicator.key)
    ]
    if not made:
        return said
    last = made[-1]
    if last.reason is None:
        return both("figure.revised_on", said=said, on=last.on)
    return both("figure.revised_because", said=said, on=last.on, reason=last.reason)


def _words(indicator: Indicator, parts: Parts) -> str:
    whole = told_words(told(indicator, parts)).th
    broken = parts_words(indicator, parts)
    if broken is None:
        return whole
    return f"{whole} ({broken})" if told(indicator, parts) else broken
