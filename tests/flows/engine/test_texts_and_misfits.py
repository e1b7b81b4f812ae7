import re
from typing import Any

import pytest

from flows.capabilities import GATES
from flows.decisions.corrected_answer import answer_anew
from flows.decisions.named_people import NameMissing
from flows.engine.forms import misfits_of, parse
from flows.engine.misfit import AnswerMisfits, FieldTooMany
from flows.year.gates import MOST_NEEDS
from registry.refusals import Refusal, each_of
from registry.rules.answer_screening import IdentityNumberInText, TextNeedsReason
from registry.rules.plain_values import Json
from tests.builders import ATTENDANCE, Desk, a_desk

OFFICIALS = "นางปรานี สมมุติ เสนอ และนายสมมุติ  ตัวอย่างเห็นชอบ โดยคุณประสาน ดี เป็นผู้ประสาน"
STRANGER = "ได้พบนายสมชาย ใจดี"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def minutes(said: str, what: str = "เสนอรายชื่อ") -> dict[str, Json]:
    action: Json = {"what": what, "owner": "executive.district_chief"}
    return {
        "items": [
            {"agenda": 1, "resolution": "รับทราบ"},
            {"agenda": 4, "said": said, "resolution": "เห็นชอบ", "actions": [action, action]},
        ],
        "taken_by": "นางปรานี สมมุติ",
    }


def twice_under_four(said: str) -> dict[str, Json]:
    item: dict[str, Json] = {"agenda": 4, "resolution": "เห็นชอบ"}
    return {"items": [{**item, "agenda": 3}, item, {**item, "said": said}], "taken_by": "ปรานี"}


def refused(desk: Desk, gate: str, on: str, answer: Any) -> Refusal:
    with pytest.raises(Refusal) as told:
        desk.decide(1, gate, "focal_point", on, answer)
    return told.value


def test_names_of_the_areas_own_officials_raise_no_alarm_in_minutes(desk: Desk) -> None:
    first = desk.to_after_meeting()
    desk.decide(first, "minutes", "focal_point", "2022-07-25", minutes(OFFICIALS))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"{OFFICIALS} {STRANGER}", TextNeedsReason),
        ("นายสมมุติ อื่น", TextNeedsReason),
        ("นายสมมุติ ตัวอย่างยิ่ง", TextNeedsReason),
        ("นายสมมุติ ตัวอย่างs", TextNeedsReason),
        ("นายสมมุติ", TextNeedsReason),
        ("ผู้เสียหายชื่อ ปรานี สมมุติ", TextNeedsReason),
        (f"{OFFICIALS} 1-1017-00203-45-0", IdentityNumberInText),
    ],
)
def test_others_do_and_the_sentence_says_in_which_item(
    desk: Desk, text: str, kind: type[Refusal]
) -> None:
    desk.to_after_meeting()
    told = refused(desk, "minutes", "2022-07-25", minutes(text))
    assert (type(told), told.field) == (kind, "items.1.said")
    assert "(ระเบียบวาระที่ 4 เรื่อง" in told.sentence.th
    assert "(Item 4: " in told.sentence.en
    assert "ลำดับที่" not in told.sentence.th


def test_in_a_row_within_an_item_its_number_is_said_too(desk: Desk) -> None:
    desk.to_after_meeting()
    told = refused(desk, "minutes", "2022-07-25", minutes("", f"แจ้ง{STRANGER}"))
    assert "(ระเบียบวาระที่ 4 เรื่อง" in told.sentence.th
    assert ", เรื่องที่มอบหมาย ลำดับที่ 1)" in told.sentence.th


def test_of_two_items_under_one_number_it_is_said_which(desk: Desk) -> None:
    desk.to_after_meeting()
    told = refused(desk, "minutes", "2022-07-25", twice_under_four(f"พบ{STRANGER}"))
    assert re.search(r"\(ระเบียบวาระที่ 4 เรื่อง\S+ ลำดับที่ 2\)", told.sentence.th)


@pytest.mark.parametrize(
    "wrong", [{"resolution": ""}, {"said": "ก" * 8001}, {"actions": [{"what": "ส่งรายงาน"}]},
              {"actions": [{"what": "ส่งรายงาน", "owner": "no/such.seat"}]}],
)  # fmt: skip
def test_whatever_is_refused_in_minutes_names_the_item_as_the_page_heads_it(
    desk: Desk, wrong: dict[str, Json]
) -> None:
    desk.to_after_meeting()
    item: Json = {"agenda": 4, "resolution": "เห็นชอบ", **wrong}
    answer: Json = {"items": [{"agenda": 1, "resolution": "รับทราบ"}, item], "taken_by": "นางปรานี"}
    told = refused(desk, "minutes", "2022-07-25", answer)
    assert "(ระเบียบวาระที่ 4 เรื่อง" in told.sentence.th
    assert "ลำดับที่ 2" not in told.sentence.th


def test_a_text_that_is_too_long_says_by_how_much(desk: Desk) -> None:
    desk.to_after_meeting()
    told = refused(desk, "minutes", "2022-07-25", minutes("ก" * 8010))
    assert "8000" in told.sentence.th
    assert "10 characters longer" in told.sentence.en


def test_a_list_that_is_too_long_says_by_how_much() -> None:
    line = {"key": "need", "title": "สื่อ", "road": "donor", "office": "focus", "amount": "1"}
    said: Json = {"result": "needed", "rows": [line] * (MOST_NEEDS + 2)}
    (told,) = misfits_of(GATES["budget_needs"], said)
    assert f"เกิน {MOST_NEEDS} รายการ อยู่ 2 รายการ" in told.sentence.th
    assert f"2 rows more than the {MOST_NEEDS}" in told.sentence.en


def test_all_that_does_not_fit_a_form_is_told_at_once() -> None:
    said = {"result": "perhaps", "met": "ก" * 2001, "questions": "ก" * 2002}
    told = {one.field: one.sentence.en for one in misfits_of(GATES["advocacy"], said)}
    assert set(told) == {"result", "met", "questions"}
    assert "1 character longer than the 2000" in told["met"]
    assert misfits_of(GATES["advocacy"], {"result": "agreed"}) == []


def test_what_a_choice_makes_necessary_is_told_with_whatever_else_is_wrong() -> None:
    said: Json = {"result": "deferred", "met": "ก" * 2001}
    told = {one.field for one in misfits_of(GATES["advocacy"], said)}
    assert told == {"met", "until"}


HIDDEN: list[tuple[str, Json, str]] = [
    ("advocacy", {"result": "agreed", "until": "2026-12-01"}, "until"),
    ("advocacy", {"result": "agreed", "until": "2026-12-01", "met": "ก" * 2001}, "until"),
    ("budget_needs", {"result": "needed", "rows": [{
        "key": "need", "title": "สื่อ", "road": "donor", "office": "focus", "amount": "1",
        "recipient": "อำเภอ"}]}, "rows.0.recipient"),
]  # fmt: skip


@pytest.mark.parametrize(("gate", "said", "field"), HIDDEN)
def test_what_a_page_hides_for_a_choice_is_refused_where_it_is_entered(
    gate: str, said: Json, field: str
) -> None:
    with pytest.raises((FieldTooMany, AnswerMisfits)) as refused:
        parse(GATES[gate], said)
    told = [one for one in each_of(refused.value) if isinstance(one, FieldTooMany)]
    assert [one.field for one in told] == [field]


def test_a_reason_is_taken_where_a_page_asks_for_none() -> None:
    said = {"result": "agreed", "reason": "ประชุมหัวหน้าส่วนราชการแล้ว"}
    assert parse(GATES["advocacy"], said).model_dump(mode="json", exclude_defaults=True) == said


def test_what_a_form_took_before_and_a_page_hides_stays_while_other_fields_are_put_right() -> None:
    advocacy = GATES["advocacy"]
    recorded = advocacy.form.model_validate({"result": "agreed", "until": "2026-12-01"})
    assert answer_anew(advocacy, recorded, {"met": "นายอำเภอ"}).whole()["until"] == "2026-12-01"
    with pytest.raises(FieldTooMany):
        answer_anew(advocacy, recorded, {"until": "2026-12-02"}).whole()


def test_a_row_whose_choice_is_put_right_says_no_more_what_the_choice_before_asked_for() -> None:
    needs = GATES["budget_needs"]
    said: Json = {"key": "need", "title": "สื่อ", "road": "subsidy", "office": "focus",
                  "amount": "1", "recipient": "อำเภอ"}  # fmt: skip
    recorded = needs.form.model_validate({"result": "needed", "rows": [said]})
    row = recorded.model_dump(mode="json")["rows"][0] | {"road": "donor"}
    with pytest.raises(FieldTooMany) as refused:
        answer_anew(needs, recorded, {"rows": [row]}).whole()
    assert refused.value.field == "rows.0.recipient"


def test_a_missing_name_says_whose_of_the_sheet(desk: Desk) -> None:
    desk.to_inception_meeting()
    nameless: Json = {"state": "present", "position_th": "กำนันตำบลสมมุติ"}
    sheet: Json = {
        "result": "held", "held_on": "2022-07-20", "attendance": [*ATTENDANCE, nameless],
    }  # fmt: skip
    told = refused(desk, "inception_meeting", "2022-07-20", sheet)
    assert type(told) is NameMissing
    assert f"(ลำดับที่ {len(ATTENDANCE) + 1} กำนันตำบลสมมุติ)" in told.sentence.th


def a_row(key: str, **said: Json) -> Json:
    """A row of a plan as it is sent."""
    return {
        "key": key, "group": "prevention", "activity": "อบรม", "duties": ["administer"],
        "quarters": ["q1"], "lead": "executive.district_chief", **said,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "field", "told"),
    [
        ({"mode": "ordinance", "amount": "สามหมื่น"}, "rows.1.amount", "จำนวนเงิน (บาท) (ลำดับที่ 2)"),
        ({"amount": "30"}, "rows.1.amount", "เพราะงบประมาณจากทางใดคือ"),
        ({"mode": "ordinance"}, "rows.1.amount", "เพราะงบประมาณจากทางใดคือ"),
        ({"starts": "2022-11-15", "ends": "2022-11-01"}, "rows.1.ends", "(ลำดับที่ 2)"),
        ({"starts": "31/2/2565"}, "rows.1.starts", "(ลำดับที่ 2)"),
        ({"target": "มาก"}, "rows.1.target", "“มาก” ไม่ใช่ตัวเลข"),
        ({"target": -5}, "rows.1.target", "“-5” น้อยเกินไป โปรดพิมพ์ตัวเลขตั้งแต่ 0"),
        ({"days": "400"}, "rows.1.days", "“400” มากเกินไป โปรดพิมพ์ตัวเลขไม่เกิน 366"),
    ],
)
def test_what_a_row_refuses_is_told_with_its_row_and_the_words_of_its_form(
    said: dict[str, Json], field: str, told: str
) -> None:
    answer: Json = {"situation": "", "rows": [a_row("row-1"), a_row("row-2", **said)]}
    (refusal,) = misfits_of(GATES["plan_draft"], answer)
    assert refusal.field == field
    assert told in refusal.sentence.th
    with pytest.raises(Refusal) as parsed:
        parse(GATES["plan_draft"], answer)
    assert parsed.value.sentence == refusal.sentence


def test_a_field_that_is_called_row_is_told_by_its_label() -> None:
    answer: Json = {"result": "endorsed", "rows": [{"row": "Row 1"}]}
    (refusal,) = misfits_of(GATES["endorsement"], answer)
    assert refusal.sentence.th.startswith("โครงการ/กิจกรรม (ลำดับที่ 1)")
