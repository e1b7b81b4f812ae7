"""What an order and the papers around it say, by what becomes of the order in force."""

from datetime import date

import pytest

from flows.order.queue import order_again
from flows.order.recordings import NothingAmended
from registry.queries.document_contents import content
from registry.queries.documents import documents
from registry.queries.seats import seats
from registry.rules.plain_values import Json
from registry.rules.thai import to_arabic_digits
from tasks.documents.docx_text import paragraphs
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.order.at_amendments import GONE, at_work, begun, sign

TODAY = date(2022, 9, 2)
OUT: Json = [{"change": "remove", "key": GONE}]
DUTY: Json = ["เพิ่มหน้าที่ในการติดตามผล"]
GROUP: Json = [{"title_th": "คณะทำงานข้อมูล", "task": "รวบรวมข้อมูล", "until": "2022-12-31"}]
SEATS_CHANGED = "องค์ประกอบของคณะกรรมการเปลี่ยนแปลงไป"
DUTIES = "เห็นสมควรปรับปรุงหน้าที่และอำนาจของคณะกรรมการ"


def said(desk: Desk, instance: int, kind: str, language: str = "th") -> str:
    """The newest paper of the kind, in Arabic digits."""
    with desk.office.registry.reading() as connection:
        made = [
            one for one in documents(connection, instance_id=instance)
            if one.kind == kind and one.language == language
        ]  # fmt: skip
        kept = content(connection, made[-1].sha256)
    text = "\n".join(paragraphs(kept or b"")).replace("\u00a0", " ").replace("\u2060", "")
    return to_arabic_digits(text)


@pytest.mark.parametrize(
    ("answer", "cause", "in_english"),
    [
        ({"changes": OUT}, SEATS_CHANGED, "the composition of the committee has changed"),
        ({"clauses": DUTY}, DUTIES, "the duties and powers of the committee are to be revised"),
        ({"groups": GROUP}, "เห็นสมควรตั้งคณะทำงาน", "a working group is to assist the committee"),
        (
            {"clauses": ["แก้ชื่อฝ่ายฟื้นฟูเป็นฝ่ายช่วยเหลือ"]},
            "เห็นสมควรแก้ไขเพิ่มเติมคำสั่งดังกล่าวให้เหมาะสมยิ่งขึ้น",
            "the order is to be amended in what follows",
        ),
        (
            {"changes": OUT, "clauses": DUTY},
            f"{SEATS_CHANGED} และ{DUTIES}",
            "has changed and the duties and powers of the committee are to be revised",
        ),
    ],
)
def test_an_amending_order_gives_the_reason_of_what_it_changes(
    sqlite_url: str, answer: dict[str, Json], cause: str, in_english: str
) -> None:
    desk = at_work(sqlite_url)
    order = begun(desk, answer=answer)
    assert f"เนื่องจาก{cause}" in said(desk, order, "appointment_order")
    assert in_english in said(desk, order, "appointment_order", "en")
    assert f"บัดนี้ {cause}" in said(desk, order, "order_memo")
    if "changes" not in answer:
        assert SEATS_CHANGED not in said(desk, order, "appointment_order")


def test_a_lone_change_has_no_number_and_several_have(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    order = begun(desk, answer={"clauses": DUTY})
    for kind in ("appointment_order", "order_memo"):
        assert "\nให้เพิ่มหน้าที่ในการติดตามผล\n" in said(desk, order, kind)
        assert "(1) ให้" not in said(desk, order, kind)
    sign(desk, order, "30/2565", "2022-09-15")
    desk.perform()
    assert "\nให้เพิ่มหน้าที่ในการติดตามผล\n" in said(desk, order, "certified_copy")
    several = begun(desk, answer={"changes": OUT, "clauses": DUTY}, day="2022-09-16")
    assert "(2) ให้เพิ่มหน้าที่ในการติดตามผล" in said(desk, several, "appointment_order")


def test_the_memo_of_an_amendment_names_the_order_in_force_and_no_working_team(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    order = begun(desk, answer={"changes": OUT})
    memo = said(desk, order, "order_memo")
    assert "ตามคำสั่งอำเภอแม่ฟ้าหลวง ที่ 12/2565 ลงวันที่ 24 มิถุนายน 2565 เรื่อง แต่งตั้ง" in memo
    assert "แล้ว นั้น" in memo
    assert "จึงเห็นควรแก้ไขเพิ่มเติมคำสั่งดังกล่าว ดังนี้" in memo
    assert "คณะทำงานได้ยกร่าง" not in memo
    assert "ดำเนินการจัดตั้ง" not in memo


def test_papers_of_a_replacing_order_name_the_amendments_that_it_revokes(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    sign(desk, begun(desk, answer={"clauses": DUTY}), "30/2565", "2022-09-15")
    order = begun(desk, "replace", {"changes": OUT}, "2022-09-20")
    memo = said(desk, order, "order_memo")
    amended = "ซึ่งแก้ไขเพิ่มเติมโดยคำสั่งอำเภอแม่ฟ้าหลวง ที่ 30/2565 ลงวันที่ 15 กันยายน 2565"
    assert amended in memo
    assert "เห็นควรยกเลิกคำสั่งดังกล่าว และแต่งตั้ง" in memo
    assert "ดังนี้\nให้" in memo
    sign(desk, order, "40/2565", "2022-10-03")
    desk.perform()
    revoked = "และคำสั่งอำเภอแม่ฟ้าหลวง ที่ 30/2565 ลงวันที่ 15 กันยายน พ.ศ. 2565 ซึ่งแก้ไขเพิ่มเติมคำสั่งดังกล่าว"
    assert revoked in said(desk, order, "appointment_order")
    assert revoked in said(desk, order, "certified_copy")


def test_the_memo_of_a_first_order_is_as_it_was(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    first = next(one.id for one in desk.instances() if one.process == "order")
    memo = said(desk, first, "order_memo")
    assert "คณะทำงานได้ยกร่างคำสั่งตามที่เสนอมาพร้อมนี้" in memo
    assert "บัดนี้" not in memo


def test_changes_that_take_back_one_another_amend_nothing(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    made = order_again(
        desk.office, MAE_FAH_LUANG, "amend", on=desk.on("2022-09-02"), recorded_by="coord"
    )
    there_and_back: Json = {"changes": [
        {"change": "role", "key": GONE, "role": "group_head"},
        {"change": "role", "key": GONE, "role": "member"},
    ]}  # fmt: skip
    with pytest.raises(NothingAmended):
        desk.decide(made.instance, "amendment", "focal_point", "2022-09-02", there_and_back)


def renamed(th: str, en: str) -> Json:
    return {"change": "rename", "key": GONE, "title_th": th, "title_en": en}


def test_a_revision_that_takes_the_only_change_back_leaves_no_order(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    with desk.office.registry.reading() as connection:
        seat = next(one for one in seats(connection, MAE_FAH_LUANG, TODAY) if one.key == GONE)
    other: Json = renamed("ผู้นำชุมชน", "Community leader")
    order = begun(desk, answer={"changes": [other]})
    back: Json = {"result": "changes", "items": ["คงบทบาทเดิม"]}
    desk.decide(order, "deputy_review", "focal_point", "2022-09-05", back)
    answer: Json = {
        "replies": [{"item": 1, "done": True}],
        "changes": [renamed(seat.title_th, seat.title_en)],
    }
    with pytest.raises(NothingAmended):
        desk.decide(order, "revise_draft", "focal_point", "2022-09-06", answer)
