"""The benchmark's process: 22 decisions an instance, each asking for one effect beside it."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from itertools import count

from config.calendar import government_holidays
from config.settings import Settings
from desk.loading import begin_loading, end_loading
from flows.capabilities import net
from flows.engine.gate import Answer, Gate
from flows.engine.installation import Declarations, Installation
from flows.engine.replay import Effect, Process
from flows.engine.run import Run
from registry.rules.calendar import WorkingCalendar
from registry.rules.seats import Value
from registry.store import Registry

DECISIONS = 22
BRANCHES = 20


class Done(StrEnum):
    """The only outcome."""

    DONE = "done"


class Start(Value):
    """The district."""

    district: str


class StepV1(Answer):
    """A form of ordinary size."""

    result: str
    note: str = ""
    count: int = 0


class Inputs(Value):
    """What the effect takes."""

    turn: int


class Result(Value):
    """What it gives."""

    turn: int


STEP: Gate[StepV1] = Gate(
    key="step",
    phase="work",
    deciders=("district_chief",),
    recorders=("coordinator",),
    forms=(StepV1,),
    due_as="chief_review",
)
NOTICE = Effect("notice", Inputs, Result)


def decisions(run: Run, taken: list[int]) -> None:
    """One after the other; notes which were taken."""
    for turn in range(1, DECISIONS + 1):
        run.ask(STEP, round=turn)
        taken.append(turn)


def notice(run: Run, turn: int) -> None:
    """An effect that nobody performs while decisions are counted."""
    run.do(NOTICE, Inputs(turn=turn), round=turn)


def notices(run: Run, taken: Sequence[int]) -> None:
    """Beside the decisions, one effect for each that was taken."""
    run.together("each", *((f"of{turn}", partial(notice, turn=turn)) for turn in taken))


def workload(run: Run) -> Done:
    """22 decisions, each asking for one effect beside the rest."""
    taken: list[int] = []
    run.together(
        "work",
        ("decisions", lambda branch: decisions(branch, taken)),
        ("notices", lambda branch: notices(branch, taken)),
    )
    return Done.DONE


def long_branch(run: Run) -> None:
    """One decision after the other, for ever."""
    for turn in count(1):
        run.ask(STEP, round=turn)


def branches(run: Run) -> Done:
    """Decisions on many branches side by side, for a journal as long as one likes."""
    run.together("all", *((f"of{one}", long_branch) for one in range(1, BRANCHES + 1)))
    return Done.DONE


WORKLOAD = Process(key="workload", function=workload, start=Start, phases=("work",))
LONG = Process(key="branches", function=branches, start=Start, phases=("work",))


def bench_office(registry: Registry) -> Installation:
    """An office that knows these processes alone; garbage is looked for as each command does."""
    begin_loading()
    end_loading()
    declared = Declarations({"workload": WORKLOAD, "branches": LONG}, {"step": STEP}, {}, {})
    return Installation(registry, declared, Settings(), WorkingCalendar(government_holidays), net())
