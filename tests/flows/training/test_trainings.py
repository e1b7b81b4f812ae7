"""Trainings: planned, held, counted by code and by person, corrected and withdrawn."""

from datetime import date
from typing import Any

import pytest

from config.words import written
from flows.decisions.days import ActEarlier
from flows.decisions.withdraw import SeveralDecisions, withdraw
from flows.engine.answers import answers_of
from flows.engine.offers import GateContext
from flows.training.manuals import UnknownManual
from flows.training.offers import offer_training
from flows.training.participants import ParticipantTwice
from flows.training.recordings import PersonTwice, SessionTwice, UnknownDuty
from flows.training.score_recordings import OverMaximum, ScoredBeforeTraining
from flows.verification import verify_all
from registry.queries.meetings import attendance, coverage, scores, trainings
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.seats import UnknownAgency
from registry.refusals import Refusal
from registry.rules.participant_codes import ScoreCodeLooksLikeName
from registry.rules.plain_values import Json
from registry.transaction import lock_order
from tests.builders import SESSIONS, Desk
from tests.flows.meeting.at_inception import D, desk, refused, trained

__all__ = ["desk"]


@pytest.mark.parametrize(
    ("change", "kind", "field"),
    [
        ({"duties": ["cook"]}, UnknownDuty, "sessions.0.duties"),
        ({"trainers": ["nobody"]}, UnknownAgency, "sessions.0.trainers"),
        ({"manuals": ["nope"]}, UnknownManual, "sessions.0.manuals"),
    ],
)
def test_a_plan_names_known_duties_agencies_and_manuals(
    desk: Desk, change: dict[str, Json], kind: type[Refusal], field: str
) -> None:
    desk.to_after_meeting()
    session: Any = SESSIONS[0]
    plan = {"agencies": ["psdhs"], "sessions": [session | change]}
    assert refused(desk, kind, "capacity_plan", "2022-08-01", plan).field == field


def test_two_sessions_of_a_plan_never_share_a_key(desk: Desk) -> None:
    desk.to_after_meeting()
    plan = {"agencies": ["psdhs"], "sessions": [*SESSIONS, *SESSIONS]}
    refused(desk, SessionTwice, "capacity_plan", "2022-08-01", plan)


def test_a_plan_is_agreed_on_after_it_was_written_and_its_far_days_are_questioned(
    desk: Desk,
) -> None:
    first = desk.to_after_meeting()
    session: Any = SESSIONS[0]
    plan: Json = {"agencies": ["psdhs"], "sessions": [session | {"planned_on": "2032-09-07"}]}
    said = desk.decide(first, "capacity_plan", "focal_point", "2022-08-01", plan)
    assert any("(no. 1): 7 September 2032 lies more than a year" in one.en for one in said.warnings)
    told = refused(desk, ActEarlier, "capacity_agreed", "2022-07-31", {"result": "agreed"})
    assert told.field == "decided_on"


def test_days_of_a_training_that_are_most_often_mistyped_are_questioned_and_taken(
    desk: Desk,
) -> None:
    first = desk.to_trainings()
    path = "after_meeting/capacity/trainings/basics/training"
    held: Json = {
        "result": "held", "held_on": "2022-07-31", "until": "2022-11-22",
        "participants": [{"code": "A1"}], "topics": ["identification"],
    }  # fmt: skip
    desk.on("2022-12-01")
    early, long = desk.decide(first, path, "focal_point", "2022-12-01", held).warnings
    assert early.en.startswith("31 July 2022 lies before the day of the capacity plan (1 August")
    assert long.en.startswith("22 November 2022 is day 115 of a training that began on 31 July")
    with desk.office.registry.reading() as connection:
        assert [one.on for one in trainings(connection, D)] == [date(2022, 7, 31)]


def test_whoever_tells_no_topic_of_a_training_is_asked_for_it_and_taken(desk: Desk) -> None:
    first = desk.to_trainings()
    path = "after_meeting/capacity/trainings/basics/training"
    held: Json = {"result": "held", "held_on": "2022-09-07", "participants": [{"code": "A1"}]}
    desk.on("2022-12-01")
    (untold,) = desk.decide(first, path, "focal_point", "2022-12-01", held).warnings
    assert untold.en.startswith("No topic of the training is told.")
    with desk.office.registry.reading() as connection:
        assert [one.topics for one in trainings(connection, D)] == [""]


def test_a_training_counts_its_participants_by_code_and_its_members_by_person(desk: Desk) -> None:
    trained(desk)
    with desk.office.registry.reading() as connection:
        (held,) = trainings(connection, D)
        came = attendance(connection, D, held.key)
        found = coverage(connection, D, date(2022, 9, 8), None)
    assert [(one.code, one.sex) for one in came] == [("A1", "female"), ("A2", "male")]
    assert found.trained == 1
    assert found.members == found.trained + len(found.untrained)


def test_who_was_never_trained_is_proposed_before_the_others(desk: Desk) -> None:
    first = trained(desk)
    police = {"ref": "police", "title_th": "พ.ต.อ.", "name_th": "สมมุติ ตำรวจ", "name_en": "Police"}
    holder = {"office": f"{D}/police_superintendent/1", "person": "police", "start": "2022-09-01"}
    file = LoadFile.model_validate({"people": [police], "holders": [holder]})
    with desk.office.registry.writing(*sorted(file.areas(), key=lock_order)) as write:
        load(write, file, actor=1)
    with desk.office.registry.reading() as connection:
        on = date(2022, 9, 8)
        answers = answers_of(connection, first, desk.office.declared.gates)
        offered = offer_training(GateContext(connection, first, D, on, answers))
    *others, last = offered.options["participants"]
    assert [one.value for one in others] == ["police"]
    assert last.value == "5715.chief"
    assert "(not trained yet)" in written(others[0].text, "en")
    assert "not trained" not in written(last.text, "en")


def test_points_are_kept_by_code_and_refused_over_the_maximum(desk: Desk) -> None:
    first = trained(desk)
    gate = "training_scores"
    over = {"result": "tested", "maximum": "20", "scores": [{"code": "A1", "pre": 9, "post": 21}]}
    assert refused(desk, OverMaximum, gate, "2022-09-08", over).field == "scores.0.post"
    twice = {"result": "tested", "maximum": "20", "scores": [{"code": "A1"}, {"code": "A1"}]}
    assert refused(desk, ParticipantTwice, gate, "2022-09-08", twice).field == "scores"
    said: Json = {
        "result": "tested", "maximum": "20",
        "scores": [{"code": "A1", "pre": "9", "post": "12.5"}, {"code": "A3", "pre": 8}],
    }  # fmt: skip
    receipt = desk.decide(first, gate, "focal_point", "2022-09-08", said)
    assert [one.en for one in receipt.warnings] == [
        "There are points of codes that are not among the participants: A3.",
        "1 has points from one test only and is not in the matched mean.",
    ]
    with desk.office.registry.reading() as connection:
        kept = scores(connection, D)
    points = [(one.code, one.pre, one.post) for one in kept]
    assert points == [("A1", "9", "12.5"), ("A3", "8", None)]


def test_a_person_counts_once_in_a_training_however_they_are_typed(desk: Desk) -> None:
    desk.to_trainings()

    def listed(*people: Json) -> Json:
        return {"result": "held", "held_on": "2022-09-07", "participants": [*people]}

    one: Json = {"code": "P1", "person": "5715.chief"}
    other: Json = {"code": "P2", "person": "5715.chief"}
    told = refused(desk, PersonTwice, "training", "2022-09-07", listed(one, other))
    assert told.field == "participants.1.person"
    for code in ("p1", "P๑", " P1 "):
        again = listed({"code": "P1"}, {"code": code})
        assert refused(desk, ParticipantTwice, "training", "2022-09-07", again)
    named = listed({"code": "สมชายใจดี"})
    told = refused(desk, ScoreCodeLooksLikeName, "training", "2022-09-07", named)
    assert told.field == "participants.0.code"
    assert "สมชาย" not in told.sentence.th


def test_points_are_of_a_day_after_the_training(desk: Desk) -> None:
    trained(desk)
    early: Json = {"result": "tested", "maximum": 20, "scores": [{"code": "A1", "pre": 9}]}
    told = refused(desk, ScoredBeforeTraining, "training_scores", "2022-09-06", early)
    assert told.field == "decided_on"


def test_of_several_trainings_one_is_named_to_be_withdrawn_or_corrected(desk: Desk) -> None:
    basics: Any = SESSIONS[0]
    first = desk.to_trainings([basics, basics | {"key": "law"}])
    held: Json = {"result": "cancelled", "reason": "น้ำท่วม"}
    paths = [f"after_meeting/capacity/trainings/{one}/training" for one in ("basics", "law")]
    for path in paths:
        desk.decide(first, path, "focal_point", "2022-09-07", held)
    with pytest.raises(SeveralDecisions) as told:
        withdraw(desk.office, first, "training", reason="ผิด", recorded_by="coord")
    assert all(path in told.value.sentence.en for path in paths)
    withdraw(desk.office, first, paths[0], reason="ผิด", recorded_by="coord")
    assert paths[0] in desk.waits_at(first)
    assert paths[1] not in desk.waits_at(first)


def test_a_withdrawn_training_takes_its_participants_and_points_along(desk: Desk) -> None:
    first = trained(desk)
    said: Json = {
        "result": "tested",
        "maximum": 20,
        "scores": [{"code": "A1", "pre": 9, "post": 12}],
    }
    desk.decide(first, "training_scores", "focal_point", "2022-09-08", said)
    path = "after_meeting/capacity/trainings/basics/training"
    withdraw(desk.office, first, path, reason="ผิดรุ่น", recorded_by="coord")
    with desk.office.registry.reading() as connection:
        left = trainings(connection, D), attendance(connection, D)[4:], scores(connection, D)
    assert left == ([], [], [])
    assert list(verify_all(desk.office)) == []
