"""Packages are kept fresh: renewed when something changed, and only then."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from flows.engine.installation import Installation
from flows.handover import renewing
from flows.handover.renewing import Renewal, renew_packages
from flows.runtime.reminders import MailCount
from flows.runtime.tick import tick
from flows.verification import verify_all
from registry.fact_digests import add
from registry.models import DistrictOrder, table_of
from registry.queries.packages import FreshPackageRow, fresh_packages
from registry.records.contacts import set_contact
from registry.records.packages import PutTogether, keep_fresh
from registry.rules.plain_values import Json
from registry.seals import SEALED
from registry.transaction import COUNTRY, Write
from tests.builders import MAE_FAH_LUANG, SCAN, Desk, a_desk

ELSEWHERE = ("5701", "5702")


def kept(desk: Desk) -> FreshPackageRow | None:
    with desk.office.registry.reading() as connection:
        return fresh_packages(connection, (MAE_FAH_LUANG,)).get(MAE_FAH_LUANG)


@pytest.fixture
def desk(made_registry_url: str) -> Desk:
    desk = a_desk(made_registry_url)
    desk.to_order_signed()
    desk.on("2022-07-04")
    return desk


def test_a_district_without_a_committee_has_no_package(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.start()
    assert renew_packages(desk.office) == Renewal(0, 0)
    assert kept(desk) is None


def test_a_tick_puts_it_together_once_and_no_tick_after_it(desk: Desk) -> None:
    assert tick(desk.office).packages == 1
    first = kept(desk)
    assert first is not None
    assert first.gaps > 0
    desk.on("2022-07-05")
    assert tick(desk.office).packages == 0
    assert kept(desk) == first
    assert verify_all(desk.office) == ()


def test_it_is_renewed_when_something_was_recorded_and_tells_when_it_says_something_else(
    desk: Desk,
) -> None:
    renew_packages(desk.office)
    before = kept(desk)
    desk.on("2022-07-05")
    set_contact(desk.office.registry, "5715.chief", "phone", "053-999-111", recorded_by="coord")
    assert renew_packages(desk.office) == Renewal(1, 1)
    after = kept(desk)
    assert before is not None
    assert after is not None
    assert after.gaps == before.gaps - 2, "the Chief's number, and no member is left without"
    assert after.changed_at > before.changed_at


def test_a_new_quarter_and_another_release_renew_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    renew_packages(desk.office)
    desk.on("2022-10-03")
    assert renew_packages(desk.office).looked_at == 1
    assert renew_packages(desk.office).looked_at == 0
    monkeypatch.setattr(renewing, "RELEASE", "another")
    assert renew_packages(desk.office).looked_at == 1


def orders_elsewhere(desk: Desk, *districts: str) -> None:
    """The order of the desk's district stands in these too."""
    order = table_of(DistrictOrder)
    with desk.office.registry.writing(*districts) as write:
        row = dict(write.connection.execute(select(order)).mappings().one())
        for one in districts:
            own = {name: value for name, value in row.items() if name != "id"}
            add(write, order, {**own, "district_code": one})


def made(desk: Desk) -> set[str]:
    with desk.office.registry.reading() as connection:
        return {*fresh_packages(connection, (MAE_FAH_LUANG, *ELSEWHERE))}


def test_a_sweep_that_was_broken_off_goes_on_where_it_stopped(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders_elsewhere(desk, *ELSEWHERE)
    kept_first = keep_fresh

    def breaks(write: Write, made: PutTogether) -> bool:
        if made.district == MAE_FAH_LUANG:
            raise KeyboardInterrupt
        return kept_first(write, made)

    with monkeypatch.context() as patch:
        patch.setattr(renewing, "keep_fresh", breaks)
        with pytest.raises(KeyboardInterrupt):
            renew_packages(desk.office)
    assert made(desk) == {*ELSEWHERE}
    assert renew_packages(desk.office) == Renewal(1, 1)


def test_a_portion_takes_those_that_waited_longest_and_leaves_the_rest_to_the_next(
    desk: Desk,
) -> None:
    orders_elsewhere(desk, *ELSEWHERE)
    assert renew_packages(desk.office, 2) == Renewal(2, 2, 1)
    assert made(desk) == {*ELSEWHERE}
    desk.on("2022-10-03")  # a quarter later all of them are old, and one was never made
    assert renew_packages(desk.office, 1) == Renewal(1, 1, 2)
    assert made(desk) == {*ELSEWHERE, MAE_FAH_LUANG}


def test_the_seal_and_the_mails_of_a_tick_wait_for_no_package(desk: Desk) -> None:
    seen: list[FreshPackageRow | None] = []

    def tell(_: Installation) -> MailCount:
        seen.append(kept(desk))
        return MailCount()

    assert tick(desk.office, tell_people=tell).packages == 1
    assert seen == [None]


def test_a_link_of_which_no_package_tells_renews_none(desk: Desk) -> None:
    renew_packages(desk.office)
    registry = desk.office.registry
    with registry.writing(COUNTRY, MAE_FAH_LUANG[:2], MAE_FAH_LUANG) as write:
        write.audit(COUNTRY, SEALED, actor=None)
        write.audit(MAE_FAH_LUANG[:2], "account.password_set", actor=None)
        write.audit(MAE_FAH_LUANG, "calendar_link.made", actor=None)
    assert renew_packages(desk.office) == Renewal(0, 0)
    with registry.writing(COUNTRY) as write:
        write.audit(COUNTRY, "load", actor=None)
        write.audit(COUNTRY, SEALED, actor=None)
    assert renew_packages(desk.office) == Renewal(1, 0)


def test_a_scan_recorded_by_a_clock_that_was_put_back_stands_in_its_package(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-24", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-07-01", {"result": "sign"})
    desk.clock.at -= timedelta(hours=9)
    signed: Json = {"number": "12/2565", "dated": "2022-07-01", "printed": "as_printed"}
    desk.decide(order, "registration", "district_chief", "2022-07-01", signed, evidence=[SCAN])
    assert renew_packages(desk.office) == Renewal(1, 1)
