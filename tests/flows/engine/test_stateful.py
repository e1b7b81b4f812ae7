"""Whatever people do, in whatever order, the invariants of the design hold after each step."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection, make_url, select

from flows.decisions.correct import Correction, correct
from flows.decisions.decide import Decision, decide
from flows.decisions.happen import happen
from flows.decisions.start import start
from flows.decisions.stop import stop
from flows.decisions.withdraw import withdraw
from flows.engine.days import sweep
from flows.engine.hearing import unheard
from flows.engine.perform import claim, drain, make, perform, record, waiting
from flows.engine.replay import Event, EventKind, Lapse
from flows.engine.run import Run
from flows.engine.standing_gates import STANDING_PREFIX
from registry.journal import EntryRow, GateRow, InstanceRow, children, past_gates
from registry.models import (
    Audit,
    ChainHead,
    ChildLink,
    Document,
    EffectRequest,
    Entry,
    Instance,
    OpenGate,
    ProvincialItem,
    Supersession,
    table_of,
)
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.store import Registry
from tests.builders import MAE_FAH_LUANG, load_people
from tests.conftest import Postgres
from tests.flows.machines import (
    AGREES,
    EACH,
    ENDING,
    FIRST,
    LAST,
    REVIEW,
    SUB,
    SUB_LAST,
    WRITE_PAPER,
    Done,
    Engine,
    SaidV1,
    Start,
    Text,
    a_process,
    an_engine,
    write_paper,
)

ROTATION = (EventKind.CHIEF_ROTATED,)
NAMES = ("hospital", "police", "school")
RESULTS = ("go", "later", "changes", "again")
TABLES = (
    Audit, ChainHead, ChildLink, Document, EffectRequest, Entry, Instance, OpenGate,
    ProvincialItem, Supersession,
)  # fmt: skip
PICK = st.integers(0, 10_000)
BACK = st.sampled_from([0, 0, 0, 1, 3, 12, 40])


def sub(run: Run) -> Done:
    """Two steps, the second of which may pass in silence."""
    run.ask(SUB)
    run.ask(SUB_LAST, until=run.today + timedelta(days=20))
    return Done.DONE


SUB_PROCESS = a_process(sub, "sub")


def ending(run: Run) -> Done:
    """Everything else ends by it."""
    run.ask(ENDING)
    return Done.DONE


ENDING_PROCESS = a_process(ending, "ending")


def work(run: Run) -> Done:
    """Rounds, lapses, events, branches, subjects, effects and papers, a child, two people."""
    said = opening(run)
    district = run.start(Start).district
    run.together(
        "work",
        ("paper", lambda branch: reviewed(branch, said)),
        ("names", lambda branch: branch.ask_each(EACH, said.names, until=in_days(branch, 25))),
        ("child", lambda branch: branch.child(SUB_PROCESS, Start(district=district))),
    )
    return Done.OTHERWISE if run.ask(LAST).result == "again" else Done.DONE


def in_days(run: Run, days: int) -> date:
    return run.today + timedelta(days=days)


def opening(run: Run) -> SaidV1:
    for turn in count(1):
        until = in_days(run, 30) if turn > 1 else None
        run.prepare(WRITE_PAPER, Text(text=f"beside {turn} of {run.today}"), round=turn)
        said = run.ask(FIRST, round=turn, until=until, unless=ROTATION)
        if isinstance(said, Lapse | Event):
            continue
        if said.result != "later":
            return said
        run.wait_until(in_days(run, 15), "later", round=turn, unless=ROTATION)
    raise AssertionError


def reviewed(run: Run, said: SaidV1) -> None:
    for turn in count(1):
        paper = write_paper(run, f"{said.result} {turn}", turn)
        if run.ask(REVIEW, round=turn, about=paper.content_hash).result != "changes":
            break
    run.ask(AGREES)


class Life(RuleBasedStateMachine):
    """People, workers and the calendar, in any order."""

    url: ClassVar[Callable[[], str]]
    gone: ClassVar[Callable[[str], None]]

    def __init__(self) -> None:
        super().__init__()
        self.at = type(self).url()
        self.engine: Engine = an_engine(self.at, work, SUB_PROCESS, ENDING_PROCESS, people=False)
        self.roots: set[int] = set()
        self.notes = count(1)  # two facts of the same subject would cut each other

    def teardown(self) -> None:
        try:
            assert self.engine.problems() == []
        finally:
            self.engine.office.registry.dispose()
            type(self).gone(self.at)

    @initialize()
    def begins(self) -> None:
        self.roots.add(self.engine.begin())

    # What people do

    @rule(pick=PICK, result=st.sampled_from(RESULTS), back=BACK, second=st.booleans())
    def decides(self, pick: int, result: str, back: int, *, second: bool) -> None:
        gates = [g for g in self.engine.gates() if g.gate and not g.path.startswith("!")]
        if gates:
            gate = gates[pick % len(gates)]
            self.tries(lambda: decide(self.office, self.said(gate, result, back, second=second)))

    @rule(pick=PICK, back=BACK)
    def decides_two_at_once(self, pick: int, back: int) -> None:
        gates = [g for g in self.engine.gates() if g.gate and not g.path.startswith("!")]
        if len(gates) > 1:
            pair = [gates[pick % len(gates)], gates[(pick + 1) % len(gates)]]
            both = [self.said(gate, "go", back, second=True) for gate in pair]
            self.tries(lambda: decide(self.office, *both))

    @rule(pick=PICK, result=st.sampled_from(RESULTS), back=st.integers(-2, 9))
    def brings_late_paper(self, pick: int, result: str, back: int) -> None:
        ended = [gate for row in self.rows() for gate in self.past(row.id) if gate.gate]
        if ended:
            gate = ended[pick % len(ended)]
            last = gate.until_on or self.today
            decision = self.said(gate, result, 0, second=False)
            late = min(last - timedelta(days=back), self.today)
            self.tries(lambda: decide(self.office, replace_day(decision, late)))

    @rule(pick=PICK)
    def withdraws(self, pick: int) -> None:
        if said := self.decisions():
            row, entry = said[pick % len(said)]
            self.tries(
                lambda: withdraw(
                    self.office, row, str(entry.id), reason="mistaken", recorded_by="coord"
                )
            )

    @rule(pick=PICK, field=st.sampled_from(["note", "names", "result"]), value=PICK)
    def corrects(self, pick: int, field: str, value: int) -> None:
        if said := self.decisions():
            row, entry = said[pick % len(said)]
            values: dict[str, Json] = {
                "note": f"note {next(self.notes)}",
                "names": NAMES[: value % 4],
                "result": RESULTS[value % 4],
            }
            new = {field: values[field]}
            self.tries(
                lambda: correct(
                    self.office,
                    Correction(row, str(entry.id), new, reason="typo", recorded_by="coord2"),
                )
            )

    @rule(pick=PICK)
    def stops_one(self, pick: int) -> None:
        if pick % 8 == 0 and (rows := [row for row in self.rows() if row.status == "open"]):
            row = rows[pick % len(rows)]
            self.tries(
                lambda: stop(
                    self.office, row.id, reason="by mistake", on=self.today, recorded_by="coord"
                )
            )

    @rule(pick=PICK, back=BACK)
    def ends_everything_else(self, pick: int, back: int) -> None:
        """As the end of a committee does."""
        if pick % 4 == 0:
            self.begin_anew("ending")
            (gate,) = (one for one in self.engine.gates() if one.gate == ENDING.key)
            decision = self.said(gate, "go", back, second=False)
            self.tries(lambda: decide(self.office, decision))

    @rule()
    def takes_an_ending_back(self) -> None:
        ends = [(row, entry) for row, entry in self.decisions() if entry.gate == ENDING.key]
        if ends:
            row, entry = ends[-1]
            self.tries(
                lambda: withdraw(
                    self.office, row, str(entry.id), reason="mistaken", recorded_by="coord"
                )
            )

    @rule(key=st.sampled_from(["work", "sub"]))
    def starts_another(self, key: str) -> None:
        self.begin_anew(key)

    def begin_anew(self, key: str) -> None:
        def begin() -> None:
            made = start(self.office, key, MAE_FAH_LUANG, on=self.today, recorded_by="coord")
            self.roots.add(made.instance)

        self.tries(begin)

    @rule(back=BACK)
    def has_a_rotation(self, back: int) -> None:
        on = self.today - timedelta(days=back)
        happen(
            self.office, MAE_FAH_LUANG, EventKind.CHIEF_ROTATED, on=on, recorded_by="coord"
        )  # fmt: skip

    @rule(pick=PICK)
    def answers_an_incident(self, pick: int) -> None:
        waits = [gate for gate in self.engine.gates() if gate.gate == "incident"]
        if waits:
            gate = waits[pick % len(waits)]
            self.engine.shop.fails.clear()
            self.tries(
                lambda: self.engine.answer_incident(
                    gate.instance_id, gate.path, self.today.isoformat(), "retry"
                )
            )

    # What the calendar and the machine do

    @rule(days=st.sampled_from([1, 5, 16, 31]))
    def days_pass(self, days: int) -> None:
        self.engine.clock.move_to(self.today + timedelta(days=days))

    @rule()
    def sweeps(self) -> None:
        sweep(self.office)
        assert [g for g in self.engine.gates() if g.until_on and g.until_on < self.today] == []

    @rule(pick=PICK)
    def performs_one(self, pick: int) -> None:
        if found := waiting(self.office):
            perform(self.office, found[pick % len(found)].id)

    @rule(result=st.sampled_from(RESULTS))
    def has_no_ink(self, result: str) -> None:
        self.engine.shop.fails = {f"{result} 1"}
        for _ in drain(self.office):
            pass
        self.engine.shop.fails = set()

    @rule(pick=PICK, first_returns=st.booleans(), second_comes=st.booleans())
    def has_a_worker_that_is_too_slow(
        self, pick: int, *, first_returns: bool, second_comes: bool
    ) -> None:
        found = waiting(self.office)
        if not found:
            return
        row = found[pick % len(found)]
        slow = claim(self.office, row.id)
        assert slow is not None
        assert claim(self.office, row.id) is None
        made = make(self.office, slow)
        self.engine.clock.at += timedelta(seconds=self.office.settings.claim_seconds + 1)
        if second_comes:
            assert perform(self.office, row.id).how == "done"
        if first_returns:
            how = record(self.office, slow, made).how
            assert how == ("lost" if second_comes else "done")

    @rule()
    def tries_what_is_done_again(self) -> None:
        for row in self.rows():
            done = [one for one in self.engine.requested(row.id) if one.status == "done"]
            assert all(perform(self.office, one.id).how == "lost" for one in done)

    # What must hold, always

    @invariant()
    def holds(self) -> None:
        self.open_gates_are_those_that_a_pure_replay_asks()
        self.no_live_entry_is_unconsumed()
        self.no_open_call_is_still_to_hear_an_event()
        self.effects_that_wait_are_those_that_a_pure_replay_wants()
        self.each_result_is_recorded_once()
        self.what_superseded_entries_wrote_is_not_live()
        self.children_live_as_long_as_somebody_waits_for_them()
        assert self.engine.problems() == []

    def open_gates_are_those_that_a_pure_replay_asks(self) -> None:
        for row in self.rows():
            standing = {g.path: g.about for g in self.engine.gates(row.id) if not is_standing(g)}
            if row.status != "open":
                assert standing == {}
            elif not self.held(row.id):
                found = self.engine.replayed(row.id)
                assert found.error is None
                assert {one.path: one.about for one in found.waits} == standing
                assert found.outcome is None

    def no_live_entry_is_unconsumed(self) -> None:
        for row in self.rows():
            assert self.held(row.id) or self.engine.unconsumed(row.id) == []

    def no_open_call_is_still_to_hear_an_event(self) -> None:
        for row in self.rows():
            if row.status == "open" and not self.held(row.id):
                waits = self.engine.replayed(row.id).waits
                assert [*unheard(self.engine.journal(row.id), waits)] == []

    def effects_that_wait_are_those_that_a_pure_replay_wants(self) -> None:
        for row in self.rows():
            active = [
                (one.path, one.fingerprint)
                for one in self.engine.requested(row.id)
                if one.status in ("waiting", "claimed", "failed")
            ]
            wanted = [] if row.status == "stopped" else self.engine.replayed(row.id).effects
            if not self.held(row.id):
                assert sorted(active) == sorted((one.path, one.fingerprint) for one in wanted)

    def each_result_is_recorded_once(self) -> None:
        for row in self.rows():
            told = [e for e in self.engine.journal(row.id) if e.kind == "effect"]
            live = Counter((e.path, e.fingerprint) for e in told if e.live)
            assert all(number == 1 for number in live.values())
            done = [one for one in self.engine.requested(row.id) if one.status == "done"]
            assert len(told) == len(done)

    def what_superseded_entries_wrote_is_not_live(self) -> None:
        entry_of = ProvincialItem.entry_id
        with self.office.registry.reading() as connection:
            gone = select(entry_of).where(
                ProvincialItem.superseded_at.is_(None),
                entry_of.in_(select(Supersession.entry_id)),
            )
            assert connection.scalars(gone).all() == []
        notes = [e for _, e in self.decisions() if e.kind == "decision"]
        written = Counter(note for e in notes if (note := self.noted(e)))
        items = [one for one in self.engine.items() if not one.startswith("paper ")]
        assert Counter(items) == written

    def children_live_as_long_as_somebody_waits_for_them(self) -> None:
        with self.office.registry.reading() as connection:
            links = [
                (row.id, child) for row in self.rows() for _, child in children(connection, row.id)
            ]
        status = {row.id: row.status for row in self.rows()}
        assert all(status[one] == status[other] == "open" for one, other in links)
        orphans = {one for one, how in status.items() if how == "open"} - self.roots
        assert orphans <= {child for _, child in links}

    # Short words

    @property
    def office(self) -> Any:
        return self.engine.office

    @property
    def today(self) -> date:
        return self.engine.office.registry.today

    def rows(self) -> list[InstanceRow]:
        return self.engine.instances()

    def held(self, instance: int) -> bool:
        return any(gate.path == "!incident" for gate in self.engine.gates(instance))

    def past(self, instance: int) -> list[GateRow]:
        with self.office.registry.reading() as connection:
            return past_gates(connection, instance)

    def decisions(self) -> list[tuple[int, EntryRow]]:
        return [
            (row.id, entry)
            for row in self.rows()
            for entry in self.engine.journal(row.id)
            if entry.kind == "decision" and entry.live
        ]

    def noted(self, entry: EntryRow) -> str:
        journal = [e for row in self.rows() for e in self.engine.journal(row.id)]
        later = [e for e in journal if e.kind == "correction" and e.live and e.of_id == entry.id]
        said: str = (later[-1] if later else entry).body["answer"].get("note", "")
        return "" if entry.path.startswith(STANDING_PREFIX) else said

    def said(self, gate: GateRow, result: str, back: int, *, second: bool) -> Decision:
        answer: Json = {
            "result": result,
            "names": NAMES[: back % 4],
            "note": f"said {next(self.notes)}",
        }
        who = "coord2" if second else "coord"
        on = self.today - timedelta(days=back)
        return Decision(gate.instance_id, gate.path, "district_chief", on, answer, who)

    def tries(self, act: Callable[[], object]) -> None:
        """Do it; what is refused has changed nothing."""
        before = everything(self.office.registry)
        try:
            act()
        except Refusal:
            assert everything(self.office.registry) == before


def is_standing(gate: GateRow) -> bool:
    return gate.path.startswith(STANDING_PREFIX)


def replace_day(decision: Decision, on: date) -> Decision:
    return Decision(
        decision.instance, decision.gate, decision.by, on, decision.answer, decision.recorded_by
    )


def everything(registry: Registry) -> list[list[tuple[Any, ...]]]:
    """All rows of the tables that a command may touch."""
    with registry.reading() as connection:
        return [rows_of(connection, table) for table in TABLES]


def rows_of(connection: Connection, model: Any) -> list[tuple[Any, ...]]:
    table = table_of(model)
    key = list(table.primary_key.columns)
    return [tuple(row) for row in connection.execute(select(table).order_by(*key))]


@contextmanager
def on_sqlite(made: Path, folder: Path) -> Iterator[type[Life]]:
    ready = folder / "ready.db"
    shutil.copy(made, ready)
    with_people(f"sqlite:///{ready}")
    numbers = count(1)

    def url() -> str:
        file = folder / f"life_{next(numbers)}.db"
        shutil.copy(ready, file)
        return f"sqlite:///{file}"

    yield type("LifeOnSqlite", (Life,), {"url": staticmethod(url), "gone": staticmethod(forget)})


@contextmanager
def on_postgres(server: Postgres, made: str) -> Iterator[type[Life]]:
    ready = server.create(made)
    with_people(server.url(ready))

    def url() -> str:
        return server.url(server.create(ready))

    def gone(at: str) -> None:
        server.drop(str(make_url(at).database))

    yield type("LifeOnPostgres", (Life,), {"url": staticmethod(url), "gone": staticmethod(gone)})
    server.drop(ready)


def forget(at: str) -> None:
    for file in Path(at.removeprefix("sqlite:///")).parent.glob(f"{Path(at).name}*"):
        file.unlink()


def with_people(url: str) -> None:
    registry = Registry(url)
    load_people(registry, MAE_FAH_LUANG)
    registry.dispose()


def lives(examples: int, steps: int) -> settings:
    """So many lives of so many steps."""
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        phases=(Phase.reuse, Phase.generate, Phase.shrink),
        suppress_health_check=quiet,
    )


def test_the_invariants_hold_over_long_lives_on_sqlite(made_sqlite: Path, tmp_path: Path) -> None:
    with on_sqlite(made_sqlite, tmp_path) as life:
        run_state_machine_as_test(life, settings=lives(60, 50))


def test_the_invariants_hold_over_long_lives_on_postgresql(
    postgres: Postgres, made_postgres: str
) -> None:
    with on_postgres(postgres, made_postgres) as life:
        run_state_machine_as_test(life, settings=lives(10, 40))
