"""The year board: where each district stands with its year's money, its plan and its quarters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from config.defaults import policy
from config.words import Language
from desk.views.lapsed_partners import EndedShare, ended_shares
from desk.views.thai_order import in_order
from desk.views.view import View
from desk.views.year_facts import DistrictYear, years_of
from desk.views.year_quarters import DistrictQuarters, quarters_of
from flows.engine.answers import AnswerUnreadable
from flows.year.process import ANNUAL_CYCLE
from registry.journal import begun_periods
from registry.queries.areas import DistrictRow
from registry.queries.seat_counts import seat_counts
from registry.rules.calendar import QUARTERS, fiscal_quarter, fiscal_year
from registry.rules.money_lines import MISSED
from registry.rules.quarter_board import Lack, QuarterMark, Side, share as share_of_quarters
from registry.rules.seats import SeatCount
from registry.rules.year_board import NOT_DUE, Column, YearCell, YearMark, cells
from registry.rules.year_days import newest_open, year_days
from registry.rules.year_shares import Share, share_in_time, share_of


class Shown(StrEnum):
    """Which districts are shown."""

    ALL = "all"
    LATE = "late"
    UNFUNDED = "unfunded"
    NOT_SUBMITTED = "not_submitted"
    NO_DATA = "no_data"
    NOT_ACTIVE = "not_active"


@dataclass(frozen=True)
class YearRow:
    """A district, its cells, and the instances that show them.

    `seats` is None where no committee has any.
    """

    district: DistrictRow
    cells: tuple[YearCell, ...]
    held: DistrictYear
    quarters: DistrictQuarters
    ended: tuple[EndedShare, ...] = ()
    seats: SeatCount | None = None

    @property
    def idle(self) -> YearMark | None:
        """The one mark of a district for which the year asks nothing at all; None for any other."""
        asked = self.held.recorded_at or {one.mark for one in self.cells} != {YearMark.NOTHING_DUE}
        return None if asked else YearMark.NOTHING_DUE

    @property
    def furthest(self) -> Column:
        """The last column that has begun, the first where none has: where the district stands."""
        begun = [one.column for one in self.cells if one.mark not in NOT_DUE]
        return begun[-1] if begun else self.cells[0].column

    @property
    def has_no_quarters(self) -> bool:
        """Whether no meeting and no report of the year is due, and no committee is there."""
        marks = {one.mark for one in self.quarters.cells}
        is_idle = marks == {QuarterMark.NOTHING_DUE} and self.quarters.lacks is None
        return is_idle and self.seats is None

    @property
    def unfunded(self) -> int:
        """How many lines of money did not come in time, or were lost."""
        return sum(stands in MISSED for _, stands in self.held.facts.lines)

    @property
    def met(self) -> Share:
        """Quarters in which the committee met, of those that were due."""
        return share_of_quarters(self.quarters.cells, Side.MEETING)

    def place(self, column: Column, query: str) -> str | None:
        """The page that shows what the column rests on; None where nothing was recorded."""
        if column is Column.MONEY and self.held.year:
            return f"/districts/{self.district.code}/years/{self.held.year.period}/money{query}"
        shows = self.held.plan or self.held.year
        return f"/instances/{shows.id}{query}" if shows else None


@dataclass(frozen=True)
class UnreadDistrict:
    """A district of which nothing is told, for an answer of its own cannot be read."""

    district: DistrictRow
    why: AnswerUnreadable


@dataclass(frozen=True)
class YearBoard:
    """The rows in order that are shown, of how many, and what came in time of what was due.

    `due`: the day by which a plan of the year is due at the provincial office. `quarter`: the one
    that runs on the day, of a year that is over its last, of one to come its first. `met` are
    quarters with a meeting, `reported` quarters reported in time, of those that were due; `active`
    committees of those whose order is in force; `seated` seats of these that are filled: those of
    a first draft are nobody's yet. `unread` districts stand in no row and in no share.
    """

    year: int
    quarter: int
    years: tuple[int, ...]
    shown: Shown
    districts: int
    rows: tuple[YearRow, ...]
    in_time: Share
    received: Share
    funded: Share
    unfunded: int
    met: Share
    reported: Share
    active: Share
    seated: Share
    due: date
    recorded_at: datetime | None
    unread: tuple[UnreadDistrict, ...] = ()

    @property
    def tells_lateness(self) -> bool:
        """Whether a row that is shown says of anything how many days late it is."""
        return any(cell.days_late for row in self.rows for cell in row.cells)


def year_board(
    view: View,
    districts: Sequence[DistrictRow],
    year: int,
    language: Language,
    *,
    shown: Shown = Shown.ALL,
    known: datetime | None = None,
) -> YearBoard:
    """Where the districts stand with that fiscal year on the day of the view."""
    try:
        return _board(view, districts, year, language, shown, known)
    except AnswerUnreadable:
        unread = tuple(_unread(view, in_order(districts, language), year, known))
    left = [one for one in districts if one not in {lost.district for lost in unread}]
    board = _board(view, left, year, language, shown, known)
    return replace(board, districts=len(districts), unread=unread)


def _unread(
    view: View, districts: Sequence[DistrictRow], year: int, known: datetime | None
) -> Iterator[UnreadDistrict]:
    for one in districts:
        try:
            quarters_of(view, years_of(view, [one.code], year, known), year, known)
        except AnswerUnreadable as why:
            yield UnreadDistrict(one, why)


def _board(
    view: View,
    districts: Sequence[DistrictRow],
    year: int,
    language: Language,
    shown: Shown,
    known: datetime | None,
) -> YearBoard:
    held = years_of(view, [one.code for one in districts], year, known)
    quarters = quarters_of(view, held, year, known)
    at_work = [code for code, one in quarters.items() if one.lacks is not None]
    seats = seat_counts(view.connection, at_work, view.on, known)
    ended = ended_shares(view, {code: one.needs for code, one in held.items()}, year, known)
    rows = [
        YearRow(
            one, cells(held[one.code].facts, view.on), held[one.code], quarters[one.code],
            ended[one.code], seats.get(one.code),
        )
        for one in in_order(districts, language)
    ]  # fmt: skip
    recorded = [one.held.recorded_at for one in rows if one.held.recorded_at]
    return YearBoard(
        year=year,
        quarter=_quarter(year, view.on),
        years=years_to_choose(view, districts, year),
        shown=shown,
        districts=len(rows),
        rows=tuple(one for one in rows if is_shown(one, shown)),
        in_time=share_in_time(_column(rows, Column.SUBMISSION)),
        received=share_of(_column(rows, Column.RECEPTION), YearMark.DONE),
        funded=share_of(_column(rows, Column.MONEY), YearMark.DONE, YearMark.NONE_NEEDED),
        unfunded=sum(one.unfunded for one in rows),
        met=_of_quarters(rows, Side.MEETING),
        reported=_of_quarters(rows, Side.REPORT),
        active=_active(rows),
        seated=Share(
            sum(one.filled for one in seats.values()), sum(one.seats for one in seats.values())
        ),
        due=year_days(policy().year, year).sent,
        recorded_at=max(recorded, default=None),
    )


def _quarter(year: int, on: date) -> int:
    """The quarter of the year that runs on the day, or that is nearest to it."""
    now = fiscal_year(on)
    if year == now:
        return fiscal_quarter(on)
    return QUARTERS[0] if year > now else QUARTERS[-1]


def _column(rows: Sequence[YearRow], column: Column) -> Iterator[YearCell]:
    for row in rows:
        yield next(one for one in row.cells if one.column is column)


def _of_quarters(rows: Sequence[YearRow], side: Side) -> Share:
    return share_of_quarters((cell for row in rows for cell in row.quarters.cells), side)


def _active(rows: Sequence[YearRow]) -> Share:
    """Of those that have had the time to meet and to plan."""
    at_work = [one.quarters.lacks for one in rows if one.quarters.lacks not in (None, (Lack.TIME,))]
    return Share(sum(not one for one in at_work), len(at_work))


def is_shown(row: YearRow, shown: Shown) -> bool:
    """Whether the district belongs to those that are asked for."""
    marks = {one.column: one.mark for one in row.cells}
    match shown:
        case Shown.ALL:
            return True
        case Shown.LATE:
            return any(one.days_late for one in row.cells) or any(
                one.late for one in row.quarters.cells
            )
        case Shown.UNFUNDED:
            return row.unfunded > 0
        case Shown.NOT_SUBMITTED:
            here = (YearMark.HERE, YearMark.LATE, YearMark.LATER, YearMark.NOT_MADE)
            return marks[Column.SUBMISSION] in here
        case Shown.NOT_ACTIVE:
            return row.quarters.lacks not in (None, (), (Lack.TIME,))
        case Shown.NO_DATA:
            return YearMark.NO_DATA in marks.values()


def years_to_choose(view: View, districts: Sequence[DistrictRow], year: int) -> tuple[int, ...]:
    """The years begun in the districts, the newest that is open, and `year`; newest first."""
    begun = begun_periods(view.connection, ANNUAL_CYCLE.key, [one.code for one in districts])
    found = {int(period) for periods in begun.values() for period in periods}
    return tuple(sorted(found | {year, year_asked(view)}, reverse=True))


def year_asked(view: View) -> int:
    """The year that is looked at where none is named: the newest that is open."""
    return newest_open(policy().year, view.on)
