"""A clock far from the last seal is told, and nothing goes by it until somebody has looked."""

from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest

from config.clock import moved_to
from config.words import Language, Sentence, both
from desk.cli.commands.up import first_of_all
from flows.engine.days import sweep
from flows.engine.replay import Lapse
from flows.engine.run import Run
from flows.runtime.clock_doubt import ClockDoubted
from flows.runtime.embedded_server import EmbeddedServer
from flows.runtime.performer import Performer
from flows.runtime.tick import tick
from registry.rules.clock_doubt import BACKWARDS, LONGEST_PAUSE, is_doubtful
from registry.seals import seals
from registry.store import Registry
from tests.builders import Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.flows.machines import FIRST, SECOND, Done, a_process, an_engine

JUNE = date(2022, 6, 2)
DAYS = timedelta(days=10)


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    made = a_desk(sqlite_url)
    tick(made.office)
    return made


def shows(desk: Desk, day: str) -> date:
    """The clock stands at that day, earlier or later."""
    desk.clock.move_to(date.fromisoformat(day))
    return desk.office.registry.today


def sealed_days(registry: Registry) -> list[date]:
    with registry.reading() as connection:
        return [one.day for one in seals(connection)]


@pytest.mark.parametrize("day", ["2023-06-02", "2565-06-02", "2022-05-02", "1970-01-01"])
def test_far_from_the_last_seal_nothing_is_swept_erased_or_sealed(desk: Desk, day: str) -> None:
    shows(desk, day)
    with pytest.raises(ClockDoubted) as refused:
        tick(desk.office)
    assert refused.value.sentence.th != refused.value.sentence.en
    assert sealed_days(desk.office.registry) == [JUNE]


def answered_in_time(run: Run) -> Done:
    """Asked for ten days."""
    lapsed = isinstance(run.ask(FIRST, until=run.today + DAYS), Lapse)
    return Done.OTHERWISE if lapsed else Done.DONE


def other(run: Run) -> Done:
    run.ask(SECOND)
    return Done.DONE


def test_far_from_the_last_seal_no_write_lets_anything_lapse_either(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, answered_in_time, a_process(other, "sub"))
    work = engine.begin("2022-06-02")
    tick(engine.office)
    engine.on("2023-06-02")
    other_work = engine.begin("2023-06-02", "sub")
    engine.say(other_work, "second", "2023-06-02")
    assert (sweep(engine.office), engine.ended(work)) == (0, {})
    engine.on("2022-06-10")
    engine.say(work, "first", "2022-06-10")
    assert engine.status(work) == ("finished", "done")


def test_what_waited_for_a_look_at_the_clock_lapses_once_somebody_has_looked(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, answered_in_time)
    work = engine.begin("2022-06-02")
    tick(engine.office)
    engine.on("2022-08-20")
    assert tick(engine.office, clock_is_right=True).lapses == 1
    assert engine.ended(work) == {"first": "lapsed"}


@pytest.mark.parametrize("day", ["2022-06-03", "2022-07-01"])
def test_after_a_pause_of_weeks_it_ticks_as_ever(desk: Desk, day: str) -> None:
    today = shows(desk, day)
    tick(desk.office)
    assert sealed_days(desk.office.registry) == [JUNE, today]


def test_once_somebody_has_looked_the_next_days_go_by_that_clock(desk: Desk) -> None:
    shows(desk, "2023-06-02")
    tick(desk.office, clock_is_right=True)
    shows(desk, "2023-06-03")
    tick(desk.office)
    shows(desk, "2022-06-04")  # and it had been wrong after all
    with pytest.raises(ClockDoubted):
        tick(desk.office)
    tick(desk.office, clock_is_right=True)
    shows(desk, "2022-06-05")
    tick(desk.office)
    assert [day.year for day in sealed_days(desk.office.registry)] == [2022, 2023, 2023, 2022, 2022]


def test_up_says_so_once_a_day_and_works_on(desk: Desk, tmp_path: Path) -> None:
    said: list[Sentence] = []
    performer = Performer(desk.office, EmbeddedServer(tmp_path, 4210), said.append, Event())
    for day in ("2023-06-02", "2023-06-02", "2023-06-03"):
        shows(desk, day)
        performer.look()
    doubts = [one for one in said if "--clock-is-right" in one.en]
    expected = [
        both("refusal.clock_doubted", today=date(2023, 6, day), sealed=JUNE) for day in (2, 3)
    ]
    assert doubts == expected


def test_the_watch_is_refused_until_it_is_told_that_the_clock_is_right(
    desk: Desk, sqlite_url: str
) -> None:
    prasan = Terminal(sqlite_url)  # by the clock of today, years after the seal
    assert prasan.refused("watch") == ("clock_doubted", None)
    assert prasan("watch", "--clock-is-right").code == 0
    assert prasan("watch").code == 0
    assert prasan("verify").code == 0


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_first_line_of_up_says_what_waits_for_a_look_at_the_clock(
    desk: Desk, language: Language
) -> None:
    assert [*first_of_all(desk.office, language)] == []
    shows(desk, "2022-07-04")
    (first,) = first_of_all(desk.office, language)
    assert "prasan watch --clock-is-right" in first


def test_waiting_and_its_json_say_that_the_clock_is_doubted(desk: Desk, sqlite_url: str) -> None:
    prasan = Terminal(sqlite_url)  # by the clock of today, years after the seal
    assert "--clock-is-right" in prasan("waiting").out.splitlines()[1]
    (said,) = prasan("waiting", "--json").json["machine"]
    assert (said["step"], said["area"], said["again_at"]) == ("clock", "TH", None)


@pytest.mark.parametrize(
    ("how_far", "doubtful"),
    [
        (LONGEST_PAUSE, False), (LONGEST_PAUSE + timedelta(seconds=1), True),
        (-BACKWARDS, False), (-BACKWARDS - timedelta(seconds=1), True),
    ],
)  # fmt: skip
def test_the_bounds_are_a_month_ahead_and_a_day_back(how_far: timedelta, *, doubtful: bool) -> None:
    sealed = moved_to(JUNE).now()
    assert is_doubtful(sealed + how_far, sealed) is doubtful
