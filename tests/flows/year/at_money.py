"""The money of a plan's activities."""

from registry.rules.plain_values import Json
from tests.builders import Desk
from tests.flows.year.at_openings import NEEDS, a_committee, opened
from tests.staged_desks import made_once

WATCH = "year/money/needs/watch"


@made_once
def asked(url: str) -> tuple[Desk, int]:
    """A year whose one line of money is asked from a local government."""
    desk = a_committee(url)
    desk.on("2022-06-28")
    (year,) = opened(desk)
    desk.decide(year.id, "year/money/budget_needs", "focal_point", "2022-06-28", NEEDS)
    return desk, year.id


@made_once
def proposed(url: str) -> tuple[Desk, int]:
    desk, year = asked(url)
    sent: Json = {"result": "sent", "paper": {"number": "ชร 1518/60", "dated": "2022-07-11"}}
    desk.decide(year, f"{WATCH}/proposal_sent", "focal_point", "2022-07-11", sent)
    return desk, year
