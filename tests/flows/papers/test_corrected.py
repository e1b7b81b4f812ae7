"""What a paper was made of is corrected: it is made anew, or what was decided on it stands."""

import pytest

from flows.decisions.correct import Correction, correct
from flows.decisions.correction_limits import WouldChangeDecided
from flows.decisions.withdraw import withdraw
from flows.verification import verify_all
from registry.queries.document_contents import content
from registry.queries.documents import DocumentRow, documents
from registry.rules.plain_values import Json
from tasks.documents.docx_text import paragraphs
from tests.builders import Desk, a_desk
from tests.flows.meeting.at_inception import MINUTES
from tests.flows.training import test_papers as trained

OTHERWISE = "เห็นชอบตามที่แก้ไข"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def papers(desk: Desk, kind: str) -> list[DocumentRow]:
    with desk.office.registry.reading() as connection:
        return [one for one in documents(connection) if one.kind == kind]


def text(desk: Desk, paper: DocumentRow) -> str:
    with desk.office.registry.reading() as connection:
        return "\n".join(paragraphs(content(connection, paper.sha256) or b""))


def put_right(desk: Desk, gate: str, **fields: Json) -> None:
    correct(desk.office, Correction(1, gate, fields, reason="พิมพ์ผิด", recorded_by="coord"))
    desk.perform()


def resolved_otherwise() -> Json:
    items = MINUTES["items"]
    assert isinstance(items, list)
    first, *others = items
    assert isinstance(first, dict)
    return [first | {"resolution": OTHERWISE}, *others]


def test_minutes_are_drafted_anew_until_they_are_sent(desk: Desk) -> None:
    first = desk.to_after_meeting()
    desk.decide(first, "minutes", "focal_point", "2022-07-25", MINUTES)
    put_right(desk, "minutes", items=resolved_otherwise())
    old, new = papers(desk, "minutes")
    assert (old.status, new.status) == ("replaced", "draft")
    assert OTHERWISE in text(desk, new)
    sent = next(one for one in desk.gates(first) if one.gate == "minutes_sent")
    assert sent.about == new.content_hash
    assert verify_all(desk.office) == ()


@pytest.mark.parametrize("adopted", [False, True])
def test_neither_the_words_nor_the_attendance_of_sent_minutes_are_corrected(
    desk: Desk, *, adopted: bool
) -> None:
    first = desk.to_after_meeting()
    desk.decide(first, "minutes", "focal_point", "2022-07-25", MINUTES)
    desk.decide(first, "minutes_sent", "focal_point", "2022-07-26", {"sent_on": "2022-07-26"})
    if adopted:
        how: Json = {"result": "adopted", "how": "circulation"}
        desk.decide(first, "minutes_adopted", "district_chief", "2022-07-29", how)
    for gate, fields in (
        ("minutes", {"items": resolved_otherwise()}),
        ("inception_meeting", {"started": "10:00"}),
    ):
        with pytest.raises(WouldChangeDecided) as refused:
            put_right(desk, gate, **fields)
        assert "circulated" in refused.value.sentence.en.lower()
    (minutes,) = papers(desk, "minutes")
    assert OTHERWISE not in text(desk, minutes)


def test_a_report_is_made_anew_after_its_points_are_corrected(desk: Desk) -> None:
    desk.to_trainings(trained.PLAN)
    trained.hold(desk, "a", "2022-09-01", 30, 15)
    trained.score(desk, "a", "2022-09-01", trained.lines_of("a"))
    put_right(desk, f"{trained.PLACE}/a/training_scores", run_by="trainers")
    reports = [one for one in papers(desk, "training_report") if one.language == "th"]
    assert [one.status for one in reports] == ["replaced", "draft"]
    assert text(desk, reports[0]) != text(desk, reports[1])
    assert verify_all(desk.office) == ()


def test_a_report_is_made_anew_after_its_process_has_ended(desk: Desk) -> None:
    desk.to_trainings(trained.PLAN)
    again = trained.refreshed(desk)
    assert desk.instances()[-1].status == "finished"
    correct(
        desk.office,
        Correction(
            again, "refresher_scores", {"reason": "ไม่มีเวลา"}, reason="พิมพ์ผิด", recorded_by="coord"
        ),
    )
    desk.perform()
    reports = [one for one in papers(desk, "training_report") if one.language == "th"]
    assert [one.status for one in reports] == ["replaced", "draft"]
    assert "ไม่มีเวลา" in text(desk, reports[1])
    assert desk.instances()[-1].status == "finished"
    assert verify_all(desk.office) == ()


def reported(desk: Desk, session: str) -> list[DocumentRow]:
    found = papers(desk, "training_report")
    return [one for one in found if (one.subject, one.language) == (session, "th")]


def test_a_report_that_sums_up_an_earlier_training_is_made_anew_with_it(desk: Desk) -> None:
    desk.to_trainings(trained.PLAN)
    for key, on in (("a", "2022-09-01"), ("b", "2022-09-08")):
        trained.hold(desk, key, on, *((30, 15) if key == "a" else (80, 40)))
        trained.score(desk, key, on, trained.lines_of(key))
    assert [len(reported(desk, key)) for key in "ab"] == [1, 1]
    put_right(desk, f"{trained.PLACE}/a/training_scores", maximum="200")
    assert [len(reported(desk, key)) for key in "ab"] == [2, 2]
    withdraw(desk.office, 1, f"{trained.PLACE}/a/training", reason="ผิดรุ่น", recorded_by="coord")
    desk.perform()
    *old, new = reported(desk, "b")
    assert (len(old), {one.status for one in old}, new.status) == (2, {"replaced"}, "draft")
    assert "รวมทุกการฝึกอบรม" in text(desk, old[-1])
    assert "รวมทุกการฝึกอบรม" not in text(desk, new)
    assert verify_all(desk.office) == ()


def test_a_training_that_moves_behind_another_is_no_longer_summed_up_there(desk: Desk) -> None:
    desk.to_trainings(trained.PLAN)
    late = "2022-09-12"
    for key, on, count in (("a", "2022-09-01", 30), ("b", "2022-09-08", 80)):
        held: Json = {
            "result": "held",
            "held_on": on,
            "participants": trained.people(key, count, 9),
        }
        desk.decide(1, f"{trained.PLACE}/{key}/training", "focal_point", late, held)
        trained.score(desk, key, late, trained.lines_of(key))
    assert "รวมทุกการฝึกอบรม" in text(desk, reported(desk, "b")[-1])
    put_right(desk, f"{trained.PLACE}/a/training", held_on="2022-09-10")
    assert "รวมทุกการฝึกอบรม" not in text(desk, reported(desk, "b")[-1])
    assert "รวมทุกการฝึกอบรม" in text(desk, reported(desk, "a")[-1])


def test_a_later_training_leaves_the_reports_before_it_as_they_are(desk: Desk) -> None:
    desk.to_trainings(trained.PLAN)
    for key, on in (("a", "2022-09-01"), ("b", "2022-09-08")):
        trained.hold(desk, key, on, *((30, 15) if key == "a" else (80, 40)))
        trained.score(desk, key, on, trained.lines_of(key))
    withdraw(desk.office, 1, f"{trained.PLACE}/b/training_scores", reason="x", recorded_by="coord")
    desk.perform()
    (paper,) = reported(desk, "a")
    assert paper.status == "draft"
