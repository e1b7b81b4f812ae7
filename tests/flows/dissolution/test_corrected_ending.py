"""How a committee ended is told by one rule, whatever was corrected or withdrawn of it since."""

from datetime import date, datetime

import pytest

from flows.capabilities import declared
from flows.decisions.correct import Correction, correct
from flows.decisions.correction_limits import WouldChangeDecided
from flows.decisions.withdraw import withdraw
from flows.engine.fields import Confirmation
from flows.verification import verify_all
from registry.queries import last_committees
from registry.queries.last_committees import LastCommittee, last_committee
from registry.queries.orders import at_work_since, orders
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.dissolution.at_endings import confirm, dissolved
from tests.flows.dissolution.at_later_committees import later_form, take
from tests.flows.order.at_amendments import at_work
from tests.registry.records.at_adoptions import FULL, ORDER


def test_what_a_second_person_confirmed_of_an_end_is_not_corrected_by_one(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    work = dissolved(desk, "2022-11-10")
    desk.on("2022-11-15")
    wrong: tuple[dict[str, Json], ...] = (
        {"dated": "2022-11-08"}, {"number": "41/2565"}, {"reason": "ยุบอำเภอ"},
    )  # fmt: skip
    for fields in wrong:
        with pytest.raises(WouldChangeDecided):
            correct(desk.office, Correction(work, "ending_order", fields, "พิมพ์ผิด", "coord"))
    withdraw(desk.office, work, "confirm_ending", reason="เลขที่ผิด", recorded_by="coord")
    right: dict[str, Json] = {"dated": "2022-11-08", "number": "41/2565"}
    correct(desk.office, Correction(work, "ending_order", right, "พิมพ์ผิด", "coord"))
    confirm(desk, work, "2022-11-16")
    with desk.office.registry.reading() as connection:
        (order,) = orders(connection, MAE_FAH_LUANG)
    last = where_it_stopped(desk)
    assert last is not None
    assert last.ending is not None
    assert order.last_day == date(2022, 11, 7)
    assert (last.ending.on, last.ending.number) == (date(2022, 11, 8), "41/2565")
    assert verify_all(desk.office) == ()


def test_the_corrected_reason_of_a_confirmation_moves_neither_day_nor_instant_of_the_end(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    work = dissolved(desk, "2022-11-10")
    desk.on("2022-11-15")
    before = where_it_stopped(desk)
    reason: dict[str, Json] = {"reason": "ตรวจกับต้นฉบับแล้ว"}
    correct(desk.office, Correction(work, "confirm_ending", reason, "เพิ่มเหตุผล", "coord"))
    assert where_it_stopped(desk) == before
    assert verify_all(desk.office) == ()


def test_as_known_before_an_end_was_withdrawn_it_stood(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    work = dissolved(desk, "2022-11-10")
    stood, then = where_it_stopped(desk), desk.office.registry.clock.now()
    desk.on("2022-11-15")
    withdraw(desk.office, work, "confirm_ending", reason="ผิดอำเภอ", recorded_by="coord")
    assert where_it_stopped(desk) is None
    assert where_it_stopped(desk, then) == stood


def where_it_stopped(desk: Desk, known: datetime | None = None) -> LastCommittee | None:
    with desk.office.registry.reading() as connection:
        return last_committee(connection, MAE_FAH_LUANG, known=known)


def test_the_keys_by_which_the_registry_knows_an_end_are_those_of_its_processes() -> None:
    known = declared()
    for process, gates in (
        (last_committees.DISSOLUTION, (last_committees.ORDERED, last_committees.ENDED)),
        (last_committees.WITHDRAWAL, (last_committees.WITHDRAWN,)),
    ):
        assert process in known.processes
        assert set(gates) <= known.gates.keys()
    assert last_committees.CONFIRMED == Confirmation.CONFIRMED


def test_a_committee_taken_in_is_at_work_since_its_first_form_whatever_was_recorded_since(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url, "2022-06-20")
    take(desk, FULL)
    desk.on("2022-08-20")
    take(desk, {**FULL, "orders": [{**ORDER, "number": "46/2562"}]})
    assert working_since(desk, "2022-09-01") == date(2022, 6, 20)
    work = dissolved(desk, "2022-10-20")
    assert working_since(desk, "2022-09-01") == date(2022, 6, 20)
    assert working_since(desk, "2022-10-20") is None
    desk.on("2022-11-20")
    withdraw(desk.office, work, "confirm_ending", reason="ผิดอำเภอ", recorded_by="coord")
    assert working_since(desk, "2022-11-20") == date(2022, 6, 20)
    confirm(desk, work, "2022-12-01")
    desk.on("2022-12-15")
    take(desk, later_form("90/2565", "2022-12-02"))
    assert working_since(desk, "2022-12-15") == date(2022, 12, 15)
    assert working_since(desk, "2022-09-01") == date(2022, 6, 20)


def working_since(desk: Desk, day: str) -> date | None:
    with desk.office.registry.reading() as connection:
        return at_work_since(connection, date.fromisoformat(day)).get(MAE_FAH_LUANG)
