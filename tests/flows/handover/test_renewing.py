"""Packages are kept fresh: renewed when something changed, and only then."""

import pytest

from flows.handover import renewing
from flows.handover.renewing import Renewed, renew_packages
from flows.runtime.tick import tick
from flows.verification import verify_all
from registry.queries.packages import FreshPackageRow, fresh_packages
from registry.records.contacts import set_contact
from tests.builders import MAE_FAH_LUANG, Desk, a_desk


def kept(desk: Desk) -> FreshPackageRow | None:
    with desk.office.registry.reading() as session:
        return fresh_packages(session.connection(), (MAE_FAH_LUANG,)).get(MAE_FAH_LUANG)


@pytest.fixture
def desk(made_registry_url: str) -> Desk:
    desk = a_desk(made_registry_url)
    desk.to_order_signed()
    desk.on("2022-07-04")
    return desk


def test_a_district_without_a_committee_has_no_package(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.start()
    assert renew_packages(desk.office) == Renewed(0, 0)
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
    assert renew_packages(desk.office) == Renewed(1, 1)
    after = kept(desk)
    assert before is not None
    assert after is not None
    assert after.gaps == before.gaps - 1
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


def test_a_sweep_that_was_broken_off_goes_on_where_it_stopped(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(renewing, "keep_fresh", breaks)
        with pytest.raises(KeyboardInterrupt):
            renew_packages(desk.office)
    assert kept(desk) is None
    assert renew_packages(desk.office) == Renewed(1, 1)
