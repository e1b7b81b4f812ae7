"""Two writers at once: at one gate one wins, at two gates both do, and the chain never forks."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Barrier

import pytest
from sqlalchemy import func, select

from flows.decisions.decide import Decision, decide
from flows.decisions.refusals import AlreadyDecided
from flows.decisions.start import start
from flows.engine.perform import drain, perform, under_claim, waiting
from flows.engine.run import Run
from registry.models import Audit, Entry
from registry.refusals import Refusal
from tests.builders import MAE_FAH_LUANG, load_people
from tests.flows.machines import (
    FIRST,
    LAST,
    SECOND,
    Done,
    Engine,
    Start,
    an_engine,
    write_paper,
)

TRIES = 50
PROJECT = Path(__file__).parents[3]
CHIEF = "district_chief"
WIANG_KAEN = "5713"


def one_gate(run: Run) -> Done:
    run.ask(FIRST)
    run.ask(LAST)
    return Done.DONE


def two_gates(run: Run) -> Done:
    run.together(
        "both",
        ("left", lambda branch: branch.ask(FIRST)),
        ("right", lambda branch: branch.ask(SECOND)),
    )
    run.ask(LAST)
    return Done.DONE


def one_effect(run: Run) -> Done:
    run.ask(FIRST)
    write_paper(run, run.start(Start).district)
    run.ask(LAST)
    return Done.DONE


def many(engine: Engine, how_many: int, district: str = MAE_FAH_LUANG) -> list[int]:
    """As many open instances of `work`, each of a period of its own."""
    return [
        start(
            engine.office, "work", district, on=engine.on("2022-06-02"),
            recorded_by="coord", period=f"try {turn}",
        ).instance
        for turn in range(how_many)
    ]  # fmt: skip


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do all at the same moment; answers what each gave, or the refusal that it met."""
    barrier = Barrier(len(acts))

    def wait_and(act: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return act()
        except Refusal as refused:
            return refused

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(wait_and, acts))


def decides(engine: Engine, instance: int, gate: str, recorder: str) -> Callable[[], object]:
    on = engine.office.registry.today
    said = Decision(instance, gate, CHIEF, on, {"result": recorder}, recorder)
    return lambda: decide(engine.office, said)


def test_two_writers_at_one_gate_fifty_times_one_wins_the_other_is_told_by_whom(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, one_gate)
    names = {"coord": "Prasan Dee", "coord2": "Yuenyan Dee"}
    for work in many(engine, TRIES):
        told = at_once(
            decides(engine, work, "first", "coord"), decides(engine, work, "first", "coord2")
        )
        (refused,) = [one for one in told if isinstance(one, Refusal)]
        assert isinstance(refused, AlreadyDecided)
        (said,) = [e for e in engine.journal(work) if e.kind == "decision"]
        assert names[said.body["answer"]["result"]] in refused.sentence.en
        assert engine.waits_at(work) == ["last"]
    assert engine.problems() == []


def test_two_writers_at_two_gates_both_succeed_and_the_next_gate_opens(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, two_gates)
    for work in many(engine, TRIES):
        told = at_once(
            decides(engine, work, "first", "coord"), decides(engine, work, "second", "coord2")
        )
        assert [one for one in told if isinstance(one, Refusal)] == []
        assert engine.waits_at(work) == ["last"]
    assert engine.problems() == []


def test_eight_writers_never_fork_the_chain(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, one_gate)
    works = many(engine, 40)
    for turn in range(0, len(works), 8):
        eight = works[turn : turn + 8]
        told = at_once(*(decides(engine, work, "first", "coord") for work in eight))
        assert [one for one in told if isinstance(one, Refusal)] == []
    with engine.office.registry.reading() as connection:
        of_district = select(func.count(), func.max(Audit.seq)).where(
            Audit.area_code == MAE_FAH_LUANG
        )
        count, last = connection.execute(of_district).one()
    assert count == last
    assert engine.problems() == []


def test_two_workers_at_one_effect_one_performs_it(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, one_effect)
    works = many(engine, 20)
    for work in works:
        engine.say(work, "first", "2022-06-03", perform=False)
        (wanted,) = waiting(engine.office)
        told = at_once(*[lambda: perform(engine.office, wanted.id).how] * 2)  # noqa: B023 — done before the next turn
        assert sorted(map(str, told)) == ["done", "lost"]
        assert engine.waits_at(work) == ["last"]
    assert len(engine.shop.made) == len(works)
    assert engine.problems() == []


CLAIM = (
    "import sys; from config.settings import Settings\n"
    "from flows.capabilities import open_installation; from flows.engine.perform import claim\n"
    "from registry.store import Registry\n"
    "office = open_installation(Registry(sys.argv[1]), Settings())\n"
    "claim(office, int(sys.argv[2])); print('claimed', flush=True); sys.stdin.read()"
)


@contextmanager
def claimed_by_another(url: str, effect: int) -> Iterator[None]:
    """A process that has claimed the effect, killed at the end."""
    command = [sys.executable, "-c", CLAIM, url, str(effect)]
    with Popen(command, cwd=PROJECT, stdin=PIPE, stdout=PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "claimed\n"
        yield
        worker.kill()
        worker.wait()


def test_an_effect_that_ends_its_process_each_time_is_set_aside_and_taken_up_again_by_hand(
    made_registry_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    engine = an_engine(made_registry_url, one_effect)
    works = many(engine, 2)
    for work in works:
        engine.say(work, "first", "2022-06-03", perform=False)
    killing, other = waiting(engine.office)
    attempts = engine.office.settings.effect_attempts
    for _ in range(attempts):
        with claimed_by_another(made_registry_url, killing.id):
            pass
    assert [one.how for one in drain(engine.office)] == ["gave_up", "done"]
    assert waiting(engine.office) == under_claim(engine.office) == []
    assert engine.waits_at(other.instance_id) == ["last"]
    held = f"!effect/{killing.path}"
    assert engine.waits_at(killing.instance_id) == [held]
    assert engine.gate(killing.instance_id, held).note == f"CutOff: {attempts}"
    (told,) = [one for one in caplog.records if one.levelname == "ERROR"]
    assert "gave_up" in told.getMessage()
    assert engine.problems() == []
    engine.answer_incident(killing.instance_id, held, "2022-06-05", "retry")
    [*drain(engine.office)]
    assert engine.waits_at(killing.instance_id) == ["last"]
    assert engine.problems() == []


def test_a_claim_is_free_at_once_where_its_process_is_dead_and_not_while_it_lives(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, one_effect)
    (work,) = many(engine, 1)
    engine.say(work, "first", "2022-06-03", perform=False)
    (wanted,) = waiting(engine.office)
    with claimed_by_another(made_registry_url, wanted.id):
        assert waiting(engine.office) == []
        assert perform(engine.office, wanted.id).how == "lost"
    assert [one.id for one in waiting(engine.office)] == [wanted.id]
    assert under_claim(engine.office) == []
    assert perform(engine.office, wanted.id).how == "done"
    assert engine.waits_at(work) == ["last"]
    assert engine.problems() == []


def test_a_decision_and_a_worker_at_once_both_succeed(made_registry_url: str) -> None:
    def beside(run: Run) -> Done:
        run.together(
            "both",
            ("left", lambda branch: write_paper(branch, "beside")),
            ("right", lambda branch: branch.ask(FIRST)),
        )
        run.ask(LAST)
        return Done.DONE

    engine = an_engine(made_registry_url, beside)
    for work in many(engine, 20):
        wanted = next(one for one in waiting(engine.office) if one.instance_id == work)
        how, receipt = at_once(
            lambda: perform(engine.office, wanted.id).how,  # noqa: B023 — done before the next turn
            decides(engine, work, "first", "coord"),
        )
        assert how == "done"
        assert not isinstance(receipt, Refusal)
        assert engine.waits_at(work) == ["last"]
    assert engine.problems() == []


def test_batches_over_two_districts_never_wait_for_each_other_in_a_circle(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, one_gate)
    load_people(engine.office.registry, WIANG_KAEN)
    on = engine.office.registry.today

    def batch(*numbers: int) -> Callable[[], object]:
        said = [Decision(n, "first", CHIEF, on, {"result": "go"}, "coord") for n in numbers]
        return lambda: decide(engine.office, *said)

    for one, other in zip(many(engine, 20), many(engine, 20, WIANG_KAEN), strict=True):
        told = at_once(batch(one, other), batch(other, one))
        assert sum(isinstance(answer, AlreadyDecided) for answer in told) == 1
    assert engine.problems() == []


@pytest.mark.slow
def test_two_processes_at_one_gate_fifty_times_on_sqlite(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, one_gate)
    works = many(engine, TRIES)
    listed = ",".join(map(str, works))
    rivals = [rival(sqlite_url, listed, who) for who in ("coord", "coord2")]
    try:
        assert [hear(one) for one in rivals] == ["ready", "ready"]
        for work in works:
            for one in rivals:
                let_go(one)
            told = [hear(one) for one in rivals]
            (lost,) = [line for line in told if line != "won"]
            (said,) = [e for e in engine.journal(work) if e.kind == "decision"]
            name = {"coord": "Prasan Dee", "coord2": "Yuenyan Dee"}[said.body["answer"]["result"]]
            assert lost.startswith("lost")
            assert name in lost
    finally:
        for one in rivals:
            one.communicate(timeout=300)
    with engine.office.registry.reading() as connection:
        decided = select(func.count()).select_from(Entry).where(Entry.kind == "decision")
        assert connection.scalar(decided) == TRIES
    assert engine.problems() == []


def rival(url: str, works: str, recorder: str) -> "Popen[str]":
    command = [sys.executable, "-m", "tests.flows.engine.deciding_twice", url, works, recorder]
    return Popen(command, cwd=PROJECT, stdin=PIPE, stdout=PIPE, text=True)


def let_go(one: "Popen[str]") -> None:
    assert one.stdin is not None
    one.stdin.write("\n")
    one.stdin.flush()


def hear(one: "Popen[str]") -> str:
    assert one.stdout is not None
    return one.stdout.readline().strip()


def test_decisions_of_two_districts_lock_both_in_lock_order(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, one_gate)
    load_people(engine.office.registry, WIANG_KAEN)
    (later,), (earlier,) = many(engine, 1), many(engine, 1, WIANG_KAEN)
    day = engine.on("2022-06-02")
    taken = decide(
        engine.office,
        *(Decision(instance, "first", CHIEF, day, {}, "coord") for instance in (later, earlier)),
    )
    assert [receipt.instance for receipt in taken] == [later, earlier]
    assert engine.problems() == []
