import random
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from babel.dates import get_day_names, get_month_names

from config.words import LANGUAGES, Language
from registry.rules.printing import as_printed
from registry.rules.thai import (
    DateForm,
    be_year,
    month_names,
    sort_key,
    thai_date,
    tidy,
    to_arabic_digits,
    to_thai_digits,
    weekday_names,
)

# All province and district names of geothai as ICU's Thai collation orders them
# (Intl.Collator("th"), ICU 78.2).
ICU_ORDER = Path(__file__).parent / "data" / "names_in_icu_order.txt"


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_and_days_are_named_as_by_cldr(language: Language) -> None:
    for width in ("wide", "abbreviated"):
        of_cldr = get_month_names(width, locale=language)
        assert month_names(language, width) == [of_cldr[month] for month in range(1, 13)]
    days = get_day_names("wide", locale=language)
    assert weekday_names(language) == [days[day] for day in range(7)]


def test_digits_change_and_nothing_else() -> None:
    assert to_thai_digits("ที่ 123/2566 A") == "ที่ ๑๒๓/๒๕๖๖ A"
    assert to_arabic_digits("๐๑๒๓๔๕๖๗๘๙ ก") == "0123456789 ก"


def test_what_nobody_sees_is_tidied_away() -> None:
    assert tidy(" ๑๕\u200b \u00a0ก.ค.\u2060\n2565 ") == "15 ก.ค. 2565"


def test_vowels_typed_as_two_signs_become_one() -> None:
    assert tidy("ข\u0e4d\u0e32") == "ข\u0e33"
    assert tidy("\u0e40\u0e40ม่สาย") == "แม่สาย"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("น\u0e4d\u0e49\u0e32", "น\u0e49\u0e33"),  # the tone within the vowel
        ("น\u0e49\u0e4d\u0e32", "น\u0e49\u0e33"),  # before it
        ("ป\u0e48\u0e39", "ป\u0e39\u0e48"),  # before the vowel below
    ],
)
def test_a_tone_stands_where_it_belongs_wherever_it_was_typed(typed: str, meant: str) -> None:
    assert tidy(typed) == meant
    assert as_printed(typed, "name") == meant


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("order", "๒ ตุลาคม พ.ศ. ๒๕๖๖"),
        ("letter", "๒ ตุลาคม ๒๕๖๖"),
        ("minutes", "วันจันทร์ที่ ๒ ตุลาคม พ.ศ. ๒๕๖๖"),
        ("short", "๒ ต.ค. ๒๕๖๖"),
    ],
)
def test_each_form_writes_the_date_its_own_way(form: DateForm, written: str) -> None:
    assert thai_date(date(2023, 10, 2), form) == written


def test_a_sunday_is_called_sunday() -> None:
    assert thai_date(date(2023, 12, 31), "minutes") == "วันอาทิตย์ที่ ๓๑ ธันวาคม พ.ศ. ๒๕๖๖"


def test_the_buddhist_year_is_543_ahead_on_every_day() -> None:
    assert (be_year(date(2024, 2, 29)), be_year(date(2024, 12, 31))) == (2567, 2567)


def test_names_stand_in_thai_order() -> None:
    expected = [
        "เชียงของ", "เชียงแสน", "เทิง", "ป่าแดด", "พนม", "พาน", "เมืองเชียงราย", "แม่จัน", "แม่สาย",
        "เวียงแก่น",
    ]  # fmt: skip
    assert all(sort_key(one) < sort_key(next_) for one, next_ in pairwise(expected))


def test_all_districts_and_provinces_stand_as_icu_puts_them() -> None:
    expected = ICU_ORDER.read_text(encoding="utf-8").splitlines()
    shuffled = random.Random(1).sample(expected, len(expected))  # noqa: S311 (a shuffle)
    assert len(expected) == 1000
    assert sorted(shuffled, key=sort_key) == expected


def test_tone_marks_decide_only_between_names_otherwise_equal() -> None:
    expected = ["เกา", "เก่า", "เก้า", "เก๋า", "เก่าแก่"]
    assert all(sort_key(one) < sort_key(next_) for one, next_ in pairwise(expected))


def test_signs_above_a_letter_weigh_as_icu_weighs_them() -> None:
    expected = ["ก", "ก์", "ก็", "ก่", "ก้", "ก๊", "ก๋", "กํ", "กา", "ก่า"]
    assert all(sort_key(one) < sort_key(next_) for one, next_ in pairwise(expected))


def test_digits_come_first_and_latin_last() -> None:
    assert sorted(["b", "ก", "A", "๒", "1"], key=sort_key) == ["1", "๒", "ก", "A", "b"]
