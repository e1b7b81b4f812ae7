from datetime import date

import pytest
from hypothesis import given, strategies as st

from config.words import known
from registry.refusals import Refusal
from registry.rules.dates import (
    BuddhistYear,
    ChristianYear,
    DateUnreadable,
    Era,
    ImpossibleDay,
    TwoDigitYear,
    WrongWeekday,
    YearChristian,
    YearOutOfRange,
    YearUnreadable,
    from_calendar,
    in_words,
    parse_be_year,
    parse_date,
)
from registry.rules.thai import DateForm, thai_date, to_thai_digits

JULY_15 = date(2022, 7, 15)


@pytest.mark.parametrize(
    ("text", "era"),
    [
        ("2022-07-15", "CE"),
        ("2022-07-15", "BE"),
        (" ๒๐๒๒-๐๗-๑๕ ", "CE"),
        ("15/07/2022", "CE"),
        ("15 July 2022", "CE"),
        ("15 กรกฎาคม ค.ศ. 2022", "CE"),
        ("15/07/2565", "BE"),
        ("15.7.2565", "BE"),
        ("15-07-2565", "BE"),
        ("15 กรกฎาคม 2565", "BE"),
        ("๑๕ ก.ค. ๒๕๖๕", "BE"),
        ("๑๕กรกฎาคม๒๕๖๕", "BE"),
        ("15 กค 2565", "BE"),
        ("15 กรกฎาคม พ.ศ. 2565", "BE"),
        ("15 Jul BE 2565", "BE"),
        ("15 กรกฎาคม พ.ศ. 2565", "CE"),
        ("วันที่ 15 กรกฎาคม พ.ศ. 2565", "BE"),
        ("วันที่ ๑๕ กรกฎาคม ๒๕๖๕", "CE"),
        ("ลงวันที่ 15 ก.ค. 2565", "CE"),
        ("วันที่ 15/7/2565", "BE"),
        ("๑๕ ก.ค. ๒๕๖๕", "CE"),
        ("15 กรกฎาคม ค.ศ. 2022", "BE"),
        ("วันศุกร์ที่ ๑๕ กรกฎาคม พ.ศ. ๒๕๖๕", "BE"),
        ("on 15 July 2022", "CE"),
    ],
)
def test_a_date_is_read_however_it_is_typed(text: str, era: Era) -> None:
    assert parse_date(text, field="decided_on", era=era) == JULY_15


@pytest.mark.parametrize(
    ("text", "era", "refusal"),
    [
        ("2565-07-15", "CE", BuddhistYear),
        ("2565-07-15", "BE", BuddhistYear),
        ("15/07/2565", "CE", BuddhistYear),
        ("วันพุธที่ 15 กรกฎาคม 2565", "BE", WrongWeekday),
        ("Monday 15 July 2022", "CE", WrongWeekday),
        ("2567-02-29", "CE", BuddhistYear),
        ("15/07/2022", "BE", ChristianYear),
        ("15 กรกฎาคม 2022", "BE", ChristianYear),
        ("15/07/65", "BE", TwoDigitYear),
        ("15 ก.ค. ๖๕", "BE", TwoDigitYear),
        ("15-07-65", "CE", TwoDigitYear),
        ("65-07-15", "CE", TwoDigitYear),
        ("31/04/2565", "BE", ImpossibleDay),
        ("29 ก.พ. 2566", "BE", ImpossibleDay),
        ("2023-02-29", "CE", ImpossibleDay),
        ("29 ก.พ. 2566", "CE", ImpossibleDay),
        ("07/15/2022", "CE", ImpossibleDay),
        ("0/0/2565", "BE", ImpossibleDay),
        ("15/07/3000", "BE", YearOutOfRange),
        ("1899-12-31", "CE", YearOutOfRange),
        ("9999-01-01", "CE", YearOutOfRange),
        ("15/07/565", "BE", YearOutOfRange),
        ("15 กรกฎาคม พ.ศ. 2022", "BE", DateUnreadable),
        ("15 กรกฎาคม", "BE", DateUnreadable),
        ("20220715", "CE", DateUnreadable),
        ("15 foo 2022", "CE", DateUnreadable),
        ("15 July soon 2022", "CE", DateUnreadable),
        ("၁၅/၀၇/၂၅၆၅", "BE", DateUnreadable),
        ("", "CE", DateUnreadable),
    ],
)
def test_a_date_in_doubt_is_refused_for_its_own_reason(
    text: str, era: Era, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as refused:
        parse_date(text, field="วันที่", era=era)
    assert type(refused.value) is refusal
    assert refused.value.field == "วันที่"
    assert text in refused.value.sentence.th
    assert text in refused.value.sentence.en


def test_an_unreadable_date_is_answered_with_the_buddhist_form_first() -> None:
    with pytest.raises(DateUnreadable) as refused:
        parse_date("someday", field="x")
    assert "15 ก.ค. 2565" in refused.value.sentence.th
    told = refused.value.sentence.en
    assert told.index("15 July B.E. 2565") < told.index("2022-07-15")
    assert parse_date("15 July B.E. 2565", field="x") == JULY_15


def test_a_buddhist_year_in_a_date_cell_is_read_as_that() -> None:
    assert from_calendar(date(2565, 7, 15), field="x") == JULY_15
    assert from_calendar(JULY_15, field="x") == JULY_15
    with pytest.raises(ImpossibleDay):
        from_calendar(date(2568, 2, 29), field="x")


def test_29_february_2567_is_a_day_in_a_buddhist_field() -> None:
    assert parse_date("29 ก.พ. 2567", field="x", era="BE") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "era", "thai", "english"),
    [
        ("2565-07-15", "CE", "2022-07-15", "2022-07-15"),
        ("29/02/2567", "CE", "2024-02-29", "2024-02-29"),
        ("15/07/2565", "CE", "15 ก.ค. 2565", "15 Jul B.E. 2565"),
        ("15/07/65", "BE", "15 ก.ค. 2565", "15 Jul B.E. 2565"),
        ("15 ก.ค. ๖๕", "CE", "15 ก.ค. 2565", "15 Jul B.E. 2565"),
        ("15/7/22", "CE", "2022-07-15", "2022-07-15"),
        ("15/7/65", "CE", "15 ก.ค. 2565", "15 Jul B.E. 2565"),
        ("15 July 22", "CE", "2022-07-15", "2022-07-15"),
        ("15 July CE 22", "BE", "2022-07-15", "2022-07-15"),
        ("65-07-15", "CE", "2015 หรือหากเป็นปี พ.ศ. 2515", "2015, or 2515"),
        ("15/07/2022", "BE", "15/07/2565", "15/07/2565"),
    ],
)
def test_a_year_of_the_wrong_era_is_answered_with_the_date_meant(
    text: str, era: Era, thai: str, english: str
) -> None:
    with pytest.raises(Refusal) as refused:
        parse_date(text, field="x", era=era)
    assert thai in refused.value.sentence.th
    assert english in refused.value.sentence.en


@pytest.mark.parametrize(("text", "era"), [("15 July CE 22", "CE"), ("15 ก.ค. 65", "CE")])
def test_a_year_cut_short_that_tells_its_era_is_answered_in_that_alone(text: str, era: Era) -> None:
    with pytest.raises(TwoDigitYear) as refused:
        parse_date(text, field="x", era=era)
    assert " or " not in refused.value.sentence.en


def test_a_wrong_weekday_is_answered_with_the_right_one() -> None:
    with pytest.raises(WrongWeekday) as refused:
        parse_date("วันพุธที่ 15 กรกฎาคม 2565", field="x", era="BE")
    assert "ซึ่งเป็นวันศุกร์" in refused.value.sentence.th
    assert "which is a Friday" in refused.value.sentence.en


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from(["BE", "CE"]))
def test_what_a_refusal_proposes_in_words_every_field_reads(day: date, era: Era) -> None:
    spoken = in_words(day.year + 543, day.month, day.day)
    assert {parse_date(one, field="x", era=era) for one in (spoken.th, spoken.en)} == {day}


@given(
    st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    st.sampled_from(["order", "letter", "short", "minutes"]),
)
def test_what_the_forms_print_is_read_back(day: date, form: DateForm) -> None:
    assert parse_date(thai_date(day, form), field="x", era="BE") == day
    assert parse_date(to_thai_digits(day.isoformat()), field="x") == day


@given(
    st.text(max_size=20) | st.from_regex(r"[0-9/. -]{1,12}", fullmatch=True),
    st.sampled_from(["BE", "CE"]),
)
def test_no_text_breaks_the_reading(text: str, era: Era) -> None:
    try:
        day = parse_date(text, field="x", era=era)
    except Refusal:
        return
    assert 1900 <= day.year <= 2200


@pytest.mark.parametrize("text", ["2565", " ๒๕๖๕ ", "พ.ศ. 2565", "พ.ศ.๒๕๖๕", "BE 2565"])
def test_a_buddhist_year_is_read_however_it_is_typed(text: str) -> None:
    assert parse_be_year(text, field="x") == 2565


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("65", TwoDigitYear),
        ("2022", YearChristian),
        ("3000", YearOutOfRange),
        ("ค.ศ. 2565", YearUnreadable),
        ("ปีหน้า", YearUnreadable),
    ],
)
def test_a_year_in_doubt_is_refused_for_its_own_reason(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as refused:
        parse_be_year(text, field="x")
    assert known(f"refusal.{refused.value.code}")


def test_a_christian_year_is_answered_with_the_buddhist_one() -> None:
    with pytest.raises(YearChristian) as refused:
        parse_be_year("2022", field="x")
    assert "2565" in refused.value.sentence.th
