"""A committee at work whose plan of 2566 is being made, step by step."""

from datetime import date

from flows.year.opening import open_years
from registry.journal import InstanceRow
from registry.queries.document_contents import content
from registry.queries.documents import DocumentRow, documents
from registry.records.province_values import set_setting
from registry.rules.plain_values import Json
from tasks.documents.docx_text import paragraphs
from tests.builders import Desk
from tests.flows.order.at_amendments import at_work
from tests.staged_desks import made_once

CHIEF, DEPUTY = "executive.district_chief", "executive.administrative_secretary"
TRAINING: dict[str, Json] = {
    "key": "training", "group": "prevention", "kind": "training",
    "activity": "อบรมให้ความรู้เรื่องการค้ามนุษย์แก่ประชาชนในหมู่บ้าน", "aim": "ให้ประชาชนแจ้งเหตุได้",
    "duties": ["inspect_prevent_monitor"], "target_group": "ประชาชน", "places": "ตำบลสมมุติ",
    "indicator": "จำนวนผู้ผ่านการอบรม", "target": "200", "unit": "คน", "quarters": ["q1", "q3"],
    "starts": "2022-10-12", "ends": "2023-06-30", "mode": "own_budget", "amount": "๓๐,๐๐๐",
    "source": "ที่ทำการปกครองอำเภอ", "lead": CHIEF, "days": 4, "note": "ร่วมกับวันรณรงค์",
}  # fmt: skip
LIFE_SKILLS: dict[str, Json] = {
    "key": "skills", "group": "protection", "kind": "life_skills",
    "activity": "ฝึกอาชีพแก่ผู้ที่กลับคืนสู่ชุมชน", "duties": ["healthcare"], "target": "3", "unit": "คน",
    "survivors": True, "quarters": ["q2"], "lead": CHIEF, "joint": [CHIEF],
}  # fmt: skip
DRAFT: dict[str, Json] = {
    "situation": "มีช่องทางธรรมชาติหลายแห่ง\n\nผู้นำชุมชนบางส่วนยังไม่ผ่านการอบรม",
    "rows": [TRAINING, LIFE_SKILLS],
    "monitoring": "ติดตามในการประชุมทุกไตรมาส",
}


@made_once
def a_year(url: str) -> Desk:
    """A committee whose year 2566 is open, its planning begun."""
    desk = at_work(url)
    with desk.office.registry.writing("TH", "57") as write:
        set_setting(write, "57", "year.first", 2566, since=date(2019, 1, 1), by=1)
    desk.on("2022-07-05")
    open_years(desk.office)
    desk.perform()
    return desk


def the(process: str, desk: Desk) -> InstanceRow:
    """The newest instance of a process."""
    return next(one for one in reversed(desk.instances()) if one.process == process)


def drafted(desk: Desk, changes: dict[str, Json] | None = None, on: str = "2022-08-20") -> int:
    """The plan is put to the committee; answers its instance."""
    plan = the("plan", desk).id
    desk.decide(plan, gate_of(desk, plan, "plan_draft"), "focal_point", on, DRAFT | (changes or {}))
    return plan


def gate_of(desk: Desk, instance: int, gate: str) -> str:
    """The path at which the gate waits."""
    return next(one.path for one in desk.gates(instance) if one.gate == gate)


def papers(desk: Desk, instance: int, kind: str) -> list[DocumentRow]:
    """The papers of the kind that the instance drafted, oldest first."""
    with desk.office.registry.reading() as connection:
        return [
            one for one in documents(connection, instance_id=instance)
            if one.kind == kind
        ]  # fmt: skip


def text_of(desk: Desk, paper: DocumentRow) -> str:
    """What the paper says, a line a paragraph, with plain spaces."""
    with desk.office.registry.reading() as connection:
        kept = content(connection, paper.sha256)
    return "\n".join(paragraphs(kept or b"")).replace("\u00a0", " ")


ENDORSED: Json = {"result": "endorsed"}
DECLINED: Json = {"result": "declined", "obstacle": "ไม่มีบุคลากร"}


def endorsed(desk: Desk, said: Json = ENDORSED) -> int:
    """The plan was drafted, resolved on, and its heads answered; answers its instance."""
    plan = drafted(desk)
    agreed: Json = {"result": "agreed", "meeting": "3/2565", "held_on": "2022-09-06"}
    desk.decide(plan, gate_of(desk, plan, "resolution"), "focal_point", "2022-09-06", agreed)
    for gate in [one for one in desk.gates(plan) if one.gate == "endorsement"]:
        desk.decide(plan, gate.path, "focal_point", "2022-09-08", said)
    return plan


def sent(desk: Desk) -> int:
    """The Chief signed it, and it went to the province under its number."""
    plan = endorsed(desk)
    signed: Json = {"result": "signed"}
    desk.decide(plan, gate_of(desk, plan, "plan_signed"), "district_chief", "2022-09-20", signed)
    letter: Json = {"paper": {"number": "ชร 1518/456", "dated": "2022-09-21"}}
    desk.decide(plan, gate_of(desk, plan, "plan_sent"), "focal_point", "2022-09-21", letter)
    return plan
