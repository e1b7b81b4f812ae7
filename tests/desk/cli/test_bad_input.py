from pathlib import Path

import pytest

from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, Desk
from tests.desk.cli.at_commands import (
    AGREED,
    BY_COORD,
    CHIEF,
    a_file,
    a_scan,
    decide,
    desk,
    prasan,
)
from tests.desk.cli.terminal import Terminal

__all__ = ["desk", "prasan"]


def at_registration(desk: Desk) -> int:
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-06-22", {"result": "sign"})
    return order


def test_an_unknown_district_is_refused_with_suggestions(prasan: Terminal, desk: Desk) -> None:
    start = ("start", "establishment", *BY_COORD, "--district")
    assert prasan.refused(*start, "Mae Fa Luong") == ("district_unknown", "--district")
    assert "5715" in prasan(*start, "Mae Fa Luong").err


def test_a_start_before_the_law_is_refused(prasan: Terminal, desk: Desk) -> None:
    start = ("start", "establishment", *BY_COORD, "--district", "5707", "--on", "1997-01-01")
    assert prasan.refused(*start) == ("before_law", "--on")


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
    first = desk.to_advocacy()
    answer = a_file(tmp_path, {"finding": "none"})
    again = decide(first, "earlier_order", answer, by=COORDINATOR)
    assert prasan.refused(*again) == ("already_decided", "gate")
    assert "ประสาน ดี" in prasan(*again).err


def test_a_decider_who_did_not_hold_the_office_that_day_is_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    first, answer = desk.to_advocacy(), a_file(tmp_path, AGREED)
    other = decide(first, "advocacy", answer, by=f"{CHIEF}@5715.deputy")
    assert prasan.refused(*other) == ("did_not_hold_office", "by")
    before = decide(first, "advocacy", answer, on="2018-01-05")
    assert prasan.refused(*before) == ("office_vacant", "by")


def test_an_office_that_may_not_decide_is_told_by_its_name_and_never_by_its_reference(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    first, answer = desk.to_advocacy(), a_file(tmp_path, AGREED)
    wrong = decide(first, "advocacy", answer, by="5715/deputy_district_chief/1")
    assert prasan.refused(*wrong) == ("office_may_not_decide", "by")
    said = prasan(*wrong).err
    assert "“ปลัดอำเภอ" in said
    assert "5715/deputy_district_chief" not in said


def test_a_recorder_without_the_right_is_refused(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    first, answer = desk.to_advocacy(), a_file(tmp_path, AGREED)
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
    first, answer = desk.to_advocacy(), a_file(tmp_path, AGREED)
    words = decide(first, "advocacy", answer, on=typed)
    assert prasan.refused(*words) == (code, "--decided-on")


def test_a_date_in_an_answer_is_read_as_strictly(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    first = desk.to_advocacy()
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
    words = decide(desk.to_advocacy(), "advocacy", a_file(tmp_path, answer))
    assert prasan.refused(*words) == (code, field)


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
    first = desk.to_advocacy()
    answer = a_file(tmp_path, {"result": "agreed", "met": f"พบ {number}"})
    assert prasan.refused(*decide(first, "advocacy", answer))[0] == "identity_number_in_text"
    stop = ("stop", str(first), *BY_COORD, "--reason", f"of {number}")
    assert prasan.refused(*stop)[0] == "identity_number_in_text"
    file = a_file(tmp_path, {"people": [{"ref": "x", "name_th": f"ก {number}"}]}, "load.json")
    assert prasan.refused("load", file, *BY_COORD)[0] == "identity_number_in_text"
