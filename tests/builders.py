"""Builders: an office over a small district, and short words for what its people do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from config.clock import MovedClock, moved_to
from flows.capabilities import open_installation
from flows.decisions.decide import Decision, Receipt, decide
from flows.decisions.start import start
from flows.engine.installation import Installation
from flows.engine.perform import drain
from flows.engine.read_marks import named_as_read, read_first
from registry.journal import EntryRow, GateRow, InstanceRow, entries, instances, open_gates
from registry.queries.people import person
from registry.records.filing import Upload
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.new_registry import make_registry
from registry.rules.plain_values import Json
from registry.store import Registry
from registry.transaction import lock_order
from tests.stages import Stage, begun, content_of, file_of, once, put_content


def a_pdf(mark: str) -> bytes:
    """A PDF of one empty page, which differs from others by its mark."""
    made, places = b"%PDF-1.4\n%" + mark.encode() + b"\n", []
    for number, said in enumerate(
        ("/Catalog/Pages 2 0 R", "/Pages/Count 1/Kids[3 0 R]", "/Page/Parent 2 0 R"), 1
    ):
        places.append(b"%010d 00000 n \n" % len(made))
        made += f"{number} 0 obj<</Type{said}/MediaBox[0 0 595 842]>>endobj\n".encode()
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(places)
    ending = b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(made)
    return made + table + ending


MAE_FAH_LUANG = "5715"
COORDINATOR = "57/psdhs_coordinator/1"
SECOND = "57/psdhs_coordinator/2"
SCAN = Upload("order.pdf", "application/pdf", a_pdf("scan"))
OPENED: list[Registry] = []  # closed after each test by a fixture of conftest
ATTENDANCE: list[Json] = [
    {
        "person": "5715.chief", "seats": ["executive.district_chief"],
        "state": "present", "sex": "male",
    },
    {"person": "5715.deputy", "state": "present", "sex": "female"},
    {
        "title_th": "นาย", "name_th": "ประธาน ท้องถิ่น", "position_th": "นายก อบต.",
        "state": "proxy", "sex": "male", "proxy": "นางแทน ท้องถิ่น", "proxy_position": "ปลัด อบต.",
    },
    {
        "title_th": "นาย", "name_th": "ไม่มา ติดงาน", "position_th": "ผู้กำกับการ",
        "state": "absent", "sex": "male", "cause": "ติดราชการ",
    },
]  # fmt: skip
SESSIONS: list[Json] = [
    {
        "key": "basics", "title_th": "ความรู้พื้นฐาน", "title_en": "Basics",
        "topics": ["defining", "legislation"], "duties": ["inspect_prevent_monitor"],
        "planned_on": "2022-09-07", "trainers": ["focus"],
    },
]  # fmt: skip
TEAM = ["psdhs", "world_vision", "focus", "isoc", "immigration", "center_for_girls"]


def make_empty_registry(url: str) -> None:
    """A real registry with areas, laws and one admin, and nobody else."""
    registry = Registry(url, moved_to(date(2019, 1, 1)))
    make_registry(registry, "real", admin=("นาย", "ผู้ดูแล ระบบ"))
    registry.dispose()


def people_of(district: str) -> LoadFile:
    """Chief, two Deputies, two coordinators, and the offices that a committee needs."""
    province = district[:2]
    people = [
        ("chief", "นาย", "สมมุติ ตัวอย่าง", "Sommut Tuayang"),
        ("deputy", "นาง", "ปรานี สมมุติ", "Pranee Sommut"),
        ("deputy2", "นาย", "สำรอง สมมุติ", "Samrong Sommut"),
        ("coord", "นางสาว", "ประสาน ดี", "Prasan Dee"),
        ("coord2", "นาย", "ยืนยัน ดี", "Yuenyan Dee"),
    ]
    offices = [
        (f"{district}/district_chief", "นายอำเภอ", "District Chief", "", ""),
        (f"{district}/deputy_district_chief/1", "ปลัดอำเภอ", "Deputy District Chief", "", ""),
        (f"{district}/deputy_district_chief/2", "ปลัดอำเภอ", "Deputy District Chief", "", ""),
        (f"{province}/psdhs_coordinator/1", "ผู้ประสานงาน", "Coordinator", "", ""),
        (f"{province}/psdhs_coordinator/2", "ผู้ประสานงาน", "Coordinator", "", ""),
        (f"{district}/police_superintendent/1", "ผู้กำกับการ", "Superintendent", "สมมุติ", "Sommut"),
        (
            f"{district}/lao_president/1", "นายก", "President",
            "องค์การบริหารส่วนตำบลสมมุติ", "Sommut SAO",
        ),
    ]  # fmt: skip
    holders = [
        (f"{district}/district_chief", f"{district}.chief"),
        (f"{district}/deputy_district_chief/1", f"{district}.deputy"),
        (f"{district}/deputy_district_chief/2", f"{district}.deputy2"),
        (f"{province}/psdhs_coordinator/1", "coord"),
        (f"{province}/psdhs_coordinator/2", "coord2"),
    ]
    return LoadFile.model_validate(
        {
            "people": [
                {
                    "ref": ref if ref.startswith("coord") else f"{district}.{ref}",
                    "title_th": title, "name_th": thai, "name_en": english,
                }
                for ref, title, thai, english in people
            ],
            "offices": [
                {"ref": ref, "title_th": th, "title_en": en, "unit_th": uth, "unit_en": uen}
                for ref, th, en, uth, uen in offices
            ],
            "holders": [
                {"office": office, "person": person, "start": "2018-10-01"}
                for office, person in holders
            ],
        }
    )  # fmt: skip


def load_people(registry: Registry, *districts: str) -> None:
    """Load the people and offices of the districts."""
    for district in districts:
        file = people_of(district)
        with registry.writing(*sorted(file.areas(), key=lock_order)) as write:
            load(write, file, actor=1)


@dataclass
class Desk:
    """An office with a moved clock, and short words for what its people do."""

    office: Installation
    clock: MovedClock
    began: tuple[str, ...] = field(default=(), kw_only=True)  # the first day, and the districts
    untouched: tuple[int, ...] = field(default=(), kw_only=True)

    @property
    def file(self) -> Path:
        """The registry's file. Raises LookupError on PostgreSQL, where none holds it."""
        return file_of(self.office.registry)

    def marks(self) -> tuple[int, ...]:
        """Size and time of the registry's files: others once anything was written."""
        files = (Path(f"{self.file}{end}") for end in ("", "-wal"))
        kept = [one.stat() for one in files if one.exists()]
        return tuple(mark for one in kept if one.st_size for mark in (one.st_size, one.st_mtime_ns))

    def is_untouched(self) -> bool:
        """Whether nothing was done since the desk was made."""
        return bool(self.untouched) and self.untouched == self.marks()

    def content(self) -> bytes:
        """The whole registry, on SQLite."""
        return content_of(self.office.registry)

    def take_over(self, stage: Stage) -> None:
        """Go on from where another desk had come."""
        put_content(self.office.registry, stage.content)
        self.clock.at = stage.at

    def on(self, day: str | date) -> date:
        """The clock stands at least on that day."""
        wanted = date.fromisoformat(day) if isinstance(day, str) else day
        if self.office.registry.today < wanted:
            self.clock.move_to(wanted)
        return wanted

    def start(
        self, process: str = "establishment", on: str = "2022-06-02", district: str = MAE_FAH_LUANG
    ) -> int:
        """Start a process; answers the instance."""
        return start(self.office, process, district, on=self.on(on), recorded_by="coord").instance

    def decide(
        self,
        instance: int,
        gate: str,
        by: str,
        on: str,
        answer: Json,
        *,
        evidence: Iterable[Upload] = (),
        recorded_by: str = "coord",
        perform: bool = True,
        about: str | None = None,
        classified: Iterable[int] = (),
    ) -> Receipt:
        """Decide at a gate, and have the effects performed that follow.

        Who confirms what another recorded has read it as it stands, unless `about` says otherwise.
        """
        about = about or self.read_at(instance, gate)
        decision = Decision(
            instance, gate, by, self.on(on), answer, recorded_by, tuple(evidence), about,
            classified=tuple(classified),
        )  # fmt: skip
        (receipt,) = decide(self.office, decision)
        if perform:
            self.perform()
        return receipt

    def read_at(self, instance: int, gate: str) -> str | None:
        """The mark of what is read at the open gate of that path or key, None where none is."""
        with self.office.registry.reading() as connection:
            meant = [
                one for one in open_gates(connection, instance_id=instance)
                if gate in (one.path, one.gate)
            ]  # fmt: skip
            marks = [
                named_as_read(self.office, connection, one) for one in meant
                if read_first(self.office.declared, one.gate)
            ]  # fmt: skip
        return next(iter(marks), None)

    def perform(self) -> None:
        """Perform the effects that wait."""
        for _ in drain(self.office):
            pass

    def gates(self, instance: int | None = None) -> list[GateRow]:
        """The open gates and waits."""
        with self.office.registry.reading() as connection:
            return open_gates(connection, instance_id=instance)

    def waits_at(self, instance: int | None = None) -> list[str]:
        """The paths of the open gates and waits."""
        return [gate.path for gate in self.gates(instance)]

    def instances(self) -> list[InstanceRow]:
        """All instances."""
        with self.office.registry.reading() as connection:
            return instances(connection)

    def entries(self, instance: int) -> list[EntryRow]:
        """The journal of an instance."""
        with self.office.registry.reading() as connection:
            return entries(connection, instance)

    def order(self) -> int:
        """The newest instance of `order`."""
        return next(one.id for one in reversed(self.instances()) if one.process == "order")

    def bases(self, instance: int) -> list[str]:
        """The keys of the unverified bases that the newest draft of the order would cite."""
        with self.office.registry.reading() as connection:
            reads = [e for e in entries(connection, instance) if e.kind == "read"]
        cited = reads[-1].body["value"]["legal_reasons"] + reads[-1].body["value"]["legal_powers"]
        return [base["key"] for base in cited if not base["verified"]]

    def to_advocacy(self) -> int:
        """To the meeting with the Chief, no earlier order having been found; the establishment."""
        first = self.start()
        self.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
        return first

    @once
    def to_first_draft(
        self, on: str = "2022-06-20", earlier: Json = None, *, perform: bool = True
    ) -> int:
        """From the first question to the Deputy's review of draft 1; answers the order."""
        first, found = self.start(), earlier or {"finding": "none"}
        self.decide(first, "earlier_order", COORDINATOR, "2022-06-02", found)
        self.decide(first, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"})
        deputy = {"deputy": "deputy_district_chief/1"}
        self.decide(first, "delegation", "district_chief", "2022-06-09", deputy)
        self.decide(first, "working_team", COORDINATOR, "2022-06-10", {"agencies": TEAM})
        self.decide(first, "membership", "focal_point", "2022-06-13", {})
        for path in self.waits_at(first):
            self.decide(first, path, "focal_point", "2022-06-17", {"result": "by_position"})
        order = self.order()
        confirmed: Json = {"confirmed": [*self.bases(order)], "checked_against": "ต้นฉบับ"}
        self.decide(order, "legal_bases", COORDINATOR, on, confirmed, perform=perform)
        return order

    @once
    def to_order_signed(self) -> int:
        """From the first question to the registered order of 1 July 2022; the establishment."""
        order = self.to_first_draft()
        self.decide(order, "deputy_review", "focal_point", "2022-06-24", {"result": "forward"})
        self.decide(order, "chief_review", "district_chief", "2022-07-01", {"result": "sign"})
        signed = {"number": "12/2565", "dated": "2022-07-01", "printed": "as_printed"}
        self.decide(order, "registration", "district_chief", "2022-07-01", signed, evidence=[SCAN])
        return next(one.id for one in self.instances() if one.process == "establishment")

    @once
    def to_inception_meeting(self) -> int:
        """To the gate of the inception meeting of 20 July 2022; answers the establishment."""
        first = self.to_order_signed()
        agreed = {"held_on": "2022-07-20", "place": "ห้องประชุมอำเภอ", "time": "09:30"}
        self.decide(first, "inception_date", "district_chief", "2022-07-05", agreed)
        letter: Json = {"sent_on": "2022-07-08", "letter": {"number": "ชร 1518/77"}}
        self.decide(first, "invitation", "focal_point", "2022-07-08", letter)
        return first

    @once
    def to_after_meeting(self, attendance: Json = None) -> int:
        """The meeting was held; duties, minutes and capacity are asked for side by side."""
        first = self.to_inception_meeting()
        held: Json = {
            "result": "held", "held_on": "2022-07-20", "started": "09:30", "ended": "12:00",
            "place": "ห้องประชุมอำเภอ", "attendance": attendance or ATTENDANCE,
        }  # fmt: skip
        self.decide(first, "inception_meeting", "focal_point", "2022-07-20", held)
        return first

    @once
    def to_trainings(self, sessions: Json = None) -> int:
        """The capacity plan is agreed; each session waits to be held."""
        first = self.to_after_meeting()
        plan: Json = {"agencies": ["psdhs", "focus"], "sessions": sessions or SESSIONS}
        self.decide(first, "capacity_plan", "focal_point", "2022-08-01", plan)
        agreed = {"result": "agreed"}
        self.decide(first, "capacity_agreed", "focal_point", "2022-08-05", agreed)
        return first


def a_desk(url: str, today: str = "2022-06-02", *districts: str) -> Desk:
    """A desk over a made registry, with the people of the districts loaded."""
    clock = moved_to(date.fromisoformat(today))
    registry = Registry(url, clock)
    OPENED.append(registry)
    there = districts or (MAE_FAH_LUANG,)
    begun(registry, (today, *there), lambda: load_people(registry, *there))
    desk = Desk(open_installation(registry), clock, began=(today, *districts))
    if registry.is_sqlite:
        desk.untouched = desk.marks()
    return desk


def id_of(registry: Registry, ref: str) -> int:
    with registry.reading() as connection:
        return person(connection, ref, field="person").id
