"""The sheet that heads signed in the meeting, and what became of each endorsement."""

from registry.rules.plain_values import Json
from tests.builders import Desk
from tests.desk.web.at_gates import PDF, make_partner
from tests.desk.web.visitor import Page, Visitor, visitor
from tests.desk.years import CHIEF, LAO, POLICE, a_year, endorsements, resolved
from tests.staged_desks import made_once

HOSPITAL = "endorsement[executive.hospital_director]#1"
UNITS = [f"endorsement[{one}]#1" for one in (CHIEF, POLICE, LAO)] + [HOSPITAL]
SIGNERS = {f"signed_by.{one}": "พ.ต.อ. สมมุติ ผู้กำกับการ" for one in UNITS[1:]}


@made_once
def asked(url: str) -> tuple[Desk, int, str]:
    desk, _ = a_year(url)
    plan = resolved(desk)
    desk.on("2023-09-12")
    return desk, plan, f"/instances/{plan}/signed-sheet"


def check(who: Visitor, place: str, **more: object) -> Page:
    who.get(place)
    data = {"unit": UNITS, "decided_on": "10/9/2566", "step": "check", **SIGNERS}
    return who.post(place, data, **more)  # type: ignore[arg-type]


def record(who: Visitor, shown: Page, place: str) -> Page:
    data: dict[str, list[str]] = {"step": ["record"]}
    for one in shown.tree.xpath("//main//form//input[@type='hidden']"):
        if one.get("name") != "csrf":
            data.setdefault(one.get("name"), []).append(one.get("value") or "")
    return who.post(place, data)


def test_one_sheet_answers_all_gates_at_once_each_with_its_decider_and_the_scan(
    made_registry_url: str,
) -> None:
    desk, plan, place = asked(made_registry_url)
    focal = visitor(desk, "5715.deputy")
    shown = check(focal, place, files={"evidence": PDF})
    assert shown.status == 200, shown.problems
    assert "นายอำเภอแม่ฟ้าหลวง: นายสมมุติ ตัวอย่าง" in shown.main
    assert "พ.ต.อ. สมมุติ ผู้กำกับการ (ผู้ประสานงานหลักบันทึก)" in shown.main
    assert len(endorsements(desk, plan)) == 4  # nothing is recorded by looking
    done = record(focal, shown, place)
    assert done.path == f"/instances/{plan}", done.problems
    assert endorsements(desk, plan) == []
    assert desk.waits_at(plan) == ["plan_signed#1"]
    said = [one for one in desk.entries(plan) if one.gate == "endorsement"]
    assert len({one.decided_by for one in said}) == 2  # the Chief, and the focal point
    assert {str(one.act_date) for one in said} == {"2023-09-10"}
    assert all(len(one.body["evidence"]) == 1 for one in said)
    police = next(one.body["answer"] for one in said if one.path == UNITS[1])
    assert [row["days"] for row in police["rows"]] == [4]
    assert police["signed_by"] == "พ.ต.อ. สมมุติ ผู้กำกับการ"


def test_the_plans_page_says_who_endorsed_and_who_is_awaited(sqlite_url: str) -> None:
    desk, plan, place = asked(sqlite_url)
    focal = visitor(desk, "5715.deputy")
    focal.get(place)
    data = {"unit": UNITS[:1], "decided_on": "10/9/2566", "step": "check"}
    record(focal, focal.post(place, data), place)
    page = focal.get(f"/instances/{plan}", "th")
    assert "ตอบแล้ว 1 จาก 4 หน่วยงาน" in page.main
    rows = [
        " ".join(" ".join(one.itertext()).split())
        for one in page.tree.xpath("//h2[@id='endorsements']/following-sibling::table[1]//tr")
    ]
    assert rows[1].startswith("นายอำเภอแม่ฟ้าหลวง เห็นชอบ 10 กันยายน 2566")
    assert [one for one in rows if "รอคำตอบ" in one and "ผู้อำนวยการโรงพยาบาล" in one]
    then = focal.get(f"/instances/{plan}?on=2023-09-09", "th")
    assert "ตอบแล้ว 0 จาก 4 หน่วยงาน" in then.main


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_recorded(sqlite_url: str) -> None:
    desk, plan, place = asked(sqlite_url)
    focal = visitor(desk, "5715.deputy")
    focal.get(place)
    undated = focal.post(place, {"unit": UNITS, "decided_on": "", "step": "check", **SIGNERS})
    assert any("วันที่พิจารณา: โปรดกรอกช่องนี้" in one for one in undated.problems), undated.problems
    nobody = focal.post(place, {"unit": UNITS, "decided_on": "10/9/2566", "step": "check"})
    assert nobody.status == 422
    assert "ผู้ลงนาม" in nobody.beside(f"signed_by.{UNITS[1]}")
    none = focal.post(place, {"decided_on": "10/9/2566", "step": "check"})
    assert none.beside("unit")
    wrong = check(focal, place, files={"evidence": ("x.txt", b"text", "text/plain")})
    assert wrong.status == 422
    early = focal.post(
        place, {"unit": UNITS, "decided_on": "1/8/2566", "step": "record", **SIGNERS}
    )
    assert early.status == 422
    assert early.value("decided_on") == "1/8/2566"
    assert len(endorsements(desk, plan)) == 4


def test_a_sheet_of_units_that_somebody_else_answered_meanwhile_records_nothing(
    sqlite_url: str,
) -> None:
    desk, plan, place = asked(sqlite_url)
    focal = visitor(desk, "5715.deputy")
    shown = check(focal, place)
    answer = {"result": "endorsed"}
    desk.decide(plan, UNITS[0], "district_chief", "2023-09-11", answer)
    again = record(focal, shown, place)
    assert again.status == 422
    assert "นายอำเภอแม่ฟ้าหลวง" in again.beside("unit")
    assert len(endorsements(desk, plan)) == 3
    said = [one for one in desk.entries(plan) if one.path == UNITS[0] and one.kind == "decision"]
    assert len(said) == 1


def test_a_partner_and_the_chief_record_no_sheet(sqlite_url: str) -> None:
    desk, plan, place = asked(sqlite_url)
    assert visitor(desk, make_partner(desk)).get(place).status == 403
    chief = visitor(desk, "5715.chief")
    assert chief.get(place).status == 403
    assert place not in chief.get(f"/instances/{plan}").links()
    assert place in visitor(desk, "coord").get("/").links()


def test_each_head_is_awaited_by_the_own_post_and_told_of_by_unit_and_activity(
    sqlite_url: str,
) -> None:
    desk, plan, _ = asked(sqlite_url)
    focal = visitor(desk, "5715.deputy")
    inbox = focal.get("/?district=5715&gate=endorsement", "th")
    lines = [" ".join(one.itertext()) for one in inbox.tree.cssselect(".tasks li")]
    police = next(one for one in lines if "ผู้กำกับการสถานีตำรวจภูธรสมมุติ" in one)
    assert "รอ: ผู้กำกับการสถานีตำรวจภูธรสมมุติ" in police
    said: Json = {"result": "endorsed", "signed_by": "พ.ต.อ. สมมุติ", "rows": [{"row": "row-2"}]}
    desk.decide(plan, UNITS[1], "focal_point", "2023-09-10", said)
    page = focal.get(f"/instances/{plan}", "th")
    assert "ไม่ได้ระบุวันทำงาน" in page.main
    told = page.tree.cssselect(".history li")[0]
    head, text = told.cssselect("h3")[0].text_content(), told.text_content()
    assert "สถานีตำรวจภูธรสมมุติ" in head
    assert "1. ตรวจสถานประกอบการ" in text
    assert "row-2" not in text
