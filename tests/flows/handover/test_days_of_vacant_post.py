"""What waits for a Chief alone is late of nobody while the post is vacant."""

from datetime import date

from desk.imports.row_loading import load_rows
from desk.views.gate_reasons import gate_reasons
from desk.views.view import View
from flows.verification import verify_all
from registry.journal import instance
from registry.records.load_file import LoadFile
from registry.rules.plain_values import Json
from tests.builders import Desk, a_desk
from tests.flows.handover.at_handovers import CHIEF, asked, handovers, to, told
from tests.flows.handover.test_focal_point import loaded
from tests.flows.plan.plan_rows import endorsed


def vacant(url: str) -> tuple[Desk, int]:
    """The plan lies with a Chief who leaves on 16 September; who comes is not known."""
    desk, plan = endorsed(url)
    told(desk, on="2022-09-16", dated="2022-09-01", title_th="", name_th="")
    to(desk, "2022-09-16")
    return desk, plan


def due(desk: Desk, instance_id: int, gate: str) -> date | None:
    (found,) = [one.due_on for one in desk.gates(instance_id) if one.gate == gate]
    return found


def test_a_signature_of_a_vacant_post_is_due_on_no_day_and_its_row_says_why(
    sqlite_url: str,
) -> None:
    desk, plan = vacant(sqlite_url)
    to(desk, "2022-11-10")
    assert due(desk, plan, "plan_signed") is None
    with desk.office.registry.reading() as connection:
        row = instance(connection, plan)
        assert row is not None
        view = View(desk.office, connection, desk.office.registry.today)
        (reason,) = gate_reasons(view, row, None)
    assert reason.days_late == 0
    assert "its days count from when somebody is in it" in reason.sentence.en


def test_whoever_comes_into_a_vacant_post_has_the_gates_own_days(sqlite_url: str) -> None:
    desk, plan = vacant(sqlite_url)
    to(desk, "2022-11-10")
    told(desk, on="2022-11-15", number="303/2565", dated="2022-11-01")
    to(desk, "2022-11-20")  # a tick that comes late changes no day
    assert due(desk, plan, "plan_signed") == date(2022, 11, 22)
    assert verify_all(desk.office) == ()


def test_whoever_acts_ends_the_vacancy_and_an_extension_changes_no_day(sqlite_url: str) -> None:
    desk, plan = vacant(sqlite_url)
    to(desk, "2022-10-05")
    acting(desk, "2022-10-31")
    assert due(desk, plan, "plan_signed") == date(2022, 10, 12)
    acting(desk, "2022-11-30")
    to(desk, "2022-11-02")
    assert due(desk, plan, "plan_signed") == date(2022, 10, 12)
    to(desk, "2022-12-01")
    assert due(desk, plan, "plan_signed") is None


def acting(desk: Desk, last_day: str) -> None:
    """A Deputy acts from 5 October until that day."""
    acts: Json = {
        "office": CHIEF, "person": "5715.deputy2", "capacity": "acting_vacant",
        "basis": "seniority", "start": "2022-10-05", "last_day": last_day,
    }  # fmt: skip
    load_rows(desk.office, LoadFile.model_validate({"holders": [acts]}), recorded_by="coord")
    desk.perform()


def test_a_chief_of_whom_nobody_knew_for_months_is_late_from_no_day_before(
    sqlite_url: str,
) -> None:
    desk, plan = vacant(sqlite_url)
    to(desk, "2022-12-20")
    told(desk, on="2022-09-16", dated="2022-09-01")
    assert due(desk, plan, "plan_signed") == date(2022, 12, 27)
    (one,) = handovers(desk)
    days = {gate.due_on for gate in desk.gates(one.id) if gate.gate == "successor"}
    assert min(day for day in days if day is not None) > date(2022, 12, 20)
    assert len([entry for entry in desk.entries(one.id) if entry.kind == "lapse"]) == 1


def test_nothing_is_overdue_that_a_chief_is_asked_who_came_three_months_before_the_entry(
    sqlite_url: str,
) -> None:
    desk, _ = vacant(sqlite_url)
    to(desk, "2022-12-20")
    told(desk, on="2022-09-26", number="303/2565", dated="2022-09-20")
    to(desk, "2022-12-23")
    own = [one for one in desk.gates(handovers(desk)[-1].id) if one.gate]
    assert {one.gate for one in own} == {"briefing", "receipt", "successor"}
    assert [one.path for one in own if one.due_on and one.due_on < date(2022, 12, 23)] == []


def test_who_is_known_to_have_come_and_did_not_leaves_the_post_vacant(sqlite_url: str) -> None:
    desk, plan = vacant(sqlite_url)
    to(desk, "2022-10-20")
    told(desk, on="2022-09-16", dated="2022-09-01")
    gone: Json = {
        "office": CHIEF, "person": "นางมาใหม่ สมมุติ", "start": "2022-09-16", "basis": "order",
        "gone": True,
    }  # fmt: skip
    load_rows(desk.office, LoadFile.model_validate({"corrections": [gone]}), recorded_by="coord")
    assert due(desk, plan, "plan_signed") is None
    assert not any(
        gate in ("receipt", "successor") for gate, _ in asked(desk, handovers(desk)[0].id)
    )
    told(desk, on="2022-09-16", dated="2022-09-01")
    assert due(desk, plan, "plan_signed") == date(2022, 10, 28)
    assert verify_all(desk.office) == ()


def test_what_hears_no_rotation_has_new_days_too(sqlite_url: str) -> None:
    desk, order = signed_and_unregistered(sqlite_url)
    told(desk, on="2022-07-04", dated="2022-07-01", title_th="", name_th="")
    to(desk, "2022-07-20")
    assert due(desk, order, "registration") is None
    told(desk, on="2022-07-21", number="303/2565", dated="2022-07-20")
    to(desk, "2022-07-21")
    assert due(desk, order, "registration") == date(2022, 8, 1)


def test_a_day_that_the_focal_point_may_agree_to_waits_where_that_post_is_vacant_too(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    first = desk.to_order_signed()
    own = due(desk, first, "inception_date")
    told(desk, on="2022-07-04", dated="2022-07-01", title_th="", name_th="")
    to(desk, "2022-07-05")
    assert due(desk, first, "inception_date") == own is not None
    to(desk, "2022-07-11")
    loaded(desk, "deputy", "2022-06-09", "2022-07-08")
    assert due(desk, first, "inception_date") is None
    to(desk, "2022-08-15")
    loaded(desk, "deputy2", "2022-08-15")
    again = due(desk, first, "inception_date")
    assert again is not None
    assert again > date(2022, 8, 15)
    assert verify_all(desk.office) == ()


def signed_and_unregistered(url: str) -> tuple[Desk, int]:
    """The Chief signed on 1 July; number and scan are still to come."""
    desk = a_desk(url)
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-24", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-07-01", {"result": "sign"})
    return desk, order
