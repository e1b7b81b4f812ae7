"""What gates wait for whose posts are vacant is asked once a decision, however many gates ask."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.engine.open_calls import sync_gates
from flows.engine.run import Run
from registry.journal import EntryRow, instance, journal
from tests.builders import MAE_FAH_LUANG
from tests.flows.machines import EACH, Done, a_process, an_engine

CHIEFS = replace(EACH, key="chiefs", deciders=("district_chief",))


class CountedRows(list[EntryRow]):
    """A journal that counts the rows that are looked at."""

    looked_at = 0

    def __iter__(self) -> Iterator[EntryRow]:
        for one in super().__iter__():
            self.looked_at += 1
            yield one


def rows_looked_at(url: str, gates: int) -> int:
    """By the work on the open gates of one decision, so many of which wait for the Chief alone."""
    subjects = [f"office/{one}" for one in range(gates)]

    def work(run: Run) -> Done:
        run.ask_each(CHIEFS, subjects, until=run.today + timedelta(days=10))
        return Done.DONE

    engine = an_engine(url, a_process(work), gates=(CHIEFS,))
    begun = engine.begin()
    with engine.office.registry.writing(MAE_FAH_LUANG) as write:
        row = instance(write.connection, begun)
        assert row is not None
        row.rows = counted = CountedRows(journal(write, row))
        sync_gates(engine.office, write, row, engine.replayed(begun))
    assert len(engine.gates(begun)) == gates
    engine.office.registry.dispose()
    return counted.looked_at


@pytest.mark.parametrize("gates", [2, 40])
def test_the_rows_of_a_journal_looked_at_do_not_grow_with_the_gates_that_wait_for_the_chief(
    made_sqlite: Path, tmp_path: Path, gates: int
) -> None:
    looked_at = []
    for number in (1, gates):
        shutil.copy(made_sqlite, file := tmp_path / f"{number}.db")
        looked_at.append(rows_looked_at(f"sqlite:///{file}", number))
    assert looked_at[0] == looked_at[1] > 0
