from datetime import date
from typing import Any

import pytest

from flows.decisions.correct import Correction, correct
from flows.engine.gate import Gate, NotAsked
from flows.establishment.gates import TRAININGS
from flows.training.gates import Topic
from flows.training.policy_change import PolicyChange, change_policy
from flows.training.refresher_gates import REFRESHER
from registry.journal import entry
from registry.queries.document_contents import content, facts
from registry.queries.documents import DocumentRow, documents
from registry.rules.papers.training import (
    CapacityPlanFacts,
    ScoreFacts,
    TrainingProgrammeFacts,
    TrainingReportFacts,
)
from registry.rules.plain_values import Json
from tasks.documents.proofreading import read_back
from tests.builders import Desk, a_desk
from tests.desk.web.visitor import visitor

PLAN: list[Json] = [
    {
        "key": "a", "title_th": "การคัดแยกผู้เสียหาย", "title_en": "Identifying victims",
        "topics": ["defining", "identification"], "duties": ["receive_reports", "investigate"],
        "manuals": ["basic_manual", "operations_manual"], "methods": ["practical", "case_study"],
        "bodies": ["suppression"], "planned_on": "2022-09-01", "days": 2,
        "trainers": ["world_vision", "focus"], "note": "ต่อจากการประชุมวันที่ 20 กรกฎาคม 2565",
    },
    {
        "key": "b", "title_th": "การป้องกันในชุมชน", "title_en": "Prevention in communities",
        "topics": ["prevention"],
    },
    {"key": "c", "title_th": "กฎหมาย", "title_en": "The law", "topics": ["legislation"]},
]  # fmt: skip
# content.md 3e: 30 from 52 to 70, 64 of 80 from 61 to 72, 20 of 25 from 70 to 69.
KNOWN = {"a": (30, 30, 52, 70), "b": (80, 64, 61, 72), "c": (25, 20, 70, 69)}
WOMEN = {"a": 24, "b": 60, "c": 20}
Texts = dict[str, str]


def people(key: str, count: int, women: int) -> list[Json]:
    return [
        {"code": f"{key}{number}", "sex": "female" if number < women else "male"}
        for number in range(count)
    ]


def hold(desk: Desk, key: str, on: str, count: int, women: int, **more: Json) -> None:
    held = {
        "result": "held", "held_on": on, "place": "หอประชุมอำเภอ", "topics": ["identification"],
        "trainers": ["focus"], "participants": people(key, count, women), **more,
    }  # fmt: skip
    desk.decide(1, f"{PLACE}/{key}/training", "focal_point", on, held)


def score(desk: Desk, key: str, on: str, lines: list[Json], **more: Json) -> None:
    answer = {"result": "tested", "maximum": "100", "same_test": True, "scores": lines, **more}
    desk.decide(1, f"{PLACE}/{key}/training_scores", "focal_point", on, answer)


PLACE = "after_meeting/capacity/trainings"


def lines_of(key: str) -> list[Json]:
    count, matched, pre, post = KNOWN[key]
    return [
        {"code": f"{key}{n}", "pre": str(pre), "post": str(post) if n < matched else None}
        for n in range(count)
    ]


def papers(desk: Desk, kind: str, subject: str = "", instance: int = 1) -> list[DocumentRow]:
    with desk.office.registry.reading() as connection:
        kept = documents(connection, instance_id=instance)
    return [one for one in kept if (one.kind, one.subject) == (kind, subject)]


def facts_of(desk: Desk, paper: DocumentRow) -> Json:
    with desk.office.registry.reading() as connection:
        found: Json = facts(connection, paper.facts_id or 0)
    return found


def texts(desk: Desk, kind: str, subject: str = "", instance: int = 1) -> Texts:
    with desk.office.registry.reading() as connection:
        return {
            one.language: read_back(
                content(connection, one.sha256) or b"",
                "en" if one.language == "en" else "th",
            ).text
            for one in papers(desk, kind, subject, instance)
        }


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    one = a_desk(sqlite_url)
    assert one.to_trainings(PLAN) == 1
    return one


def test_the_plan_is_drafted_in_both_languages_from_what_was_decided(desk: Desk) -> None:
    (thai, english) = papers(desk, "capacity_plan")
    assert {thai.language, english.language} == {"th", "en"}
    plan = CapacityPlanFacts.model_validate(facts_of(desk, thai))
    first, second, _ = plan.sessions
    assert [one.agency_th for one in first.manuals] == [
        "มูลนิธิศุภนิมิตแห่งประเทศไทย", "มูลนิธิเพื่อความเข้าใจเด็ก",
    ]  # fmt: skip
    assert [one.version for one in first.manuals] == [None, None]
    assert (first.planned_on, second.planned_on) == (date(2022, 9, 1), None)
    assert len(plan.duties_left) == 9
    assert plan.order is not None
    assert plan.order.number == "12/2565"
    assert plan.drafters[0].text_en == "Deputy District Chief"
    said = texts(desk, "capacity_plan")
    for words in ("ยังไม่ได้กำหนดวัน จำนวน 1 วัน", "หน้าที่ที่ยังไม่มีการฝึกอบรม"):
        assert words in said["th"]
    for words in ("1 September 2022, 2 days", "order No. 12/2565"):
        assert words in said["en"]


def test_each_session_has_its_programme(desk: Desk) -> None:
    (paper,) = papers(desk, "training_programme", "a")
    programme = TrainingProgrammeFacts.model_validate(facts_of(desk, paper))
    assert [one.text_en for one in programme.session.methods] == [
        "Practical activities", "Case studies",
    ]  # fmt: skip
    assert "1 กันยายน พ.ศ. 2565 จำนวน 2 วัน" in texts(desk, "training_programme", "a")["th"]
    assert papers(desk, "training_programme", "c")


def test_the_reports_tell_the_known_answer_over_all_trainings(desk: Desk) -> None:
    for day, key in enumerate(KNOWN, 1):
        hold(desk, key, f"2022-09-0{day}", KNOWN[key][0], WOMEN[key])
        score(desk, key, f"2022-09-0{day}", lines_of(key))
    (thai, english) = papers(desk, "training_report", "c")
    report = TrainingReportFacts.model_validate(facts_of(desk, thai))
    assert facts_of(desk, english) == facts_of(desk, thai)
    assert report.scores is not None
    assert (report.scores.gain, report.scores.response) == ("-1.00", "80.00")
    assert report.attendance is not None
    assert (report.attendance.women, report.attendance.men, report.attendance.total) == (20, 5, 25)
    assert [one.taught for one in report.topics] == [False, True, False, False, False]
    together = report.so_far
    assert together is not None
    assert (together.held, together.attendance.total) == (3, 135)
    assert together.attendance.women + together.attendance.men == 135
    assert together.scores is not None
    assert (together.scores.gain, together.scores.hake) == ("+10.74", "0.27")
    assert (together.scores.n_pre, together.scores.n_post, together.scores.n_matched) == (
        135, 114, 114,
    )  # fmt: skip
    said = texts(desk, "training_report", "c")
    assert all("+10.74" in text for text in said.values())
    assert "Who ran the test is not recorded." in said["en"]
    assert "a12" not in said["th"]


@pytest.mark.parametrize(("run_by", "told"), [("trainers", True), ("others", False)])
def test_a_report_warns_of_a_test_that_the_trainers_ran(
    desk: Desk, run_by: str, *, told: bool
) -> None:
    hold(desk, "a", "2022-09-01", 30, 15)
    score(desk, "a", "2022-09-01", lines_of("a"), run_by=run_by)
    said = texts(desk, "training_report", "a")["en"]
    assert "Who ran the test is not recorded." not in said
    assert ("The trainers ran the test themselves." in said) is told


@pytest.mark.parametrize("gate", [TRAININGS.held, REFRESHER.held])
def test_a_training_of_the_first_form_reads_as_not_asked_about_inclusion(gate: Gate[Any]) -> None:
    body = {"result": "held", "held_on": "2022-09-01", "participants": [{"code": "P01"}]}
    old = gate.read(1, body)
    assert isinstance(old.inclusion, NotAsked)
    assert old.participants[0].code == "P01"


def test_a_report_tells_what_was_noted_of_inclusion(desk: Desk) -> None:
    hold(desk, "a", "2022-09-01", 30, 15, inclusion="มีล่ามภาษาอาข่า")
    score(desk, "a", "2022-09-01", lines_of("a"))
    said = texts(desk, "training_report", "a")
    assert "มีส่วนร่วมของทุกกลุ่ม: มีล่ามภาษาอาข่า" in said["th"]
    assert "every group: มีล่ามภาษาอาข่า" in said["en"]
    hold(desk, "b", "2022-09-02", 12, 6)
    score(desk, "b", "2022-09-02", lines_of("b")[:12])
    assert "มีส่วนร่วมของทุกกลุ่ม: ไม่ได้บันทึก" in texts(desk, "training_report", "b")["th"]


@pytest.mark.parametrize("gate", [TRAININGS.scores, REFRESHER.scores])
def test_points_of_the_first_form_read_as_not_said_who_ran_the_test(gate: Gate[Any]) -> None:
    body = {"result": "tested", "maximum": "20", "scores": [{"code": "P01", "pre": "9"}]}
    old = gate.read(1, body)
    assert isinstance(old.run_by, NotAsked)
    assert old.scores[0].pre == 9


def test_a_report_bears_the_day_of_what_it_tells_however_late_that_was_recorded(
    desk: Desk,
) -> None:
    hold(desk, "a", "2022-09-01", 30, 15)
    desk.on("2022-09-05")
    score(desk, "a", "2022-09-01", lines_of("a"))
    (paper, _) = papers(desk, "training_report", "a")
    report = TrainingReportFacts.model_validate(facts_of(desk, paper))
    assert paper.own_date == report.draft_date == date(2022, 9, 1)
    assert max(one.recorded_on for one in report.sources) == date(2022, 9, 5)


def test_the_records_that_a_report_cites_are_found_under_the_numbers_it_cites(desk: Desk) -> None:
    hold(desk, "a", "2022-09-01", 30, 15)
    score(desk, "a", "2022-09-01", lines_of("a"))
    place: dict[str, Json] = {"place": "ศาลากลาง"}
    correct(
        desk.office,
        Correction(1, f"{PLACE}/a/training", place, reason="พิมพ์ผิด", recorded_by="coord"),
    )
    desk.perform()
    newest = max(papers(desk, "training_report", "a"), key=lambda one: one.version)
    report = TrainingReportFacts.model_validate(facts_of(desk, newest))
    with desk.office.registry.reading() as connection:
        cited = [entry(connection, one.record) for one in report.sources]
    assert [(one.kind, one.gate) for one in cited] == [
        ("correction", "training"), ("decision", "training_scores"),
    ]  # fmt: skip
    assert any(one.id != one.seq for one in cited)


def test_a_training_that_was_not_tested_says_so(desk: Desk) -> None:
    hold(desk, "b", "2022-09-01", 12, 6)
    why: Json = {"result": "not_tested", "reason": "เวลาไม่พอ"}
    desk.decide(1, f"{PLACE}/b/training_scores", "focal_point", "2022-09-01", why)
    said = texts(desk, "training_report", "b")
    assert "ไม่ได้ทดสอบ เนื่องจากเวลาไม่พอ" in said["th"]
    assert "Not tested: เวลาไม่พอ" in said["en"]
    assert "12" in said["th"]


def test_points_of_too_few_are_not_told_and_not_kept_with_the_paper(desk: Desk) -> None:
    hold(desk, "a", "2022-09-01", 6, 3)
    four: list[Json] = [
        {"code": f"a{n}", "pre": "41", "post": "83" if n < 4 else None} for n in range(6)
    ]
    score(desk, "a", "2022-09-01", four)
    hold(desk, "b", "2022-09-02", 30, 20)
    score(
        desk, "b", "2022-09-02", [{"code": f"b{n}", "pre": "50", "post": "60"} for n in range(30)]
    )
    report = TrainingReportFacts.model_validate(
        facts_of(desk, papers(desk, "training_report", "a")[0])
    )
    assert report.scores == hidden(report.scores)
    assert "ไม่แสดง" in texts(desk, "training_report", "a")["th"]
    later = TrainingReportFacts.model_validate(
        facts_of(desk, papers(desk, "training_report", "b")[0])
    )
    assert later.scores is not None
    assert later.scores.gain == "+10.00"
    assert later.so_far is not None
    assert later.so_far.scores == hidden(later.so_far.scores)


def hidden(scores: ScoreFacts | None) -> ScoreFacts | None:
    """The same, saying nothing of anybody's points."""
    assert scores is not None
    return scores.model_copy(
        update={
            "shown": False, "pre": None, "post": None, "gain": None, "hake": None,
            "losers": None, "warnings": (),
        }
    )  # fmt: skip


def refreshed(desk: Desk) -> int:
    """A refresher that was held and not tested; its instance, which has ended."""
    change = PolicyChange(
        area="TH", key="nrm-2022", title_th="กลไกการส่งต่อระดับชาติ",
        title_en="National Referral Mechanism", topics=(Topic.IDENTIFICATION,),
        on=desk.on("2022-10-28"),
    )  # fmt: skip
    change_policy(desk.office, change, recorded_by="ผู้ดูแล ระบบ")
    desk.perform()
    again = next(one.id for one in desk.instances() if one.process == "refresher")
    held: Json = {"result": "held", "held_on": "2022-11-10", "participants": people("r", 9, 4)}
    desk.decide(again, "refresher_held", "focal_point", "2022-11-10", held)
    why: Json = {"result": "not_tested", "reason": "อบรมครึ่งวัน"}
    desk.decide(again, "refresher_scores", "focal_point", "2022-11-10", why)
    return again


def test_a_refresher_is_reported_under_the_policy_that_asked_for_it(desk: Desk) -> None:
    again = refreshed(desk)
    said = texts(desk, "training_report", "nrm-2022", again)
    assert "รายงานสรุปผลการฝึกอบรมทบทวน กลไกการส่งต่อระดับชาติ" in said["th"]
    assert "Refresher Training Report National Referral Mechanism" in said["en"]
    assert "อบรมครึ่งวัน" in said["th"]


def test_papers_and_the_history_say_of_which_training_they_are(desk: Desk) -> None:
    hold(desk, "a", "2022-09-01", 3, 1)
    page = visitor(desk, "coord").get("/instances/1").main
    assert "กำหนดการฝึกอบรม · การป้องกันในชุมชน · ฉบับที่ 1" in page
    assert "รายงาน: การฝึกอบรม: การคัดแยกผู้เสียหาย" in page
