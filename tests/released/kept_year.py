"""Two fiscal years of a committee, for what a release keeps: one whole, one under way."""

from collections.abc import Iterator

from flows.activity.coordination import COORDINATION
from flows.activity.process import ACTIVITY
from flows.classified_paper.process import CLASSIFIED_PAPER
from flows.decisions.telling import tell
from flows.decisions.withdraw import withdraw
from flows.engine.days import bring_to_date
from flows.engine.decision import Decision
from flows.engine.replay import Process
from flows.plan.amendments import amend_plan
from flows.plan.leads import plan_seats
from flows.replacement.newcomers import welcome_newcomers
from flows.replacement.start import replace_member
from flows.year.opening import start_year
from registry.queries.members import invitees
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, SESSIONS, Desk

WHOLE, UNDER_WAY = 2567, 2568
CSO = "executive.cso_representative"
NEEDS: dict[str, Json] = {"road": "ordinance", "amount": "30000", "local_plan": "yes"}


class KeptYear:
    """A committee's work over the two years, step by step on its days."""

    def __init__(self, desk: Desk, district: str) -> None:
        self.desk, self.district = desk, district

    def run(self) -> None:
        """From 1 April 2023 to December 2024."""
        whole = self.opened(WHOLE, "2023-04-01")
        self.secure_money(whole)
        self.plan(WHOLE, "2023")
        self.welcome_somebody()
        self.meet()
        self.tell_what_happened()
        self.report(whole, 1, "2024-01-05", {"row": "row-1", "state": "ongoing", "reached": "4"})
        under_way = self.opened(UNDER_WAY, "2024-04-01")
        self.miss("q2", "2024-04-02")
        self.report(whole, 2, "2024-04-05")
        self.train("2567/row-2")
        self.miss("q3", "2024-07-02")
        self.report(whole, 3, "2024-07-05")
        self.learn(whole)
        self.at(
            under_way, "year/money/budget_needs", "focal_point", "2024-06-30", {"result": "none"}
        )
        self.plan(UNDER_WAY, "2024")
        self.miss("q4", "2024-10-02")
        self.report(whole, 4, "2024-10-05")
        self.end(whole)
        amend_plan(
            self.desk.office, self.district, UNDER_WAY,
            on=self.desk.on("2024-12-02"), recorded_by="coord",
        )  # fmt: skip

    def opened(self, year: int, on: str) -> int:
        day = self.desk.on(on)
        made = start_year(self.desk.office, self.district, year, on=day, recorded_by="coord")
        return made.instance

    def at(self, instance: int, gate: str, by: str, on: str, answer: Json) -> None:
        """The days of the district come first, and then the answer."""
        self.desk.on(on)
        with self.desk.office.registry.writing(self.district) as write:
            bring_to_date(self.desk.office, write, self.district)
        self.desk.perform()
        self.desk.decide(instance, gate, by, on, answer)

    def of(self, process: str, period: str) -> int:
        return next(
            one.id
            for one in self.desk.instances()
            if (one.process, one.district, one.period) == (process, self.district, period)
        )

    def gates(self, instance: int, gate: str) -> Iterator[str]:
        return (one.path for one in self.desk.gates(instance) if one.gate == gate)

    def secure_money(self, year: int) -> None:
        lines: list[Json] = [
            {"key": "watch", "title": "กลุ่มเฝ้าระวัง", "office": self.office(), **NEEDS},
            {
                "key": "camp", "title": "ค่ายเยาวชน", "road": "donor", "office": "focus",
                "amount": "5000",
            },
        ]  # fmt: skip
        self.at(year, "year/money/budget_needs", "focal_point", "2023-06-28",
                {"result": "needed", "rows": lines})  # fmt: skip
        watch = "year/money/needs/watch"
        sent: Json = {"result": "sent", "paper": {"number": "ชร 1518/60"}}
        self.at(year, f"{watch}/proposal_sent", "focal_point", "2023-07-10", sent)
        left: Json = {"result": "not_sent", "reason": "ผู้สนับสนุนสิ้นสุดโครงการ"}
        self.at(year, "year/money/needs/camp/proposal_sent", "focal_point", "2023-07-11", left)
        steps: list[tuple[str, dict[str, Json]]] = [
            ("2023-08-10", {"result": "tabled"}),
            ("2023-08-11", {"result": "passed", "page": "45"}),
            ("2023-08-12", {"result": "granted", "amount": "20000", "page": "45"}),
            ("2023-08-13", {"result": "spent", "amount": "20000"}),
        ]
        for turn, (on, step) in enumerate(steps, 1):
            self.at(year, f"{watch}/money#{turn}", "focal_point", on, step)

    def office(self) -> str:
        return f"{self.district}/lao_president/1"

    def lead(self, kind: str) -> str:
        with self.desk.office.registry.reading() as connection:
            found = plan_seats(connection, self.district, self.desk.office.registry.today)
        return next(key for key, one in found.items() if one.kind == kind)

    def plan(self, year: int, began: str) -> None:
        """The plan of a year, from its draft to the provincial committee."""
        self.desk.on(f"{began}-08-25")
        row: dict[str, Json] = {
            "group": "prevention", "duties": ["inspect_prevent_monitor"], "quarters": ["q1"],
            "lead": self.lead("police_superintendent"), "target": "6",
        }  # fmt: skip
        rows: list[Json] = [
            {**row, "key": "row-1", "activity": "กลุ่มเฝ้าระวัง"},
            {**row, "key": "row-2", "activity": "อบรมกรรมการ", "kind": "training"},
        ]
        self.with_plan(year, began, rows)

    def with_plan(self, year: int, began: str, rows: list[Json]) -> None:
        focal, chief = "focal_point", "district_chief"
        with self.desk.office.registry.writing(self.district) as write:
            bring_to_date(self.desk.office, write, self.district)
        plan = self.of("plan", str(year))
        draft: Json = {"situation": "ชายแดนยาว", "rows": rows}
        self.at(plan, "plan_draft#1", focal, f"{began}-08-25", draft)
        agreed: Json = {"result": "agreed", "meeting": "3", "held_on": f"{began}-09-05"}
        self.at(plan, "resolution#1", chief, f"{began}-09-05", agreed)
        for path in [*self.gates(plan, "endorsement")]:
            self.at(plan, path, focal, f"{began}-09-15", {"result": "endorsed"})
        self.at(plan, "plan_signed#1", chief, f"{began}-09-20", {"result": "signed"})
        self.at(plan, "plan_sent#1", focal, f"{began}-09-25", {})
        self.at(plan, "plan_received#1", COORDINATOR, f"{began}-09-28", {"result": "received"})
        noted: Json = {"meeting": "4", "held_on": f"{began}-10-12"}
        self.at(plan, "province_noted", COORDINATOR, f"{began}-10-14", noted)

    def welcome_somebody(self) -> None:
        """A seat has somebody new, who acknowledges its duties at the next meeting."""
        desk = self.desk
        on = desk.on("2023-10-16")
        made = replace_member(desk.office, self.district, CSO, on=on, recorded_by="coord")
        desk.perform()
        named: Json = {
            "result": "named", "since": "2023-10-17", "letter": {"number": "ศน 14/2566"},
            "person": {"title_th": "นาย", "name_th": "มาแทน สมมุติ"},
        }  # fmt: skip
        self.at(made.instance, "replacement_named", "focal_point", "2023-10-17", named)
        welcome_newcomers(desk.office, clock_is_right=True)
        desk.perform()

    def tell_what_happened(self) -> None:
        """A campaign, a call across the border, a classified paper; one of each is taken back."""
        chief = f"{self.district}/district_chief"
        campaign: Json = {
            "activity_kind": "campaign", "took_place_on": "2023-12-10", "convener": chief,
            "participants": ["community"], "women": 40, "men": 22,
        }  # fmt: skip
        called: Json = {
            "contacted_on": "2023-12-11", "counterpart": "mm_police", "channel": "telephone",
            "subject": "repatriation", "outcome": "agreed",
        }  # fmt: skip
        letter: Json = {
            "subject": "หนังสือแจ้งผลการประชุม", "secrecy_level": "confidential",
            "number": "ชร 0018/ล 1", "dated": "ธันวาคม 2566", "keeper": "ที่ทำการปกครองอำเภอ",
            "kept_at": "ตู้นิรภัย",
        }  # fmt: skip
        for process, gate, answer in (
            (ACTIVITY, "activity_held", campaign),
            (COORDINATION, "coordination_made", called),
            (CLASSIFIED_PAPER, "classified_paper_kept", letter),
        ):
            self.told(process, answer)
            again = self.told(process, answer)
            withdraw(self.desk.office, again, gate, reason="บันทึกซ้ำ", recorded_by="coord")

    def told(self, process: Process, answer: Json) -> int:
        day = self.desk.on("2023-12-12")
        said = Decision(0, "", "focal_point", day, answer, "coord")
        return tell(self.desk.office, process, self.district, said).instance

    def meet(self) -> None:
        """The first quarter's meeting, its minutes adopted; then the money that waited for it."""
        meeting = self.of("meeting", "2567/q1")
        day: Json = {"held_on": "2023-11-15", "place": "ห้องประชุมอำเภอ"}
        self.at(meeting, "committee_date", "district_chief", "2023-11-01", day)
        self.at(
            meeting, "committee_invitation", "focal_point", "2023-11-02", {"sent_on": "2023-11-02"}
        )
        held: Json = {"result": "held", "held_on": "2023-11-15", "attendance": self.everybody()}
        self.at(meeting, "committee_meeting", "focal_point", "2023-11-15", held)
        for path in [*self.gates(meeting, "committee_acknowledgement")]:
            self.at(meeting, path, "focal_point", "2023-11-16", {"result": "complete"})
        minutes: Json = {
            "items": [{"agenda": 3, "resolution": "รับทราบ"}], "taken_by": "นางปรานี สมมุติ",
        }  # fmt: skip
        self.at(meeting, "committee_minutes", "focal_point", "2023-11-20", minutes)
        self.at(
            meeting,
            "committee_minutes_sent",
            "focal_point",
            "2023-11-21",
            {"sent_on": "2023-11-21"},
        )
        adopted: Json = {"result": "adopted", "how": "circulation"}
        self.at(meeting, "committee_minutes_adopted", "focal_point", "2023-12-01", adopted)

    def everybody(self) -> list[Json]:
        with self.desk.office.registry.reading() as connection:
            members = invitees(connection, self.district, self.desk.office.registry.today)
        return [
            {
                "person": one.person.ref if one.person else None,
                "title_th": "" if one.person else "นาย",
                "name_th": "" if one.person else f"ผู้มาประชุม คนที่ {place}",
                "seats": [seat.key for seat in one.member.seats],
                "state": "present", "sex": "male",
            }
            for place, one in enumerate(members, 1)
        ]  # fmt: skip

    def miss(self, quarter: str, on: str) -> None:
        self.desk.on(on)
        with self.desk.office.registry.writing(self.district) as write:
            bring_to_date(self.desk.office, write, self.district)
        meeting = self.of("meeting", f"2567/{quarter}")
        self.at(meeting, "not_held", "focal_point", on, {"result": "not_held", "reason": "ภารกิจ"})

    def report(self, year: int, quarter: int, on: str, *rows: Json) -> None:
        nothing: Json = {"result": "nil", "reason": "ยังไม่มีผล"}
        told: Json = {"result": "reported", "rows": [*rows]} if rows else nothing
        branch = f"year/q{quarter}/quarter/report"
        self.at(year, f"{branch}/progress#1", "focal_point", on, told)
        self.at(year, f"{branch}/report_sent#1", "focal_point", on, {})
        received: Json = {"result": "received", "promises": [{"what": "ส่งวิทยากร"}]}
        self.at(year, f"{branch}/report_received#1", COORDINATOR, on, received)

    def train(self, period: str) -> None:
        training = self.of("trainings", period)
        plan: Json = {"agencies": ["psdhs"], "sessions": SESSIONS}
        self.at(training, "year_capacity_plan", "focal_point", "2024-05-01", plan)
        self.at(training, "year_capacity_agreed", "focal_point", "2024-05-03", {"result": "agreed"})
        held: Json = {
            "result": "held", "held_on": "2024-05-20", "topics": ["defining"],
            "participants": [{"code": f"A{n}", "sex": "female"} for n in range(1, 7)],
        }  # fmt: skip
        self.at(training, "year_training", "focal_point", "2024-05-20", held)
        scores: Json = {
            "result": "tested", "maximum": "20",
            "scores": [{"code": f"A{n}", "pre": "8", "post": "11"} for n in range(1, 7)],
        }  # fmt: skip
        self.at(training, "year_training_scores", "focal_point", "2024-05-21", scores)

    def learn(self, year: int) -> None:
        lesson: Json = {
            "key": "lesson-1", "happened": "ไม่มีผู้จัด", "change": "กำหนดวันล่วงหน้า",
            "owner": self.lead("police_superintendent"),
        }  # fmt: skip
        said: Json = {"sources": ["reports"], "lessons": [lesson]}
        self.at(
            year, "year/reflection/reflection/lessons/lessons", "focal_point", "2024-07-10", said
        )

    def end(self, year: int) -> None:
        settled: Json = {
            "rows": [
                {"row": "row-1", "fate": "carried", "left": "2"},
                {"row": "row-2", "fate": "done"},
            ]
        }
        self.at(year, "year/closing/carry", "focal_point", "2024-10-10", settled)
        self.at(year, "year/closing/closing", "district_chief", "2024-11-05", {})
        self.miss("reflection", "2024-12-02")
