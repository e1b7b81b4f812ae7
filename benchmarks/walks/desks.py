"""What is there before a walk begins: a province at work, a committee that is about to meet."""

from datetime import date
from pathlib import Path

from benchmarks.files import url_of
from config.clock import moved_to
from flows.capabilities import open_installation
from flows.decisions.start import start
from flows.demo.stories import people_of
from registry.queries.legal import legal_bases
from registry.queries.members import invitees
from registry.queries.people import person
from registry.records.legal import verify_basis
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.new_registry import make_registry
from registry.records.province_values import set_setting
from registry.rules.plain_values import Json
from registry.store import Registry
from registry.transaction import lock_order
from tests.builders import COORDINATOR as OF_COORDINATOR, SCAN, TEAM, Desk
from tests.flows.year import at_quarters

PROVINCE, DISTRICT = "57", "5715"
COORDINATOR = "57.psdhs_coordinator.1"
BEGUN, MEETING_DAY, SHEET_BACK = date(2022, 6, 2), "2022-07-20", "2022-07-22"
ONE_MORE = LoadFile.model_validate(  # the demo's district has 24 members
    {
        "people": [{"ref": "5715.one_more", "title_th": "นาง", "name_th": "สมมุติดี อีกคนหนึ่ง"}],
        "offices": [{"ref": "5715/lao_president/5", "title_th": "นายก", "unit_th": "อบต.สมมุติ"}],
        "holders": [
            {"office": "5715/lao_president/5", "person": "5715.one_more", "start": "2020-10-01"}
        ],
    }
)
LETTERHEAD = {
    "letters.code": "ชร 0004",
    "letters.address": "ศาลากลางจังหวัดเชียงราย ถนนแม่ฟ้าหลวง เชียงราย ๕๗๑๐๐",
    "letters.phone": "0 5300 0101",
}


def an_empty_province(folder: Path) -> Desk:
    """A coordinator, the heads of the province, its letterhead and its laws; no district."""
    registry = Registry(url_of(folder / "registry.db"), clock := moved_to(BEGUN))
    make_registry(registry, "real", admin=("นาย", "ผู้ดูแล ระบบ"))
    load_people_of(registry, PROVINCE)
    with registry.writing(PROVINCE) as write:
        by = person(write.connection, COORDINATOR, field="person").id
        for key, value in LETTERHEAD.items():
            set_setting(write, PROVINCE, key, value, since=BEGUN, by=by)
        for one in legal_bases(write.connection, PROVINCE, BEGUN):
            verify_basis(write, PROVINCE, one.key, by=by)
    return Desk(open_installation(registry), clock)


def load_people_of(registry: Registry, area: str) -> None:
    """The made-up people of the demo, none of them an administrator."""
    load_rows_of(registry, people_of(area).model_copy(update={"parts": []}))


def load_rows_of(registry: Registry, file: LoadFile) -> None:
    """What a load file says."""
    with registry.writing(*sorted(file.areas(), key=lock_order)) as write:
        load(write, file, actor=1)


def a_committee_about_to_meet(folder: Path) -> Desk:
    """The district's order is signed, its members are invited, the day has come."""
    desk = an_empty_province(folder)
    load_people_of(desk.office.registry, DISTRICT)
    load_rows_of(desk.office.registry, ONE_MORE)
    first = start(
        desk.office, "establishment", DISTRICT, on=BEGUN, recorded_by=COORDINATOR
    ).instance
    take(
        desk, first,
        ("earlier_order", OF_COORDINATOR, "2022-06-02", {"finding": "none"}),
        ("advocacy", "district_chief", "2022-06-08", {"result": "agreed"}),
        ("delegation", "district_chief", "2022-06-09", {"deputy": "deputy_district_chief/1"}),
        ("working_team", OF_COORDINATOR, "2022-06-13", {"agencies": TEAM}),
        ("membership", "focal_point", "2022-06-13", {}),
    )  # fmt: skip
    for path in desk.waits_at(first):
        take(desk, first, (path, "focal_point", "2022-06-17", {"result": "by_position"}))
    signed = {"number": "12/2565", "dated": "2022-07-01", "printed": "as_printed"}
    take(
        desk, desk.order(),
        ("deputy_review", "focal_point", "2022-06-24", {"result": "forward"}),
        ("chief_review", "district_chief", "2022-07-01", {"result": "sign"}),
        ("registration", "district_chief", "2022-07-01", signed),
    )  # fmt: skip
    agreed = {"held_on": MEETING_DAY, "place": "ห้องประชุมที่ว่าการอำเภอ", "time": "09:30"}
    take(
        desk, first,
        ("inception_date", "district_chief", "2022-07-05", agreed),
        ("invitation", "focal_point", "2022-07-08", {"sent_on": "2022-07-08"}),
    )  # fmt: skip
    desk.on(MEETING_DAY)
    return desk


def a_committee_that_met(folder: Path) -> Desk:
    """All came; the sheet under which they acknowledge their duties goes round."""
    desk = a_committee_about_to_meet(folder)
    first = desk.instances()[0]
    with desk.office.registry.reading() as connection:
        members = invitees(connection, DISTRICT, desk.office.registry.today)
    held: Json = {
        "result": "held", "held_on": MEETING_DAY,
        "attendance": [
            {
                "person": one.person.ref if one.person else None,
                "seats": [seat.key for seat in one.member.seats],
                "state": "present",
            }
            for one in members
        ],
    }  # fmt: skip
    take(desk, first.id, ("inception_meeting", "focal_point", MEETING_DAY, held))
    desk.on(SHEET_BACK)
    return desk


def a_quarter_to_meet_in(folder: Path) -> Desk:
    """A committee at work, whose chair has agreed when it meets in the first quarter."""
    registry = Registry(url_of(folder / "registry.db"), moved_to(BEGUN))
    make_registry(registry, "real", admin=("นาย", "ผู้ดูแล ระบบ"))
    registry.dispose()
    desk, _ = at_quarters.a_year(url_of(folder / "registry.db"))
    at_quarters.on(desk, "2022-11-04")
    meeting = at_quarters.meeting_of(desk, "q1")
    desk.decide(meeting, "committee_date", "district_chief", "2022-11-01", at_quarters.DAY)
    desk.perform()
    return desk


def take(desk: Desk, instance: int, *steps: tuple[str, str, str, Json]) -> None:
    """Decide at these gates: gate, by whom, when, what."""
    for gate, by, on, answer in steps:
        evidence = [SCAN] if gate == "registration" else []
        desk.decide(instance, gate, by, on, answer, evidence=evidence, recorded_by=COORDINATOR)
