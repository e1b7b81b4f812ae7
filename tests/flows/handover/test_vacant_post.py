"""A Chief leaves and nobody comes yet: nobody is briefed or asked before there is a Chief."""

from datetime import date

import pytest
from sqlalchemy import select

from flows.decisions.move_due import move_due
from flows.decisions.refusals import GateNotOpen
from flows.verification import verify_all
from registry.journal import InstanceRow
from registry.models import OpenGate
from registry.queries.handover import decisions_owed
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.web.visitor import visitor
from tests.flows.handover.at_handovers import a_district, asked, handovers, to, told

FIRST = {"briefing", "receipt"}


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    """The Chief leaves on 3 October; who comes is not known."""
    made = a_district(sqlite_url)
    to(made, "2022-09-20")
    told(made, title_th="", name_th="")
    to(made, "2022-10-04")
    return made


def first_days(desk: Desk, one: InstanceRow) -> dict[str, date | None]:
    """What is asked of the first days, with its due days."""
    return {gate.gate: gate.due_on for gate in desk.gates(one.id) if gate.gate in FIRST}


def test_nobody_is_briefed_while_the_post_is_vacant_and_the_next_chief_is(desk: Desk) -> None:
    (vacant,) = handovers(desk)
    assert first_days(desk, vacant) == {}
    assert ("outgoing", None) in asked(desk, vacant.id)
    to(desk, "2022-10-20")
    assert first_days(desk, vacant) == {}
    told(desk, on="2022-10-25", number="303/2565", dated="2022-10-18")
    to(desk, "2022-11-15")
    before, after = handovers(desk)
    assert (before.status, before.outcome) == ("finished", "superseded")
    assert first_days(desk, after) == {"briefing": date(2022, 11, 8), "receipt": date(2022, 11, 8)}
    assert verify_all(desk.office) == ()


def test_a_vacant_post_is_asked_for_no_decision_and_whoever_is_seen_in_it_for_all(
    desk: Desk,
) -> None:
    (one,) = handovers(desk)
    to(desk, "2022-10-20")
    assert asked(desk, one.id) == [("outgoing", None)]
    told(desk, number="302/2565", dated="2022-10-03")
    to(desk, "2022-10-26")
    assert {key for gate, key in asked(desk, one.id) if gate == "successor"} == {
        "continue", "focal_point", "contacts", "meeting", "vacancies", "training",
    }  # fmt: skip
    assert verify_all(desk.office) == ()


def test_the_wait_for_a_chief_has_no_day_that_could_be_moved(desk: Desk) -> None:
    (one,) = handovers(desk)
    (wait,) = [gate for gate in desk.gates(one.id) if not gate.gate]
    with pytest.raises(GateNotOpen):
        move_due(
            desk.office, one.id, wait.path, due_on=None, until_on=date(2022, 10, 20),
            reason="เลื่อน", recorded_by="coord",
        )  # fmt: skip
    page = visitor(desk, "coord").get(f"/instances/{one.id}", "en").main
    assert "goes on by itself once that is recorded" in page
    assert f"/instances/{one.id}/due/{wait.path}" not in page


def test_decisions_of_a_vacancy_that_another_chief_ended_are_asked_of_that_one_alone(
    desk: Desk,
) -> None:
    told(desk, on="2022-10-25", number="303/2565", dated="2022-10-04")
    to(desk, "2022-10-26")
    with desk.office.registry.reading() as connection:
        gates = select(OpenGate.instance_id).where(OpenGate.gate == "successor")
        asked_of = {*connection.scalars(gates)}
    assert asked_of == {handovers(desk)[1].id}


def test_what_was_left_open_before_a_vacancy_is_told_to_the_next_chief_since_it_was_asked(
    desk: Desk,
) -> None:
    told(desk, on="2022-10-10", number="303/2565", dated="2022-10-04")
    to(desk, "2022-10-31")
    told(desk, on="2022-11-01", number="304/2565", dated="2022-10-28", title_th="", name_th="")
    to(desk, "2022-11-20")
    told(desk, on="2022-11-21", number="305/2565", dated="2022-11-14", name_th="มาทีหลัง สมมุติ")
    to(desk, "2022-11-22")
    with desk.office.registry.reading() as connection:
        owed = decisions_owed(connection, MAE_FAH_LUANG, date(2022, 11, 21)).decisions
    began = handovers(desk)[1].started_on
    assert {one.key: one.since for one in owed}["continue"] == began


def test_a_chief_who_is_known_later_to_have_come_is_briefed_within_days_of_that(
    desk: Desk,
) -> None:
    to(desk, "2022-10-13")
    told(desk, number="302/2565", dated="2022-10-03")
    to(desk, "2022-10-18")
    (one,) = handovers(desk)
    assert first_days(desk, one) == {"briefing": date(2022, 10, 27), "receipt": date(2022, 10, 27)}
    assert verify_all(desk.office) == ()


def test_a_chief_whose_paper_comes_weeks_later_ends_the_vacancy_as_of_their_day(desk: Desk) -> None:
    to(desk, "2022-11-15")
    told(desk, on="2022-10-12", number="303/2565", dated="2022-10-07")
    before, after = handovers(desk)
    assert (before.status, before.outcome) == ("finished", "superseded")
    assert {*first_days(desk, after)} == FIRST
    assert verify_all(desk.office) == ()


def test_a_vacancy_that_is_called_off_weeks_later_is_over(desk: Desk) -> None:
    to(desk, "2022-11-15")
    told(desk, title_th="", name_th="", called_off=True)
    (one,) = handovers(desk)
    assert (one.status, one.outcome) == ("finished", "called_off")
    assert verify_all(desk.office) == ()
