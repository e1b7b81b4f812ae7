"""A handover that another follows, that is called off, told of late, or that never begins."""

from datetime import date

import pytest

from flows.verification import verify_all
from registry.queries.document_contents import facts
from registry.queries.documents import documents
from tests.builders import Desk, a_desk
from tests.flows.handover.at_handovers import (
    a_district,
    asked,
    handovers,
    in_office,
    page,
    to,
    told,
)


def test_the_next_rotation_ends_the_handover_and_takes_over_what_is_open(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    page(desk, one, "2022-10-10", {"decision": "meeting", "result": "confirmed"})
    to(desk, "2022-12-01")
    told(desk, "2022-12-05", "377/2565", name_th="ถัดไป สมมุติ")
    to(desk, "2022-12-06")
    first, second = handovers(desk)
    assert (first.status, first.outcome, first.finished_on) == (
        "finished", "superseded", date(2022, 12, 5),
    )  # fmt: skip
    assert ("successor", "continue") in asked(desk, second.id)
    owed = next(e for e in desk.entries(second.id) if e.path.endswith("decisions_owed"))
    since = {each["key"]: each["since"] for each in owed.body["value"]["decisions"]}
    assert since["continue"] == "2022-09-20"
    assert since["meeting"] is None


@pytest.mark.parametrize("day", ["2022-09-25", "2022-10-12"])
def test_a_rotation_that_is_called_off_ends_its_handover(sqlite_url: str, day: str) -> None:
    desk = a_district(sqlite_url)
    to(desk, "2022-09-20")
    told(desk)
    to(desk, day)
    told(desk, called_off=True)
    (one,) = handovers(desk)
    assert (one.status, one.outcome) == ("finished", "called_off")


@pytest.mark.parametrize("day", ["2022-09-25", "2022-10-12"])
def test_a_rotation_that_was_called_off_by_mistake_has_its_handover_again(
    sqlite_url: str, day: str
) -> None:
    desk = a_district(sqlite_url)
    to(desk, "2022-09-20")
    told(desk)
    to(desk, day)
    (first,) = handovers(desk)
    waited = asked(desk, first.id)
    told(desk, called_off=True)
    told(desk, called_off_by_mistake=True)
    first, again = handovers(desk)
    assert (first.outcome, again.status, again.period) == ("called_off", "open", "2022-10-03")
    assert sorted(asked(desk, again.id)) == sorted(waited)
    assert verify_all(desk.office) == ()


def test_a_handover_that_is_called_off_before_its_papers_are_made_waits_for_none(
    made_registry_url: str,
) -> None:
    desk = a_district(made_registry_url)
    to(desk, "2022-09-20")
    told(desk, performed=False)
    told(desk, called_off=True, performed=False)
    (one,) = handovers(desk)
    assert (one.status, one.outcome) == ("finished", "called_off")
    assert verify_all(desk.office) == ()
    desk.perform()
    with desk.office.registry.reading() as connection:
        assert documents(connection, instance_id=one.id) == []
    told(desk, number="377/2565")
    assert [one.outcome for one in handovers(desk)] == ["called_off", None]
    assert verify_all(desk.office) == ()


def test_a_handover_that_was_ended_by_a_rotation_which_is_called_off_goes_on(
    made_registry_url: str,
) -> None:
    desk, one = in_office(made_registry_url)
    page(desk, one, "2022-10-10", {"decision": "meeting", "result": "confirmed"})
    waited = asked(desk, one)
    told(desk, "2022-12-05", "377/2565", name_th="ถัดไป สมมุติ")
    to(desk, "2022-12-06")
    told(desk, "2022-12-05", "377/2565", name_th="ถัดไป สมมุติ", called_off=True)
    first, second = handovers(desk)
    assert (first.status, second.outcome) == ("open", "called_off")
    assert sorted(asked(desk, one)) == sorted(set(waited) - {("outgoing", None)})
    assert verify_all(desk.office) == ()


def test_who_came_before_a_rotation_that_is_called_off_is_asked_after_all(
    sqlite_url: str,
) -> None:
    desk = a_district(sqlite_url)
    to(desk, "2022-12-06")
    told(desk, "2022-12-05", "377/2565", name_th="ถัดไป สมมุติ")
    told(desk, "2022-10-03")
    assert [one.period for one in handovers(desk)] == ["2022-12-05"]
    told(desk, "2022-12-05", "377/2565", name_th="ถัดไป สมมุติ", called_off=True)
    assert [one.period for one in handovers(desk) if one.status == "open"] == ["2022-10-03"]


def test_a_rotation_that_is_told_of_too_late_begins_none(sqlite_url: str) -> None:
    desk = a_district(sqlite_url)
    to(desk, "2022-10-20")
    told(desk, "2022-07-20")
    assert handovers(desk) == []


def test_one_that_somebody_else_followed_begins_none(sqlite_url: str) -> None:
    desk, _ = in_office(sqlite_url)
    to(desk, "2022-10-20")
    told(desk, "2022-09-01", "280/2565", name_th="ระหว่าง สมมุติ")
    assert [one.period for one in handovers(desk)] == ["2022-10-03"]


def test_where_no_committee_stands_nobody_is_asked_about_one(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.start()
    told(desk, "2022-06-10", dated="2022-06-01")
    to(desk, "2022-06-10")
    (one,) = handovers(desk)
    assert asked(desk, one.id) == [("outgoing", None), ("briefing", None), ("receipt", None)]


def test_where_nothing_was_begun_nothing_is_handed_over(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    told(desk, "2022-06-10", dated="2022-06-01")
    assert handovers(desk) == []


def told_late(url: str, *, met: bool) -> tuple[Desk, int]:
    """A rotation of 15 July is told of on 10 August; the committee met on 20 July, or did not."""
    desk = a_desk(url)
    if met:
        desk.to_after_meeting()
    else:
        desk.to_inception_meeting()
    to(desk, "2022-08-10")
    told(desk, "2022-07-15")
    (one,) = handovers(desk)
    return desk, one.id


@pytest.mark.parametrize("met", [True, False])
def test_what_is_told_of_late_asks_only_for_what_is_still_to_be_done(
    sqlite_url: str, *, met: bool
) -> None:
    desk, one = told_late(sqlite_url, met=met)
    assert (("successor", "meeting") in asked(desk, one)) is not met
    with desk.office.registry.reading() as connection:
        page = next(
            paper
            for paper in reversed(documents(connection, instance_id=one))
            if paper.kind == "handover_page_one"
        )
        printed = facts(connection, page.facts_id or 0)
    assert ("meeting" in {each["key"] for each in printed["decisions"]}) is not met
    assert (page.own_date, printed["own_date"]) == (date(2022, 8, 10), "2022-08-10")


def test_what_is_told_of_late_is_due_from_the_day_in_office(sqlite_url: str) -> None:
    desk, one = told_late(sqlite_url, met=False)
    due = {gate.subject: gate.due_on for gate in desk.gates(one) if gate.gate == "successor"}
    assert due["continue"] == date(2022, 8, 15)  # the first working day after thirty days
    assert due["meeting"] == date(2022, 9, 13)
