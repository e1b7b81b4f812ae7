"""Two meetings and two trainings under one parent: what is of one is never told of the other."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from flows.decisions.correct import Correction, correct
from flows.decisions.withdraw import withdraw
from flows.engine.replay import Process
from flows.engine.run import Run
from flows.meeting import gates as meeting
from flows.meeting.process import have_duties_acknowledged, hold_meeting, settle_minutes
from flows.training import gates as training
from flows.training.process import build_capacity
from flows.verification import verify_all
from registry.queries.action_items import actions
from registry.queries.document_contents import facts
from registry.queries.documents import DocumentRow, documents
from registry.queries.meetings import attendance, meetings, scores, trainings
from registry.rules.papers.meeting import Agenda, Minutes, MinutesExtract
from registry.rules.papers.training import CapacityPlanFacts, TrainingReportFacts
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.machines import Done, Start

D = MAE_FAH_LUANG
QUARTER = meeting.gates("quarter_", "meeting")
PLANNING = training.plan_gates("quarter_", "training")
TRAININGS = training.gates("quarter_", "training")
PERIODS = ("2565/4", "2566/1")


def meet(run: Run) -> Done:
    """A meeting of a quarter."""
    district = run.start(Start).district
    turn, met = hold_meeting(run, QUARTER, district)
    run.together(
        "after",
        ("duties", lambda one: have_duties_acknowledged(one, QUARTER)),
        ("minutes", lambda one: settle_minutes(one, QUARTER, district, turn, met)),
    )
    return Done.DONE


def train(run: Run) -> Done:
    """The trainings of a quarter."""
    build_capacity(run, PLANNING, TRAININGS, run.start(Start).district)
    return Done.DONE


MEETING = Process(key="meet", function=meet, start=Start, phases=("meeting",))
TRAINING = Process(key="train", function=train, start=Start, phases=("training",))


def year(run: Run) -> Done:
    """Two quarters, each with a meeting and trainings."""
    start = Start(district=run.start(Start).district)

    def work(one: Run, process: Process, period: str) -> None:
        one.child(process, start, period=period)

    run.together(
        "quarters",
        *((f"{process.key}{at}", partial(work, process=process, period=period))
          for at, period in enumerate(PERIODS) for process in (MEETING, TRAINING)),
    )  # fmt: skip
    return Done.DONE


def two_in_one(run: Run) -> Done:
    """What no process may do: two meetings in one instance."""
    held = partial(hold_meeting, gates=QUARTER, district=run.start(Start).district)
    run.together("both", ("first", held), ("second", held))
    return Done.DONE


YEAR = Process(key="year", function=year, start=Start, phases=("year",))
TWO_IN_ONE = Process(key="two", function=two_in_one, start=Start, phases=("meeting",))


@dataclass(frozen=True)
class Quarter:
    """What is done and recorded of a quarter, in words that stand nowhere else."""

    name: str
    agreed_on: str
    held_on: str
    place: str
    came: str
    resolution: str
    due_on: str
    code: str
    points: int

    def sheet(self) -> Json:
        """The sheet of the meeting: a member of the committee, and a guest."""
        guest: Json = {"title_th": "นาย", "name_th": self.came, "state": "guest", "sex": "male"}
        chief: Json = {
            "person": "5715.chief", "seats": ["executive.district_chief"],
            "state": "present" if self.name == "a" else "online", "sex": "male",
        }  # fmt: skip
        return [chief, guest] if self.name == "a" else [guest, chief]

    def minutes(self) -> Json:
        """What was resolved, and what is to be done."""
        action: Json = {
            "what": f"ทำ {self.name}", "owner": "executive.district_chief", "due_on": self.due_on,
        }  # fmt: skip
        item: Json = {"agenda": 4, "resolution": self.resolution, "actions": [action]}
        return {"items": [item], "taken_by": self.came}

    def plan(self) -> Json:
        """The plan: both have a session of one key."""
        session: Json = {
            "key": "basics", "title_th": f"หลักสูตร {self.name}", "title_en": f"Course {self.name}",
            "topics": ["legislation"], "planned_on": self.held_on,
        }  # fmt: skip
        return {"agencies": ["psdhs"], "sessions": [session]}

    def participants(self) -> Json:
        """Six who took part."""
        return [{"code": f"{self.code}{n}", "sex": "female"} for n in range(6)]

    def scores(self) -> Json:
        """What they knew before and after."""
        lines: list[Json] = [
            {"code": f"{self.code}{n}", "pre": "5", "post": str(self.points)} for n in range(6)
        ]
        return {"result": "tested", "maximum": "20", "scores": lines}


A = Quarter(
    "a", "2022-07-05", "2022-07-20", "ห้องประชุมหนึ่ง", "แขก เดือนกรกฎา", "เห็นชอบแผนหนึ่ง",
    "2022-12-01", "A", 10,
)  # fmt: skip
B = Quarter(
    "b", "2022-10-03", "2022-10-19", "หอประชุมสอง", "แขก เดือนตุลา", "เห็นชอบแผนสอง",
    "2023-01-15", "B", 15,
)  # fmt: skip


@dataclass(frozen=True)
class Work:
    """The children of the year: by quarter the meeting and the trainings."""

    desk: Desk
    year: int
    meetings: dict[str, int]
    trainings: dict[str, int]

    def meet(self, quarter: Quarter, gate: str, on: str, answer: Json) -> None:
        """A decision at a gate of the quarter's meeting."""
        at = self.meetings[quarter.name]
        self.desk.decide(at, f"quarter_{gate}", "focal_point", on, answer)

    def train(self, quarter: Quarter, gate: str, on: str, answer: Json) -> None:
        """A decision at a gate of the quarter's trainings."""
        at = self.trainings[quarter.name]
        self.desk.decide(at, f"quarter_{gate}", "focal_point", on, answer)

    def hold(self, quarter: Quarter) -> None:
        """The meeting is agreed on, invited to and held; its training too."""
        agreed: Json = {"held_on": quarter.held_on, "place": quarter.place, "time": "09:30"}
        held: Json = {
            "result": "held", "held_on": quarter.held_on, "place": quarter.place,
            "attendance": quarter.sheet(),
        }  # fmt: skip
        took_part: Json = {
            "result": "held", "held_on": quarter.held_on, "place": quarter.place,
            "participants": quarter.participants(),
        }  # fmt: skip
        self.meet(quarter, "date", quarter.agreed_on, agreed)
        self.meet(quarter, "invitation", quarter.agreed_on, {"sent_on": quarter.agreed_on})
        self.train(quarter, "capacity_plan", quarter.agreed_on, quarter.plan())
        self.train(quarter, "capacity_agreed", quarter.agreed_on, {"result": "agreed"})
        self.meet(quarter, "meeting", quarter.held_on, held)
        self.train(quarter, "training", quarter.held_on, took_part)

    def write_up(self) -> None:
        """Minutes, their circulation and adoption, duties and points, turn and turn about."""
        adopted: Json = {"result": "adopted", "how": "circulation"}
        for quarter in (B, A):
            self.meet(quarter, "minutes", "2022-10-24", quarter.minutes())
        for quarter in (A, B):
            self.meet(quarter, "minutes_sent", "2022-10-25", {"sent_on": "2022-10-25"})
            self.train(quarter, "training_scores", "2022-10-25", quarter.scores())
        for quarter in (B, A):
            self.meet(quarter, "minutes_adopted", "2022-11-01", adopted)
            self.meet(quarter, "acknowledgement", "2022-11-01", {"result": "complete"})

    def papers(self, instance: int, kind: str) -> list[tuple[DocumentRow, Any]]:
        """The Thai papers of a kind of an instance, with the facts that they were made from."""
        with self.desk.office.registry.reading() as connection:
            return [
                (one, facts(connection, one.facts_id or 0))
                for one in documents(connection, instance_id=instance)
                if one.kind == kind and one.language == "th"
            ]

    def paper(self, instance: int, kind: str) -> Any:
        """The facts of the newest paper of a kind."""
        return self.papers(instance, kind)[-1][1]

    def rows(self, quarter: Quarter) -> tuple[object, ...]:
        """All that is recorded of the quarter's meeting and training."""
        met = f"quarterly/{self.meetings[quarter.name]}"
        trained = f"quarter_training/{self.trainings[quarter.name]}/basics"
        with self.desk.office.registry.reading() as connection:
            return (
                [one.on for one in meetings(connection, D) if one.key == met],
                [(one.state, one.sex) for one in attendance(connection, D, met)],
                [one.due_on for one in actions(connection, D) if one.key.startswith(f"{met}/")],
                [one.on for one in trainings(connection, D) if one.key == trained],
                [one.code for one in attendance(connection, D, trained)],
                {(one.code, one.post) for one in scores(connection, D, trained)},
            )


def recorded(quarter: Quarter) -> tuple[object, ...]:
    """What the registry is to hold of a quarter that was written up."""
    on = date.fromisoformat(quarter.held_on)
    codes = [f"{quarter.code}{n}" for n in range(6)]
    own = ("present" if quarter.name == "a" else "online", "male")
    sheet = [own, ("guest", "male")]
    return (
        [on], sheet if quarter.name == "a" else sheet[::-1],
        [date.fromisoformat(quarter.due_on)], [on], codes,
        {(code, str(quarter.points)) for code in codes},
    )  # fmt: skip


@pytest.fixture
def work(sqlite_url: str) -> Work:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    known = desk.office.declared
    processes = {one.key: one for one in (MEETING, TRAINING, YEAR, TWO_IN_ONE)}
    gates = {one.key: one for own in (QUARTER, PLANNING, TRAININGS) for one in own}
    declared = replace(
        known, processes={**known.processes, **processes}, gates={**known.gates, **gates}
    )
    desk.office = replace(desk.office, declared=declared)
    parent = desk.start("year", on="2022-07-04")
    begun = {(one.process, one.period): one.id for one in desk.instances()}
    by_name = dict(zip("ab", PERIODS, strict=True))
    return Work(
        desk,
        parent,
        {name: begun["meet", period] for name, period in by_name.items()},
        {name: begun["train", period] for name, period in by_name.items()},
    )


@pytest.fixture
def held(work: Work) -> Work:
    work.hold(A)
    work.hold(B)
    return work


def test_rows_are_recorded_of_their_own_meeting_and_training(held: Work) -> None:
    held.write_up()
    assert held.rows(A) == recorded(A)
    assert held.rows(B) == recorded(B)
    with held.desk.office.registry.reading() as connection:
        numbered = [(one.kind, one.number) for one in meetings(connection, D)]
        assert numbered == [("quarterly", 1), ("quarterly", 2)]
        assert len(attendance(connection, D)) == 2 * (2 + 6)
        assert (len(actions(connection, D)), len(scores(connection, D))) == (2, 12)
    ended = {one.id: (one.status, one.outcome) for one in held.desk.instances()}
    assert ended[held.year] == ("finished", "done")
    assert list(verify_all(held.desk.office)) == []


@pytest.mark.parametrize(("quarter", "number"), [(A, 1), (B, 2)], ids=["first", "second"])
def test_papers_tell_their_own_meeting(held: Work, quarter: Quarter, number: int) -> None:
    held.write_up()
    own = held.meetings[quarter.name]
    on = date.fromisoformat(quarter.held_on)
    called = f"ครั้งที่\u00a0{number}/2565"
    agenda = Agenda.model_validate(held.paper(own, "agenda"))
    assert (agenda.held_on, agenda.place_th, agenda.meeting_th) == (on, quarter.place, called)
    for kind in ("invitation", "sign_in_sheet"):
        told = held.paper(own, kind)
        assert (told["held_on"], told["place_th"]) == (quarter.held_on, quarter.place), kind
    assert held.paper(own, "invitation")["first"] is False
    with held.desk.office.registry.reading() as connection:
        drafted = {one.kind for one in documents(connection, instance_id=own)}
    assert "duties_acknowledgement" not in drafted, "the whole committee signed at its first"
    minutes = Minutes.model_validate(held.paper(own, "minutes"))
    extract = MinutesExtract.model_validate(held.paper(own, "minutes_extract"))
    assert (minutes.held_on, minutes.place_th, minutes.meeting_th) == (on, quarter.place, called)
    assert [one.name_th for one in minutes.guests] == [f"นาย{quarter.came}"]
    assert [one.online for one in minutes.present] == [quarter is B]
    assert (extract.held_on, extract.place_th, extract.meeting_th) == (on, quarter.place, called)
    for paper in (minutes, extract):
        (point,) = (one for item in paper.items for one in item.points)
        (action,) = point.actions
        assert point.resolution_th == quarter.resolution
        assert (action.what_th, str(action.due_on)) == (f"ทำ {quarter.name}", quarter.due_on)
    ((frozen, _),) = held.papers(own, "minutes")
    assert (frozen.status, frozen.content_hash) == ("adopted", extract.content_hash)


@pytest.mark.parametrize("quarter", [A, B], ids=["first", "second"])
def test_papers_tell_their_own_training(held: Work, quarter: Quarter) -> None:
    held.write_up()
    own = held.trainings[quarter.name]
    plan = CapacityPlanFacts.model_validate(held.paper(own, "capacity_plan"))
    report = TrainingReportFacts.model_validate(held.paper(own, "training_report"))
    assert [one.title_en for one in plan.sessions] == [f"Course {quarter.name}"]
    assert held.paper(own, "training_programme")["session"]["title_en"] == f"Course {quarter.name}"
    assert (report.title_en, report.place) == (f"Course {quarter.name}", quarter.place)
    assert str(report.held_on) == quarter.held_on
    assert report.scores is not None
    assert (report.scores.n_matched, report.scores.post) == (6, f"{quarter.points * 5}.00")
    assert report.so_far is None  # the other training is of the other plan
    assert {one.record for one in report.sources} <= {one.id for one in held.desk.entries(own)}


def test_a_correction_of_one_meeting_leaves_the_other_as_it_was(held: Work) -> None:
    for quarter in (A, B):
        held.meet(quarter, "minutes", "2022-10-24", quarter.minutes())
    first, second = held.meetings["a"], held.meetings["b"]
    before, rows = held.papers(second, "minutes"), held.rows(B)
    sheet: Json = [{"title_th": "นาง", "name_th": "ผู้อื่น มาแทน", "state": "guest"}]
    moved: dict[str, Json] = {"place": "ศาลาประชาคม", "attendance": sheet}
    correct(
        held.desk.office,
        Correction(first, "quarter_meeting", moved, reason="ผิดห้อง", recorded_by="coord"),
    )
    held.desk.perform()
    told = Minutes.model_validate(held.paper(first, "minutes"))
    assert (told.place_th, [one.name_th for one in told.guests]) == (
        "ศาลาประชาคม", ["นางผู้อื่น มาแทน"],
    )  # fmt: skip
    assert held.rows(A)[1] == [("guest", "female")]
    assert (held.papers(second, "minutes"), held.rows(B)) == (before, rows)


def test_a_correction_of_one_training_leaves_the_other_as_it_was(held: Work) -> None:
    for quarter in (A, B):
        held.train(quarter, "training_scores", "2022-10-25", quarter.scores())
    first, second = held.trainings["a"], held.trainings["b"]
    rows, before = held.rows(B), held.papers(second, "training_report")
    better: dict[str, Json] = {
        "scores": [{"code": f"A{n}", "pre": "5", "post": "20"} for n in range(6)]
    }
    correct(
        held.desk.office,
        Correction(
            first,
            "quarter_training_scores",
            better,
            reason="นับผิด",
            recorded_by="coord",
        ),
    )
    held.desk.perform()
    told = TrainingReportFacts.model_validate(held.paper(first, "training_report"))
    assert told.scores is not None
    assert told.scores.post == "100.00"
    assert (held.papers(second, "training_report"), held.rows(B)) == (before, rows)


def test_a_withdrawal_of_one_meeting_or_training_leaves_the_other_as_it_was(held: Work) -> None:
    for quarter in (A, B):
        held.train(quarter, "training_scores", "2022-10-25", quarter.scores())
    rows, report = held.rows(B), held.papers(held.trainings["b"], "training_report")
    office = held.desk.office
    withdraw(
        office, held.meetings["a"], "quarter_meeting", reason="ผิดวัน", recorded_by="coord"
    )  # fmt: skip
    withdraw(
        office, held.trainings["a"], "quarter_training", reason="ผิดรุ่น", recorded_by="coord"
    )  # fmt: skip
    held.desk.perform()
    assert held.rows(A) == ([], [], [], [], [], set())
    assert held.rows(B) == rows
    assert held.papers(held.trainings["b"], "training_report") == report
    assert held.desk.waits_at(held.meetings["a"]) == ["quarter_meeting#1"]
    assert held.desk.waits_at(held.trainings["a"]) == ["trainings/basics/quarter_training"]


def test_the_meeting_of_the_establishment_and_one_of_a_quarter_are_never_one(work: Work) -> None:
    desk, first = work.desk, 1
    agreed: Json = {"held_on": "2022-07-20", "place": "ห้องประชุมอำเภอ"}
    desk.decide(first, "inception_date", "district_chief", "2022-07-05", agreed)
    desk.decide(first, "invitation", "focal_point", "2022-07-05", {"sent_on": "2022-07-05"})
    work.hold(A)
    met: Json = {"result": "held", "held_on": "2022-07-20", "attendance": A.sheet()}
    desk.decide(first, "inception_meeting", "focal_point", "2022-07-21", met)
    with desk.office.registry.reading() as connection:
        found = {one.key: one.kind for one in meetings(connection, D)}
    assert found == {"inception/1": "inception", f"quarterly/{work.meetings['a']}": "quarterly"}
    assert work.rows(A)[:2] == recorded(A)[:2]


def test_two_meetings_in_one_instance_are_an_incident(work: Work) -> None:
    two = work.desk.start("two", on="2022-07-05")
    (incident,) = work.desk.gates(two)
    assert incident.note == "ValueError: an instance does this once: meeting"
