"""Keep a registry of this release: `python -m tests.released.keep VERSION`, once a release.

Its journals, answers and file must replay, read and open in every later release. A gate that is
added is answered here in the same commit: a test says so.
"""

import lzma
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from sqlalchemy import select

from desk.imports.row_loading import load_rows
from flows.adoption.adopt import adopt
from flows.capabilities import net
from flows.classified_paper.process import CLASSIFIED_PAPER
from flows.decisions.authority import districts_decided, flag_outside_terms
from flows.decisions.correct import Correction, correct
from flows.decisions.happen import happen
from flows.decisions.merge import ask_merge
from flows.decisions.redact import ask
from flows.decisions.redaction_aim import Aim
from flows.decisions.rename import NewName, ask_renaming
from flows.decisions.rotate import rotate
from flows.decisions.start import start
from flows.decisions.stop import stop
from flows.decisions.telling import tell
from flows.decisions.withdraw import withdraw
from flows.engine.days import sweep
from flows.engine.decision import Decision
from flows.engine.replay import EventKind
from flows.order.queue import order_again
from flows.replacement.newcomers import welcome_newcomers
from flows.replacement.start import replace_member
from flows.training.gates import Topic
from flows.training.policy_change import PolicyChange, change_policy
from registry.models import Person
from registry.records.adoption_form import read_form
from registry.records.adoption_rows import raw_of
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from registry.transaction import lock_order
from tests.builders import (
    ATTENDANCE,
    COORDINATOR,
    MAE_FAH_LUANG,
    OPENED,
    SCAN,
    SECOND,
    SESSIONS,
    TEAM,
    Desk,
    a_desk,
    make_empty_registry,
)
from tests.released.contract import contract, written
from tests.released.kept_year import KeptYear
from tests.released.migrations import DIGESTS, digests
from tests.scenarios.test_e1_chief_asks_changes_twice import to_signature

HERE = Path(__file__).parent
SILENT, OLDER, MISTAKEN, AFRESH, CORRECTING, YEARLY = "5704", "5713", "5710", "5708", "5703", "5709"
HANDED_OVER = ("handover", "2024-12-16")
Step = tuple[str, str, str, Json]  # gate, who decides, on which day, the answer

PAPERS: dict[str, list[dict[str, Json]]] = {
    "orders": [
        {
            "standing": "in_force", "kind": "new", "heading": "คำสั่งอำเภอเวียงแก่น",
            "dated": "7 พ.ค. 2563", "mode": "by_position", "paper": "found",
        }
    ],
    "steps": [{"step": "inception", "on": "2563"}],
    "meetings": [{"kind": "quarterly", "number": "1/2563", "on": "2563", "minutes": "not_found"}],
}  # fmt: skip
HELD: dict[str, Json] = {
    "result": "held", "held_on": "2022-08-10", "started": "09:30", "ended": "12:00",
    "place": "ห้องประชุมอำเภอ", "attendance": ATTENDANCE,
}  # fmt: skip
MINUTES: dict[str, Json] = {
    "items": [
        {
            "agenda": 4, "said": "แผนพัฒนาศักยภาพ", "resolution": "เห็นชอบ",
            "actions": [
                {
                    "what": "เสนอรายชื่อผู้เข้าอบรม", "owner": "executive.district_chief",
                    "due_on": "2022-08-31",
                }
            ],
        },
    ],
    "taken_by": "นางปรานี สมมุติ",
}  # fmt: skip
PARTICIPANTS: list[Json] = [{"code": f"A{n}", "sex": "female"} for n in range(1, 7)]
SCORES: dict[str, Json] = {
    "result": "tested", "maximum": "20",
    "scores": [{"code": f"A{n}", "pre": f"{8 + n}", "post": f"{11 + n}"} for n in range(1, 7)],
}  # fmt: skip
CANCELLED_SESSION: dict[str, Json] = {
    "key": "referral", "title_th": "การส่งต่อ", "title_en": "Referral", "topics": ["protection"],
    "duties": ["inspect_prevent_monitor"], "planned_on": "2022-10-05", "trainers": ["focus"],
}  # fmt: skip
NAMED: dict[str, Json] = {
    "result": "named", "since": "2022-10-15", "letter": {"number": "ศน 12/2565"},
    "person": {"title_th": "นางสาว", "name_th": "คนใหม่ สมมุติ"},
}  # fmt: skip
CANCELLED: Json = {"result": "cancelled", "reason": "วิทยากรติดราชการ"}
AWAITED: Json = {"result": "awaited", "seats": ["executive.district_chief"]}
CONFIRMED: Json = {"result": "confirmed"}


def keep(version: str) -> Path:
    """Write `<version>.db.xz`, all that `fill` tells of."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "registry.db"
        url = f"sqlite:///{file}"
        fill(url)
        while OPENED:
            OPENED.pop().dispose()
        compact(file)
        kept = HERE / f"{version}.db.xz"
        kept.write_bytes(lzma.compress(file.read_bytes(), preset=9))
    return kept


def fill(url: str) -> Desk:
    """Make a registry with every process, open and ended, and an answer at every gate."""
    make_empty_registry(url)
    desk = a_desk(
        url, "2022-06-02", MAE_FAH_LUANG, SILENT, OLDER, MISTAKEN, AFRESH, CORRECTING, YEARLY
    )
    sign_by_pen(desk)
    begin_order_afresh(desk)
    correct_minutes(desk)
    begin_at_work(desk)
    take_in(desk, OLDER, "45/2563")
    take_in_by_mistake(desk)
    train(desk)
    change_members(desk)
    amend_order(desk)
    change_policies(desk)
    wait_for_silent_chief(desk)
    end_committees(desk)
    redact_note(desk)
    KeptYear(desk, YEARLY).run()
    hand_over(desk)
    return desk


def hand_over(desk: Desk) -> None:
    """A Chief hands over and the next one decides; the one after takes over and is welcomed."""
    moved(desk, "900/2567", "2024-12-09", "2024-12-16", "มาใหม่ สมมุติ")
    (first,) = (one.id for one in desk.instances() if (one.process, one.period) == HANDED_OVER)
    paper: Json = {"result": "paper", "dated": "2024-12-13"}
    desk.decide(first, "outgoing", "district_chief", "2024-12-13", paper, evidence=[SCAN])
    to_day(desk, "2024-12-16")
    ticked: Json = {"decisions": [{"decision": "meeting", "result": "confirmed"}]}
    briefed: Json = {"briefed_on": "2024-12-17", "briefed_by": "ผู้ประสานงานจังหวัด"}
    take(desk, first, [("briefing", COORDINATOR, "2024-12-17", briefed)])
    desk.decide(first, "receipt", "district_chief", "2024-12-18", ticked, evidence=[SCAN])
    focal = next(one.path for one in desk.gates(first) if one.subject == "focal_point")
    steps: list[Step] = [
        (focal, "district_chief", "2024-12-18", {"result": "considered", "until": "2025-02-03"}),
        ("feedback", "district_chief", "2024-12-19", {"usable": "yes"}),
    ]
    take(desk, first, steps)
    moved(desk, "910/2567", "2024-12-23", "2025-01-06", "ถัดไป สมมุติ")
    to_day(desk, "2025-01-06")
    leave_focal_point(desk)
    welcome_newcomers(desk.office, clock_is_right=True)  # their papers wait to be drafted


def leave_focal_point(desk: Desk) -> None:
    """The focal point leaves, and nobody follows yet."""
    held: Json = {
        "office": f"{YEARLY}/focal_point", "person": f"{YEARLY}.deputy", "start": "2022-07-04",
        "last_day": "2025-01-31", "basis": "delegation",
    }  # fmt: skip
    load_rows(desk.office, LoadFile.model_validate({"holders": [held]}), recorded_by="coord")
    to_day(desk, "2025-02-03")
    last = desk.instances()[-1].id
    later: Json = {"result": "awaited", "until": "2025-02-20"}
    desk.decide(last, "vacancy", COORDINATOR, "2025-02-03", later)
    welcome_newcomers(
        desk.office, clock_is_right=True
    )  # the Chief's papers are still to be drafted


def moved(desk: Desk, number: str, dated: str, on: str, name: str) -> None:
    """A transfer order moves the Chief of the committee whose years are kept."""
    desk.on(dated)
    move: Json = {"district": "แม่สาย", "on": on, "title_th": "นาย", "name_th": name}
    order = {"number": number, "dated": dated, "moves": [move]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    desk.perform()


def to_day(desk: Desk, day: str) -> None:
    """The day comes, with what it brings."""
    desk.on(day)
    while sweep(desk.office):
        desk.perform()


def begin_at_work(desk: Desk) -> None:
    """A committee whose order is signed as it was printed, for the years to come."""
    _, order = to_order(desk, YEARLY, "2022-07-04")
    on = today(desk)
    sign: Json = {"number": "9/2565", "dated": on, "printed": "as_printed"}
    take(desk, order, [("deputy_review", "focal_point", on, {"result": "forward"})])
    take(desk, order, [("chief_review", "district_chief", on, {"result": "sign"})])
    desk.decide(order, "registration", "district_chief", on, sign, evidence=[SCAN])


def take(desk: Desk, instance: int, steps: Sequence[Step], recorded_by: str = "coord") -> None:
    """Decide one step after the other."""
    for gate, by, on, answer in steps:
        desk.decide(instance, gate, by, on, answer, recorded_by=recorded_by)


def sign_by_pen(desk: Desk) -> None:
    """Draft 3 is signed with a change by pen; its number is corrected by two people."""
    order = to_signature(desk)
    by_pen: Json = {
        "number": "21/2565", "dated": "2022-07-15", "printed": "with_changes",
        "changes": [{"change": "remove", "key": "prevention.womens_group_leader"}],
    }  # fmt: skip
    desk.decide(order, "registration", "district_chief", "2022-07-15", by_pen, evidence=[SCAN])
    take(desk, order, [("confirm_as_signed", SECOND, "2022-07-18", CONFIRMED)], "coord2")
    read: dict[str, Json] = {"number": "12/2565"}
    correct(
        desk.office, Correction(order, "registration", read, reason="อ่านผิด", recorded_by="coord")
    )
    take(desk, order, [("confirm_correction", SECOND, "2022-07-19", CONFIRMED)], "coord2")


def to_order(desk: Desk, district: str, since: str) -> tuple[int, int]:
    """From the first question to the Deputy's review: the establishment and its order.

    The Chief was silent for a month; the representatives were asked so long ago that their
    silence has lapsed by now.
    """
    first = desk.start(on="2022-06-02", district=district)
    silent: Json = {"result": "no_reply", "approached_on": "2022-06-02"}
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    desk.decide(first, "advocacy", COORDINATOR, "2022-06-03", silent)
    sweep(desk.office)
    steps: list[Step] = [
        ("advocacy", "district_chief", since, {"result": "agreed"}),
        ("delegation", "district_chief", since, {"deputy": "deputy_district_chief/1"}),
        ("working_team", COORDINATOR, since, {"agencies": TEAM}),
        ("membership", "focal_point", since, {}),
    ]
    take(desk, first, steps)
    sweep(desk.office)
    desk.perform()
    order = desk.order()
    bases: Json = {"confirmed": [*desk.bases(order)], "checked_against": "ต้นฉบับ"}
    desk.decide(order, "legal_bases", COORDINATOR, today(desk), bases)
    return first, order


def today(desk: Desk) -> str:
    """The clock's day."""
    return desk.office.registry.today.isoformat()


def begin_order_afresh(desk: Desk) -> None:
    """An order that was begun by mistake is stopped and begun again, and waits."""
    first, order = to_order(desk, AFRESH, "2022-07-04")
    on = desk.office.registry.today
    stop(desk.office, order, reason="เริ่มผิด", on=on, recorded_by="coord")
    again: Json = {"result": "again", "reason": "ออกคำสั่งต่อ"}
    desk.decide(first, "after_stop", COORDINATOR, today(desk), again)


def correct_minutes(desk: Desk) -> None:
    """A letter comes after the order that its silence led to: an incident asks, and is answered.

    The minutes of the meeting go back to be corrected, and stay there.
    """
    first, order = to_order(desk, CORRECTING, "2022-07-04")
    signed = {"number": "8/2565", "dated": "2022-07-20", "printed": "as_printed"}
    take(desk, order, [("deputy_review", "focal_point", "2022-07-19", {"result": "forward"})])
    take(desk, order, [("chief_review", "district_chief", "2022-07-20", {"result": "sign"})])
    register_without_scan(desk, order, signed)
    refused: Json = {"result": "not_now", "reason": "ภารกิจ"}
    desk.decide(first, "advocacy#2", "district_chief", "2022-06-20", refused)
    incident = next(one.path for one in desk.gates(first) if one.path.startswith("!late/"))
    steps: list[Step] = [
        (incident, COORDINATOR, "2022-07-20", {"result": "retry"}),
        *to_meeting("", "2022-07-21", "2022-08-10"),
        ("inception_meeting", "focal_point", "2022-08-10", HELD),
        ("minutes", "focal_point", "2022-08-12", MINUTES),
        ("minutes_sent", "focal_point", "2022-08-15", {"sent_on": "2022-08-15"}),
    ]
    take(desk, first, steps)
    wrong: Json = {"result": "corrections", "items": ["แก้ชื่อผู้มาแทน"]}
    desk.decide(first, "minutes_adopted", "focal_point", "2022-08-26", wrong)


def register_without_scan(desk: Desk, order: int, signed: Json) -> None:
    """The signed order is classified: it is named, seen by another, and its entry put right."""
    letter: Json = {
        "subject": "คำสั่งแต่งตั้งคณะกรรมการ", "secrecy_level": "confidential", "number": "ชร 1/ล 8",
        "dated": "2022-07-20", "keeper": "นายทะเบียน", "kept_at": "ตู้นิรภัย",
    }  # fmt: skip
    said = Decision(0, "", COORDINATOR, desk.on("2022-07-20"), letter, "coord")
    paper = tell(desk.office, CLASSIFIED_PAPER, CORRECTING, said).instance
    desk.decide(order, "registration", "district_chief", "2022-07-20", signed, classified=[paper])
    take(desk, order, [("confirm_without_scan", SECOND, "2022-07-20", CONFIRMED)], "coord2")
    kept: dict[str, Json] = {"kept_at": "ตู้นิรภัย ห้องปลัดอำเภอ"}
    correct(
        desk.office, Correction(paper, "classified_paper_kept", kept, "พิมพ์ผิด", recorded_by="coord")
    )
    take(desk, paper, [("confirm_correction", SECOND, "2022-07-20", CONFIRMED)], "coord2")


def to_meeting(turn: str, on: str, held_on: str) -> list[Step]:
    """The chair agrees on a day, the secretary invites."""
    agreed: Json = {"held_on": held_on, "place": "ห้องประชุมอำเภอ", "time": "09:30"}
    letter: Json = {"sent_on": on, "letter": {"number": "ชร 1518/77"}}
    return [
        (f"inception_date{turn}", "district_chief", on, agreed),
        ("invitation", "focal_point", on, letter),
    ]


def train(desk: Desk) -> None:
    """A meeting is put off and held, its minutes adopted; one training is held, one cancelled."""
    first = 1
    postponed: Json = {"result": "postponed", "reason": "ประธานติดราชการ"}
    adopted: Json = {"result": "adopted", "how": "circulation"}
    plan: Json = {"agencies": ["psdhs", "focus"], "sessions": [*SESSIONS, CANCELLED_SESSION]}
    held: Json = {
        "result": "held", "held_on": "2022-09-07", "topics": ["defining"],
        "participants": [{"code": "A1", "sex": "male", "person": "5715.chief"}, *PARTICIPANTS[1:]],
    }  # fmt: skip
    trainings = "after_meeting/capacity/trainings"
    steps: list[Step] = [
        *to_meeting("", "2022-07-21", "2022-08-03"),
        ("inception_meeting", "focal_point", "2022-08-03", postponed),
        *to_meeting("#2", "2022-08-03", "2022-08-10"),
        ("inception_meeting", "focal_point", "2022-08-10", HELD),
        ("acknowledgement", "focal_point", "2022-08-10", AWAITED),
        ("acknowledgement", "focal_point", "2022-08-31", {"result": "complete"}),
        ("minutes", "focal_point", "2022-08-12", MINUTES),
        ("minutes_sent", "focal_point", "2022-08-15", {"sent_on": "2022-08-15"}),
        ("minutes_adopted", "focal_point", "2022-08-26", adopted),
        ("capacity_plan", "focal_point", "2022-08-27", plan),
        ("capacity_agreed", "focal_point", "2022-08-29", {"result": "agreed"}),
        (f"{trainings}/basics/training", "focal_point", "2022-09-07", held),
        ("training_scores", "focal_point", "2022-09-08", SCORES),
        (f"{trainings}/referral/training", "focal_point", "2022-10-05", CANCELLED),
    ]
    take(desk, first, steps)


def change_members(desk: Desk) -> None:
    """One member is replaced; of another it is asked."""
    for seat in ("executive.cso_representative", "prevention.village_leader"):
        made = replace_member(
            desk.office, MAE_FAH_LUANG, seat, on=desk.on("2022-10-10"), recorded_by="coord"
        )
        desk.perform()
        if seat.startswith("executive"):
            desk.decide(made.instance, "replacement_named", "focal_point", "2022-10-17", NAMED)
    merge_records(desk)
    rename_office(desk)


def amend_order(desk: Desk) -> None:
    """A seat leaves the committee at work, by an order that waits for its review."""
    made = order_again(
        desk.office, MAE_FAH_LUANG, "amend", on=desk.on("2022-10-18"), recorded_by="coord"
    )
    asked: Json = {
        "changes": [{"change": "remove", "key": "prevention.village_leader"}],
        "groups": [{"title_th": "คณะทำงานข้อมูล", "task": "รวบรวมข้อมูล", "until": "2022-12-31"}],
    }
    desk.decide(made.instance, "amendment", "focal_point", "2022-10-18", asked)
    desk.perform()


def end_committees(desk: Desk) -> None:
    """One committee ends by its order and two people; of another the order is awaited."""
    day = desk.on("2022-11-21")
    begun = [
        start(desk.office, "dissolution", one, on=day, recorded_by="coord").instance
        for one in (OLDER, MAE_FAH_LUANG)
    ]
    ends: Json = {"number": "50/2565", "dated": "2022-11-15", "reason": "ยุบรวมอำเภอ"}
    desk.decide(begun[0], "ending_order", COORDINATOR, "2022-11-21", ends, evidence=[SCAN])
    take(desk, begun[0], [("confirm_ending", SECOND, "2022-11-22", CONFIRMED)], "coord2")


def merge_records(desk: Desk) -> None:
    """The newcomer was recorded a second time: two people make one of the two records."""
    twin: dict[str, Json] = {"ref": "twin", "title_th": "นางสาว", "name_th": "คนใหม่ สมมุติ"}
    file = LoadFile.model_validate({"people": [twin]})
    load_rows(desk.office, file, recorded_by="admin")
    with desk.office.registry.reading() as connection:
        newcomer = select(Person.ref).where(Person.name_th == twin["name_th"], Person.ref != "twin")
        kept = str(connection.scalar(newcomer))
    asked = ask_merge(desk.office, "twin", kept, reason="คนเดียวกัน", recorded_by="coord")
    if asked.instance and asked.path:
        take(desk, asked.instance, [(asked.path, SECOND, today(desk), CONFIRMED)], "coord2")


def rename_office(desk: Desk) -> None:
    """A Deputy's office gets the name of its section, agreed to by another person."""
    ref = f"{MAE_FAH_LUANG}/deputy_district_chief/2"
    name = NewName("ปลัดอำเภอฝ่ายความมั่นคง", "", "Deputy District Chief for Security")
    asked = ask_renaming(desk.office, ref, name, reason="ตามคำสั่งแบ่งงาน", recorded_by="coord")
    if asked.instance and asked.path:
        take(desk, asked.instance, [(asked.path, SECOND, today(desk), CONFIRMED)], "coord2")


def change_policies(desk: Desk) -> None:
    """Two changes of policy: of the first, one district has learned."""
    for day, key in ((27, "nrm-2565"), (28, "law-2565")):
        policy = PolicyChange(
            "TH", key, f"แนวทาง {key}", f"Guidelines {key}",
            (Topic.IDENTIFICATION,), date(2022, 10, day),
        )  # fmt: skip
        desk.on("2022-11-01")
        change_policy(desk.office, policy, recorded_by="admin")
        desk.perform()
    work = next(
        one.id
        for one in desk.instances()
        if (one.process, one.district) == ("refresher", MAE_FAH_LUANG)
    )
    held: Json = {
        "result": "held", "held_on": "2022-11-15", "topics": ["identification"],
        "participants": PARTICIPANTS,
    }  # fmt: skip
    take(desk, work, [("refresher_held", "focal_point", "2022-11-15", held)])
    take(desk, work, [("refresher_scores", "focal_point", "2022-11-16", SCORES)])


def wait_for_silent_chief(desk: Desk) -> None:
    """An answer is withdrawn, one corrected; silence lapses, and then the Chief moves.

    It comes out that another was Chief when the delegation was signed: the holder is asked.
    """
    silent = desk.start(on="2022-07-20", district=SILENT)
    desk.decide(silent, "earlier_order", COORDINATOR, "2022-07-20", {"finding": "unknown"})
    withdraw(desk.office, silent, "earlier_order", reason="ตรวจใหม่", recorded_by="coord")
    desk.decide(silent, "earlier_order", COORDINATOR, "2022-07-21", {"finding": "none"})
    note: dict[str, Json] = {"note": "ค้นแฟ้มแล้ว"}
    correct(
        desk.office,
        Correction(silent, "earlier_order", note, reason="เพิ่มหมายเหตุ", recorded_by="coord"),
    )
    unheard: Json = {"result": "no_reply", "approached_on": "2022-07-20"}
    desk.decide(silent, "advocacy", COORDINATOR, "2022-07-21", unheard)
    desk.on("2022-11-20")
    sweep(desk.office)
    desk.perform()
    moved = date(2022, 11, 1)
    happen(desk.office, SILENT, EventKind.CHIEF_ROTATED, on=moved, recorded_by="coord")
    desk.perform()
    later: Json = {"result": "deferred", "until": "2022-12-30"}
    desk.decide(silent, "advocacy", "district_chief", "2022-11-18", later)
    newcomer = LoadFile.model_validate(
        {
            "people": [{"ref": f"{SILENT}.new", "name_th": "ใหม่ จริง"}],
            "holders": [
                {
                    "office": f"{SILENT}/district_chief", "person": f"{SILENT}.new",
                    "start": "2022-11-01",
                }
            ],
        }
    )  # fmt: skip
    chief = {f"{SILENT}/district_chief"}
    areas = newcomer.areas() | districts_decided(desk.office.registry, chief)
    with desk.office.registry.writing(*sorted(areas, key=lock_order)) as write:
        load(write, newcomer, actor=1)
        (entry,) = flag_outside_terms(desk.office, write, chief)
    stands: Json = {"result": "confirmed", "reason": "เห็นชอบตามเดิม"}
    desk.decide(silent, f"!authority/{entry}", "district_chief", "2022-11-20", stands)


def take_in(desk: Desk, district: str, number: str) -> None:
    """A committee that is older than Prasan, with what its file holds."""
    papers = {**PAPERS, "orders": [{**PAPERS["orders"][0], "number": number}]}
    taken = read_form(raw_of(papers), net(), today=desk.office.registry.today, district=district)
    adopt(desk.office, district, taken, recorded_by="coord")


def take_in_by_mistake(desk: Desk) -> None:
    """One adoption is withdrawn by two people; of the next the first has said that it is wrong."""
    day = today(desk)
    mistake: Json = {"mistake": "other_district", "reason": "แฟ้มเป็นของอำเภออื่น"}
    for confirmed in (True, False):
        take_in(desk, MISTAKEN, "46/2563")
        made = start(
            desk.office, "adoption_withdrawal", MISTAKEN, on=desk.on(day), recorded_by="coord"
        ).instance
        desk.decide(made, "adoption_mistaken", COORDINATOR, day, mistake)
        if confirmed:
            take(desk, made, [("confirm_adoption_withdrawal", SECOND, day, CONFIRMED)], "coord2")


def redact_note(desk: Desk) -> None:
    """A text that should never have been written is asked out, and taken out; one still waits."""
    for district, settled in ((SILENT, True), (AFRESH, False)):
        work = next(
            one.id
            for one in desk.instances()
            if (one.process, one.district) == ("establishment", district)
        )
        note: dict[str, Json] = {"note": "ข้อความที่ไม่ควรบันทึก"}
        correct(
            desk.office,
            Correction(
                work,
                "working_team" if not settled else "earlier_order",
                note,
                reason="เพิ่มหมายเหตุ",
                recorded_by="coord",
            ),
        )
        entry = next(one for one in reversed(desk.entries(work)) if one.kind == "correction")
        aim = Aim(work, entry.id, ("note",))
        asked = ask(desk.office, aim, reason="ข้อมูลผู้เสียหาย", recorded_by="coord")
        if settled and asked.path:
            take(desk, work, [(asked.path, SECOND, today(desk), CONFIRMED)], "coord2")


def compact(file: Path) -> None:
    """One file without a write-ahead log beside it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    made = keep(sys.argv[1])
    (HERE / f"{sys.argv[1]}.json").write_text(written(contract()), encoding="utf-8")
    DIGESTS.write_text(digests(), encoding="utf-8")
    sys.stdout.write(f"{made.name}: {made.stat().st_size} bytes\n")
