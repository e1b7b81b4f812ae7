"""What a process keeps of journals changes nothing: kept or stale or dropped, rows are the same."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlalchemy import make_url, select

from registry.kept_journals import MOST_ENTRIES
from registry.models import Base
from registry.store import Registry
from tests.conftest import Postgres
from tests.flows.engine.test_concurrency import PROJECT, hear
from tests.flows.engine.test_stateful import (
    BACK,
    PICK,
    RESULTS,
    SUB_PROCESS,
    forget,
    with_people,
    work,
)
from tests.flows.machines import an_engine

Step = tuple[int, str, dict[str, Any]]  # which of two processes, a rule of `Life`, its values
BEGUN = "2022-06-02T05:00:00+00:00"


def rules(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(values)


RESULT = st.sampled_from(RESULTS)
RULES = st.one_of(
    *(
        st.tuples(st.integers(0, 1), st.just(name), values)
        for name, values in (
            ("decides", rules(pick=PICK, result=RESULT, back=BACK, second=st.booleans())),
            ("decides", rules(pick=PICK, result=st.just("go"), back=BACK, second=st.booleans())),
            ("decides_two_at_once", rules(pick=PICK, back=BACK)),
            ("brings_late_paper", rules(pick=PICK, result=RESULT, back=st.integers(-2, 9))),
            ("withdraws", rules(pick=PICK)),
            ("corrects", rules(pick=PICK, field=st.sampled_from(["note", "names"]), value=PICK)),
            ("stops_one", rules(pick=PICK)),
            ("has_a_rotation", rules(back=BACK)),
            ("days_pass", rules(days=st.sampled_from([1, 5, 16, 31]))),
            ("sweeps", rules()),
            ("performs_one", rules(pick=PICK)),
        )
    )
)


class World:
    """A registry and two processes that write to it in turns."""

    def __init__(self, most_entries: int) -> None:
        command = [sys.executable, "-m", "tests.flows.engine.living", str(most_entries)]
        self.writers = [
            Popen(command, cwd=PROJECT, stdin=PIPE, stdout=PIPE, text=True) for _ in range(2)
        ]

    def lives(self, url: str, history: Sequence[Step]) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of the registry after that history."""
        at = BEGUN
        for one in self.writers:
            self._tells(one, {"open": url})
        for number, (who, rule, values) in enumerate(((0, "begins", {}), *history)):
            step = {"rule": rule, "values": values, "number": number, "at": at}
            at = self._tells(self.writers[who], step)
        return everything(url)

    @staticmethod
    def _tells(writer: "Popen[str]", step: dict[str, Any]) -> str:
        assert writer.stdin is not None
        writer.stdin.write(json.dumps(step) + "\n")
        writer.stdin.flush()
        answer = hear(writer)
        assert answer, f"a writer died of {step}"
        return answer

    def ends(self) -> None:
        for one in self.writers:
            one.communicate(timeout=300)


def everything(url: str) -> dict[str, list[tuple[Any, ...]]]:
    registry = Registry(url)
    try:
        with registry.reading() as connection:
            return {
                table.name: [
                    tuple(row)
                    for row in connection.execute(select(table).order_by(*table.primary_key))
                ]
                for table in Base.metadata.sorted_tables
            }
    finally:
        registry.dispose()


@contextmanager
def worlds() -> Iterator[tuple[World, World]]:
    """One whose processes keep journals, and one whose processes keep none."""
    with ExitStack() as ending:
        both = []
        for most in (MOST_ENTRIES, 0):
            both.append(World(most))
            ending.callback(both[-1].ends)
        yield both[0], both[1]


def are_alike(fresh: Callable[[], str], gone: Callable[[str], None], examples: int) -> None:
    with worlds() as (keeping, forgetting):

        @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
        @given(st.lists(RULES, min_size=3, max_size=25))
        def check(history: list[Step]) -> None:
            urls = [fresh(), fresh()]
            try:
                kept = keeping.lives(urls[0], history)
                assert kept == forgetting.lives(urls[1], history)
                assert an_engine(urls[0], work, SUB_PROCESS, people=False).problems() == []
            finally:
                for url in urls:
                    gone(url)

        check()


@pytest.mark.slow
def test_two_processes_that_keep_journals_write_what_two_that_keep_none_do_on_sqlite(
    made_sqlite: Path, tmp_path: Path
) -> None:
    ready = tmp_path / "ready.db"
    shutil.copy(made_sqlite, ready)
    with_people(f"sqlite:///{ready}")
    numbers = iter(range(1_000_000))

    def fresh() -> str:
        file = shutil.copy(ready, tmp_path / f"world_{next(numbers)}.db")
        return f"sqlite:///{file}"

    are_alike(fresh, forget, examples=40)


@pytest.mark.slow
def test_two_processes_that_keep_journals_write_what_two_that_keep_none_do_on_postgresql(
    postgres: Postgres, made_postgres: str
) -> None:
    ready = postgres.create(made_postgres)
    with_people(postgres.url(ready))
    are_alike(
        lambda: postgres.url(postgres.create(ready)),
        lambda url: postgres.drop(str(make_url(url).database)),
        examples=15,
    )
