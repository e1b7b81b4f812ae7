"""Whatever fails in a sweep, `up` lives, the rest is done, and people see it until it succeeds."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import NullPool, create_engine, text

from config.words import both
from flows.engine import perform as performing
from flows.engine.apart import OneAfterAnother
from flows.handover.renewing import renew_packages
from flows.runtime.embedded_server import EmbeddedServer
from flows.runtime.fence import Fence
from flows.runtime.machine_troubles import MachineTrouble, machine_troubles
from flows.runtime.performer import Performer
from flows.runtime.tick import STEPS, Step, Sweep, tick
from flows.runtime.upkeep import FORGETTING
from registry.queries.packages import fresh_packages
from registry.records.failed_steps import PAUSES, note_failure, try_failed_again
from registry.refusals import RegistryNotWritable
from registry.transaction import COUNTRY, Write
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import visitor
from tests.flows.runtime.at_servers import sealed_days

TYPED = "นายสมชาย ใจดี"  # what an error's text may quote


def broken(_: Sweep, _apart: OneAfterAnother) -> None:
    raise ValueError(TYPED)


def broken_at(key: str) -> tuple[Step, ...]:
    return tuple(replace(one, work=broken) if one.key == key else one for one in STEPS)


def troubles(desk: Desk, area: str = COUNTRY) -> list[MachineTrouble]:
    with desk.office.registry.reading() as connection:
        return machine_troubles(desk.office, connection, (area,))


def where(desk: Desk) -> set[tuple[str, str, str]]:
    return {(one.step, one.area, one.item) for one in troubles(desk)}


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


@pytest.mark.parametrize("key", [one.key for one in STEPS])
def test_a_step_that_fails_is_an_incident_and_all_others_are_done(
    desk: Desk, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "prasan.sweep"):
        done = tick(desk.office, steps=broken_at(key))
    (told,) = done.failed
    assert where(desk) == {(key, COUNTRY, "")}
    assert (sealed_days(desk) == []) is (key == "seal") is (done.sealed is None)
    assert (told.error, told.attempts) == ("ValueError", 1)
    assert told.number in caplog.text
    assert both(f"sweep.{key}").th in told.sentence.th
    assert TYPED not in told.sentence.th + told.sentence.en
    assert TYPED not in caplog.records[0].getMessage()


@pytest.mark.parametrize("key", [one.key for one in STEPS])
def test_it_goes_by_itself_once_the_step_succeeds_and_says_since_when_it_failed(
    desk: Desk, key: str
) -> None:
    tick(desk.office, steps=broken_at(key))
    first = troubles(desk)[0].since
    desk.clock.at += timedelta(minutes=5)
    tick(desk.office, steps=broken_at(key))
    assert [(one.since, one.attempts) for one in troubles(desk)] == [(first, 2)]
    assert tick(desk.office).failed == ()
    assert troubles(desk) == []


def test_a_disk_that_fails_is_no_steps_failure(desk: Desk) -> None:
    def no_disk(_: Sweep, _apart: OneAfterAnother) -> None:
        raise RegistryNotWritable(reason="full")

    with pytest.raises(RegistryNotWritable):
        tick(desk.office, steps=(Step("seal", no_disk),))
    assert troubles(desk) == []


THERE = ("5701", "5702", MAE_FAH_LUANG)


def failing_in(district: str) -> Callable[[str], int]:
    def work(area: str) -> int:
        if area == district:
            raise LookupError(TYPED)
        return 1

    return work


def test_one_district_that_fails_keeps_no_other_waiting_and_rests_longer_each_time(
    desk: Desk,
) -> None:
    def sweep() -> int:
        counts: list[int] = []
        fence = Fence(desk.office, "years")
        fence.around(lambda apart: counts.append(apart.each(THERE, failing_in("5702"))))
        return counts[0]

    assert [sweep() for _ in range(3)] == [2, 2, 2]
    (told,) = troubles(desk)
    assert (told.area, told.attempts) == ("5702", 2), "of three tries the last came in its rest"
    assert told.again_at == desk.clock.at + PAUSES[1]
    desk.clock.at = told.again_at
    sweep()
    assert troubles(desk)[0].again_at == desk.clock.at + PAUSES[2]


def test_whoever_asks_has_what_failed_tried_at_once(desk: Desk) -> None:
    fence = Fence(desk.office, "years")
    for _ in range(3):
        fence.each(THERE, failing_in("5702"))
    try_failed_again(desk.office.registry)
    assert fence.each(THERE, lambda _: 1) == len(THERE)
    assert troubles(desk) == []


def test_what_somebody_did_by_hand_stands_failed_no_more(desk: Desk) -> None:
    fence = Fence(desk.office, "years")
    fence.each(THERE, failing_in("5702"))
    fence.each(("5701",), failing_in("5702"))
    assert troubles(desk) == []


def test_those_of_other_districts_are_not_told_of_it_and_the_country_is_everybodys(
    desk: Desk,
) -> None:
    with desk.office.registry.writing() as write:
        for area in (MAE_FAH_LUANG, "57", COUNTRY):
            note_failure(write, "packages", area, error="ValueError", number="1")
    assert {one.area for one in troubles(desk, MAE_FAH_LUANG)} == {MAE_FAH_LUANG, "57", COUNTRY}
    assert {one.area for one in troubles(desk, "5704")} == {"57", COUNTRY}
    assert {one.area for one in troubles(desk, "8410")} == {COUNTRY}


@pytest.mark.parametrize("what", [*FORGETTING])
def test_what_cannot_be_erased_keeps_nothing_else_from_being_erased(
    desk: Desk, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def forget(one: str) -> Callable[[Write], None]:
        def work(_: Write) -> None:
            if one == what:
                raise LookupError(TYPED)
            done.append(one)

        return work

    for one in FORGETTING:
        monkeypatch.setitem(FORGETTING, one, forget(one))
    tick(desk.office)
    assert where(desk) == {("house", COUNTRY, what)}
    assert {*done} == {*FORGETTING} - {what}


@pytest.fixture
def at_work(sqlite_url: str) -> Desk:
    made = a_desk(sqlite_url, "2022-06-02", MAE_FAH_LUANG, "5704")
    made.to_order_signed()
    made.on("2022-07-04")
    return made


def damage(desk: Desk, statement: str) -> None:
    """As a disk or a hand does it: past the guards."""
    engine = create_engine(str(desk.office.registry.url), poolclass=NullPool)
    with engine.begin() as connection:
        guards = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        for name in guards.all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(statement))


WHAT_WAS_SAID = "UPDATE payload SET body = '{'"


def test_a_package_that_rests_on_what_is_unreadable_is_an_incident_of_its_district(
    at_work: Desk,
) -> None:
    damage(at_work, WHAT_WAS_SAID)
    with pytest.raises(ValueError, match="EOF while parsing"):
        renew_packages(at_work.office)
    done = tick(at_work.office)
    assert where(at_work) == {("packages", MAE_FAH_LUANG, "")}
    assert done.sealed is not None
    assert packages(at_work) == set()


@pytest.mark.parametrize("gone", ["document", "blob", "gate"])
def test_a_package_whose_paper_is_gone_is_put_together_without_it(at_work: Desk, gone: str) -> None:
    damage(at_work, f"DELETE FROM {gone}")  # noqa: S608 — words of our own
    assert tick(at_work.office).failed == ()
    assert packages(at_work) == {MAE_FAH_LUANG}


def packages(desk: Desk) -> set[str]:
    with desk.office.registry.reading() as connection:
        return {*fresh_packages(connection, (MAE_FAH_LUANG,))}


def performer_of(desk: Desk, home: Path) -> Performer:
    return Performer(desk.office, EmbeddedServer(home, 4210), lambda _: None, Event())


def test_up_lives_over_a_package_that_cannot_be_built_and_performs_what_waits(
    at_work: Desk, tmp_path: Path
) -> None:
    damage(at_work, WHAT_WAS_SAID)
    performer = performer_of(at_work, tmp_path)
    performer.look()
    performer.look()
    assert performer.error is None
    assert {one[:2] for one in where(at_work)} == {("packages", MAE_FAH_LUANG)}
    assert sealed_days(at_work) == [date(2022, 7, 4)]


def test_an_error_of_a_whole_turn_ends_nothing_rests_and_goes(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    performer = performer_of(desk, tmp_path)
    with monkeypatch.context() as broken_here:
        broken_here.setattr(performer, "server", None)
        performer.look()
        tried_at = performer.rests_until
        performer.look()
        assert performer.rests_until == tried_at, "the second look was in the rest"
    assert where(desk) == {("turn", COUNTRY, "")}
    performer.rests_until = 0.0
    performer.look()
    assert where(desk) == set()


def test_what_prefect_cannot_do_is_done_without_it(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    performer = performer_of(desk, tmp_path)
    for name in performer.server.client_environment():
        monkeypatch.setenv(name, "")  # so that they are as before once the test is over

    def defect() -> None:
        raise LookupError(TYPED)

    assert not performer.through(defect)
    assert where(desk) == {("prefect", COUNTRY, "")}
    assert not performer.through(lambda: None), "it rests"
    performer.prefect_rests_until = 0.0
    assert performer.through(lambda: None)
    assert where(desk) == set()


def test_an_up_that_begins_ends_what_the_one_before_it_left_failed_and_tries_the_rest_at_once(
    desk: Desk, tmp_path: Path
) -> None:
    with desk.office.registry.writing() as write:
        for step in ("turn", "prefect", "years"):
            for _ in PAUSES:
                note_failure(write, step, COUNTRY, error="ValueError", number="1")
    performer_of(desk, tmp_path).look()
    assert where(desk) == {("prefect", COUNTRY, "")}, "of Prefect nothing was asked yet"


def test_an_effect_that_cannot_even_be_given_back_rests_stands_failed_and_holds_up_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.to_first_draft(perform=False)
    (owed,) = performing.waiting(desk.office)

    def no_way_back(*_: object) -> None:
        raise LookupError(TYPED)

    with monkeypatch.context() as broken_here:
        broken_here.setattr(performing, "make", no_way_back)
        broken_here.setattr(performing, "give_back", no_way_back)
        runs = list(performing.drain(desk.office))
        assert [one.how for one in runs] == ["rests"]
        assert tick(desk.office).effects == 0
    assert where(desk) == {("effects", MAE_FAH_LUANG, str(owed.id))}
    desk.clock.at += performing.REST + timedelta(seconds=1)
    assert tick(desk.office).effects > 0
    assert where(desk) == set()


def test_the_watch_tells_what_failed_ends_with_1_and_seals_the_day(
    at_work: Desk, sqlite_url: str
) -> None:
    damage(at_work, WHAT_WAS_SAID)
    tick(at_work.office)
    done = Terminal(sqlite_url)("watch", "--clock-is-right", "--lang", "en")
    assert done.code == 1
    assert both("sweep.packages").en in done.out
    assert both("desk.sealed", head="").en[:8] in done.out


def test_waiting_show_and_their_json_tell_it(at_work: Desk, sqlite_url: str) -> None:
    with at_work.office.registry.writing() as write:
        note_failure(write, "packages", MAE_FAH_LUANG, error="ValueError", number="5f")
    (told,) = troubles(at_work)
    prasan = Terminal(sqlite_url)
    for command in (("waiting",), ("waiting", "--district", MAE_FAH_LUANG), ("show", "1")):
        assert told.sentence.en in prasan(*command, "--lang", "en").out
        (said,) = prasan(*command, "--json").json["machine"]
        assert (said["step"], said["area"], said["number"]) == ("packages", MAE_FAH_LUANG, "5f")
    assert prasan("waiting", "--on", "2022-07-01", "--json").json["machine"] == []


def test_its_district_and_its_matters_tell_it_on_their_pages(at_work: Desk) -> None:
    with at_work.office.registry.writing() as write:
        note_failure(write, "packages", MAE_FAH_LUANG, error="ValueError", number="5f")
    (told,) = troubles(at_work)
    coord = visitor(at_work, "coord")
    for path in ("/", f"/districts/{MAE_FAH_LUANG}", "/instances/1"):
        (note,) = [
            one for one in coord.get(path, "th").tree.cssselect(".note[role=alert]")
            if told.number in one.text_content()
        ]  # fmt: skip
        assert told.sentence.th in note.text_content().replace("\xa0", " ")
