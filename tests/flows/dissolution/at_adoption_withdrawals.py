"""An adoption that is withdrawn."""

from typing import Any

from desk.views.district_status import standings
from desk.views.view import View
from flows.adoption.adopt import AdoptedCommittee
from flows.decisions.start import start
from flows.decisions.withdraw import withdraw
from flows.verification import verify_all
from registry.queries.history import past_events, past_figures
from registry.queries.office_terms import terms_of_office
from registry.queries.orders import orders
from registry.queries.seats import seats
from registry.rules.plain_values import Json
from tests.builders import ATTENDANCE, COORDINATOR, MAE_FAH_LUANG, SECOND, Desk, a_desk
from tests.flows.dissolution.at_later_committees import (
    take,
)
from tests.registry.records.at_adoptions import FULL
from tests.staged_desks import made_once

D = MAE_FAH_LUANG
MISTAKE: dict[str, Json] = {"mistake": "other_district", "reason": "แฟ้มเป็นของอำเภอแม่สาย"}
CONFIRMED: Json = {"result": "confirmed"}


def asked(desk: Desk, on: str, district: str = D) -> int:
    """One person has said what was mistaken; answers the instance of the withdrawal."""
    day = desk.on(on)
    process = "adoption_withdrawal"
    work = start(desk.office, process, district, on=day, recorded_by="coord").instance
    desk.decide(work, "adoption_mistaken", COORDINATOR, on, MISTAKE)
    return work


def withdrawn(desk: Desk, on: str, district: str = D) -> int:
    work = asked(desk, on, district)
    desk.decide(
        work, "confirm_adoption_withdrawal", SECOND, on, CONFIRMED, recorded_by="coord2"
    )  # fmt: skip
    return work


@made_once
def given_up_for_an_adoption(url: str) -> tuple[Desk, int]:
    """An establishment with an order under review that stops for a committee that is taken in."""
    desk = a_desk(url)
    desk.to_first_draft()
    first = desk.instances()[0].id
    desk.on("2022-07-10")
    return desk, first


CHIEF, HEALTH = f"{D}/district_chief", f"{D}/district_public_health"


def undone(desk: Desk, work: int) -> None:
    gate = "confirm_adoption_withdrawal"
    withdraw(desk.office, work, gate, reason="แฟ้มถูกต้อง", recorded_by="coord")


def what_stands(desk: Desk) -> dict[str, object]:
    """What the registry tells of the committee, now and of every day."""
    with desk.office.registry.reading() as connection:
        on = desk.office.registry.today
        return {
            "orders": [(one.full_number, one.start, one.last_day) for one in orders(connection, D)],
            "seats": [one.key for one in seats(connection, D, on)],
            "past": sorted((one.kind, one.key) for one in past_events(connection, D)),
            "figures": [one.key for one in past_figures(connection, D)],
            "held": {
                office: [
                    (t.name.th, t.start, t.last_day) for t in terms_of_office(connection, office)
                ]
                for office in (CHIEF, HEALTH)
            },
            "state": str(standings(View(desk.office, connection, on), [D])[D].state),
        }


def problems(desk: Desk) -> list[str]:
    return [str(one) for one in verify_all(desk.office)]


def open_handovers(desk: Desk) -> list[tuple[str, str]]:
    found = (one for one in desk.instances() if one.process == "handover")
    return [(one.district, one.period) for one in found if one.status == "open"]


def taken_in(desk: Desk, data: dict[str, Any] = FULL, on: str = "2022-06-20") -> AdoptedCommittee:
    desk.on(on)
    return take(desk, data)


def meet(desk: Desk, first: int) -> None:
    """The committee's first meeting, from its date to who came."""
    agreed = {"held_on": "2022-07-20", "place": "ห้องประชุมอำเภอ", "time": "09:30"}
    desk.decide(first, "inception_date", "district_chief", "2022-07-05", agreed)
    letter: Json = {"sent_on": "2022-07-08", "letter": {"number": "ชร 1518/77"}}
    desk.decide(first, "invitation", "focal_point", "2022-07-08", letter)
    held: Json = {
        "result": "held", "held_on": "2022-07-20", "started": "09:30", "ended": "12:00",
        "place": "ห้องประชุมอำเภอ", "attendance": ATTENDANCE[1:],
    }  # fmt: skip
    desk.decide(first, "inception_meeting", "focal_point", "2022-07-20", held)
