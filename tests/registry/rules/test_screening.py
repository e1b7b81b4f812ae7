import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from config.screening import screening_words
from config.words import known
from registry.gazetteer import area_rows
from registry.rules import look_alikes, personal_numbers, screening
from registry.rules.answer_screening import (
    IdentityNumberInText,
    TextNeedsReason,
    refuse_identities,
    screen_answer,
)
from registry.rules.findings import FindingKind, Severity
from registry.rules.personal_numbers import is_thai_id
from registry.rules.plain_values import Json
from registry.rules.screening import Net, screen
from tests.registry.rules.unlimited_repeats import entered_often, patterns_in

NET = Net(screening_words)
CORPUS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "data" / "screening_corpus.toml").read_text(encoding="utf-8")
)["sentence"]
DATA = Path(__file__).parent / "data"
EVERY_WORD = " ".join(word for look in NET.looks for word in look.words) + "\n"
LOOKED_FOR = (NET, look_alikes, personal_numbers, screening)
# The first ends wherever a sign is none of its own; the second is tried at one place alone.
ENTERED_OFTEN = {look_alikes._DIGIT_ROW.pattern, NET.stand_in.pattern}
MADE_UP_ID = "1-1017-00203-45-0"


def lines(name: str) -> list[str]:
    rows = (DATA / f"screening_{name}.txt").read_text(encoding="utf-8").splitlines()
    return [row.replace("\\n", "\n") for row in rows if row and not row.startswith("#")]


HARMLESS, MISSED = lines("harmless"), lines("missed")
HARMFUL = [tuple(row.split(" | ", 1)) for row in lines("harmful")]


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case["text"])
def test_the_net_finds_in_each_sentence_what_stands_there(case: dict[str, Any]) -> None:
    assert sorted(finding.kind for finding in screen(case["text"], NET)) == sorted(case["finds"])


def test_the_corpus_holds_enough_of_both() -> None:
    clean = [case for case in CORPUS if not case["finds"]]
    assert min(len(clean), len(CORPUS) - len(clean)) >= 25


@pytest.mark.parametrize(("kind", "text"), HARMFUL, ids=[text for _, text in HARMFUL])
def test_what_identifies_a_person_of_a_case_is_found(kind: str, text: str) -> None:
    assert kind in {finding.kind for finding in screen(text, NET)}


PARTS = ("เด็ก|หญิง", "เด็ก|ชาย", "นาง|สาว", "ด|ช", "ด|ญ", "น|ส")
BETWEEN = (
    "", " ", "  ", "\t", "\u00a0", "\u2009", "\u3000", "\u200b", "\u2060",
    "\u200b \u200b", ".", " . ",
)  # fmt: skip
BEHIND = ("", " ", "  ", "\t", "\u00a0", "\u200b")
BY_NAME = ("ดาว แสงจันทร์", "เอก ทองคำ")


@pytest.mark.parametrize("between", BETWEEN, ids=ascii)
@pytest.mark.parametrize("parts", PARTS)
def test_a_title_is_seen_whatever_stands_between_its_parts(parts: str, between: str) -> None:
    title = parts.replace("|", between)
    texts = [f"{title}{behind}{name}" for behind in BEHIND for name in BY_NAME]
    assert [one for one in texts if not screen(one, NET)] == []


@pytest.mark.parametrize("vowed", screening_words().called.vowed)
@pytest.mark.parametrize("person", screening_words().cases.persons_thai)
def test_a_person_of_a_case_who_has_taken_vows_is_seen_by_the_name(person: str, vowed: str) -> None:
    said = ("เป็น", " เป็น ", "คือ", "รายที่ 1 เป็น")
    texts = [f"{person}{are}{vowed}{name}" for are in said for name in ("จันทร์ วัดป่า", " แสงคำ")]
    assert [one for one in texts if not screen(one, NET)] == []


def test_official_sentences_raise_an_alarm_fewer_than_twice_in_a_hundred() -> None:
    alarms = [text for text in HARMLESS if screen(text, NET)]
    assert len(HARMLESS) >= 300
    assert len(alarms) * 100 < 2 * len(HARMLESS), alarms


def test_no_official_sentence_is_blocked() -> None:
    severities = {finding.severity for text in HARMLESS for finding in screen(text, NET)}
    assert Severity.BLOCK not in severities


def test_what_the_net_is_said_to_miss_it_misses() -> None:
    assert [text for text in MISSED if screen(text, NET)] == []


def test_no_name_of_a_district_or_subdistrict_is_a_persons() -> None:
    named = {area.name_th for area in area_rows()}
    assert [one for one in sorted(named) if screen(f"ตำบล{one} อำเภอ{one}", NET)] == []


def test_no_pattern_runs_over_the_same_signs_again_and_again() -> None:
    asked = {one.pattern for value in LOOKED_FOR for one in patterns_in(value)}
    assert len(asked) > 50
    assert {one for one in asked if entered_often(re.compile(one))} == ENTERED_OFTEN


LOOKED_AT_ALONE = (
    "1 ", "1\n", "12/", "พยาน ", "ผู้เสียหายชื่", "ผู้เสียหาย กก กก ", "Mr ", "081-234-5678 ",
    "053-712-345 ", "บ้านเลขที่ ", "\u200b", "๑", "1101700203450\n", "นางสาว", "line ", "victim A",
)  # fmt: skip
LOOKED_AT_FOR_ALL = (
    "fb.", "AA ", "Aa ", "a@", "กก ", "กก(12) ", "นายกก ปลัด ", "ชื่อ ", "คน กก และ ", "หอพัก ",
    "ลูกสาว", "0o ",
)  # fmt: skip


@pytest.mark.parametrize(
    ("begins", "unit"),
    [
        *(("", one) for one in LOOKED_AT_ALONE),
        *((EVERY_WORD, one) for one in LOOKED_AT_FOR_ALL),
    ],
    ids=lambda one: ascii(one[:40]),
)
def test_the_work_grows_with_the_length_and_not_faster(begins: str, unit: str) -> None:
    once, short, long = (begins + unit * (size // len(unit)) for size in (0, 200, 1_600))
    screen(long, NET)  # what is compiled where it is first asked for is no work of a text
    assert work(long) - work(once) <= 12 * (work(short) - work(once))


def work(text: str) -> int:
    """The calls that a look takes, one of a text's own for each of its signs."""
    done = 0

    def count(_frame: object, event: str, called: object) -> None:
        nonlocal done
        if event in {"call", "c_call"}:
            own = getattr(called, "__self__", None)
            done += len(own) if isinstance(own, str) else 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        screen(text, NET)
    finally:
        sys.setprofile(before)
    return done


def test_a_finding_in_a_text_with_unseen_signs_says_where_as_typed() -> None:
    text = "\u200bบัตร 1101700\u200b203450 ค\u0e4d\u0e32"
    (finding,) = screen(text, NET)
    assert text[finding.start : finding.end] == "1101700\u200b203450"


UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u180e\u200b\u202e\u2066\u3164\ufe00\ufeff\uffa0\U000e0031\u0301\u20e3"
)


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
def test_no_sign_that_a_reader_does_not_see_hides_a_number_or_a_name(sign: str) -> None:
    (number,) = screen(f"บัตร {sign.join('1101700203450')}ค", NET)
    assert number.severity is Severity.BLOCK
    assert screen(f"พบ นาง{sign}สาวมะลิ ใจดี", NET)


def test_no_mark_of_thai_letters_on_its_digits_hides_a_number() -> None:
    marked = "\u0e3a".join("1101700203450")
    (number,) = screen(f"บัตร {marked}\u0e48", NET)
    assert number.severity is Severity.BLOCK


@pytest.mark.parametrize("sign", list(",:;*+#~'\"=→、(&"))
def test_a_number_in_the_shape_of_the_card_is_blocked_whatever_sign_parts_it(sign: str) -> None:
    number = MADE_UP_ID.replace("-", sign)
    (finding,) = screen(f"บัตร {number} ของสมาชิก", NET)
    assert finding.severity is Severity.BLOCK
    assert screen(f"จำนวน {number[:-1]}5 คน", NET) == ()  # with another last figure


def test_only_a_number_with_its_checksum_is_blocked() -> None:
    severities = {
        (finding.kind, finding.severity)
        for text in (*(case["text"] for case in CORPUS), *(text for _, text in HARMFUL))
        for finding in screen(text, NET)
    }
    assert {kind for kind, severity in severities if severity is Severity.BLOCK} == {
        FindingKind.THAI_ID
    }
    assert {kind for kind, _ in severities} == set(FindingKind)


def test_a_finding_says_where_in_the_text_as_typed() -> None:
    text = "บัตร ๑-๑๐๑๗-๐๐๒๐๓-๔๕-๐ ของสมาชิก"
    (finding,) = screen(text, NET)
    assert text[finding.start : finding.end] == "๑-๑๐๑๗-๐๐๒๐๓-๔๕-๐"


def test_the_checksum_is_that_of_the_department() -> None:
    # The examples that python-stdnum's stdnum.th.pin publishes.
    assert is_thai_id("1234545678781")
    assert not is_thai_id("1234545678789")


def test_all_texts_numbers_and_names_of_an_answer_are_screened() -> None:
    answer: Json = {
        "agreed": True,
        "notes": [{"text": "ไม่มี"}, {"text": f"ID {MADE_UP_ID}"}],
        "number": 1101700203450,
        MADE_UP_ID: None,
    }
    located = screen_answer(answer, NET)
    assert [each.path for each in located] == ["notes.1.text", "number", "#3"]
    assert MADE_UP_ID not in json.dumps([each.path for each in located])


def test_an_identity_number_is_refused_whatever_the_reason() -> None:
    with pytest.raises(IdentityNumberInText) as refused:
        refuse_identities(screen_answer({"note": MADE_UP_ID}, NET), reason="จำเป็น")
    assert refused.value.field == "note"
    assert MADE_UP_ID not in str(refused.value.sentence)


def test_a_warning_passes_with_a_reason_and_not_without() -> None:
    found = screen_answer({"note": "โทร 081-234-5678"}, NET)
    refuse_identities(found, reason="เบอร์สำนักงาน")
    with pytest.raises(TextNeedsReason) as refused:
        refuse_identities(found, reason="  ")
    assert "telephone number" in refused.value.sentence.en


def test_a_clean_answer_is_not_refused() -> None:
    refuse_identities(screen_answer({"note": "นายอำเภอเห็นชอบ", "round": 2}, NET))


@pytest.mark.parametrize("kind", FindingKind)
def test_every_kind_has_its_words(kind: FindingKind) -> None:
    assert known(f"screening.{kind}")


def test_a_title_that_stands_alone_names_nobody() -> None:
    assert screen("นางสาว", NET) == ()
    assert [one.kind for one in screen("นางสาวสมมุติ", NET)] == [FindingKind.PERSON_NAME]
    assert [one.kind for one in screen("นางสาวิตรี", NET)] == [FindingKind.PERSON_NAME]


@pytest.mark.parametrize("name", ["นายมานะ ใจดี", "นางมาลี ใจดี", "นายกอบชัย ใจดี"])
def test_a_name_that_begins_like_a_word_is_a_name(name: str) -> None:
    assert [one.kind for one in screen(f"พบ {name} ที่ด่าน", NET)] == [FindingKind.PERSON_NAME]


@pytest.mark.parametrize("text", ["เชิญนายมาประชุม", "นายก อบต. เวียง", "นายกอบต.เวียง", "นายมาก่อน"])
def test_a_post_or_a_word_that_begins_like_a_name_is_none(text: str) -> None:
    assert screen(text, NET) == ()


@pytest.mark.parametrize(
    "text",
    [
        "นายวิทยา แสนดี นายก อบต.โพนสูง รับจะประสานงบ",
        "กำนันตำบลโนนสูง นายทองใบ ดีเลิศ รับทราบ",
        "ให้นายภานุ สุขดี ทำหน้าที่แทน",
        "ผู้เข้าประชุมแทน นางสมจิตร ดวงดี, นายมานะ ใจดี และนางมาลี ใจดี",
        "นางสาวศิริ พูลผล นักจิตวิทยา บรรยายเรื่องการสัมภาษณ์ผู้เสียหาย",
    ],
)
def test_a_name_beside_a_post_or_a_duty_is_an_officials(text: str) -> None:
    assert screen(text, NET) == ()


@pytest.mark.parametrize(
    "text",
    [
        "ผู้เสียหายชื่อ นางสาวก. ปลัดอำเภอพาไป",
        "นางสาวมาลี สีคำ ปลัดอำเภอพาไปพบแพทย์",
        "กำนันพบ นางสาวมาลี สีคำ ริมถนน",
        "นายเมา ดีมาก ผู้ใหญ่บ้าน เป็นผู้ต้องหา",
        "ผลคัดแยกผู้เสียหาย นางสาวมาลี สีคำ นักวิชาการรับเรื่อง",
        "ปลัดอำเภอสมชายเข้าร่วม\nนางสาวมาลี สีคำ",
        "พบนายแทน ใจดี",
    ],
)
def test_a_post_frees_no_name_of_whom_a_case_or_an_official_speaks(text: str) -> None:
    assert {finding.kind for finding in screen(text, NET)} & {
        FindingKind.PERSON_NAME,
        FindingKind.CASE_PERSON,
    }


def test_an_offices_accounts_are_nobodys_unless_a_case_is_told_of() -> None:
    account = "อีเมลสำนักงาน psdhs.sisaket@gmail.com"
    bank = "บัญชีธนาคาร ของสำนักงาน พมจ. เลขที่ 301-0-12345-6"
    assert screen(account, NET) == screen(bank, NET) == ()
    kinds = [one.kind for text in (account, bank) for one in screen(f"{text} ผู้เสียหาย", NET)]
    assert kinds == [FindingKind.ACCOUNT, FindingKind.BANK_ACCOUNT]


def test_letters_in_a_long_row_of_digits_are_read_as_digits_and_told_as_typed() -> None:
    text = "\u200bโทร O62-555-Ol77"
    (finding,) = screen(text, NET)
    assert text[finding.start : finding.end] == "O62-555-Ol77"
    assert screen("Option lO of 20 OO", NET) == ()


def test_a_number_of_a_project_is_no_telephone_though_it_begins_like_one() -> None:
    assert screen("eMENSCR 66-0012-45781", NET) == ()
    assert [one.kind for one in screen("66-81-555-0134", NET)] == [FindingKind.PHONE]


def test_the_number_of_a_book_is_nobodys_though_its_checksum_may_fit() -> None:
    assert screen("ISBN 978-616-331-000-1", NET) == ()
