"""Role by route, from the route table itself: a new route cannot be forgotten here."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from desk.web.frame.app import make_app
from desk.web.frame.doors import Door, door_of
from desk.web.frame.places import in_province, of_directive, of_person
from desk.web.pages import ROUTES
from desk.web.pages.area_page import of_added
from flows.decisions.merge import ask_merge
from flows.decisions.redact import ask
from flows.decisions.redaction_aim import Aim
from flows.decisions.rename import NewName as NameToBe, ask_renaming
from flows.decisions.start import start
from flows.directive.directive import issue_directive
from flows.directive.letter import Directive
from flows.engine.advance import advance, begin
from flows.plan.process import PLAN, PlanDue, PlanStart
from registry.queries.audit import links
from registry.queries.documents import documents
from registry.queries.villages import all_names
from registry.records.offices import assign, hold, office_named
from registry.records.people import add_person
from registry.records.seats import record_seats
from registry.records.village_changes import NewName, VillageChanges
from registry.records.villages import record_villages
from registry.rules.rights import Verb
from registry.rules.seats import BodyKey, Seat, SeatMode, SeatRole
from registry.transaction import Write
from tests.builders import SCAN, Desk, a_desk
from tests.desk.web.at_overviews import an_added_district, load_far_province
from tests.desk.web.visitor import Visitor, signed_in

OWN, NEIGHBOUR, FAR = "5715", "5704", "8410"
RECORDERS = {OWN: "coord", NEIGHBOUR: "coord", FAR: "far.coord"}
COVERS = {
    "admin": "TH",
    "coordinator": OWN[:2],
    "focal_point": OWN,
    "chief": OWN,
    "member": OWN,
    "partner": OWN,
    "observer": OWN,
}
# Whose area is the province of the path's district, not the district.
PROVINCIAL = (of_person, in_province, of_directive, of_added)
LEADS = {"admin", "coordinator"}
WORKS = LEADS | {"focal_point"}
READS = WORKS | {"chief", "partner"}
MAY = {
    Verb.SEE_OWN: set(COVERS),
    Verb.REPORT_OWN: {"coordinator", "focal_point", "chief", "member"},
    Verb.SEE_AGGREGATES: set(COVERS) - {"member"},
    Verb.READ: READS,
    Verb.SEE_CLASSIFIED: READS - {"partner"},
    Verb.PREPARE: WORKS | {"partner"},
    Verb.CORRECT: WORKS,
    Verb.START: LEADS,
    Verb.REPLACE: WORKS,
    Verb.RECORD_EVENT: LEADS,
    Verb.STOP: LEADS,
    Verb.WITHDRAW: LEADS,
    Verb.MOVE_DUE: LEADS,
    Verb.LOAD: LEADS,
    Verb.SETTINGS: LEADS,
    Verb.INVITE: LEADS,
    Verb.SEE_AUDIT: LEADS,
    Verb.REDACT: LEADS,
    Verb.PUBLISH: WORKS - {"admin"},
    Verb.TAKE_OVER: {"coordinator", "focal_point", "chief"},
    Verb.ADMINISTER: {"admin"},
}
TURNED_AWAY = {403, 404}
# What only those come to who may record at the gate: the administrator records nothing.
RECORDS = {
    "POST /instances/{instance:int}/gates/{path:path}",
    "GET /instances/{instance:int}/catch-up",
    "POST /instances/{instance:int}/catch-up",
    "GET /instances/{instance:int}/signed-sheet",
    "POST /plans/{plan:int}/submit",
    "POST /instances/{instance:int}/signed-sheet",
    "GET /districts/{district}/activities/new/{process}",
    "POST /districts/{district}/activities/new/{process}",
    "GET /districts/{district}/classified-papers/new",
    "POST /districts/{district}/classified-papers/new",
}
# About a thing that is not there here: an asset of no such name, the points of a training at
# a gate of another kind, the calendar of what is no meeting, the money of a year that was never
# opened, a row of an empty plan, a request that no meeting made, an identity provider, gates that
# one paper answers together.
ABOUT_NOTHING = {
    "/districts/{district}/actions",
    "/districts/{district}/own/{key:path}",
    "/own/steps/{step:int}",
    "/instances/{instance:int}/calendar",
    "/instances/{instance:int}/pack",
    "/instances/{instance:int}/several/{gate}",
    "/calendars/{token}",
    "/me/calendars/revoke",
    "/people/{person}/tokens/revoke",
    "/people/{person}/identities/end",
    "/identities",
    "/sign-in/provider",
    "/sign-in/provider/return",
    "/sign-in/provider/sign-out",
    "/districts/{district}/years/{year:int}/money",
    "/plans/{plan:int}/rows/{row}",
    "/assets/{name}",
    "/instances/{instance:int}/score-workbook/{path:path}",
    "/instances/{instance:int}/quarter-workbook/{path:path}",
    "/instances/{instance:int}/correct/{entry:int}/quarter-workbook",
}


@dataclass
class House:
    """An office with somebody of every role, and what stands in three districts."""

    app: FastAPI
    desk: Desk
    people: dict[str, str]
    values: dict[str, dict[str, str]]

    def ask(self, role: str, route: APIRoute, district: str) -> int:
        """The status that somebody of that role gets, signed in anew each time."""
        visitor = Visitor(self.app, signed_in(self.desk.office, self.people[role]))
        return self.send(visitor, route, district)

    def send(self, visitor: Visitor, route: APIRoute, district: str) -> int:
        """The status of the route about that district: looked at, or sent an empty form."""
        path = self.path(route, district)
        if "POST" in (route.methods or set()):
            return visitor.post(path).status
        return visitor.get(path).status

    def path(self, route: APIRoute, district: str) -> str:
        """The route's path about that district. KeyError where a parameter is new."""
        values = self.values[district]
        return route.path_format.format(**{key: values[key] for key in route.param_convertors})


@pytest.fixture(scope="module")
def house(made_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> House:
    """One house for all: whoever looks or is turned away changes nothing of what stands."""
    url = f"sqlite:///{shutil.copy(made_sqlite, tmp_path_factory.mktemp('rights'))}"
    desk = a_desk(url, "2022-06-02", OWN, NEIGHBOUR)
    load_far_province(desk)
    values = {code: stands_in(desk, code) for code in (OWN, NEIGHBOUR, FAR)}
    people = somebody_of_every_role(desk)
    return House(make_app(desk.office), desk, people, values)


def stands_in(desk: Desk, district: str) -> dict[str, str]:
    """An instance with a decision and its scan; a value for every parameter of a path."""
    by, recorder = f"{district[:2]}/psdhs_coordinator/1", RECORDERS[district]
    made = start(
        desk.office, "establishment", district, on=desk.on("2022-06-02"), recorded_by=recorder
    )
    receipt = desk.decide(
        made.instance, "earlier_order", by, "2022-06-02", {"finding": "none"},
        evidence=[SCAN], recorded_by=recorder,
    )  # fmt: skip
    with desk.office.registry.reading() as connection:
        papers = documents(connection, district=district)
    letter = Directive(
        district[:2], f"ที่ {district}", desk.office.registry.today, "จัดตั้งคณะกรรมการ",
        "ผู้ว่าราชการจังหวัด", districts=(district,),
    )  # fmt: skip
    issued = issue_directive(desk.office, letter, recorded_by=recorder)
    asked = ask(
        desk.office, Aim(documents=(papers[-1].id,)), reason="สแกนผิดฉบับ", recorded_by=recorder
    )
    merging = ask_merge(
        desk.office, f"{district}.deputy2", f"{district}.deputy", reason="ซ้ำ", recorded_by=recorder
    )
    renaming = ask_renaming(
        desk.office,
        f"{district}.deputy2",
        NameToBe("นาย", "ใหม่ ดี"),
        reason="สมรส",
        recorded_by=recorder,
    )
    return {
        "token": "no-such-link",
        "directive": str(issued.directive.id),
        "merge": str(merging.number),
        "renaming": str(renaming.number),
        "gate": "advocacy",
        "key": "quarterly/9/9",
        "step": "999999",
        "request": str(asked.number),
        "district": district,
        "province": district[:2],
        "instance": str(made.instance),
        "entry": str(receipt.entry),
        "path": "advocacy%231",
        "process": "activity",
        "year": "2565",
        "quarter": "1",
        "row": "row-1",
        "plan": str(a_plan(desk, district)),
        "link": str(newest_link(desk, district)),
        "document": str(papers[-1].id),
        "person": f"{district}.deputy2",
        "office": f"{district}/district_chief",
        "name": "nothing.css",
        "kind": "appointment_order",
        "language": "th",
        "number": str(a_village(desk, district)),
        "area": an_added_district(desk, district[:2]),
    }


def a_plan(desk: Desk, district: str) -> int:
    """A plan that is being written."""
    start = PlanStart(district=district, year=2566, due=PlanDue(ends=date(2023, 9, 30)))
    with desk.office.registry.writing(district) as write:
        row = begin(write, PLAN, district, "2566", start, write.today)
        advance(desk.office, write, row)
        return row.id


def a_village(desk: Desk, district: str) -> int:
    """The number of a village of the district."""
    new = NewName("+1", f"{district}01", 1, "บ้านหนึ่ง", "", desk.office.registry.today)
    with desk.office.registry.writing(district) as write:
        record_villages(write, district, VillageChanges((new,)), by=1)
        (row,) = all_names(write.connection, district)
    return row.number


def newest_link(desk: Desk, district: str) -> int:
    """A link of the district's chain."""
    with desk.office.registry.reading() as connection:
        return links(connection, (district,), most=1)[0].id


def somebody_of_every_role(desk: Desk) -> dict[str, str]:
    """Their references by role; each plays one part and no other."""
    given = {"admin": "TH", "partner": OWN, "observer": OWN}
    with desk.office.registry.writing("TH", OWN[:2], OWN) as write:
        for role, area in given.items():
            who = add_person(write, title_th="นาย", name_th=role, ref=f"the.{role}")
            assign(write, who, role, area, start=write.today)
        focal = add_person(write, title_th="นาง", name_th="ประสานอำเภอ", ref="the.focal_point")
        office = office_named(
            write, f"{OWN}/focal_point", kind="focal_point", area=OWN, on=write.today
        )
        hold(write, office, focal, start=write.today)
        seat_somebody(write, "the.member")
    return {
        **{role: f"the.{role}" for role in (*given, "focal_point", "member")},
        "coordinator": "coord",
        "chief": f"{OWN}.chief",
    }


def seat_somebody(write: Write, ref: str) -> None:
    """A person in a seat by name."""
    who = add_person(write, title_th="นาย", name_th="กรรมการ", ref=ref)
    of_name = Seat(
        key="own", kind="added", body=BodyKey.EXECUTIVE, role=SeatRole.MEMBER,
        title_th="กรรมการ", title_en="Member", mode=SeatMode.BY_NAME, person=who,
    )  # fmt: skip
    record_seats(write, OWN, (of_name,), on=write.today, entry_id=1)


PAGES = [route for route in ROUTES if isinstance(route, APIRoute)]
NAMES = [f"{min(route.methods or set())} {route.path}" for route in PAGES]


def who_may(route: APIRoute, door: Door) -> set[str]:
    """The roles that the route is open to, where their area covers what it is about."""
    if f"{min(route.methods or set())} {route.path}" in RECORDS:
        return {"coordinator", "focal_point"}
    return set(COVERS) if door.verb is None else MAY[door.verb]


def covers(role: str, area: str) -> bool:
    """Whether the role's area is that area, or it lies in it."""
    return COVERS[role] == "TH" or area.startswith(COVERS[role])


@pytest.mark.parametrize("role", COVERS)
@pytest.mark.parametrize("route", PAGES, ids=NAMES)
def test_a_route_lets_in_whom_its_verb_lets_in_and_nobody_else(
    house: House, route: APIRoute, role: str
) -> None:
    door = door_of(route)
    assert door is not None, "a route without a door"
    asked: set[str] = set()
    for district in (OWN, NEIGHBOUR, FAR):
        area = district[:2] if door.area in PROVINCIAL else district
        path = house.path(route, district)
        if path in asked:
            continue  # it names no district, or one province's are two of them
        asked.add(path)
        status = house.ask(role, route, district)
        if door.area is not None and not covers(role, area):
            assert status == 404, district
        elif role not in who_may(route, door):
            assert status == 403, district
        else:
            assert status < 500, district
            assert status not in TURNED_AWAY or route.path in ABOUT_NOTHING, district


@pytest.mark.parametrize("route", PAGES, ids=NAMES)
def test_a_route_shows_nothing_to_whoever_is_not_signed_in(house: House, route: APIRoute) -> None:
    door = door_of(route)
    assert door is not None
    if door.verb is None:
        return
    guest = Visitor(house.app)
    guest.client.follow_redirects = False
    guest.get("/sign-in")
    status = house.send(guest, route, OWN)
    assert status in (303, 401)
