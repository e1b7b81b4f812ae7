"""Figures of a district that few reported."""

from decimal import Decimal

from registry.queries.publications import publications_made
from registry.records.figures import NewFigure, record_figures
from tests.builders import MAE_FAH_LUANG, Desk, a_desk

D, MAE_SAI, PROVINCE, YEAR = MAE_FAH_LUANG, "5709", "57", 2565


def few_told(url: str) -> Desk:
    """A desk whose Mae Sai has reported a count so small that no table for others shows it."""
    desk = a_desk(url, "2022-10-10")
    report(desk, MAE_SAI, 3, 0, 0, 0)
    return desk


def how_many_published(desk: Desk) -> int:
    """How many tables have left the house."""
    with desk.office.registry.reading() as connection:
        return len(publications_made(connection, ("TH",)))


def report_year(desk: Desk, district: str, value: int | None) -> None:
    """The year's number as one figure, as old papers tell it; None: not reported."""
    _record(desk, district, None, value, "")


def report(desk: Desk, district: str, *quarters: int | None, part: str = "") -> None:
    """The quarters' numbers of persons newly assisted; None: not reported."""
    for quarter, value in enumerate(quarters, 1):
        _record(desk, district, quarter, value, part)


def _record(desk: Desk, district: str, quarter: int | None, value: int | None, part: str) -> None:
    number = None if value is None else Decimal(value)
    one = NewFigure("persons_assisted", part, number, "quarterly_reports")
    with desk.office.registry.writing(district) as write:
        record_figures(write, district, YEAR, quarter, [one], entry_id=None)
