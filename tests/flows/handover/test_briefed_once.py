"""Whoever comes into office is briefed once, whatever becomes of the day; nobody in their place."""

import pytest

from flows.verification import verify_all
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, Desk
from tests.flows.handover.at_handovers import asked, handovers, in_office, to, told

BRIEFING = ("briefing", None)
CAME, OTHER = "มาใหม่ สมมุติ", "อีกคน สมมุติ"


def briefed(desk: Desk, one: int, on: str) -> None:
    said: Json = {"briefed_on": on, "briefed_by": "นางสาวประสาน ดี"}
    desk.decide(one, "briefing", COORDINATOR, on, said)


@pytest.mark.parametrize(
    ("day", "moved", "who", "again"),
    [
        ("2022-10-07", "2022-10-01", CAME, False),
        ("2022-10-07", "2022-10-05", CAME, False),
        ("2022-10-03", "2022-10-05", CAME, True),  # before the day in office, as it is now
        ("2022-10-07", "2022-10-05", OTHER, True),
    ],
)
def test_a_day_that_is_moved_asks_for_no_briefing_that_was_given_to_who_came_since_then(
    sqlite_url: str, day: str, moved: str, who: str, *, again: bool
) -> None:
    desk, one = in_office(sqlite_url)
    briefed(desk, one, day)
    to(desk, "2022-10-10")
    told(desk, moved, name_th=who)
    before, after = handovers(desk)
    assert (before.outcome, after.period) == ("called_off", moved)
    assert (BRIEFING in asked(desk, after.id)) is again
    assert ("receipt", None) in asked(desk, after.id)
    assert verify_all(desk.office) == ()


def test_whoever_comes_by_another_order_of_the_same_day_is_briefed_in_person(
    sqlite_url: str,
) -> None:
    desk, one = in_office(sqlite_url)
    briefed(desk, one, "2022-10-07")
    to(desk, "2022-10-10")
    told(desk, number="377/2565", name_th=OTHER)
    assert [row.id for row in handovers(desk)] == [one]
    assert BRIEFING in asked(desk, one)
    briefed(desk, one, "2022-10-10")
    told(desk, number="377/2565", name_th=OTHER)
    assert BRIEFING not in asked(desk, one)  # the same order again changes nothing
    assert verify_all(desk.office) == ()
