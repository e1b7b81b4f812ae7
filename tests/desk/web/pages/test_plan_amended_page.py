"""A later version of a plan: what it begins with, and what it says otherwise, row by row."""

from flows.plan.amendments import amend_plan
from flows.plan.writing import add_rows, save_row, take_out
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.web.at_gates import place
from tests.desk.web.visitor import visitor
from tests.flows.plan.at_plans import received
from tests.flows.plan.plan_rows import a_draft, plan_of
from tests.flows.plan.plans import copy_of
from tests.staged_desks import made_once


@made_once
def amended(url: str) -> tuple[Desk, int]:
    """The second version of a plan that the province received is begun; its instance."""
    desk, _ = received(url)
    on = desk.on("2022-11-01")
    amend_plan(desk.office, MAE_FAH_LUANG, 2566, on=on, recorded_by="coord")
    return desk, plan_of(desk, "2566/2")


def test_a_later_version_begins_with_the_texts_too_and_says_row_by_row_what_differs(
    sqlite_url: str,
) -> None:
    desk, plan = amended(sqlite_url)
    copy = copy_of(desk, plan)
    assert (copy.head.body or {})["situation"].startswith("ชายแดนยาว")
    who = visitor(desk, "coord")
    assert "สิ่งที่ต่างจากฉบับที่ 1 ยังไม่มีสิ่งใดต่าง" in who.get(f"/plans/{plan}").main
    changed = {**(copy.rows[0].body or {}), "target": "8", "quarters": ["q1", "q4"]}
    save_row(desk.office, plan, copy.rows[0].key, 1, changed, recorded_by="coord")
    take_out(desk.office, plan, copy.rows[1].key, 1, recorded_by="coord")
    add_rows(desk.office, plan, [{"activity": "รณรงค์วันแรงงาน"}], recorded_by="coord")
    said = who.get(f"/plans/{plan}").main
    quarters = (
        "ไตรมาส จาก ไตรมาส 1 (ต.ค.–ธ.ค.), ไตรมาส 2 (ม.ค.–มี.ค.) เป็น ไตรมาส 1 (ต.ค.–ธ.ค.), ไตรมาส 4"
    )
    assert "กลุ่มเฝ้าระวัง row-1: ค่าเป้าหมาย จาก 6 เป็น 8" in said
    assert quarters in said
    assert "เพิ่มกิจกรรม รณรงค์วันแรงงาน" in said
    assert "ตัดกิจกรรม กลุ่มเฝ้าระวัง row-2" in said


def test_only_a_plan_that_is_being_written_is_said_to_be_written_together(sqlite_url: str) -> None:
    desk, plan = amended(sqlite_url)
    who = visitor(desk, "coord")
    told = [who.get(f"/plans/{one}").main for one in (plan, plan_of(desk, "2566"))]
    assert ["เขียนในฉบับเดียวกัน" in one for one in told] == [True, False]
    assert ["ฉบับที่ 1 ไม่ได้อยู่ระหว่างจัดทำ" in one for one in told] == [False, True]


def test_beside_the_resolution_stands_what_an_amended_plan_says_otherwise(sqlite_url: str) -> None:
    desk, plan = amended(sqlite_url)
    rows = [{"key": row.key, **(row.body or {})} for row in copy_of(desk, plan).rows]
    draft = a_draft([{**rows[0], "target": "9"}, rows[1]])
    desk.decide(plan, "plan_draft", "focal_point", "2022-11-01", draft)
    desk.perform()
    (resolution,) = [one.path for one in desk.gates(plan) if one.gate == "resolution"]
    shown = visitor(desk, "coord").get(place(plan, resolution)).main
    assert "กลุ่มเฝ้าระวัง row-1: ค่าเป้าหมาย จาก 6 เป็น 9" in shown


def test_the_next_version_is_begun_on_the_page_of_the_one_that_was_received(
    sqlite_url: str,
) -> None:
    desk, plan = received(sqlite_url)
    desk.on("2022-11-01")
    focal = visitor(desk, "5715.deputy")
    assert "จัดทำแผนฉบับแก้ไขเพิ่มเติม" not in focal.get(f"/plans/{plan}", "th").main
    assert focal.get(f"/plans/{plan}/next-version").status == 403
    coord = visitor(desk, "coord")
    assert "จัดทำแผนฉบับแก้ไขเพิ่มเติม" in coord.get(f"/plans/{plan}", "th").main
    place = f"/plans/{plan}/next-version"
    coord.get(place)
    wrong = coord.post(place, {"on": "1/11/65"})
    assert wrong.status == 422
    assert "1 พ.ย. 2565" in wrong.beside("on").replace("\u00a0", " ")
    early = coord.post(place, {"on": "1/9/2565"})
    assert "เริ่มจัดทำเมื่อวันที่:" in early.beside("on")
    begun = coord.post(place, {"on": "1/11/2565"})
    assert begun.path == f"/plans/{plan_of(desk, '2566/2')}"
    coord.get(place)
    twice = coord.post(place, {"on": "1/11/2565"})
    assert "เรื่องเลขที่" in " ".join(twice.problems)
