"""How members are trained, whichever process has it done: planned, held, tested, reported."""

from datetime import date
from itertools import count

from flows.engine.replay import Effect
from flows.engine.run import Run
from flows.training.effects import (
    DRAFT_CAPACITY_PLAN,
    DRAFT_TRAINING_PROGRAMME,
    DRAFT_TRAINING_REPORT,
)
from flows.training.gates import (
    Agreed,
    CapacityPlanV1,
    PlanGates,
    PlannedSession,
    Tested,
    Training,
    TrainingGates,
)
from registry.rules.effects import PapersResult, PlanInputs, ReportInputs, SessionInputs


def build_capacity(run: Run, planning: PlanGates, gates: TrainingGates, district: str) -> None:
    """A plan by the Deputy, PSDHS, World Vision and FOCUS, then its trainings (R23 to R26)."""
    turn, plan = agree_on_plan(run, planning, district)
    branches = [
        (session.key, lambda one, session=session: train(one, gates, district, turn, session))
        for session in plan.sessions
    ]
    run.together("trainings", *branches)


def agree_on_plan(run: Run, gates: PlanGates, district: str) -> tuple[int, CapacityPlanV1]:
    """The capacity plan, drafted anew until it is agreed."""
    run.once("capacity plan")
    for turn in count(1):
        plan = run.ask(gates.plan, round=turn)
        inputs = PlanInputs(district=district, turn=turn, corrections=run.corrections(plan))
        draft = run.do(DRAFT_CAPACITY_PLAN, inputs, round=turn)
        said = run.ask(gates.agreed, round=turn, about=draft.content_hash)
        if said.result is Agreed.AGREED:
            return turn, plan
    raise AssertionError


def train(
    run: Run, gates: TrainingGates, district: str, turn: int, session: PlannedSession
) -> None:
    """One session of a plan: its programme, then the training."""
    programme = SessionInputs(
        district=district, turn=turn, session=session.key, planned_on=session.planned_on
    )
    run.prepare(DRAFT_TRAINING_PROGRAMME, programme)
    hold_training(run, gates, DRAFT_TRAINING_REPORT, district, session.key, due=session.planned_on)


def hold_training(
    run: Run,
    gates: TrainingGates,
    report: Effect[PapersResult],
    district: str,
    session: str,
    *,
    due: date | None = None,
) -> Training:
    """Who came, what was learned, the report; answers whether it was held."""
    held = run.ask(gates.held, due=due)
    if held.result is Training.HELD:
        scores = run.ask(gates.scores)
        inputs = ReportInputs(
            district=district, session=session, tested=scores.result is Tested.TESTED,
            corrections=run.corrections(held, scores),
        )  # fmt: skip
        run.prepare(report, inputs)
    return held.result
