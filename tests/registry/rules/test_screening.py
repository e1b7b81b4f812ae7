import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from config.screening import screening_words
from config.words import known
from registry.rules.plain import Json
from registry.rules.screening import (
    IdentityNumberInText,
    Kind,
    Severity,
    TextNeedsReason,
    is_thai_id,
    refuse_identities,
    screen,
    screen_answer,
    weave,
)

NET = weave(screening_words())
CORPUS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "data" / "screening_corpus.toml").read_text(encoding="utf-8")
)["sentence"]
MADE_UP_ID = "1-1017-00203-45-0"


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case["text"])
def test_the_net_finds_in_each_sentence_what_stands_there(case: dict[str, Any]) -> None:
    assert sorted(finding.kind for finding in screen(case["text"], NET)) == sorted(case["finds"])


def test_the_corpus_holds_enough_of_both() -> None:
    clean = [case for case in CORPUS if not case["finds"]]
    assert min(len(clean), len(CORPUS) - len(clean)) >= 25


def test_only_a_number_with_its_checksum_is_blocked() -> None:
    severities = {
        (finding.kind, finding.severity) for case in CORPUS for finding in screen(case["text"], NET)
    }
    assert {kind for kind, severity in severities if severity is Severity.BLOCK} == {Kind.THAI_ID}
    assert {kind for kind, _ in severities} == set(Kind)


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


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_words(kind: Kind) -> None:
    assert known(f"screening.{kind}")


def test_a_title_that_stands_alone_names_nobody() -> None:
    assert screen("นางสาว", NET) == ()
    assert [one.kind for one in screen("นางสาวสมมุติ", NET)] == [Kind.PERSON_NAME]
    assert [one.kind for one in screen("นางสาวิตรี", NET)] == [Kind.PERSON_NAME]


@pytest.mark.parametrize("name", ["นายมานะ ใจดี", "นางมาลี ใจดี", "นายกอบชัย ใจดี"])
def test_a_name_that_begins_like_a_word_is_a_name(name: str) -> None:
    assert [one.kind for one in screen(f"พบ {name} ที่ด่าน", NET)] == [Kind.PERSON_NAME]


@pytest.mark.parametrize("text", ["เชิญนายมาประชุม", "นายก อบต. เวียง", "นายกอบต.เวียง", "นายมาก่อน"])
def test_a_post_or_a_word_that_begins_like_a_name_is_none(text: str) -> None:
    assert screen(text, NET) == ()
