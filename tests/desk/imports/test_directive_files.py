import json
from pathlib import Path

import pytest

from config.words import labelled
from desk.imports.directive_files import EarlierIn, LetterIn
from registry.rules.plain_values import Json
from tests.builders import SCAN, Desk, a_desk
from tests.desk.cli.terminal import Printed, Terminal

BY_COORD = ("--recorded-by", "coord")
TOML = """
number = "ชร ๐๐๐๔/ว ๑๒๓๔"
dated = 2022-06-01
subject_th = "การจัดตั้งคณะกรรมการระดับอำเภอ"
signer = "ผู้ว่าราชการจังหวัดเชียงราย"
within_days = 30
districts = ["Thoeng", "อ.แม่ฟ้าหลวง", "Muang"]

[[earlier]]
district = "เทิง"
heading_th = "คำสั่งอำเภอเทิง"
number = "๑๒๓/๒๕๕๖"
dated = "2013-10-07"
subject_th = "จัดตั้งศูนย์ปฏิบัติการ"
"""
LETTER: dict[str, Json] = {
    "number": "ชร 0004/ว 1234",
    "dated": "2022-06-01",
    "subject_th": "การจัดตั้งคณะกรรมการระดับอำเภอ",
    "signer": "ผู้ว่าราชการจังหวัดเชียงราย",
    "districts": "all",
}
CENTRE: dict[str, Json] = {
    "district": "เทิง",
    "heading_th": "คำสั่งอำเภอเทิง",
    "number": "๑๒๓/๒๕๕๖",
    "dated": "2013-10-07",
    "subject_th": "จัดตั้งศูนย์ปฏิบัติการ",
}


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


@pytest.fixture
def prasan(desk: Desk, sqlite_url: str) -> Terminal:
    assert desk.instances() == []
    return Terminal(sqlite_url)


def a_file(folder: Path, value: object, name: str = "letter.json") -> str:
    file = folder / name
    file.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return str(file)


def start(prasan: Terminal, file: str, *more: str) -> Printed:
    return prasan("start", "establishment", "--directive", file, *BY_COORD, *more)


def test_every_field_of_a_letter_is_called_by_words() -> None:
    named = {*LetterIn.model_fields, *EarlierIn.model_fields}
    assert {one for one in named if not labelled(one)} == set()


def test_one_line_a_district_and_the_second_time_nothing_new(
    prasan: Terminal, tmp_path: Path
) -> None:
    file = a_file(tmp_path, TOML, "letter.toml")
    first = start(prasan, file, "--province", "Chiang Rai", "--lang", "en")
    assert first.code == 0, first.err
    assert first.out.splitlines()[:4] == [
        "Letter no. ชร 0004/ว 1234 of 1 June 2022 is recorded.",
        "Mueang Chiang Rai: instance 1 has begun, the Chief informed by the letter.",
        "Thoeng: instance 2 has begun, to replace the old centre's order.",
        "Mae Fa Luang: instance 3 has begun, the Chief informed by the letter.",
    ]
    again = start(prasan, file, "--province", "57", "--lang", "en")
    assert "was recorded before" in again.out.splitlines()[0]
    assert again.out.count("Settled when the letter was entered before") == 3


def test_json_tells_the_letter_and_each_district(prasan: Terminal, tmp_path: Path) -> None:
    scan = tmp_path / "letter.pdf"
    scan.write_bytes(SCAN.content)
    file = a_file(tmp_path, LETTER)
    told = start(prasan, file, "--districts", "Thoeng, Phan", "--scan", str(scan), "--json").json
    assert told["directive"]["province"] == "57"
    assert told["directive"]["document"] is not None
    assert told["entered_before"] is False
    assert [(one["district"], one["result"], one["new"]) for one in told["districts"]] == [
        ("5704", "started", True), ("5705", "started", True),
    ]  # fmt: skip


def test_show_and_why_say_which_letter_began_it(prasan: Terminal, tmp_path: Path) -> None:
    start(prasan, a_file(tmp_path, LETTER), "--districts", "Mae Fa Luang")
    shown = prasan("show", "1", "--lang", "en").out
    assert "Started by directive no. ชร 0004/ว 1234 of 1 June 2022" in shown
    assert "Advocacy (informed by letter no. ชร 0004/ว 1234 of 1 June 2022)" in shown
    assert prasan("why", "1", "--lang", "en").out.startswith("Started by directive no.")
    prasan("start", "establishment", "--district", "Phan", *BY_COORD)
    assert "directive" not in prasan("show", "2", "--lang", "en").out


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"number": None}, "file_unfit", "number"),
        ({"number": ""}, "file_unfit", "number"),
        ({"dated": "เมื่อวาน"}, "date_unreadable", "dated"),
        ({"dated": "2565-06-01"}, "date_buddhist_year", "dated"),
        ({"within_days": 0}, "file_unfit", "within_days"),
        ({"within_days": 30, "due_on": "2022-07-01"}, "due_twice", "due_on"),
        ({"governor": "x"}, "file_unfit", "governor"),
        ({"districts": ["Thoeng", "Nowhere"]}, "district_unknown", "districts"),
        ({"districts": ["Thoeng", "Phanom"]}, "district_of_another_province", "districts"),
        ({"districts": 7}, "file_unfit", "districts"),
        ({"districts": [True]}, "file_unfit", "districts"),
        ({"province": "Nowhere"}, "province_unknown", "districts"),
        ({"earlier": "x"}, "file_unfit", "earlier"),
        ({"earlier": ["x"]}, "file_unfit", "earlier 1"),
        ({"earlier": [{**CENTRE, "dated": "2556-10-07"}]}, "date_buddhist_year",
         "earlier 1: dated"),
        ({"earlier": [{**CENTRE, "number": "x"}]}, "order_number_unreadable", "earlier 1: number"),
        ({"earlier": [{**CENTRE, "district": "x"}]}, "district_unknown", "earlier 1: district"),
    ],
)  # fmt: skip
def test_a_file_that_does_not_fit_names_the_field(
    prasan: Terminal, tmp_path: Path, change: dict[str, Json], code: str, field: str
) -> None:
    whole = {"province": "57", **LETTER, **change}
    file = a_file(tmp_path, {name: said for name, said in whole.items() if said is not None})
    words = ("start", "establishment", "--directive", file, *BY_COORD)
    said = field if code != "province_unknown" else "province"
    assert prasan.refused(*words) == (code, said)


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ((), "directive_province_missing", "province"),
        (("--province", "57", "--on", "2022-06-02"), "directive_has_its_day", "--on"),
        (("--province", "57", "--scan", "none.pdf"), "scan_not_readable", "--scan"),
    ],
)
def test_options_that_do_not_fit_a_directive_are_named(
    prasan: Terminal, tmp_path: Path, more: tuple[str, ...], code: str, field: str
) -> None:
    file = a_file(tmp_path, LETTER)
    words = ("start", "establishment", "--directive", file, *more, *BY_COORD)
    assert prasan.refused(*words) == (code, field)


@pytest.mark.parametrize("option", ["--province", "--scan"])
def test_options_of_a_directive_are_refused_without_one(prasan: Terminal, option: str) -> None:
    words = ("start", "establishment", "--district", "5715", option, "57", *BY_COORD)
    assert prasan.refused(*words) == ("directive_option_alone", option)


def test_a_directive_starts_establishments_only(prasan: Terminal, tmp_path: Path) -> None:
    words = ("start", "order", "--directive", a_file(tmp_path, LETTER), *BY_COORD)
    assert prasan.refused(*words) == ("unknown_process", "process")
