from datetime import date
from pathlib import Path

import pytest

from config.calendar import (
    YEARS,
    extra_holidays,
    government_holidays,
    known_to_the_package,
)


def test_the_government_works_on_childrens_day_and_labour_day_and_its_substitute() -> None:
    assert date(2024, 5, 1) not in government_holidays(2024)
    assert date(2022, 5, 2) not in government_holidays(2022)
    assert date(2026, 1, 10) not in government_holidays(2026)


def test_the_ploughing_ceremony_the_lunar_days_and_substitutes_are_holidays() -> None:
    assert {date(2023, 5, 17), date(2023, 3, 6), date(2023, 12, 11)} <= government_holidays(2023)
    assert date(2024, 4, 12) in government_holidays(2024)


def test_the_days_that_are_written_down_are_those_of_the_package(tmp_path: Path) -> None:
    none_added = tmp_path / "extra.csv"
    none_added.touch()
    for year in YEARS:
        assert government_holidays(year, none_added) == known_to_the_package(year)


def test_the_overlay_of_the_repository_reads() -> None:
    assert all(holiday.source for holiday in extra_holidays())


def test_an_added_day_needs_a_real_date_and_a_source(tmp_path: Path) -> None:
    file = tmp_path / "extra.csv"
    file.write_text("date,name_th,name_en,source\n2027-06-04,วันหยุด,Bridge,\n", encoding="utf-8")
    with pytest.raises(ValueError, match="names no source"):
        extra_holidays(file)


def test_an_added_day_is_a_holiday_of_its_year_only(tmp_path: Path) -> None:
    file = tmp_path / "extra.csv"
    file.write_text("date,name_th,name_en,source\n2027-06-04,วันหยุด,Bridge,มติ ครม.\n", "utf-8-sig")
    assert government_holidays(2027, file) - government_holidays(2027) == {date(2027, 6, 4)}
    assert government_holidays(2026, file) == government_holidays(2026)
