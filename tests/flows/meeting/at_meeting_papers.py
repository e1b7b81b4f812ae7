"""Meetings with their papers, for the tests: seats, invitations, what was held and minuted."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from pydantic import BaseModel

from config.clock import moved_to
from flows.capabilities import declared, open_installation
from flows.engine.installation import Declarations
from flows.engine.run import Run
from flows.establishment.gates import INCEPTION
from flows.meeting.process import hold_meeting, settle_minutes
from registry.queries.document_contents import facts
from registry.queries.documents import DocumentRow, documents
from registry.queries.offices import office_refs
from registry.queries.order_facts import proposed_seats
from registry.records.orders import Registration, register
from registry.records.seats import record_seats
from registry.rules.order_numbers import OrderNumber
from registry.rules.plain_values import Json
from registry.store import Registry
from tests.builders import MAE_FAH_LUANG, OPENED, Desk, load_people
from tests.flows.machines import Done, Start, a_process
from tests.staged_desks import made_once

CHIEF = "executive.district_chief"
POLICE = "executive.police_superintendent"
AGREED: Json = {"held_on": "2022-08-01", "time": "09:30", "place": "ห้องประชุมที่ว่าการอำเภอ"}
Facts = TypeVar("Facts", bound=BaseModel)


def meeting_and_minutes(run: Run) -> Done:
    """The part of an establishment that papers of meetings are drafted in."""
    start = run.start(Start)
    turn, met = hold_meeting(run, INCEPTION, start.district, revision=2)
    settle_minutes(run, INCEPTION, start.district, turn, met)
    return Done.DONE


def a_desk(url: str) -> Desk:
    """A desk at which an establishment begins with its inception meeting."""
    clock = moved_to(date(2022, 7, 20))
    registry = Registry(url, clock)
    OPENED.append(registry)
    load_people(registry, MAE_FAH_LUANG)
    known: Declarations = declared()
    processes = {"work": a_process(meeting_and_minutes, revision=2)}
    return Desk(
        replace(open_installation(registry), declared=replace(known, processes=processes)), clock
    )


def seat_committee(desk: Desk, instance: int, *, order: bool = True) -> None:
    """The model's seats for the district's offices, and the order that appointed them."""
    registry, since = desk.office.registry, date(2022, 7, 15)
    (start,) = [one for one in desk.entries(instance) if one.kind == "start"]
    with registry.writing(MAE_FAH_LUANG) as write:
        offices = office_refs(write.connection, MAE_FAH_LUANG, since)
        wanted = proposed_seats(write.connection, MAE_FAH_LUANG, offices).seats
        record_seats(write, MAE_FAH_LUANG, wanted, on=since, entry_id=start.id)
        if order:
            new = Registration(
                "new", "คำสั่งอำเภอแม่ฟ้าหลวง", OrderNumber(45, 2565), since, "แต่งตั้งคณะกรรมการ",
                None, "as_printed", None, since,
            )  # fmt: skip
            register(write, MAE_FAH_LUANG, new, entry_id=start.id)


@made_once
def to_invitation(url: str, *, seated: bool = True) -> tuple[Desk, int]:
    """Up to where the secretary invites; answers the instance."""
    desk = a_desk(url)
    work = desk.start("work", on="2022-07-20")
    if seated:
        seat_committee(desk, work)
    desk.decide(work, "inception_date", "district_chief", "2022-07-20", AGREED)
    return desk, work


def held(desk: Desk, work: int, attendance: list[Json], **changes: Json) -> None:
    """The meeting took place on 1 August."""
    desk.decide(work, "invitation", "district_chief", "2022-07-22", {"sent_on": "2022-07-22"})
    answer: Json = {
        "result": "held", "held_on": "2022-08-01", "started": "09:30", "ended": "12:00",
        "place": "ห้องประชุมที่ว่าการอำเภอ", "attendance": attendance, **changes,
    }  # fmt: skip
    desk.decide(work, "inception_meeting", "district_chief", "2022-08-01", answer)


def minuted(desk: Desk, work: int, *items: Json, taken_by: str = "5715.deputy") -> None:
    """The secretary writes the minutes."""
    answer: Json = {"items": [*items], "taken_by": taken_by}
    desk.decide(work, "minutes", "deputy_district_chief/1", "2022-08-03", answer)


def papers(desk: Desk, kind: str, model: type[Facts]) -> list[tuple[DocumentRow, Facts]]:
    """The papers of a kind with the facts that they were made from."""
    with desk.office.registry.reading() as connection:
        rows = [one for one in documents(connection) if one.kind == kind]
        return [(one, model.model_validate(facts(connection, one.facts_id or 0))) for one in rows]


def only(desk: Desk, kind: str, model: type[Facts]) -> Facts:
    """The facts of the newest paper of a kind."""
    return papers(desk, kind, model)[-1][1]
