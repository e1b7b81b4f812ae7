"""Files that are no answer: each refused in a sentence, nothing changed, never a traceback."""

import io
import json
from pathlib import Path

import pytest

from registry.queries.people import person
from tests.builders import SCAN, Desk, a_desk
from tests.desk.cli.terminal import Terminal

BY_COORD = ("--recorded-by", "coord")
IDENTITY = "1101700230708"
AGREED = {"result": "agreed"}


@pytest.fixture
def prasan(sqlite_url: str) -> Terminal:
    return Terminal(sqlite_url)


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def advocacy(instance: int, answer: str, *more: str) -> tuple[str, ...]:
    return (
        "decide", str(instance), "advocacy", "--by", "5715/district_chief",
        "--decided-on", "2022-06-02", "--answer", answer, *BY_COORD, *more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("binary.json", bytes(range(256)), "file_unreadable"),
        ("long_number.json", b'{"met": ' + b"9" * 5000 + b"}", "json_unreadable"),
        ("deep.json", b"[" * 100_000, "json_unreadable"),
        ("long_number.toml", b"met = " + b"9" * 5000, "file_unreadable"),
        ("deep.toml", b"met = " + b"[" * 3000 + b"]" * 3000, "file_unreadable"),
        ("deep.yaml", b"met: " + b"[" * 3000 + b"]" * 3000, "file_unreadable"),
        ("circle.yaml", b"met: &a [*a]", "file_unreadable"),
        ("binary.yaml", b"met: !!binary gICAgA==", "file_unreadable"),
        ("code.yaml", b"!!python/object/apply:os.system ['true']", "file_unreadable"),
        ("twice.json", b'{"result": "agreed", "result": "not_now"}', "key_twice"),
        ("twice.yaml", b"met: {a: 1, a: 2}", "key_twice"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert prasan.refused(*advocacy(desk.to_advocacy(), str(file))) == (code, "--answer")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        (('met={"a": 1, "a": 2}',), "--set"),
        (('met=[{"a": {"b": 1, "b": 1}}]',), "--set"),
        (("met=x", "met=y"), "met"),
    ],
)
def test_a_field_that_is_typed_twice_is_refused_by_its_name(
    prasan: Terminal, desk: Desk, fields: tuple[str, ...], field: str
) -> None:
    file_and_more = advocacy(desk.to_advocacy(), "-")
    words = [word for one in fields for word in ("--set", one)]
    without_file = [one for one in file_and_more if one not in ("--answer", "-")]
    assert prasan.refused(*without_file, *words) == ("key_twice", field)


def test_a_setting_whose_value_gives_a_field_twice_is_refused(prasan: Terminal, desk: Desk) -> None:
    words = ("settings", "set", "gate.advocacy.due_days", '{"a": 1, "a": 2}', "--area", "57")
    refused = prasan.refused(*words, "--from", "2022-06-02", *BY_COORD)
    assert refused == ("key_twice", "VALUE")


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 100_000], ids=["long", "deep"])
def test_what_is_typed_and_no_json_can_hold_is_a_word(
    prasan: Terminal, desk: Desk, value: str
) -> None:
    file_and_more = [
        one for one in advocacy(desk.to_advocacy(), "-") if one not in ("--answer", "-")
    ]
    told = prasan.refused(*file_and_more, "--set", f"result={value}")
    assert told == ("answer_unfit", "result")


def test_bytes_on_the_standard_input_that_are_no_text_are_refused(
    prasan: Terminal, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk.to_advocacy()
    for _ in range(2):  # `refused` reads it once
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\x80\x81"), "utf-8"))
    assert prasan.refused(*advocacy(first, "-")) == ("file_unreadable", "--answer")


def test_the_mark_that_some_programs_put_before_a_text_is_no_part_of_it(
    prasan: Terminal, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = io.StringIO("\ufeff" + json.dumps(AGREED))
    monkeypatch.setattr("sys.stdin", marked)
    assert prasan(*advocacy(desk.to_advocacy(), "-")).code == 0


@pytest.mark.parametrize(
    ("met", "code"),
    [
        ("a\x00b", "document_value_not_printable"),
        ("ประชุม 🎉", "document_value_not_printable"),
        ("พบ မောင်အောင်", "document_value_letters"),
        ("{{ 7*7 }}", "document_value_tag"),
    ],
)
def test_a_text_that_no_paper_can_print_is_refused_at_the_door(
    prasan: Terminal, desk: Desk, tmp_path: Path, met: str, code: str
) -> None:
    file = tmp_path / "answer.json"
    file.write_text(json.dumps({"result": "agreed", "met": met}), encoding="utf-8")
    assert prasan.refused(*advocacy(desk.to_advocacy(), str(file))) == (code, "met")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ใหม่ ใจดี 😀", "document_value_not_printable"),
        ("မောင်အောင်", "document_value_letters"),
    ],
)
def test_a_name_that_no_paper_can_print_is_not_loaded(
    prasan: Terminal, desk: Desk, tmp_path: Path, name: str, code: str
) -> None:
    file = tmp_path / "people.json"
    people = {"people": [{"ref": "5715.new", "name_th": name}]}
    file.write_text(json.dumps(people), encoding="utf-8")
    assert prasan.refused("load", str(file), *BY_COORD) == (code, "people.0.name_th")


def test_somebody_of_rank_is_found_with_the_space_behind_it_and_without(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    file, name = tmp_path / "people.json", f"{'สม' * 20} {'มุติ' * 14}ๆๆ"
    people = {"people": [{"ref": "5715.new", "title_th": "พ.จ.อ.หญิง", "name_th": name}]}
    file.write_text(json.dumps(people), encoding="utf-8")
    assert len(name) == 99
    assert prasan("load", str(file), "--recorded-by", "admin").code == 0
    with desk.office.registry.reading() as connection:
        for typed in (f"พ.จ.อ.หญิง {name}", f"พ.จ.อ.หญิง{name}", name):
            found = person(connection, typed, field="person")
            assert (found.ref, found.name.th) == ("5715.new", f"พ.จ.อ.หญิง {name}")


def test_a_reason_or_a_files_name_with_an_identity_number_is_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    first, answer = desk.to_advocacy(), tmp_path / "answer.json"
    answer.write_text(json.dumps(AGREED), encoding="utf-8")
    scan = tmp_path / f"{IDENTITY}.pdf"
    scan.write_bytes(SCAN.content)
    code = "identity_number_in_text"
    why = advocacy(first, str(answer), "--reason", f"ดู {IDENTITY}")
    assert prasan.refused(*why) == (code, "reason")
    named = advocacy(first, str(answer), "--scan", str(scan))
    assert prasan.refused(*named) == (code, "evidence.0")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("people rename 5715.deputy2 --reason x --name-th NUMBER", "name_th"),
        ("people rename 5715/police_superintendent/1 --reason x --title-th NUMBER", "title_th"),
        ("event policy_changed --area 57 --title-th x --topic defining --key p-NUMBER", "key"),
        ("event agency_withdrew --district 5715 --key x --letter 1/2565 --scan SCAN", "evidence"),
        ("start establishment --province 57 --directive LETTER --scan SCAN", "evidence"),
    ],
)
def test_no_name_key_or_files_name_that_is_kept_holds_an_identity_number(
    prasan: Terminal, desk: Desk, tmp_path: Path, words: str, field: str
) -> None:
    scan, letter = tmp_path / f"{IDENTITY}.pdf", tmp_path / "letter.json"
    scan.write_bytes(SCAN.content)
    told = {
        "number": "ชร 0004/ว 12", "dated": "2022-06-01", "subject_th": "การจัดตั้ง",
        "signer": "ผู้ว่าราชการจังหวัดเชียงราย", "districts": "all",
    }  # fmt: skip
    letter.write_text(json.dumps(told), encoding="utf-8")
    typed = {
        "SCAN": str(scan),
        "LETTER": str(letter),
        "NUMBER": IDENTITY,
        "p-NUMBER": f"p-{IDENTITY}",
    }
    refused = prasan.refused(*(typed.get(word, word) for word in words.split()), *BY_COORD)
    assert refused == ("identity_number_in_text", field)


def test_bytes_on_the_command_line_that_are_no_text_break_nothing(
    prasan: Terminal, desk: Desk
) -> None:
    first = desk.to_advocacy()
    gate = ("withdraw", str(first), "\udcff", "--reason", "x", *BY_COORD)
    assert prasan.refused(*gate) == ("not_a_decision", "gate")
    assert prasan("stop", str(first), "--reason", "a\udcffb", *BY_COORD).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("show", "99999999999999999999"),
        ("why", "2147483648"),
        ("document", "get", "99999999999999999999", "-o", "x.docx"),
        ("form", "99999999999999999999", "advocacy"),
        ("advance", "99999999999999999999"),
    ],
)
def test_a_number_beyond_every_row_is_refused(
    prasan: Terminal, desk: Desk, words: tuple[str, ...]
) -> None:
    assert prasan.refused(*words)[0] == "usage_unfit"


@pytest.mark.parametrize(
    ("process", "begins"),
    [
        ("order", "start establishment"),
        ("plan", "start annual_cycle --year"),
        ("handover", "rotate"),
    ],
)
def test_a_process_that_begins_in_its_time_is_not_started_and_what_begins_it_is_said(
    prasan: Terminal, desk: Desk, process: str, begins: str
) -> None:
    start = ("start", process, "--district", "5715", *BY_COORD)
    assert prasan.refused(*start) == ("begun_elsewhere", "process")
    assert f"prasan {begins}" in prasan(*start).err
    with_year = (*start, "--year", "2566")
    if process == "plan":
        assert prasan.refused(*with_year) == ("begun_elsewhere", "process")


def test_a_fiscal_year_is_read_in_thai_digits_and_one_of_the_christian_era_is_told_so(
    prasan: Terminal, desk: Desk
) -> None:
    of, listed = ("--district", "5715"), ("activity", "list", "--district", "5715")
    assert prasan(*listed, "--year", "๒๕๖๖", "--quarter", "๑").code == 0
    assert prasan.refused(*listed, "--year", "2023") == ("year_christian", "--year")
    start = ("start", "annual_cycle", *of, *BY_COORD)
    assert prasan.refused(*start, "--year", "๒๕๖๖") == ("year_not_open", "--year")
    assert prasan.refused(*start, "--year", "2023") == ("year_christian", "--year")


def test_a_sign_no_database_holds_in_a_file_of_decisions_is_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    row = {
        "instance": desk.to_advocacy(), "gate": "advocacy", "by": "district_chief\x00",
        "decided_on": "2022-06-02", "answer": AGREED,
    }  # fmt: skip
    file = tmp_path / "decisions.json"
    file.write_text(json.dumps({"decisions": [row]}), encoding="utf-8")
    refused = prasan.refused("decide", "--file", str(file), *BY_COORD)
    assert refused == ("document_value_not_printable", "by")


def test_a_text_of_a_file_that_is_too_long_is_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    office = {"ref": "5715/x", "title_th": "ก", "title_en": "x", "unit_th": "ก" * 5000}
    file = tmp_path / "offices.json"
    file.write_text(json.dumps({"offices": [office]}), encoding="utf-8")
    assert prasan.refused("load", str(file), *BY_COORD) == ("file_unfit", "offices 1: unit_th")
