"""Papers around a training: offered while there is one to prepare, then its thanks alone."""

from datetime import date

import pytest

from flows.engine.advance import advance, begin
from flows.training.gates import Topic
from flows.training.policy_change import PolicyChange, change_policy
from flows.training.yearly import TRAINING as TRAINING_OF_YEAR, TrainingStart
from registry.rules.plain_values import Json
from tests.builders import SESSIONS, Desk, a_desk
from tests.flows.papers.printed import kinds, offered, text

OF_SESSION = {
    "training_project", "training_memo", "training_speeches", "participants_request",
    "participants_memo", "venue_request", "registration_sheet", "training_test",
    "satisfaction_form",
}  # fmt: skip


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def test_a_deputy_is_told_by_memo_to_attend_a_training_for_their_body(desk: Desk) -> None:
    first = desk.to_trainings(for_suppression(days=1))
    told = text(desk, first, "participants_memo", "basics")
    assert "เรียน ปลัดอำเภอแม่ฟ้าหลวง\n" in told
    assert "โปรดแจ้งผู้ประสานงานหลักภายในวันที่ ๒ กันยายน ๒๕๖๕" in told


def test_each_session_has_its_papers_once_the_plan_is_agreed_on(desk: Desk) -> None:
    first = desk.to_after_meeting()
    plan: Json = {"agencies": ["psdhs"], "sessions": SESSIONS}
    desk.decide(first, "capacity_plan", "focal_point", "2022-08-01", plan)
    assert not OF_SESSION & kinds(desk, first)
    desk.decide(first, "capacity_agreed", "focal_point", "2022-08-05", {"result": "agreed"})
    found = offered(desk, first)
    assert {(kind, "basics") for kind in OF_SESSION} <= found
    assert ("trainer_request", "basics/focus") in found
    assert "thanks_letter" not in kinds(desk, first)
    project = text(desk, first, "training_project", "basics")
    assert "ได้รับความเห็นชอบเมื่อวันที่ ๕ สิงหาคม พ.ศ. ๒๕๖๕" in project
    assert [f"{number}. " in project for number in ("๑", "๑๑")] == [True, True]
    memo = text(desk, first, "training_memo", "basics")
    assert "ระเบียบกระทรวงการคลังว่าด้วยค่าใช้จ่ายในการฝึกอบรม" in memo


def for_suppression(*, days: int) -> Json:
    (session,) = SESSIONS
    assert isinstance(session, dict)
    return [{**session, "days": days, "bodies": ["suppression"]}]


def test_forms_bear_codes_and_no_names_but_the_list_that_is_signed(desk: Desk) -> None:
    first = desk.to_trainings(for_suppression(days=2))
    sheet = text(desk, first, "registration_sheet", "basics")
    assert "วันที่ ๑ ของการฝึกอบรม วันพุธที่ ๗ กันยายน พ.ศ. ๒๕๖๕" in sheet
    assert "วันที่ ๒ ของการฝึกอบรม วันพฤหัสบดีที่ ๘ กันยายน พ.ศ. ๒๕๖๕" in sheet
    assert "สาธารณสุขอำเภอ" not in sheet
    assert "๐๑" in sheet
    assert "ผู้เก็บใบนี้เก็บแยกจากกระดาษคำตอบ" in sheet
    for kind in ("training_test", "satisfaction_form"):
        assert "สมมุติ" not in text(desk, first, kind, "basics")
    test = text(desk, first, "training_test", "basics")
    assert "๒๐ ข้อ คะแนนเต็ม ๒๐ คะแนน" in test
    assert test.index("ความหมายและลักษณะ") < test.index("\n๑๐.") < test.index("กฎหมายที่เกี่ยวข้อง")


def test_a_letter_for_participants_asks_the_head_of_each_unit_once_and_no_own_deputy(
    desk: Desk,
) -> None:
    first = desk.to_trainings(for_suppression(days=1))
    asked = text(desk, first, "participants_request", "basics")
    assert asked.count("ผู้กำกับการสถานีตำรวจภูธรในพื้นที่อำเภอแม่ฟ้าหลวง") == 1
    assert "สารวัตรสืบสวน" not in asked
    assert "\nปลัดอำเภอ" not in asked
    assert "สาธารณสุขอำเภอ" not in asked
    assert "ภายในวันที่ ๒ กันยายน ๒๕๖๕" in asked  # three working days before
    trainer = text(desk, first, "trainer_request", "basics/focus")
    assert "เรียน ผู้อำนวยการมูลนิธิเพื่อความเข้าใจเด็ก" in trainer


TRAINING = "after_meeting/capacity/trainings/basics/training"
HELD: Json = {
    "result": "held", "held_on": "2022-09-08", "place": "หอประชุม", "trainers": ["focus"],
    "participants": [{"code": "a1", "sex": "female"}, {"code": "a2", "sex": "male"}],
}  # fmt: skip


def test_after_the_day_of_a_training_nothing_prepares_it_any_more(desk: Desk) -> None:
    first = desk.to_trainings()
    desk.on("2022-09-07")
    assert kinds(desk, first) >= {*OF_SESSION, "trainer_request"}
    desk.on("2022-09-08")
    assert not kinds(desk, first) & {*OF_SESSION, "trainer_request"}
    desk.decide(first, TRAINING, "focal_point", "2022-09-08", HELD)
    assert kinds(desk, first) >= {*OF_SESSION, "thanks_letter"}  # it was held a day later
    desk.on("2022-09-09")
    assert not kinds(desk, first) & {*OF_SESSION, "trainer_request"}
    assert "thanks_letter" in kinds(desk, first)


def test_a_training_that_was_cancelled_needs_no_papers(desk: Desk) -> None:
    first = desk.to_trainings()
    cancelled = {"result": "cancelled", "reason": "วิทยากรติดราชการ"}
    desk.decide(first, TRAINING, "focal_point", "2022-09-01", cancelled)
    assert not kinds(desk, first) & {*OF_SESSION, "trainer_request"}


NRM = PolicyChange(
    area="TH", key="nrm-2022", title_th="กลไกการส่งต่อระดับชาติ",
    title_en="National Referral Mechanism", topics=(Topic.IDENTIFICATION,), on=date(2022, 10, 28),
)  # fmt: skip


def test_a_refresher_has_the_papers_of_a_training_that_no_plan_asks_for(desk: Desk) -> None:
    desk.to_trainings()
    desk.on("2022-10-28")
    change_policy(desk.office, NRM, recorded_by="ผู้ดูแล ระบบ")
    again = next(one.id for one in desk.instances() if one.process == "refresher")
    assert offered(desk, again) == {
        (kind, "nrm-2022") for kind in (*OF_SESSION, "training_programme")
    }
    programme = text(desk, again, "training_programme", "nrm-2022")
    assert "การคัดแยกและการส่งต่อผู้เสียหาย" in programme
    project = text(desk, again, "training_project", "nrm-2022")
    assert "โครงการฝึกอบรมทบทวนความรู้ เรื่อง กลไกการส่งต่อระดับชาติ" in project
    assert "เปลี่ยนแปลงตั้งแต่วันที่ ๒๘ ตุลาคม พ.ศ. ๒๕๖๕" in project
    for kind in OF_SESSION:
        assert "แผนพัฒนาศักยภาพ" not in text(desk, again, kind, "nrm-2022")
    held = {**HELD, "held_on": "2022-11-10"}  # type: ignore[dict-item]
    desk.decide(again, "refresher_held", "focal_point", "2022-11-11", held)
    assert offered(desk, again) == {("thanks_letter", "nrm-2022/focus")}
    thanks = text(desk, again, "thanks_letter", "nrm-2022/focus")
    assert "เมื่อวันพฤหัสบดีที่ ๑๐ พฤศจิกายน ๒๕๖๕ ณ หอประชุม" in thanks


def test_a_training_of_a_year_has_them_once_its_plan_is_agreed_on(desk: Desk) -> None:
    desk.to_trainings()
    with desk.office.registry.writing("5715") as write:
        start = TrainingStart(district="5715", year=2566, row="training-1")
        row = begin(write, TRAINING_OF_YEAR, "5715", "2566/training-1", start, date(2022, 8, 5), 1)
        advance(desk.office, write, row)
    plan: Json = {"agencies": ["psdhs", "focus"], "sessions": SESSIONS}
    desk.decide(row.id, "year_capacity_plan", "focal_point", "2022-08-10", plan)
    assert offered(desk, row.id) == set()
    agreed = {"result": "agreed"}
    desk.decide(row.id, "year_capacity_agreed", "focal_point", "2022-08-11", agreed)
    assert kinds(desk, row.id) == {*OF_SESSION, "trainer_request"}
    desk.decide(row.id, "trainings/basics/year_training", "focal_point", "2022-09-09", HELD)
    assert offered(desk, row.id) == {("thanks_letter", "basics/focus")}


@pytest.mark.parametrize(
    ("kind", "whom"),
    [
        ("training_project", "basics"), ("training_memo", "basics"), ("venue_request", "basics"),
        ("training_speeches", "basics"), ("participants_request", "basics"),
        ("trainer_request", "basics/focus"), ("registration_sheet", "basics"),
    ],
)  # fmt: skip
def test_the_place_of_a_training_is_printed_where_it_was_recorded(
    desk: Desk, kind: str, whom: str
) -> None:
    first = desk.to_trainings()
    assert "หอประชุม" not in text(desk, first, kind, whom)
    desk.decide(first, TRAINING, "focal_point", "2022-09-08", HELD)
    assert "หอประชุม" in text(desk, first, kind, whom)


def test_who_trained_is_thanked_with_how_many_came(desk: Desk) -> None:
    first = desk.to_trainings()
    desk.decide(first, TRAINING, "focal_point", "2022-09-09", HELD)
    thanks = text(desk, first, "thanks_letter", "basics/focus")
    assert "เมื่อวันพฤหัสบดีที่ ๘ กันยายน ๒๕๖๕ ณ หอประชุม" in thanks
    assert "มีผู้เข้ารับการฝึกอบรม ๒ คน" in thanks
