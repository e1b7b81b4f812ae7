"""What a decision costs the database, counted and not timed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.engine.run import Run
from tests.conftest import Postgres
from tests.flows.machines import FIRST, LAST, SECOND, THIRD, Done, Engine, an_engine
from tests.statements import heard


def asks_four_times(run: Run) -> Done:
    for gate in (FIRST, SECOND, THIRD, LAST):
        run.ask(gate)
    return Done.DONE


def test_a_plain_decision_sends_thirteen_statements_and_six_of_them_write(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, asks_four_times)
    work = engine.begin()
    engine.say(work, "first", "2022-06-02")
    with heard() as said:
        engine.say(work, "second", "2022-06-02", perform=False)
    assert len(said) <= 13, said
    assert len([one for one, _ in said if one.startswith(("INSERT", "UPDATE", "DELETE"))]) <= 6, (
        said
    )


def test_a_longer_journal_sends_no_more_statements(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, asks_four_times)
    work = engine.begin()
    with heard() as early:
        engine.say(work, "first", "2022-06-02", perform=False)
    engine.say(work, "second", "2022-06-02")
    with heard() as late:
        engine.say(work, "third", "2022-06-02", perform=False)
    assert len(late) <= len(early)


def test_postgresql_is_waited_for_three_times_a_decision(
    postgres: Postgres, made_postgres: str, tmp_path: Path
) -> None:
    name = postgres.create(made_postgres)
    engine = an_engine(postgres.url(name), asks_four_times)
    work = engine.begin()
    engine.say(work, "first", "2022-06-02")
    said = traced(engine, tmp_path / "said", lambda: engine.say(work, "second", "2022-06-02"))
    assert len([one for one in said if one.split()[-1:] in (["Sync"], ["Query"])]) == 3, said
    engine.office.registry.dispose()
    postgres.drop(name)


def traced(engine: Engine, file: Path, does: Callable[[], object]) -> list[str]:
    """What is sent meanwhile on the connection that writes, a line a message."""
    with engine.office.registry.writing() as write:
        driver: Any = write.connection.connection.driver_connection
    with file.open("w") as told:
        driver.pgconn.trace(told.fileno())
        does()
        driver.pgconn.untrace()
    return [one for one in file.read_text().splitlines() if "\tF\t" in one]
