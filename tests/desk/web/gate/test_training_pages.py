"""Trainings: who took part by code, points by file or paste, what they say before recording."""

import pytest

from config.words import say
from registry.queries.meetings import coverage
from registry.queries.policy import last_policy_change
from registry.queries.seats import seats
from registry.records.offices import hold, office_named
from registry.records.people import add_person
from tests.builders import Desk
from tests.desk.web.at_gates import answer_of, confirm, place
from tests.desk.web.at_meetings import DISTRICT
from tests.desk.web.at_trainings import HELD, held, refreshing
from tests.desk.web.visitor import Visitor

__all__ = ["refreshing"]


def test_participants_come_by_paste_and_members_by_a_tick(
    refreshing: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = refreshing
    form = held(coord, number) | {"participants.m.5715.chief": ["yes"]}
    check = coord.post(place(number, HELD), {**form, "step": "send"})
    assert "P02, ชาย" in check.main
    assert "นายสมมุติ ตัวอย่าง" in check.main
    confirm(coord, check, number, HELD)
    rows = answer_of(desk, number, HELD)["participants"]
    assert [(one["code"], one["sex"], one["person"]) for one in rows] == [
        ("M01", "not_stated", "5715.chief"),
        ("P01", "female", None), ("P02", "male", None), ("P03", "not_stated", None),
    ]  # fmt: skip
    with desk.office.registry.reading() as connection:
        today = desk.office.registry.today
        change = last_policy_change(connection, DISTRICT, today)
        assert coverage(connection, DISTRICT, today, change).trained == 1


def test_members_are_ticked_by_one_button(
    refreshing: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = refreshing
    ticks = "[id='participants.m'] [data-all]"
    assert not coord.get(place(number, HELD)).tree.cssselect(ticks)
    with desk.office.registry.writing(DISTRICT) as write:
        posts = {one.office for one in seats(write.connection, DISTRICT, write.today)}
        for ref in sorted(filter(None, posts)):
            kind = ref.split("/")[1]
            seen = office_named(write, ref, kind=kind, area=DISTRICT, on=write.today)
            who = add_person(write, title_th="นาย", name_th=f"{kind} สมมุติ", ref=f"p.{kind}")
            hold(write, seen, who, start=write.today)
    (button,) = coord.get(place(number, HELD)).tree.cssselect(ticks)
    assert button.text_content() == say("page.gate.tick_all", "th")


@pytest.mark.parametrize("line", ["สมชาย ใจดี", "P01, ไม่รู้", "1101700230708", "P 01 หญิง ชาย"])
def test_a_line_that_may_hold_a_name_or_is_none_is_refused_by_its_number(
    refreshing: tuple[Desk, Visitor, int], line: str
) -> None:
    _, coord, number = refreshing
    form = held(coord, number) | {"participants": [f"P09\n\n{line}"]}
    page = coord.post(place(number, HELD), {**form, "step": "send"})
    assert page.status == 422
    assert "บรรทัดที่ 3" in page.beside("participants")


def test_a_code_that_stands_twice_is_refused_beside_the_lines(
    refreshing: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = refreshing
    form = held(coord, number) | {"participants": ["P01\nP01"]}
    page = coord.post(place(number, HELD), {**form, "step": "send"})
    assert page.status == 422
    assert "P01" in page.beside("participants")
