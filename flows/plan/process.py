"""The plan of a fiscal year: from the first row to the provincial committee."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from flows.engine.replay import Event, EventKind, Lapse, Process
from flows.engine.run import Run
from flows.plan.effects import (
    DRAFT_ADJUSTMENT_LETTER,
    DRAFT_PLAN,
    DRAFT_PLAN_LETTER,
    PLAN_APPROVER,
)
from flows.plan.endorsements import ROW_BY_ROW, AnsweredRows, endorsed_before, is_endorsed
from flows.plan.gates import (
    PLAN_DRAFT,
    PLAN_RECEIVED,
    PLAN_SENT,
    PLAN_SIGNED,
    PROVINCE_NOTED,
    RESOLUTION,
    PlanDraftV1,
    PlanReceivedV1,
    PlanVerdict,
    Reception,
    Resolved,
)
from flows.plan.year_over import PlanOutcome, YearOver, last_day, taken
from registry.rules.effects import MadePaper
from registry.rules.plan_effects import (
    EndorsementInputs,
    PlanApproverArgs,
    PlanPaperInputs,
    SentPlanInputs,
)
from registry.rules.seats import Value

ROTATION = (EventKind.CHIEF_ROTATED,)
MONTHS_TO_BE_NOTED = 3
IN_THE_CHIEFS_NAME = 3


class PlanDue(Value):
    """The days by which the steps of a plan are due, and the last day on which it can be made."""

    drafted: date | None = None
    resolved: date | None = None
    endorsed: date | None = None
    signed: date | None = None
    sent: date | None = None
    ends: date


class PlanStart(Value):
    """The plan of a fiscal year, its version, and when its steps are due."""

    district: str
    year: int
    version: int = 1
    due: PlanDue


def plan(run: Run) -> PlanOutcome:
    """Case study: "Annual plans are developed in the last quarter and submitted to PSDHS".

    Draft, resolution of the committee, endorsements by the heads, signature, reception.
    """
    start = run.start(PlanStart)
    try:
        make(run, start)
    except YearOver as over:
        return over.outcome
    run.ask(PROVINCE_NOTED, due=run.today + relativedelta(months=MONTHS_TO_BE_NOTED))
    return PlanOutcome.ACCEPTED


def make(run: Run, start: PlanStart) -> None:
    """Turn by turn until the province has received it. Raises YearOver."""
    numbers = Numbers(drafts=count(1), signings=count(1))
    endorsed = endorsed_before(run, start.district, start.year, start.version)
    due = start.due.drafted
    for turn in count(1):
        drafted = run.ask(PLAN_DRAFT, round=turn, due=due, until=last_day(run, start.due.ends))
        rows = taken(drafted, PlanOutcome.NOT_MADE)
        signed = agree_and_sign(run, start, rows, turn, numbers, endorsed)
        said = send(run, start, rows, turn, signed) if signed is not None else None
        if said is not None and said.result is Reception.RECEIVED:
            return
        due = said.until if said is not None else None


def first(turn: int, due: date | None) -> date | None:
    """The year's own day for the first turn; a later turn is due by the gate's rule."""
    return due if turn == 1 else None


class Numbers(NamedTuple):
    """The numbers of the plan's drafts, and of the rounds in which the Chief is asked to sign."""

    drafts: Iterator[int]
    signings: Iterator[int]


class SignedDraft(Value):
    """The draft that the Chief signed, and what it was made of."""

    inputs: PlanPaperInputs
    paper: MadePaper


def agree_and_sign(
    run: Run,
    start: PlanStart,
    answer: PlanDraftV1,
    turn: int,
    numbers: Numbers,
    endorsed: AnsweredRows,
) -> SignedDraft | None:
    """The draft of this turn, signed by the Chief; None where somebody asks for changes.

    It is drafted once more when the committee has agreed: heads and Chief have the resolution
    on the paper before them.
    """
    inputs = PlanPaperInputs(
        district=start.district, year=start.year, version=start.version, turn=turn,
        draft=next(numbers.drafts), corrections=run.corrections(answer),
    )  # fmt: skip
    paper = drafted(run, inputs)
    due = first(turn, start.due.resolved)
    resolved = run.ask(
        RESOLUTION,
        round=turn,
        about=paper.content_hash,
        due=due,
        until=last_day(run, start.due.ends),
    )
    said = taken(resolved, PlanOutcome.NOT_RESOLVED)
    if said.result is Resolved.CHANGES:
        return None
    agreed = {"draft": next(numbers.drafts), "corrections": run.corrections(answer, said)}
    inputs = inputs.model_copy(update=agreed)
    paper = drafted(run, inputs)
    asked = EndorsementInputs(
        **dict(inputs), units=(), content_hash=paper.content_hash,
        until=first(turn, start.due.endorsed),
    )  # fmt: skip
    if not is_endorsed(run, asked, answer.rows, endorsed, start.due.ends):
        return None
    return sign(run, start, inputs, paper, numbers)


def drafted(run: Run, inputs: PlanPaperInputs) -> MadePaper:
    """The draft of these rows, in the name of whoever is Chief."""
    return run.do(DRAFT_PLAN, inputs, round=inputs.draft)


def sign(
    run: Run, start: PlanStart, inputs: PlanPaperInputs, paper: MadePaper, numbers: Numbers
) -> SignedDraft | None:
    """The Chief's signature; a new Chief gets the plan in their own name.

    From the third revision on also one who came while committee and heads had it.
    """
    due = first(inputs.turn, start.due.signed)
    if run.revision >= IN_THE_CHIEFS_NAME:
        asked = PlanApproverArgs(district=start.district, content_hash=paper.content_hash)
        if not run.read(PLAN_APPROVER, asked, round=inputs.draft).named:
            inputs, paper = drafted_again(run, inputs, numbers)
    while True:
        said = run.ask(
            PLAN_SIGNED, round=next(numbers.signings), about=paper.content_hash, due=due,
            until=last_day(run, start.due.ends), unless=ROTATION,
        )  # fmt: skip
        if isinstance(said, Lapse):
            raise YearOver(PlanOutcome.NOT_SIGNED)
        if not isinstance(said, Event):
            signed = said.result is PlanVerdict.SIGNED
            return SignedDraft(inputs=inputs, paper=paper) if signed else None
        inputs, paper = drafted_again(run, inputs, numbers)


def drafted_again(
    run: Run, inputs: PlanPaperInputs, numbers: Numbers
) -> tuple[PlanPaperInputs, MadePaper]:
    """The next draft of the same rows, in the name of whoever is Chief now."""
    inputs = inputs.model_copy(update={"draft": next(numbers.drafts)})
    return inputs, drafted(run, inputs)


def send(
    run: Run, start: PlanStart, answer: PlanDraftV1, turn: int, signed: SignedDraft
) -> PlanReceivedV1:
    """Sent to the provincial office; what it says: received, or rows to be adjusted by a day."""
    sent = SentPlanInputs(**dict(signed.inputs), content_hash=signed.paper.content_hash)
    about = signed.paper.content_hash
    run.prepare(DRAFT_PLAN_LETTER, sent, round=turn)
    due, until = first(turn, start.due.sent), last_day(run, start.due.ends)
    posted = run.ask(PLAN_SENT, round=turn, about=about, due=due, until=until)
    taken(posted, PlanOutcome.NOT_SENT)
    said = run.ask(PLAN_RECEIVED, round=turn, about=about)
    if said.result is Reception.ADJUST:
        asked = sent.model_copy(update={"corrections": run.corrections(answer, said)})
        run.prepare(DRAFT_ADJUSTMENT_LETTER, asked, round=turn)
    return said


PLAN = Process(
    key="plan",
    flow="plan-year",
    function=plan,
    start=PlanStart,
    phases=("drafted", "resolved", "endorsed", "signed", "sent", "received"),
    revision=ROW_BY_ROW,
)
