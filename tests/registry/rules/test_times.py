import re
from datetime import time
from pathlib import Path

import pytest

from config.words import LANGUAGES, say
from registry.rules.times import TimeUnreadable, as_time, parse_time, time_of


@pytest.mark.parametrize(
    "text",
    [
        "๐๙.๓๐ น.", "๐๙.๓๐ น", "09.30", "9.30", "0930", "930", "09:30", "9:30", "09.30 น.",
        "9.30น.", " 09 : 30 ", "เวลา ๐๙.๓๐ น.", "09.30 นาฬิกา", "09:30:00", "09.30 hrs", "at 9:30",
    ],
)  # fmt: skip
def test_a_time_is_read_however_papers_write_it(text: str) -> None:
    assert parse_time(text, field="time") == "09:30"


@pytest.mark.parametrize(
    ("text", "read"), [("9 น.", "09:00"), ("๑๓ น.", "13:00"), ("0.05", "00:05")]
)
def test_a_whole_hour_has_its_unit_behind_it(text: str, read: str) -> None:
    assert parse_time(text, field="time") == read


@pytest.mark.parametrize(
    "text", ["24.00", "9", "9.3", "09.60", "25:00", "สาย", "12345", "1/2", "-9.30", ""]
)
def test_what_is_no_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(TimeUnreadable) as refused:
        parse_time(text, field="started")
    assert refused.value.field == "started"
    assert "09.30 น." in refused.value.sentence.th
    assert "09.30" in refused.value.sentence.en


def test_a_clocks_own_time_is_written_out_and_what_is_none_left_to_the_form() -> None:
    assert as_time(time(9, 30), field="x") == "09:30"
    assert as_time(None, field="x") is None
    assert as_time("", field="x") == ""


def test_typed_and_kept_times_are_the_same_time() -> None:
    assert {time_of(one) for one in ("16.30", "16:30", "๑๖.๓๐ น.", "1630")} == {time(16, 30)}


def test_the_hint_of_a_time_and_its_refusal_give_the_same_examples() -> None:
    example = re.compile("[0-9๐-๙]{2}[.:][0-9๐-๙]{2}(?: น\\.)?")
    for language in LANGUAGES:
        told = say("refusal.time_unreadable", language, field="", value="")
        assert example.findall(say("page.hint.time", language)) == example.findall(told) != []


def test_nothing_but_the_reader_of_times_reads_a_time_of_the_day() -> None:
    of_python = re.compile(r"\btime\.(?:fromisoformat|strptime)\b")
    rooms = ("config", "registry", "tasks", "flows", "desk")
    found = [
        path.as_posix()
        for room in rooms
        for path in (Path(__file__).parents[3] / room).rglob("*.py")
        if of_python.search(path.read_text())
    ]
    assert found == []
