"""The cells of a year in words, as the pages and the command line say them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from config.words import Sentence, Term, both
from desk.views.year_board import UnreadDistrict
from registry.rules.figure_words import plain_number
from registry.rules.quarter_board import Lack, QuarterCell, QuarterMark, Side
from registry.rules.seats import SeatCount
from registry.rules.year_board import Column, YearCell, YearMark
from registry.rules.year_shares import Share

WAITS = frozenset(
    {
        QuarterMark.LATER, QuarterMark.HERE, QuarterMark.BEHIND, QuarterMark.UNTOLD,
        QuarterMark.NOT_REPORTED,
    }
)  # fmt: skip


def mark_word(mark: YearMark) -> Term:
    """What the mark is called."""
    return Term(f"page.year.mark.{mark}")


def unread_words(lost: UnreadDistrict) -> Sentence:
    """Of which district nothing is told, and why."""
    return both("page.year.unread", district=lost.district.name, why=lost.why.sentence)


def cell_details(cell: YearCell, year: int) -> Iterator[Sentence]:
    """What is said beside the mark: how many, how late, by or on which day."""
    if cell.mark is YearMark.UNFUNDED:
        yield both("page.year.unfunded", year=year)
    if cell.count is not None and cell.of:
        yield both(f"page.year.count.{cell.column}", count=cell.count, of=cell.of)
    if cell.unspent:
        yield both("page.year.unspent", count=cell.unspent)
    if cell.days_late:
        yield both(_lateness(cell), days=f"{cell.days_late:,}")
    elif cell.day is not None:
        yield _day(cell)
    if cell.days_late and cell.mark in (YearMark.DONE, YearMark.DONE_LATE):
        yield both("page.year.on", on=cell.day)


def _lateness(cell: YearCell) -> str:
    """How late it is; a mark that says that it is late is not said again."""
    if cell.column is Column.RECEPTION and cell.mark is YearMark.DONE:
        return "page.year.since_due"
    is_said = cell.mark in (YearMark.LATE, YearMark.DONE_LATE)
    return "page.year.days" if is_said else "page.year.days_late"


def _day(cell: YearCell) -> Sentence:
    if cell.mark in (YearMark.HERE, YearMark.LATE):
        return both("page.year.due", on=cell.day)
    if cell.mark is YearMark.LATER:
        key = "page.year.due" if cell.column is Column.SUBMISSION else "page.year.from"
        return both(key, on=cell.day)
    return both("page.year.on", on=cell.day)


def quarter_word(mark: QuarterMark) -> Term:
    """What the mark of a quarter's meeting or report is called."""
    return Term(f"page.quarter.mark.{mark}")


def quarter_details(cell: QuarterCell) -> Iterator[Sentence]:
    """What is said beside the mark: how late, by or on which day."""
    if cell.late:
        yield both("page.year.days_late", days=f"{cell.late:,}")
    if cell.day is None:
        return
    if cell.mark is QuarterMark.LATER and cell.side is Side.MEETING:
        yield both("page.year.from", on=cell.day)
    elif cell.mark in WAITS:
        yield both("page.year.due", on=cell.day)
    else:
        yield both("page.year.on", on=cell.day)


def activity_words(lacking: Sequence[Lack] | None) -> tuple[Sentence, ...]:
    """Whether the committee is active; else that it is not, and what it lacks."""
    if lacking is None:
        return (both("page.quarter.no_committee"),)
    if not lacking:
        return (both("page.quarter.active"),)
    if lacking == (Lack.TIME,):
        return (both("page.quarter.lack.time"),)
    return (both("page.quarter.not_active"), *(both(f"page.quarter.lack.{one}") for one in lacking))


def percent_word(share: Share) -> Sentence:
    """How much came of what was due, of a hundred."""
    return both("figure.percent", value=plain_number(Decimal(str(share.percent))))


def seat_words(seats: SeatCount | None) -> tuple[Sentence, ...]:
    """How many seats are filled of how many; beside it by how many persons, how many are vacant."""
    if seats is None:
        return (both("page.year.mark.no_data"),)
    filled = both("page.seats.filled", filled=seats.filled, seats=seats.seats)
    people = both("page.seats.people", people=seats.people)
    if not seats.vacant:
        return (filled, people)
    return (filled, people, both("page.district.vacant_count", count=seats.vacant))
