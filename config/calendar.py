"""The government's holidays of a year: the package `holidays`, corrected by what we know.

calendar.toml says which days do not count, holidays_extra.csv which the cabinet added. What the
package says of the years that are asked for daily stands in holidays.csv, written anew by
`python -m config.calendar`: to load its countries took a short command a tenth of a second.
"""

import csv
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
OVERLAY = FOLDER / "holidays_extra.csv"
WRITTEN = FOLDER / "holidays.csv"
YEARS = range(2015, 2041)  # of which the days are written down


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
    known = _written().get(year) if year in YEARS else known_to_the_package(year)
    return frozenset(known or ()) | extra


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


@cache
def _written() -> dict[int, set[date]]:
    found: dict[int, set[date]] = {}
    for line in WRITTEN.read_text(encoding="utf-8").split():
        day = date.fromisoformat(line)
        found.setdefault(day.year, set()).add(day)
    return found


def known_to_the_package(year: int) -> set[date]:
    """What the package says of a year, but for the holidays of others than the government."""
    import holidays  # noqa: PLC0415 (100 ms, paid only by those who ask of another century)

    source = _source()
    days = holidays.country_holidays(
        source.country, years=year, categories=source.categories, language="en_US"
    )
    return {day for day in days if not set(days.get_list(day)) <= source.not_government}


if __name__ == "__main__":
    told = (str(day) for year in YEARS for day in sorted(known_to_the_package(year)))
    WRITTEN.write_text("\n".join((*told, "")), encoding="utf-8")
