"""The lines of a year's money: how each stands on a day, and what they come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from registry.rules.year_days import YearDays

LOCAL_ROADS = frozenset({"ordinance", "subsidy"})


class LineStanding(StrEnum):
    """How a line of money stands on a day."""

    NOT_ASKED = "not_asked"  # an activity for local money without a line among the year's needs
    NOT_PROPOSED = "not_proposed"
    UNDER_WAY = "under_way"
    AT_RISK = "at_risk"
    PAGE_MISSING = "page_missing"
    SECURED = "secured"
    SPENT = "spent"
    SUPPLEMENTARY = "supplementary"
    UNFUNDED = "unfunded"
    LOST = "lost"
    DROPPED = "dropped"


ENDED: Mapping[str | None, LineStanding] = {
    "spent": LineStanding.SPENT,
    "dropped": LineStanding.DROPPED,
    "supplementary": LineStanding.SUPPLEMENTARY,
    "refused": LineStanding.LOST,
    "transferred": LineStanding.LOST,
}
SAFE = frozenset({LineStanding.SECURED, LineStanding.SPENT})
MISSED = frozenset({LineStanding.UNFUNDED, LineStanding.LOST})


@dataclass(frozen=True)
class MoneyLine:
    """A line of money: by which road, how much is asked, its last step (None before the first).

    `given` is what was granted or spent, where it was said.
    `asked`: it stands among the year's needs; else it is an activity of the plan alone.
    With the page of the ordinance alone it counts as secured.
    """

    key: str
    road: str
    amount: Decimal | None
    step: str | None = None
    secured: bool = False
    local_plan: str = "not_asked"
    asked: bool = True
    given: Decimal | None = None


def standing_of_line(line: MoneyLine, days: YearDays, on: date) -> LineStanding:
    """How the line stands on that day.

    Local money that is not before the council on its day, or not passed on its day, is none of
    this year: it is proposed anew, or comes by a supplementary budget. What a donor has not given
    when the year is over is none of it either, nor is what was told not to be proposed: nobody is
    asked for it any more. Of a committee that joined too late for the council's days, those of the
    year count for local money too.
    """
    local = line.road in LOCAL_ROADS
    if line.step in ENDED:
        return ENDED[line.step]
    if line.step in ("passed", "granted"):
        has_page = line.secured or not local
        return LineStanding.SECURED if has_page else LineStanding.PAGE_MISSING
    if line.step == "not_sent" or on > _last_day(line, days):
        return LineStanding.UNFUNDED
    if line.step is None:
        return LineStanding.NOT_PROPOSED if line.asked else LineStanding.NOT_ASKED
    late = local and days.roads and on > days.tabled and line.step == "proposed"
    return LineStanding.AT_RISK if late or _not_in_plan(line) else LineStanding.UNDER_WAY


def _last_day(line: MoneyLine, days: YearDays) -> date:
    """The last day on which the next step can come: the council's, of a donor the year's."""
    before = line.step is None
    if line.road not in LOCAL_ROADS or not days.roads:
        return days.ends if before else days.closing
    return days.tabled if before else days.passed


def _not_in_plan(line: MoneyLine) -> bool:
    """Nothing is granted that does not stand in the local development plan."""
    return line.road in LOCAL_ROADS and line.local_plan == "no"


@dataclass(frozen=True)
class MoneySums:
    """Baht that are safe, and those of lines that are neither safe nor given up.

    `short` is what safe lines were asked beyond what they were given.
    """

    safe: Decimal
    open: Decimal
    short: Decimal

    @property
    def asked(self) -> Decimal:
        """All that was asked and not given up."""
        return self.safe + self.open + self.short


def sums(lines: Iterable[tuple[MoneyLine, LineStanding]]) -> MoneySums:
    """What the lines come to: of a safe one what was given. Without an amount it adds nothing."""
    safe = open_ = short = Decimal()
    for line, standing in lines:
        if standing in SAFE:
            came = (line.amount if line.given is None else line.given) or Decimal()
            safe += came
            short += max((line.amount or Decimal()) - came, Decimal())
        elif standing is not LineStanding.DROPPED:
            open_ += line.amount or 0
    return MoneySums(safe, open_, short)
