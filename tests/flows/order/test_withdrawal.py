"""An agency withdraws from a committee at work: its seats end, nothing past changes."""

from datetime import date, timedelta

import pytest

from flows.order.withdrawal import (
    NoSeatOfAgency,
    WithdrawalLetter,
    WithdrawnBeforeOrder,
    withdraw_agency,
    withdrawal_what_if,
)
from registry.queries.documents import documents
from registry.queries.events import events_of
from registry.queries.meetings import current_members
from registry.records.seats import UnknownAgency
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, Desk
from tests.flows.order.at_amendments import begun, drafted, keys, sign
from tests.flows.order.at_withdrawals import AGENCY, SEATS, leaves, with_agency


def members(desk: Desk, day: str) -> int:
    with desk.office.registry.reading() as connection:
        found = current_members(connection, MAE_FAH_LUANG, date.fromisoformat(day))
        return len(found)


def test_its_seats_end_that_day_and_those_who_are_counted_with_them(made_registry_url: str) -> None:
    desk = with_agency(made_registry_url)
    before, counted = keys(desk, "2022-08-31"), members(desk, "2022-08-31")
    done = leaves(desk)
    assert len({one.th for one in done.seats}) == 2  # one title in two bodies
    assert not SEATS & keys(desk, "2022-09-01")
    assert keys(desk, "2022-08-31") == before
    assert members(desk, "2022-08-31") == counted
    assert members(desk, "2022-09-01") == counted - len(done.seats)


def test_the_order_that_amends_begins_and_tells_of_the_seats(sqlite_url: str) -> None:
    desk = with_agency(sqlite_url)
    order = leaves(desk).instance
    assert order is not None
    assert desk.waits_at(order) == ["amendment"]
    desk.decide(order, "amendment", "focal_point", "2022-09-05", {})
    desk.perform()
    bases = {"confirmed": [*desk.bases(order)], "checked_against": "ต้นฉบับ"}
    desk.decide(order, "legal_bases", COORDINATOR, "2022-09-05", bases)
    desk.perform()
    told = drafted(desk, order).changes
    assert len(told) == 2
    assert all("ตรวจคนเข้าเมือง" in one.text_th for one in told)
    sign(desk, order, "31/2565", "2022-09-12")


def test_the_same_withdrawal_again_changes_nothing(sqlite_url: str) -> None:
    desk = with_agency(sqlite_url)
    leaves(desk)
    again = leaves(desk)
    assert (again.seats, again.instance) == ((), None)
    assert len([one for one in desk.instances() if one.process == "order"]) == 2
    with desk.office.registry.reading() as connection:
        assert len(events_of(connection, MAE_FAH_LUANG)) == 1


def test_what_does_not_fit_is_refused_and_changes_nothing(sqlite_url: str) -> None:
    desk = with_agency(sqlite_url)
    with pytest.raises(WithdrawnBeforeOrder) as refused:
        leaves(desk, on="2022-06-20")
    assert "order" in refused.value.sentence.en
    with pytest.raises(UnknownAgency):
        leaves(desk, "nobody")
    with pytest.raises(NoSeatOfAgency):
        leaves(desk, "focus")
    assert keys(desk, "2022-09-05") >= SEATS


def test_nothing_of_it_stands_where_its_order_cannot_begin(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = with_agency(sqlite_url)
    monkeypatch.delitem(desk.office.declared.processes, "order")  # as any fault in beginning it
    with pytest.raises(KeyError):
        leaves(desk)
    monkeypatch.undo()
    assert keys(desk, "2022-09-05") >= SEATS
    assert leaves(desk).instance is not None


def test_a_seat_that_an_order_under_way_strikes_may_leave_before_it_is_signed(
    sqlite_url: str,
) -> None:
    desk = with_agency(sqlite_url)
    strikes: Json = {"changes": [{"change": "remove", "key": min(SEATS)}]}
    order = begun(desk, answer=strikes)
    done = leaves(desk)
    assert (done.instance, done.waits_behind) == (None, order)
    asked: Json = {"result": "changes", "items": ["ตรวจคำผิด"]}
    desk.decide(order, "deputy_review", "focal_point", "2022-09-06", asked)
    replies: Json = {"replies": [{"item": 1, "done": True}]}
    desk.decide(order, "revise_draft", "focal_point", "2022-09-06", replies)
    desk.perform()
    sign(desk, order, "31/2565", "2022-09-12")
    assert not SEATS & keys(desk, "2022-09-12")
    assert desk.waits_at(order) == []


def test_a_withdrawal_entered_with_another_day_says_the_day_that_is_recorded(
    sqlite_url: str,
) -> None:
    desk = with_agency(sqlite_url)
    first = leaves(desk)
    again = WithdrawalLetter(MAE_FAH_LUANG, AGENCY, "ตม 9/2565", first.on + timedelta(days=2))
    assert withdraw_agency(desk.office, again, recorded_by="coord").on == first.on


def test_what_would_follow_is_told_and_nothing_of_it_recorded(sqlite_url: str) -> None:
    desk = with_agency(sqlite_url)
    letter = WithdrawalLetter(MAE_FAH_LUANG, AGENCY, "ศน 9/2565", date(2022, 9, 1), SCAN)
    before = [*desk.marks()]
    told = withdrawal_what_if(desk.office, letter, recorded_by="coord")
    assert [*desk.marks()] == before
    assert keys(desk, "2022-09-05") >= SEATS
    done = leaves(desk)
    assert (told.seats, told.changes, told.waits_behind) == (done.seats, done.changes, None)
    assert len(told.changes) == 2


def scans(desk: Desk) -> list[str]:
    with desk.office.registry.reading() as connection:
        found = documents(connection, district=MAE_FAH_LUANG)
    return [one.sha256 for one in found if one.kind == "scan.agency_withdrew"]


def test_the_scan_of_the_letter_is_kept_once_also_where_it_comes_later(sqlite_url: str) -> None:
    desk = with_agency(sqlite_url)
    leaves(desk)
    assert scans(desk) == []
    leaves(desk, scan=SCAN)
    leaves(desk, scan=SCAN)
    assert scans(desk) == [SCAN.sha256]
