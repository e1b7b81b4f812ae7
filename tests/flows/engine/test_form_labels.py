"""A form calls a field, in its refusals and in its schema, as its page does."""

import pytest

from desk.views.form_schema import schema
from flows.capabilities import GATES
from flows.decisions.days import ActLater
from flows.engine.form_labels import label_of
from flows.engine.forms import misfits_of
from registry.rules.plain_values import Json
from tests.builders import ATTENDANCE, a_desk


def test_a_field_that_its_form_calls_otherwise_is_refused_by_that_name() -> None:
    told = {one.field: one.sentence for one in misfits_of(GATES["training"], {"result": "held"})}
    assert told["held_on"].th.startswith("วันที่ฝึกอบรม")
    assert label_of(GATES["progress"].form, "rows.0.state") == "field.activity_state"
    assert label_of(GATES["progress"].form, "rows.0.spent") == ""


def test_what_the_facts_refuse_is_told_by_the_labels_of_a_form_that_reports(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    first = desk.to_inception_meeting()
    late: Json = {
        "result": "held", "held_on": "2022-07-21", "started": "09:30", "ended": "12:00",
        "place": "ห้องประชุม", "attendance": ATTENDANCE,
    }  # fmt: skip
    with pytest.raises(ActLater) as refused:
        desk.decide(first, "inception_meeting", "focal_point", "2022-07-20", late)
    assert "อยู่หลังวันที่รายงาน 20 กรกฎาคม 2565" in refused.value.sentence.th


def test_a_schema_titles_a_field_as_the_page_labels_it() -> None:
    held = schema("training")["properties"]["held_on"]  # type: ignore[index, call-overload]
    assert held["title_th"] == "วันที่ฝึกอบรม"  # type: ignore[index, call-overload]
    lesson = schema("lessons")["$defs"]["LessonLine"]["properties"]  # type: ignore[index, call-overload]
    assert lesson["cause"]["title_th"] == "สาเหตุ"  # type: ignore[index, call-overload]
    assert lesson["due_on"]["title_th"] == "กำหนดแล้วเสร็จ"  # type: ignore[index, call-overload]


def test_a_line_of_attendance_calls_the_title_of_a_person_no_office() -> None:
    for gate in ("inception_meeting", "committee_meeting"):
        line = schema(gate)["$defs"]["AttendanceLineV2"]["properties"]  # type: ignore[index, call-overload]
        assert line["title_th"]["title_th"] == "คำนำหน้าชื่อ"  # type: ignore[index, call-overload]


def test_a_field_that_the_form_has_not_is_refused_with_those_it_has_as_it_calls_them() -> None:
    said: Json = {"lessons": [{"what": "x"}]}
    told = {one.field: one.sentence.th for one in misfits_of(GATES["lessons"], said)}
    assert "สาเหตุ (cause)" in told["lessons.0.what"]
    assert "สิ่งที่จะปรับปรุง (change)" in told["lessons.0.what"]
    assert "เหตุที่ไม่มา" not in told["lessons.0.what"]
