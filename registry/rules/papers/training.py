"""Facts of the papers of capacity: the plan, a training's programme, its report (R23 to R26).

Figures are texts with two decimals, rounded once, so that Thai and English print the same.
None is what is not recorded or not shown; `shown` tells which. No participant is named.
"""

from datetime import date

from registry.rules.order_facts import Signer
from registry.rules.papers.common import CitedOrder, SignedPaper
from registry.rules.seats import Value


class Phrase(Value):
    """Words in both languages."""

    text_th: str
    text_en: str


class ManualUsed(Value):
    """A manual and the agency whose it is; `version` as the agency writes it."""

    title_th: str
    title_en: str
    agency_th: str
    agency_en: str
    version: str | None


class BodyDuty(Value):
    """A duty of a body, in the language of the order."""

    body_th: str
    body_en: str
    duty_th: str
    duty_en: str


class PlannedTraining(Value):
    """A training of the plan. `bodies` are those it is for, all where none is named."""

    key: str
    title_th: str
    title_en: str
    topics: tuple[Phrase, ...]
    duties: tuple[BodyDuty, ...]
    manuals: tuple[ManualUsed, ...]
    methods: tuple[Phrase, ...]
    bodies: tuple[Phrase, ...]
    trainers: tuple[Phrase, ...]
    planned_on: date | None
    days: int
    note: str | None


class CapacityPlanFacts(SignedPaper):
    """The plan: its trainings, and the duties of the order that none of them is about (R32).

    The focal point signs it as drafted; `approver` is the Chief who agrees.
    """

    approver: Signer
    order: CitedOrder | None
    drafters: tuple[Phrase, ...]
    basis: str | None
    sessions: tuple[PlannedTraining, ...]
    duties_left: tuple[BodyDuty, ...]


class TrainingProgrammeFacts(SignedPaper):
    """What is taught in one training, in which way and by whom."""

    session: PlannedTraining


class TopicTaught(Value):
    """One of the five topics, and whether it was taught; None is not recorded."""

    text_th: str
    text_en: str
    taught: bool | None


class AttendanceCounts(Value):
    """Participants by sex, each person once: 239 women and 72 men are 311 (R50)."""

    women: int
    men: int
    not_stated: int
    total: int


class ScoreFacts(Value):
    """What the tests say (R51). `gain` in percentage points, with its sign.

    Where fewer than `least_shown` took both tests, or a figure would tell of so few by
    subtraction, `shown` is false and nothing of their points is here.
    """

    maximum: str | None
    n_pre: int
    n_post: int
    n_matched: int
    response: str | None
    attrition: str | None
    shown: bool
    least_shown: int
    pre: str | None
    post: str | None
    gain: str | None
    hake: str | None
    losers: int | None
    warnings: tuple[Phrase, ...]


class AllTrainings(Value):
    """The trainings of the plan that were held so far, together."""

    held: int
    tested: int
    attendance: AttendanceCounts
    scores: ScoreFacts | None


class Source(Value):
    """Where figures come from: a record of the journal, when it was done and recorded."""

    what_th: str
    what_en: str
    record: int
    done_on: date
    recorded_on: date


class TrainingReportFacts(SignedPaper):
    """What a training reached. `refresher`: it was held after a change of policy.

    `inclusion` is None in facts of before it was asked for.
    """

    refresher: bool
    title_th: str
    title_en: str
    held_on: date | None
    until: date | None
    place: str | None
    topics: tuple[TopicTaught, ...]
    trainers: tuple[Phrase, ...]
    manuals: tuple[ManualUsed, ...]
    attendance: AttendanceCounts | None
    inclusion: str | None = None
    tested: bool
    not_tested_reason: str | None
    scores: ScoreFacts | None
    so_far: AllTrainings | None
    sources: tuple[Source, ...]
