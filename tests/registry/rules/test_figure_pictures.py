from datetime import date
from decimal import Decimal

from config.indicators import indicators
from config.words import Named
from registry.rules.figure_pictures import duty_rows, progress_bars, target_bar
from registry.rules.figure_words import column_words, to_date_words, told_words
from registry.rules.figures import Amount, Qualifier, Share, ToDate

GROUPS = Named("กลุ่ม", "groups")


def n(value: int) -> Amount:
    return Amount(Decimal(value))


def test_a_quarter_that_was_not_reported_has_words_and_no_bar() -> None:
    bars = progress_bars({1: n(4), 2: None, 3: n(6)}, Decimal(6))
    assert [one.length for one in bars] == [67, None, 100, None]
    assert bars[1].words.en == "not reported"


def test_a_bar_beyond_its_target_is_full_and_its_words_say_by_how_much() -> None:
    bar = target_bar(GROUPS, n(9), Decimal(6))
    assert bar.length == 100
    assert bar.words.en == "9 of a target of 6 (150 %)"
    assert "150" in bar.words.th


def test_without_a_target_there_is_the_number_alone() -> None:
    assert target_bar(GROUPS, n(9), None).length is None


def test_a_duty_that_no_activity_serves_has_an_empty_row() -> None:
    duties = {"inspect": Named("ตรวจ", "inspect"), "assist": Named("ช่วย", "assist")}
    rows = duty_rows(duties, [("a1", ["inspect"]), ("a2", ["inspect"])])
    assert [one.serves for one in rows] == [(True, True), (False, False)]


def test_figures_are_told_as_they_are_meant() -> None:
    assert told_words(Share(n(3), n(9))).en == "3 of 9 (33.3 %)"
    assert told_words(Share(n(0), n(0))).en == "nothing due"
    assert told_words(Amount(Decimal(75), Qualifier.AT_LEAST)).en == "at least 75"
    assert told_words(Amount(Decimal(75), Qualifier.AT_LEAST)).th == "อย่างน้อย 75"
    stood = to_date_words(ToDate(n(4), date(2021, 12, 31)))
    assert stood.en == "4 as of 31 December 2021"
    assert stood.th == "4 ณ วันที่ 31 ธันวาคม 2564"


def test_a_column_is_called_by_its_indicator_and_its_part() -> None:
    column = column_words(indicators(), "persons_assisted", "sex.women")
    assert column.en == "Persons newly assisted: women"
