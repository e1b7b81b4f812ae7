"""A committee that is established anew, and the plan of its year."""

from registry.journal import InstanceRow
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, SCAN, TEAM, Desk
from tests.flows.dissolution.at_later_committees import later_form, take

ACCEPTED: Json = {"fiscal_year": 2566, "state": "accepted", "paper": "found"}
ENDED, APPOINTED = "2022-11-10", "2022-12-01"


def adopted(desk: Desk, day: str = APPOINTED, **sheets: Json) -> None:
    """The next committee is taken in on that day, by an order of the day."""
    desk.on(day)
    take(desk, later_form("90/2565", day, **sheets))


def established(desk: Desk, day: str = APPOINTED, number: str = "90/2565") -> None:
    """The next committee's order is signed on that day."""
    first = desk.start(on=day)
    desk.decide(first, "earlier_order", COORDINATOR, day, {"finding": "none"})
    desk.decide(first, "advocacy", "district_chief", day, {"result": "agreed"})
    desk.decide(first, "delegation", "district_chief", day, {"deputy": "deputy_district_chief/1"})
    desk.decide(first, "working_team", COORDINATOR, day, {"agencies": TEAM})
    desk.decide(first, "membership", "focal_point", day, {})
    for path in desk.waits_at(first):
        desk.decide(first, path, "focal_point", day, {"result": "by_position"})
    order = next(one.id for one in reversed(desk.instances()) if one.process == "order")
    confirmed: Json = {"confirmed": [*desk.bases(order)], "checked_against": "ต้นฉบับ"}
    desk.decide(order, "legal_bases", COORDINATOR, day, confirmed)
    desk.decide(order, "deputy_review", "focal_point", day, {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", day, {"result": "sign"})
    signed: Json = {"number": number, "dated": day, "printed": "as_printed"}
    desk.decide(order, "registration", "district_chief", day, signed, evidence=[SCAN])


def open_of(desk: Desk, process: str) -> list[InstanceRow]:
    return [one for one in desk.instances() if (one.process, one.status) == (process, "open")]
