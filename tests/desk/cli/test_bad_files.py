"""Files, settings and options that the command line refuses, each in one sentence."""

from pathlib import Path
from typing import Any

import pytest
import typer

from tests.builders import Desk
from tests.desk.cli.at_commands import (
    AGREED,
    BY_COORD,
    a_file,
    a_scan,
    decide,
    desk,
    prasan,
)
from tests.desk.cli.terminal import COMMANDS, Terminal

__all__ = ["desk", "prasan"]


def test_json_that_cannot_be_read_is_refused_naming_line_and_column(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    first, answer = desk.to_advocacy(), a_file(tmp_path, '{"result":\n  "agreed",,}')
    assert prasan.refused(*decide(first, "advocacy", answer)) == ("json_unreadable", "--answer")
    assert "line 2, column 12" in prasan(*decide(first, "advocacy", answer)).err


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 a Word document", "scan_wrong_kind"),
        (b"", "scan_empty"),
        (b"%PDF-1.4\n" + b"\0" * (20 * 1024 * 1024), "scan_too_large"),
    ],
)
def test_a_scan_that_is_none_or_too_large_is_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path, content: bytes, code: str
) -> None:
    first, answer = desk.to_advocacy(), a_file(tmp_path, AGREED)
    scan = a_scan(tmp_path, content)
    assert prasan.refused(*decide(first, "advocacy", answer, "--scan", scan)) == (code, "--scan")


def test_a_scan_that_is_not_there_is_refused(prasan: Terminal, desk: Desk, tmp_path: Path) -> None:
    first, answer = desk.to_advocacy(), a_file(tmp_path, AGREED)
    words = decide(first, "advocacy", answer, "--scan", str(tmp_path / "gone.pdf"))
    assert prasan.refused(*words) == ("scan_not_readable", "--scan")


@pytest.mark.parametrize(
    ("rows", "code", "field"),
    [
        ({"holders": [{"office": "5715/x", "person": "coord"}]}, "file_unfit", "holders 1: start"),
        ({"persons": []}, "file_unfit", "persons"),
        (
            {"holders": [{"office": "5715/x", "person": "nobody", "start": "2022-01-01"}]},
            "unknown_person", "holders 1: person",
        ),
        (
            {"holders": [{"office": "5715/x", "person": "coord", "start": "2565-01-01"}]},
            "date_buddhist_year", "holders 1: start",
        ),
        (
            {"offices": [{"ref": "9999/x", "title_th": "ก", "title_en": "x"}]},
            "unknown_area", "offices 1: ref",
        ),
        (
            {"offices": [{"ref": "chief", "title_th": "ก", "title_en": "x"}]},
            "office_ref_unfit", "offices 1: ref",
        ),
        (
            {"offices": [
                {"ref": "5715/x", "title_th": "ก", "title_en": "x"},
                {"ref": "5715/y", "title_th": "ก", "title_en": "x", "agency": "no_such"},
            ]},
            "unknown_agency", "offices 2: agency",
        ),
        (
            {"holders": [
                {"office": "5715/x", "person": "coord", "start": "2022-01-01",
                 "capacity": "acting"},
            ]},
            "acting_without_basis", "holders 1: basis",
        ),
        (
            {"holders": [
                {"office": "5715/x", "person": "coord", "start": "2022-01-01",
                 "last_day": "2021-12-31"},
            ]},
            "stop_before_start", "holders 1: last_day",
        ),
        (
            {"holders": [
                {"office": "5715/x", "person": "coord", "start": "2022-01-01",
                 "stop": "2022-10-01"},
            ]},
            "last_day_instead", "holders 1: stop",
        ),
        ([], "file_unfit", "FILE"),
    ],
)  # fmt: skip
def test_a_file_to_load_is_refused_naming_row_and_field(
    prasan: Terminal, desk: Desk, tmp_path: Path, rows: object, code: str, field: str
) -> None:
    file = a_file(tmp_path, rows, "load.json")
    assert prasan.refused("load", file, *BY_COORD) == (code, field)


def test_files_of_no_known_kind_or_form_are_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    cases = {
        "a.ods": "file_wrong_suffix",
        "a.xlsx": "workbook_unreadable",
        "a.toml": "file_unreadable",
        "a.yaml": "file_unreadable",
    }
    for name, code in cases.items():
        file = a_file(tmp_path, "[[[: {", name)
        assert prasan.refused("load", file, *BY_COORD) == (code, "FILE")
    gone = str(tmp_path / "gone.toml")
    assert prasan.refused("load", gone, *BY_COORD) == ("file_not_readable", "FILE")


@pytest.mark.parametrize(
    ("name", "form", "typed", "line", "column"),
    [("a.toml", "TOML", "a = 1\nb = ๑", 2, 5), ("a.yaml", "YAML", "a: 1\nb: [1, 2", 2, 9)],
)
def test_where_a_file_breaks_off_is_told_in_both_languages(
    prasan: Terminal, tmp_path: Path, name: str, form: str, typed: str, line: int, column: int
) -> None:
    told = prasan("load", a_file(tmp_path, typed, name), *BY_COORD, "--json").error
    assert f"(บรรทัดที่ {line} คอลัมน์ {column} ไม่เป็นรูปแบบ {form})" in told["message_th"]
    assert f"(line {line}, column {column} is not {form})" in told["message_en"]


def test_a_file_that_ends_too_early_is_told_to(prasan: Terminal, tmp_path: Path) -> None:
    told = prasan("load", a_file(tmp_path, 'a = "ก', "a.toml"), *BY_COORD, "--json").error
    assert "(ไฟล์จบก่อนที่ควรจะจบ)" in told["message_th"]


def test_only_who_may_load_an_area_loads_it(prasan: Terminal, desk: Desk, tmp_path: Path) -> None:
    other = {"offices": [{"ref": "5001/x", "title_th": "ก", "title_en": "x"}]}
    file = a_file(tmp_path, other, "other.json")
    assert prasan.refused("load", file, *BY_COORD) == ("may_not", "recorded_by")
    rise = {"parts": [{"person": "coord", "role": "admin", "area": "57", "start": "2022-01-01"}]}
    file = a_file(tmp_path, rise, "rise.json")
    assert prasan.refused("load", file, *BY_COORD) == ("may_not", "recorded_by")


def test_settings_are_refused_where_key_value_or_right_do_not_fit(
    prasan: Terminal, desk: Desk
) -> None:
    since = ("--area", "เชียงราย", "--from", "2022-01-01", *BY_COORD)
    cases = [
        (("no.such", "1"), ("unknown_setting", "key")),
        (("representative.reply_days", "many"), ("setting_unfit", "representative.reply_days")),
        (("advocacy.follow_up_days", "[60,30]"), ("setting_unfit", "advocacy.follow_up_days")),
        (("order.heading", "no_such"), ("setting_unfit", "order.heading")),
    ]
    for words, refused in cases:
        assert prasan.refused("settings", "set", *words, *since) == refused
    elsewhere = ("--area", "50", "--from", "2022-01-01", *BY_COORD)
    far = ("settings", "set", "representative.reply_days", "7", *elsewhere)
    assert prasan.refused(*far) == ("may_not", "recorded_by")


def test_a_missing_or_wrong_option_is_refused_in_a_sentence(prasan: Terminal, desk: Desk) -> None:
    assert prasan.refused("decide", "1", "advocacy", *BY_COORD) == ("usage_missing", "--by")
    assert prasan.refused("stop", "1", "--reason", "x") == ("usage_missing", "--recorded-by")
    assert prasan.refused("why", "one") == ("usage_unfit", "instance")
    assert prasan.refused("why", "1", "2") == ("usage_unfit", "COMMAND")
    assert prasan.refused("whyever") == ("usage_unknown_command", None)
    assert prasan.refused("why", "1", "--bogus") == ("usage_unknown_option", "--bogus")
    assert prasan.refused("waiting", "--lang", "fr") == ("unknown_language", "--lang")


def test_a_number_that_does_not_fit_is_told_with_its_bounds(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    into = ("--registry", f"sqlite:///{tmp_path / 'simulation.db'}")
    for districts, years, told in (
        ("0", "1", "--districts: what was typed does not fit (a whole number of at least 1"),
        ("two", "1", "--districts: what was typed does not fit (a whole number of at least 1"),
        ("1", "11", "--years: what was typed does not fit (a whole number from 1 to 10"),
        ("879", "1", "--districts: there are 878 districts to simulate, not 879"),
    ):
        said = prasan("simulate", "--districts", districts, "--years", years, *into)
        assert said.code == 2
        assert told in said.err
    assert "(a whole number is wanted)" in prasan("why", "one").err
    assert not (tmp_path / "simulation.db").exists()


NUMBERS = [
    (words, one)
    for words, command in COMMANDS.items()
    for one in command.params
    if one.type_descriptor.annotation in (int, list[int])
]


@pytest.mark.parametrize(
    ("words", "number"), NUMBERS, ids=[" ".join((*words, one.name)) for words, one in NUMBERS]
)
def test_every_number_of_every_command_is_read_in_thai_digits_within_its_bounds(
    words: tuple[str, ...], number: Any
) -> None:
    context = typer.Context(COMMANDS[words])
    several = number.multiple or number.nargs == -1
    for typed in ("๓", "3"):
        read = number.process_value(context, (typed,) if several else typed)
        assert read == ([3] if several else 3)
    for typed in ("๓ก", "๓.๕", *(["๙" * 10] if number.max else [])):
        with pytest.raises(typer.BadParameter):
            number.process_value(context, (typed,) if several else typed)


def test_what_is_named_by_a_number_in_thai_digits_is_found(prasan: Terminal, desk: Desk) -> None:
    assert desk.start() == 1
    assert prasan("show", "๑").out == prasan("show", "1").out != ""
