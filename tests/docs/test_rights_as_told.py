"""What README, the record of processing and its Thai page say of the parts is what they may."""

import re
from datetime import date
from pathlib import Path

import pytest

from config.words import Language, say
from registry.rules.rights import Actor, Part, PartHeld, Subject, Verb, may

HOUSE = Path(__file__).parents[2]
README, OPERATING = (
    (HOUSE / one).read_text(encoding="utf-8") for one in ("README.md", "docs/operating.md")
)
TODAY, DISTRICT = date(2026, 3, 2), "5715"
WITHHELD = {  # of what stands in work and papers, what not everybody reads who reads those
    Verb.READ_INTERNAL: ("internal note", "บันทึกภายใน"),
    Verb.SEE_EXACT: ("exact count", "จำนวนที่แน่ชัด"),
    Verb.SEE_CONTACTS: ("telephone", "โทรศัพท์"),
    Verb.SEE_CLASSIFIED: ("classified paper", "เอกสารชั้นความลับ"),
    Verb.SEE_REPORTS: ("quarterly or annual report", "รายงานรายไตรมาสและรายงานประจำปี"),
}
CALLED = {
    Part.ADMIN: ("administrator", "ผู้ดูแลระบบ"),
    Part.COORDINATOR: ("coordinator", "ผู้ประสานงาน(ของ)?จังหวัด"),
    Part.FOCAL_POINT: ("focal point", "ผู้ประสานงานหลัก"),
    Part.CHIEF: ("Chief", "นายอำเภอ"),
    Part.MEMBER: ("member", "กรรมการ"),
    Part.PARTNER: ("partner", "หน่วยงานภาคี"),
    Part.OBSERVER: ("observer", "ผู้สังเกตการณ์"),
}


def lets(part: Part, verb: Verb) -> bool:
    return may(Actor(1, (PartHeld(part, DISTRICT, TODAY),)), verb, Subject(DISTRICT), TODAY)


def withheld_from(part: Part) -> set[Verb]:
    return {verb for verb in WITHHELD if not lets(part, verb)} if lets(part, Verb.READ) else set()


def told_to_be_withheld(text: str) -> set[Verb]:
    return {verb for verb, (words, _) in WITHHELD.items() if f"no {words}" in text}


def named_in(text: str, place: int) -> set[Part]:
    return {part for part, words in CALLED.items() if re.search(words[place], text)}


def row_of(part: Part) -> str:
    return next(
        line for line in README.splitlines()
        if re.match(rf"\| (District )?{CALLED[part][0]}[ (]", line)
    )  # fmt: skip


def who_sees_it() -> str:
    return next(line for line in OPERATING.splitlines() if line.startswith("| Who sees it |"))


def seen_in_thai() -> str:
    return next(line for line in OPERATING.splitlines() if line.startswith("- **ใครเห็นอะไร**"))


@pytest.mark.parametrize("part", Part)
def test_readme_says_of_each_part_what_it_does_not_read(part: Part) -> None:
    row = row_of(part)
    assert told_to_be_withheld(row) == withheld_from(part)
    assert ("aggregates" in row) == (not lets(part, Verb.READ) and lets(part, Verb.SEE_AGGREGATES))
    only_own = not lets(part, Verb.READ) and not lets(part, Verb.SEE_AGGREGATES)
    assert ("own items" in row) == only_own


def test_the_record_of_processing_says_what_a_partner_reads_and_what_not() -> None:
    (said,) = re.findall(r"A partner reads [^.]*\.", who_sees_it())
    assert lets(Part.PARTNER, Verb.READ)
    assert told_to_be_withheld(said) == withheld_from(Part.PARTNER)
    (in_thai,) = re.findall(r"หน่วยงานภาคีเห็น.*?แต่ไม่เห็น(.*?)ผู้สังเกตการณ์", seen_in_thai())
    found = {verb for verb, (_, words) in WITHHELD.items() if words in in_thai}
    assert found == withheld_from(Part.PARTNER)
    assert "An observer sees aggregates, a member own items" in who_sees_it()
    assert "ผู้สังเกตการณ์เห็นเพียงภาพรวม" in seen_in_thai()


@pytest.mark.parametrize("verb", [Verb.SEE_CONTACTS, Verb.SEE_CLASSIFIED])
def test_who_sees_telephones_and_the_register_is_named_in_both_languages(verb: Verb) -> None:
    who = {part for part in Part if lets(part, verb)}
    (english,) = re.findall(
        r"Telephones and e-mails of people, and the register of classified papers: ([^.]*)\.",
        who_sees_it(),
    )
    (thai,) = re.findall(r"โทรศัพท์ของบุคคลและทะเบียนเอกสารชั้นความลับเห็นเฉพาะ(.*?) สิทธิ", seen_in_thai())
    assert (named_in(english, 0), named_in(thai, 1)) == (who, who)


@pytest.mark.parametrize("verb", [Verb.SEE_EXACT, Verb.SEE_REPORTS])
def test_who_reads_reports_and_exact_counts_is_named_in_both_languages(verb: Verb) -> None:
    who = {part for part in Part if lets(part, verb)}
    (english,) = re.findall(r"annual reports, and exact counts: ([^.]*)\.", who_sees_it())
    (thai,) = re.findall(r"จำนวนที่แน่ชัดและรายงานทั้งสองนี้เห็นเฉพาะ(.*?) โทรศัพท์", seen_in_thai())
    assert (named_in(english, 0), named_in(thai, 1)) == (who, who)


@pytest.mark.parametrize(("language", "place"), [("en", 0), ("th", 1)])
def test_the_privacy_notice_names_as_recipients_who_sees_contacts(
    language: Language, place: int
) -> None:
    who = {part for part in Part if lets(part, Verb.SEE_CONTACTS)}
    assert named_in(say("notice.text.recipients", language), place) == who
