"""An adoption that is withdrawn."""

from flows.decisions.start import start
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SECOND, Desk, a_desk
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
