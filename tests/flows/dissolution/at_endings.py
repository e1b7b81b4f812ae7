"""A committee that ends, and the withdrawal of its ending."""

from flows.decisions.withdraw import Withdrawal, withdraw
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, SECOND, Desk

CONFIRMED: Json = {"result": "confirmed"}
ENDED = "2022-11-10"


def dissolved(
    desk: Desk, day: str = ENDED, district: str = MAE_FAH_LUANG, *, number: str = "40/2565"
) -> int:
    """The committee ends by an order of that day; answers the dissolution."""
    work = desk.start("dissolution", on=day, district=district)
    order: Json = {"number": number, "dated": day, "reason": "ยุบรวมอำเภอ"}
    desk.decide(work, "ending_order", COORDINATOR, day, order, evidence=[SCAN])
    confirm(desk, work, day)
    return work


def confirm(desk: Desk, work: int, day: str) -> None:
    desk.decide(work, "confirm_ending", SECOND, day, CONFIRMED, recorded_by="coord2")


def withdrawn(desk: Desk, work: int, day: str, gate: str = "confirm_ending") -> Withdrawal:
    desk.on(day)
    done = withdraw(desk.office, work, gate, reason="ผิดอำเภอ", recorded_by="coord")
    desk.perform()
    return done
