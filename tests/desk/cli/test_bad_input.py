from pathlib import Path
from typing import Any

import pytest
import typer

from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, SCAN, Desk
from tests.desk.cli.at_commands import (
    AGREED,
    BY_COORD,
    CHIEF,
    a_file,
    at_advocacy,
    decide,
    desk,
    prasan,
)
from tests.desk.cli.terminal import COMMANDS, Terminal

__all__ = ["desk", "prasan"]


def a_scan(folder: Path, content: bytes = SCAN.content, name: str = "order.pdf") -> str:
    file = folder / name
    file.write_bytes(content)
    return str(file)


def at_registration(desk: Desk) -> int:
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-06-22", {"result": "sign"})
    return order


def test_an_unknown_district_is_refused_with_suggestions(prasan: Terminal, desk: Desk) -> None:
    start = ("start", "establishment", *BY_COORD, "--district")
    assert prasan.refused(*start, "Mae Fa Luong") == ("district_unknown", "--district")
    assert "5715" in prasan(*start, "Mae Fa Luong").err


def test_of_a_district_that_nothing_is_like_the_sentence_says_what_to_type_instead(
    prasan: Terminal, desk: Desk
) -> None:
    start = ("start", "establishment", *BY_COORD, "--district")
    assert prasan.refused(*start, "9999") == ("district_unknown", "--district")
    said = prasan(*start, "9999").err
    assert "four-digit code" in said
    assert "nearest" not in said


def test_an_ambiguous_district_is_refused_with_every_candidate(
    prasan: Terminal, desk: Desk
) -> None:
    start = ("start", "establishment", *BY_COORD, "--district", "Chaloem Phra Kiat")
    assert prasan.refused(*start) == ("district_ambiguous", "--district")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("start", "establishment", "--district", ""), "--district"),
        (("start", "establishment", "--districts", " , "), "--districts"),
        (("dissolve", "--district", " "), "--district"),
        (("people", "reassign", "coord", "coord2", "--districts", ""), "--districts"),
    ],
    ids=" ".join,
)
def test_where_no_district_is_typed_it_is_asked_for(
    prasan: Terminal, desk: Desk, words: tuple[str, ...], field: str
) -> None:
    assert prasan.refused(*words, *BY_COORD) == ("district_missing", field)


def test_what_was_typed_is_said_again_without_signs_that_move_or_turn_the_text_and_not_at_length(
    prasan: Terminal, desk: Desk
) -> None:
    said = prasan("people", "show", "\x1b[2J\u202eabc" + "ก" * 10_000).err
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert len(said) < 1000


def test_a_process_that_is_open_already_is_refused(prasan: Terminal, desk: Desk) -> None:
    desk.start()
    start = ("start", "establishment", *BY_COORD, "--district", "5715")
    assert prasan.refused(*start) == ("already_started", "--district")


def test_a_gate_that_is_not_open_is_refused(prasan: Terminal, desk: Desk, tmp_path: Path) -> None:
    first, answer = desk.start(), a_file(tmp_path, AGREED)
    assert prasan.refused(*decide(first, "advocacy", answer)) == ("gate_not_open", "gate")
    assert prasan.refused(*decide(first, "nonsense", answer)) == ("unknown_gate", "gate")
    assert prasan.refused(*decide(99, "advocacy", answer)) == ("unknown_instance", "instance")


def test_while_a_draft_is_made_it_is_said_that_nobody_is_asked_and_how_to_see_why(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    order, answer = desk.to_first_draft(perform=False), a_file(tmp_path, {"result": "forward"})
    forward = decide(order, "deputy_review", answer, by="focal_point", on="2022-06-20")
    moved = ("due", str(order), "deputy_review", "--due", "2022-07-30", "--reason", "x", *BY_COORD)
    for words in (forward, moved, ("form", str(order), "deputy_review")):
        assert prasan.refused(*words) == ("no_gate_open", "gate")
        assert f"prasan why {order}" in prasan(*words).err


def test_a_gate_that_is_answered_already_is_refused_naming_who(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    first = at_advocacy(desk)
    answer = a_file(tmp_path, {"finding": "none"})
    again = decide(first, "earlier_order", answer, by=COORDINATOR)
    assert prasan.refused(*again) == ("already_decided", "gate")
    assert "ประสาน ดี" in prasan(*again).err


def test_a_decider_who_did_not_hold_the_office_that_day_is_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    first, answer = at_advocacy(desk), a_file(tmp_path, AGREED)
    other = decide(first, "advocacy", answer, by=f"{CHIEF}@5715.deputy")
    assert prasan.refused(*other) == ("did_not_hold_office", "by")
    before = decide(first, "advocacy", answer, on="2018-01-05")
    assert prasan.refused(*before) == ("office_vacant", "by")


def test_an_office_that_may_not_decide_is_told_by_its_name_and_never_by_its_reference(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    first, answer = at_advocacy(desk), a_file(tmp_path, AGREED)
    wrong = decide(first, "advocacy", answer, by="5715/deputy_district_chief/1")
    assert prasan.refused(*wrong) == ("office_may_not_decide", "by")
    said = prasan(*wrong).err
    assert "“ปลัดอำเภอ" in said
    assert "5715/deputy_district_chief" not in said


def test_a_recorder_without_the_right_is_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    first, answer = at_advocacy(desk), a_file(tmp_path, AGREED)
    words = [*decide(first, "advocacy", answer)]
    words[words.index("coord")] = "5715.chief"
    assert prasan.refused(*words) == ("may_not_record", "recorded_by")
    words[words.index("5715.chief")] = "nobody.at.all"
    assert prasan.refused(*words) == ("unknown_person", "recorded_by")


def test_a_signature_before_the_drafts_own_date_or_in_the_future_is_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    signed = a_file(tmp_path, {"result": "sign"})
    early = decide(order, "chief_review", signed, on="2022-06-15")
    assert prasan.refused(*early) == ("signed_before_draft", "decided_on")
    ahead = decide(order, "chief_review", signed, on="2199-01-05")
    assert prasan.refused(*ahead) == ("act_in_future", "decided_on")


def test_a_paper_dated_in_the_future_is_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    order, scan = at_registration(desk), a_scan(tmp_path)
    answer = {"number": "45/2742", "dated": "2199-01-05", "printed": "as_printed"}
    words = decide(order, "registration", a_file(tmp_path, answer), "--scan", scan)
    assert prasan.refused(*words) == ("signed_in_future", "dated")


def test_a_draft_that_is_not_the_latest_is_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    order = desk.to_first_draft()
    answer = a_file(tmp_path, {"result": "forward"})
    old = decide(
        order, "deputy_review", answer, "--about", "0" * 64, by="focal_point", on="2022-06-21"
    )
    assert prasan.refused(*old) == ("draft_not_latest", "about")


@pytest.mark.parametrize("number", ["๔๕/๒๕๖๕", " 45 / 2565 ", "45/2565"])
def test_a_number_in_use_is_refused_however_it_is_typed(
    prasan: Terminal, desk: Desk, tmp_path: Path, number: str
) -> None:
    earlier: Json = {
        "heading_th": "คำสั่งอำเภอแม่ฟ้าหลวง", "number": "45/2565", "dated": "2022-02-01",
        "subject_th": "แต่งตั้งคณะทำงาน",
    }  # fmt: skip
    found: Json = {"finding": "in_force", "earlier": earlier, "purpose": "replace"}
    order = desk.to_first_draft(earlier=found)
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-06-22", {"result": "sign"})
    answer = {"number": number, "dated": "2022-06-22", "printed": "as_printed"}
    words = decide(
        order, "registration", a_file(tmp_path, answer), "--scan", a_scan(tmp_path),
        on="2022-06-22",
    )  # fmt: skip
    assert prasan.refused(*words) == ("order_number_in_use", "number")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2565-06-02", "date_buddhist_year"),
        ("02/06/2565", "date_buddhist_year"),
        ("29/2/2567", "date_buddhist_year"),
        ("29 ก.พ. 2566", "date_impossible_day"),
        ("02/06/65", "date_two_digit_year"),
        ("2022-02-30", "date_impossible_day"),
        ("yesterday", "date_unreadable"),
    ],
)
def test_a_date_of_the_wrong_era_or_none_is_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path, typed: str, code: str
) -> None:
    first, answer = at_advocacy(desk), a_file(tmp_path, AGREED)
    words = decide(first, "advocacy", answer, on=typed)
    assert prasan.refused(*words) == (code, "--decided-on")


def test_a_date_in_an_answer_is_read_as_strictly(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    first = at_advocacy(desk)
    answer = a_file(tmp_path, {"result": "deferred", "until": "2565-09-01"})
    assert prasan.refused(*decide(first, "advocacy", answer)) == ("date_buddhist_year", "until")


def test_a_christian_year_in_an_orders_number_is_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    order = at_registration(desk)
    answer = {"number": "45/2022", "dated": "2022-06-22", "printed": "as_printed"}
    words = decide(
        order, "registration", a_file(tmp_path, answer), "--scan", a_scan(tmp_path),
        on="2022-06-22",
    )  # fmt: skip
    assert prasan.refused(*words) == ("year_christian", "number")


def test_figures_of_a_year_that_has_not_begun_are_refused(prasan: Terminal, desk: Desk) -> None:
    asked = ("figures", "show", "5715", "--year", "2599", *BY_COORD)
    assert prasan.refused(*asked) == ("period_future", "--year")


def test_json_that_cannot_be_read_is_refused_naming_line_and_column(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    first, answer = at_advocacy(desk), a_file(tmp_path, '{"result":\n  "agreed",,}')
    assert prasan.refused(*decide(first, "advocacy", answer)) == ("json_unreadable", "--answer")
    assert "line 2, column 12" in prasan(*decide(first, "advocacy", answer)).err


@pytest.mark.parametrize(
    ("answer", "code", "field"),
    [
        ({"result": "maybe"}, "answer_unfit", "result"),
        ({"result": "agreed", "victim": "x"}, "answer_unfit", "victim"),
        ({}, "answer_unfit", "result"),
        ([], "answer_unfit", "answer"),
        ({"result": "deferred"}, "field_missing", "until"),
        ({"result": "agreed", "note": 7}, "answer_unfit", "note"),
    ],
)
def test_an_answer_that_does_not_fit_its_form_is_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path, answer: object, code: str, field: str
) -> None:
    words = decide(at_advocacy(desk), "advocacy", a_file(tmp_path, answer))
    assert prasan.refused(*words) == (code, field)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 a Word document", "scan_wrong_kind"),
        (b"", "scan_wrong_kind"),
        (b"%PDF-1.4\n" + b"\0" * (20 * 1024 * 1024), "scan_too_large"),
    ],
)
def test_a_scan_that_is_none_or_too_large_is_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path, content: bytes, code: str
) -> None:
    first, answer = at_advocacy(desk), a_file(tmp_path, AGREED)
    scan = a_scan(tmp_path, content)
    assert prasan.refused(*decide(first, "advocacy", answer, "--scan", scan)) == (code, "--scan")


def test_a_scan_that_is_not_there_is_refused(prasan: Terminal, desk: Desk, tmp_path: Path) -> None:
    first, answer = at_advocacy(desk), a_file(tmp_path, AGREED)
    words = decide(first, "advocacy", answer, "--scan", str(tmp_path / "gone.pdf"))
    assert prasan.refused(*words) == ("scan_not_readable", "--scan")


def test_a_registration_without_its_scan_is_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    answer = {"number": "46/2565", "dated": "2022-06-22", "printed": "as_printed"}
    words = decide(at_registration(desk), "registration", a_file(tmp_path, answer), on="2022-06-22")
    assert prasan.refused(*words) == ("evidence_missing", "evidence")


@pytest.mark.parametrize("number", ["1101700230708", "1-1017-00230-70-8", "๑๑๐๑๗๐๐๒๓๐๗๐๘"])
def test_an_identity_number_in_any_text_is_refused_and_not_kept(
    prasan: Terminal, desk: Desk, tmp_path: Path, number: str
) -> None:
    first = at_advocacy(desk)
    answer = a_file(tmp_path, {"result": "agreed", "met": f"พบ {number}"})
    assert prasan.refused(*decide(first, "advocacy", answer))[0] == "identity_number_in_text"
    stop = ("stop", str(first), *BY_COORD, "--reason", f"of {number}")
    assert prasan.refused(*stop)[0] == "identity_number_in_text"
    file = a_file(tmp_path, {"people": [{"ref": "x", "name_th": f"ก {number}"}]}, "load.json")
    assert prasan.refused("load", file, *BY_COORD)[0] == "identity_number_in_text"


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
