"""A committee's year, its quarters and their meetings."""

from sqlalchemy import select

from desk.views.form_schema import OpenForm, filled
from flows.engine.days import sweep
from flows.engine.perform import drain
from flows.year.opening import open_years
from registry.models import ProvincialItem
from registry.queries.members import invitees
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk
from tests.flows.plan.plan_rows import sent
from tests.flows.year.at_openings import years
from tests.readers import view_of
from tests.staged_desks import made_once

RECEIVED: dict[str, Json] = {"result": "received"}
DAY: Json = {"held_on": "2022-11-15", "place": "ห้องประชุมอำเภอ", "time": "09:30"}
INVITED: Json = {"sent_on": "2022-11-04", "letter": {"number": "ชร 1518/200"}}


@made_once
def a_year(url: str) -> tuple[Desk, int]:
    """A committee whose plan of two activities was received; answers the year's instance."""
    desk, plan = sent(url)
    received(desk, plan)
    return desk, years(desk)[0].id


def received(desk: Desk, plan: int) -> None:
    """The province receives the plan that was sent, and notes it."""
    desk.decide(plan, "plan_received", COORDINATOR, "2022-09-28", RECEIVED)
    noted: Json = {"meeting": "4/2565", "held_on": "2022-10-12"}
    desk.decide(plan, "province_noted", COORDINATOR, "2022-10-14", noted)


def on(desk: Desk, day: str) -> None:
    """The clock stands there, and a tick has passed."""
    desk.on(day)
    sweep(desk.office)
    open_years(desk.office)
    for _ in drain(desk.office):
        pass


def meeting_of(desk: Desk, quarter: str) -> int:
    return next(
        one.id
        for one in desk.instances()
        if (one.process, one.period) == ("meeting", f"2566/{quarter}")
    )


def how(desk: Desk, instance: int) -> tuple[str, str | None]:
    (row,) = [one for one in desk.instances() if one.id == instance]
    return row.status, row.outcome


def met(attendance: Json, **more: Json) -> Json:
    return {
        "result": "held", "held_on": "2022-11-15", "started": "09:30", "ended": "12:00",
        "place": "ห้องประชุมอำเภอ", "attendance": attendance, **more,
    }  # fmt: skip


def everybody(desk: Desk) -> list[Json]:
    """A line for each member who is expected, present."""
    with desk.office.registry.reading() as connection:
        members = invitees(connection, MAE_FAH_LUANG, desk.office.registry.today)
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


def held(desk: Desk, quarter: str = "q1", answer: Json = None) -> int:
    """The quarter's meeting is held on 15 November, its minutes adopted."""
    meeting = meeting_of(desk, quarter)
    desk.decide(meeting, "committee_date", "district_chief", "2022-11-01", DAY)
    desk.decide(meeting, "committee_invitation", "focal_point", "2022-11-04", INVITED)
    desk.decide(
        meeting, "committee_meeting", "focal_point", "2022-11-15", answer or met(everybody(desk))
    )
    return meeting


def minutes_adopted(desk: Desk, meeting: int, **more: Json) -> None:
    written: Json = {
        "items": [
            {
                "agenda": 4, "resolution": "ให้จัดตั้งกลุ่มเฝ้าระวัง",
                "actions": [
                    {
                        "what": "สำรวจหมู่บ้าน", "owner": "executive.district_chief",
                        "due_on": "2022-12-20",
                    }
                ],
            }
        ],
        "taken_by": "ปรานี สมมุติ", **more,
    }  # fmt: skip
    desk.decide(meeting, "committee_minutes", "focal_point", "2022-11-18", written)
    sent_on: Json = {"sent_on": "2022-11-20"}
    desk.decide(meeting, "committee_minutes_sent", "focal_point", "2022-11-20", sent_on)
    adopted: Json = {"result": "adopted", "how": "circulation"}
    desk.decide(meeting, "committee_minutes_adopted", "focal_point", "2022-12-01", adopted)


def newcomers_sign(desk: Desk, meeting: int) -> None:
    for gate in desk.gates(meeting):
        if gate.gate == "committee_acknowledgement":
            desk.decide(meeting, gate.path, "focal_point", "2022-11-15", {"result": "complete"})


def items(desk: Desk) -> set[str]:
    query = select(ProvincialItem.subject).where(ProvincialItem.superseded_at.is_(None))
    with desk.office.registry.reading() as connection:
        return set(connection.scalars(query))


def asked(desk: Desk, instance: int, gate: str) -> OpenForm:
    """The form of an open gate as programs and the command line are told it."""
    with desk.office.registry.reading() as connection:
        return filled(view_of(desk, connection), instance, gate)
