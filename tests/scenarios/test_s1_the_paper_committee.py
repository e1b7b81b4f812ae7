"""S1. Order of 2562, half the roster, 6 of 10 minutes, some dates only by year."""

from collections.abc import Mapping
from datetime import date

import pytest

from flows.adoption.adopt import AdoptedCommittee, adopt
from flows.capabilities import net
from flows.engine.advance import advance, begin
from flows.engine.days import sweep
from flows.establishment.committee_at_work import CommitteeAtWork, CommitteeEstablished
from flows.establishment.process import ESTABLISHMENT, EstablishmentStart
from flows.verification import verify_all
from flows.year.opening import open_years
from registry.queries.history import past_events, past_figures
from registry.queries.office_holders import holders
from registry.queries.orders import orders, orders_in_force
from registry.queries.seats import seats
from registry.records.adoption_form import read_form
from registry.records.adoption_rows import RawForm
from tasks.workbooks.adoption_workbook import adoption_workbook, example_form
from tasks.workbooks.filled_form import read_workbook
from tests.builders import COORDINATOR, Desk, a_desk
from tests.flows.year.at_openings import opens_from

CHIANG_KHONG = "5703"
TODAY = date(2022, 6, 20)


@pytest.fixture
def desk(made_registry_url: str) -> Desk:
    return a_desk(made_registry_url, TODAY.isoformat())  # nobody of Chiang Khong is known yet


def workbook(changes: Mapping[str, list[dict[str, object]]] | None = None) -> RawForm:
    return read_workbook(
        adoption_workbook({**example_form(), **(changes or {})}), 20, file="เชียงของ.xlsx"
    )


def taken_in(desk: Desk, raw: RawForm) -> AdoptedCommittee:
    form = read_form(raw, net(), today=desk.office.registry.today, district=CHIANG_KHONG)
    return adopt(desk.office, CHIANG_KHONG, form, recorded_by="coord", cells=raw)


def test_the_paper_committee_joins_at_its_true_step_and_nothing_is_late(desk: Desk) -> None:
    done = taken_in(desk, workbook())
    (row,) = desk.instances()
    assert (row.process, row.status, row.outcome) == ("establishment", "finished", "established")
    assert (row.started_on, done.waits_at) == (TODAY, ())
    assert sweep(desk.office) == 0
    assert verify_all(desk.office) == ()


def test_with_a_plan_of_the_running_year_it_joins_that_at_its_step_of_today(desk: Desk) -> None:
    plans = [dict(one) for one in example_form()["plans"]]
    running = {**plans[0], "fiscal_year": 2565, "on": "20 ก.ย. 2564"}
    taken_in(desk, workbook({"plans": [*plans, running]}))
    opens_from(desk, 2565)
    open_years(desk.office)
    while sweep(desk.office):
        desk.perform()
    begun = {one.period: one for one in desk.instances() if one.process == "annual_cycle"}
    assert begun["2565"].started_on == TODAY
    due = [one.due_on for one in desk.gates() if one.due_on is not None]
    assert min(due) >= TODAY
    asked = [one.period for one in desk.instances() if one.process in ("plan", "meeting")]
    assert asked == ["2565/reflection"]


def test_its_order_stands_as_the_committees_own(desk: Desk) -> None:
    taken_in(desk, workbook())
    with desk.office.registry.reading() as connection:
        (order,) = orders_in_force(connection, CHIANG_KHONG, TODAY)
        centre, _ = orders(connection, CHIANG_KHONG)
        events = past_events(connection, CHIANG_KHONG, "order")
    assert (order.full_number, order.kind, order.printed) == ("45.1/2562", "new", "not_ours")
    assert (centre.kind, centre.stop) == ("earlier", order.start)
    assert {one.key: str(one.on) for one in events} == {
        "in_force": "2019-05",
        "centre|210/2556": "2013",
    }


def test_its_people_sit_and_hold_their_offices_from_day_to_day(desk: Desk) -> None:
    taken_in(desk, workbook())
    with desk.office.registry.reading() as connection:
        now = seats(connection, CHIANG_KHONG, TODAY)
        then = holders(connection, f"{CHIANG_KHONG}/district_chief", date(2020, 1, 1))
        chief = holders(connection, f"{CHIANG_KHONG}/district_chief", TODAY)
        before = holders(connection, f"{CHIANG_KHONG}/police_superintendent/1", date(2020, 6, 1))
        after = holders(connection, f"{CHIANG_KHONG}/police_superintendent/1", TODAY)
    assert len(now) == 13
    assert [one.title_th for one in now[:2]] == [
        "นายอำเภอเชียงของ", "ผู้กำกับการสถานีตำรวจภูธรเชียงของ",
    ]  # fmt: skip
    assert [one.name.th for one in then] == ["นายสมมุติพล ตัวอย่างเดิม"]
    assert [one.name.th for one in chief] == ["นายสมมุติชาติ ตัวอย่างใหม่"]
    assert [one.name.th for one in before] == ["พันตำรวจเอก สมมุติยศ นามเดิม"]
    assert [one.name.th for one in after] == ["พันตำรวจเอกหญิง สมมุติดาว นามใหม่"]
    secretary = next(one for one in now if one.role == "secretary")
    assert secretary.person_th == "นางสมมุติวดี ทดลองงาน"


def test_its_gaps_are_listed(desk: Desk) -> None:
    said = [gap.sentence.en for gap in taken_in(desk, workbook()).gaps]
    assert "Minutes are missing for 4 of 10 meetings." in said
    assert "5 of 13 seats have no name." in said
    assert "Step not recorded: delegation to a Deputy." in said
    assert "The date of the order is known only as May 2019." in said
    assert "Of 3 figures 1 was not reported." in said


def test_what_was_not_reported_is_not_zero(desk: Desk) -> None:
    taken_in(desk, workbook())
    with desk.office.registry.reading() as connection:
        figures = past_figures(connection, CHIANG_KHONG)
    assert {(one.fiscal_year, one.quarter): one.value for one in figures} == {
        (2563, None): 0,
        (2564, None): None,
        (2562, 4): 42,
    }


def test_an_inserted_number_is_taken_with_a_warning(desk: Desk) -> None:
    (warning,) = taken_in(desk, workbook()).warnings
    assert "45.1/2562" in warning.th


def test_a_committee_that_never_met_is_asked_for_its_inception_meeting(desk: Desk) -> None:
    done = taken_in(desk, workbook({"meetings": [], "steps": [{"step": "signature"}]}))
    (gate,) = desk.gates(done.instance)
    assert (gate.path, gate.opened_on) == ("inception_date", TODAY)
    assert gate.due_on is not None
    assert gate.due_on > TODAY


def test_a_committee_that_met_but_was_never_trained_is_asked_for_its_capacity_plan(
    desk: Desk,
) -> None:
    done = taken_in(desk, workbook({"trainings": []}))
    assert desk.waits_at(done.instance) == ["capacity_plan#1"]


def test_the_inception_meeting_of_an_adopted_committee_is_then_decided(desk: Desk) -> None:
    done = taken_in(desk, workbook({"meetings": [], "steps": []}))
    desk.decide(
        done.instance, "inception_date", f"{CHIANG_KHONG}/district_chief", "2022-06-21",
        {"held_on": "2022-07-04", "place": "ที่ว่าการอำเภอ"},
    )  # fmt: skip
    assert desk.waits_at(done.instance) == ["invitation#1"]


def test_a_committee_that_was_taken_in_is_not_established_again(desk: Desk) -> None:
    taken_in(desk, workbook())
    with pytest.raises(CommitteeEstablished, match=r"45\.1/2562.*--amend"):
        desk.start(on="2022-09-01", district=CHIANG_KHONG)
    assert len(desk.instances()) == 1


def test_what_an_earlier_release_began_beside_a_committee_goes_no_further(desk: Desk) -> None:
    taken_in(desk, workbook())
    on = desk.on("2022-09-01")
    with desk.office.registry.writing(CHIANG_KHONG) as write:
        given = EstablishmentStart(district=CHIANG_KHONG)
        again = begin(write, ESTABLISHMENT, CHIANG_KHONG, "", given, on, 1)
        advance(desk.office, write, again)
        before = seats(write.connection, CHIANG_KHONG, date(2022, 9, 2))
    with pytest.raises(CommitteeAtWork, match=r"45\.1/2562.*--amend"):
        desk.decide(again.id, "earlier_order", COORDINATOR, "2022-09-02", {"finding": "none"})
    with desk.office.registry.reading() as connection:
        assert seats(connection, CHIANG_KHONG, date(2022, 9, 2)) == before
