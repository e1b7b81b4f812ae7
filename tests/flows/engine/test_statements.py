"""What a decision costs the database, counted and not timed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine as Database, event

from flows.engine.run import Run
from tests.flows.machines import FIRST, LAST, SECOND, THIRD, Done, an_engine


def asks_four_times(run: Run) -> Done:
    for gate in (FIRST, SECOND, THIRD, LAST):
        run.ask(gate)
    return Done.DONE


@contextmanager
def heard() -> Iterator[list[str]]:
    """The statements that any engine sends meanwhile; COMMIT is no statement of SQLAlchemy's."""
    said: list[str] = []

    def hear(*about: Any) -> None:
        said.append(about[2])

    event.listen(Database, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(Database, "before_cursor_execute", hear)


def test_a_plain_decision_sends_thirteen_statements_and_six_of_them_write(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, asks_four_times)
    work = engine.begin()
    engine.say(work, "first", "2022-06-02")
    with heard() as said:
        engine.say(work, "second", "2022-06-02", perform=False)
    assert len(said) <= 13, said
    assert len([one for one in said if one.startswith(("INSERT", "UPDATE", "DELETE"))]) <= 6, said


def test_a_longer_journal_sends_no_more_statements(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, asks_four_times)
    work = engine.begin()
    with heard() as early:
        engine.say(work, "first", "2022-06-02", perform=False)
    engine.say(work, "second", "2022-06-02")
    with heard() as late:
        engine.say(work, "third", "2022-06-02", perform=False)
    assert len(late) <= len(early)
