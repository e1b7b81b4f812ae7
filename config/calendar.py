"""The government's holidays of a year: the package `holidays`, corrected by what we know.

calendar.toml says which days do not count, holidays_extra.csv which the cabinet added.
"""

import csv
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
OVERLAY = FOLDER / "holidays_extra.csv"


class ExtraHoliday(NamedTuple):
    """A day that the cabinet declared; `source` names the resolution or announcement."""

    day: date
    name_th: str
    name_en: str
    source: str


class HolidaySource(NamedTuple):
    """What to take from the package `holidays`."""

    country: str
    categories: tuple[str, ...]
    not_government: frozenset[str]


@cache
def government_holidays(year: int, overlay: Path = OVERLAY) -> frozenset[date]:
    """The holidays of a Christian year, worked out when first asked for.

    The package knows 1914 to 2100; cabinet days only as far as they were announced.
    """
    extra = {holiday.day for holiday in extra_holidays(overlay) if holiday.day.year == year}
    return frozenset(_known_to_the_package(year) | extra)


@cache
def extra_holidays(file: Path = OVERLAY) -> tuple[ExtraHoliday, ...]:
    """The overlay. ValueError for a row that is no ISO date or names no source."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return tuple(_extra(row) for row in csv.DictReader(stream))


def _extra(row: dict[str, str]) -> ExtraHoliday:
    if not row["source"]:
        raise ValueError(f"holidays_extra.csv: {row['date']} names no source")
    day = date.fromisoformat(row["date"])
    return ExtraHoliday(day, row["name_th"], row["name_en"], row["source"])


@cache
def _source() -> HolidaySource:
    read = tomllib.loads((FOLDER / "calendar.toml").read_text(encoding="utf-8"))
    return HolidaySource(
        read["country"], tuple(read["categories"]), frozenset(read["not_government"])
    )


def _known_to_the_package(year: int) -> set[date]:
    import holidays  # noqa: PLC0415 (400 ms, paid only by those who count days)

    source = _source()
    days = holidays.country_holidays(
        source.country, years=year, categories=source.categories, language="en_US"
    )
    return {day for day in days if not set(days.get_list(day)) <= source.not_government}
