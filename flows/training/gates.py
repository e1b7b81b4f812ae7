"""The gates of a capacity plan and of a training: who came, what was learned."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, model_validator

from flows.engine.conditions import when
from flows.engine.deciding_offices import FOCAL, PSDHS
from flows.engine.fields import AsTyped, Day, Inclusion, Line, Note, Paper, Reason, Sex
from flows.engine.gate import Answer, Gate, GateSet, NotAsked, SecondLook
from flows.engine.widgets import Input, Widget
from registry.rules.seats import BodyKey
from registry.rules.title_pairs import with_english

PLANNERS = (*FOCAL, *PSDHS)
SessionKey = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
Code = Annotated[str, Field(pattern="^[A-Za-z0-9\u0e01-\u0e59._-]{1,30}$")]
LONGEST = 30  # days of one training
Chosen = Annotated[tuple[Line, ...], Input(Widget.SOME_OF, key=True)]
Points = Annotated[Decimal, Field(ge=0, le=10_000, max_digits=8, decimal_places=2)]


class Topic(StrEnum):
    """The five topics of the trainings (R25)."""

    DEFINING = "defining"
    IDENTIFICATION = "identification"
    PROTECTION = "protection"
    PREVENTION = "prevention"
    LEGISLATION = "legislation"


class Method(StrEnum):
    """How it is taught (R25)."""

    PRACTICAL = "practical"
    CASE_STUDY = "case_study"
    LECTURE = "lecture"


class PlannedSession(Answer):
    """A training that is planned: what, for whom, from which duties and manuals, when.

    `duties` and `manuals` are keys of config/committee.toml and config/training.toml,
    `trainers` of agencies.
    """

    key: Annotated[SessionKey, Input(carried=True, makes_row=False, generated="session-{}")]
    title_th: Annotated[Line, Input(Widget.LONG_LINE)]
    title_en: Annotated[Line, Input(Widget.LONG_LINE, derived=True)]
    topics: Annotated[tuple[Topic, ...], Field(min_length=1)]
    duties: Chosen = ()
    manuals: Chosen = ()
    methods: tuple[Method, ...] = ()
    bodies: tuple[BodyKey, ...] = ()
    planned_on: Day | None = None
    days: Annotated[int, Field(ge=1, le=LONGEST), AsTyped] = 1
    trainers: Chosen = ()
    note: Note = ""

    @model_validator(mode="before")
    @classmethod
    def _english(cls, said: Any) -> Any:  # noqa: ANN401 — whatever was sent
        return with_english(said)


class CapacityPlanV1(Answer):
    """The plan by the Deputy, PSDHS, World Vision and FOCUS (R23); `agencies` who drafted it."""

    second_look = SecondLook.LONG

    agencies: Annotated[Chosen, Field(min_length=1)]
    sessions: Annotated[tuple[PlannedSession, ...], Field(min_length=1)]
    basis: Note = ""


class Agreed(StrEnum):
    """What was said of the plan."""

    AGREED = "agreed"
    CHANGES = "changes"


class CapacityAgreedV1(Answer):
    """The plan is agreed, or numbered items are to change."""

    result: Agreed
    items: Annotated[tuple[Reason, ...], when("result", Agreed.CHANGES, needed=True)] = ()
    paper: Paper = Paper()
    note: Note = ""


class Training(StrEnum):
    """Whether the training took place."""

    HELD = "held"
    CANCELLED = "cancelled"


class Participant(Answer):
    """Who took part, by code; `person` is the registry's reference of a member."""

    code: Code
    sex: Sex = Sex.NOT_STATED
    person: Line | None = None


class TrainingV1(Answer):
    """A training as it was held: when, where, by whom, who took part (R50)."""

    reports = True
    second_look = SecondLook.LONG

    result: Training
    held_on: Annotated[
        Day | None,
        when("result", Training.HELD, needed=True),
        Input(label="page.training.held_on"),
    ] = None
    until: Annotated[
        Day | None, when("result", Training.HELD), Input(label="page.training.until")
    ] = None
    place: Annotated[
        Line | None, when("result", Training.HELD), Input(label="page.training.place")
    ] = None
    topics: Annotated[tuple[Topic, ...], when("result", Training.HELD)] = ()
    trainers: Annotated[Chosen, when("result", Training.HELD)] = ()
    participants: Annotated[
        tuple[Participant, ...],
        when("result", Training.HELD, needed=True, only=True),
        Input(Widget.PARTICIPANTS),
    ] = ()
    reason: Annotated[Note, when("result", Training.CANCELLED, needed=True)] = ""


class TrainingV2(TrainingV1):
    """The same, and what was noted of inclusion beside women and men (R57)."""

    inclusion: Annotated[Inclusion, when("result", Training.HELD)] = ""

    @classmethod
    def upgrade(cls, old: TrainingV1) -> "TrainingV2":
        """Of trainings recorded before nobody was asked for it."""
        read: dict[str, Any] = {**dict(old), "inclusion": NotAsked()}
        return cls.model_construct(**read)


class Tested(StrEnum):
    """Whether there was a test before and after."""

    TESTED = "tested"
    NOT_TESTED = "not_tested"


class ScoreLine(Answer):
    """A participant's points before and after; empty where the test was not taken."""

    code: Code
    pre: Annotated[Points | None, AsTyped] = None
    post: Annotated[Points | None, AsTyped] = None


class TrainingScoresV1(Answer):
    """Points before and after by participant code, out of `maximum` (R51)."""

    reports = True
    second_look = SecondLook.LONG

    result: Tested
    maximum: Annotated[
        Annotated[Points, Field(gt=0)] | None,
        AsTyped,
        when("result", Tested.TESTED, needed=True),
    ] = None
    same_test: Annotated[bool | None, when("result", Tested.TESTED)] = None
    scores: Annotated[
        tuple[ScoreLine, ...],
        when("result", Tested.TESTED, needed=True, only=True),
        Input(Widget.SCORES),
    ] = ()
    reason: Annotated[Note, when("result", Tested.NOT_TESTED, needed=True)] = ""


class RunBy(StrEnum):
    """Who ran the tests: those who taught, or others."""

    TRAINERS = "trainers"
    OTHERS = "others"


class TrainingScoresV2(TrainingScoresV1):
    """The same, and who ran the tests: a gain that the trainers measured may flatter (3e)."""

    run_by: Annotated[RunBy | None, when("result", Tested.TESTED)] = None

    @classmethod
    def upgrade(cls, old: TrainingScoresV1) -> "TrainingScoresV2":
        """What was recorded before nobody was asked who ran the tests."""
        read: dict[str, Any] = {**dict(old), "run_by": NotAsked()}
        return cls.model_construct(**read)


class TrainingScoresV3(TrainingScoresV2):
    """The same, and the maximum of the test after where it is another than before."""

    post_maximum: Annotated[
        Annotated[Points, Field(gt=0)] | None, AsTyped, when("result", Tested.TESTED)
    ] = None

    @classmethod
    def upgrade(cls, old: TrainingScoresV1) -> "TrainingScoresV3":
        """What was recorded before had one maximum for both tests."""
        read: dict[str, Any] = {**dict(old), "post_maximum": NotAsked()}
        return cls.model_construct(**read)

    @property
    def maxima(self) -> tuple[Decimal | None, Decimal | None]:
        """The maximum of the test before and of the one after; None where it is not known."""
        before = self.maximum if isinstance(self.maximum, Decimal) else None
        after = self.post_maximum if isinstance(self.post_maximum, Decimal) else None
        return before, after or before


@dataclass(frozen=True)
class PlanGates(GateSet):
    """The gates of a capacity plan."""

    plan: Gate[CapacityPlanV1]
    agreed: Gate[CapacityAgreedV1]


@dataclass(frozen=True)
class TrainingGates(GateSet):
    """The gates of a training. An instance may hold several, each on a branch of its own."""

    held: Gate[TrainingV2]
    scores: Gate[TrainingScoresV3]


def plan_gates(prefix: str, phase: str) -> PlanGates:
    """The gates of one use, with keys of their own and the due rules of every plan."""
    plan, agreed, agreeing = "capacity_plan", "capacity_agreed", ("district_chief", *PLANNERS)
    return PlanGates(
        Gate(f"{prefix}{plan}", phase, PLANNERS, (CapacityPlanV1,), due_as=plan),
        Gate(f"{prefix}{agreed}", phase, agreeing, (CapacityAgreedV1,), due_as=agreed),
    )


def gates(prefix: str, phase: str) -> TrainingGates:
    """The gates of one use, with keys of their own and the due rules of every training."""
    key, held = f"{prefix}training", (TrainingV1, TrainingV2)
    scores = (TrainingScoresV1, TrainingScoresV2, TrainingScoresV3)
    return TrainingGates(
        Gate(key, phase, PLANNERS, held, due_as="training", kind=key),
        Gate(f"{key}_scores", phase, PLANNERS, scores, due_as="training_scores", kind=key),
    )
