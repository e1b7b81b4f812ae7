"""The gates of a quarter's monitoring, of what was learned, and of the year's end (3c, 3d)."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from flows.engine.conditions import when
from flows.engine.deciding_offices import FOCAL, PSDHS
from flows.engine.fields import AsTyped, Day, Inclusion, Line, Note, Paper, Reason
from flows.engine.gate import Answer, Gate, SecondLook
from flows.engine.widgets import Input, Widget
from flows.plan.rows import Baht, Quarter, RowKey, RowRemark
from flows.year.figure_lines import FigureLine
from registry.rules.plan_sheet import MOST_ROWS

MOST_FIGURES = 300
LessonKey = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]


class Progress(StrEnum):
    """Whether there is something to report; a nil report is a report."""

    REPORTED = "reported"
    NIL = "nil"


class ActivityState(StrEnum):
    """How far an activity has come, as the report prints it."""

    NOT_STARTED = "not_started"
    ONGOING = "ongoing"
    DONE = "done"
    CANCELLED = "cancelled"


class ActivityProgress(Answer):
    """An activity in the quarter: how far it is, what was reached and spent, why it differs.

    The plan's own quarters stay; `quarters` are those to which it is moved.
    """

    row: Annotated[RowKey, Input(carried=True, makes_row=False, label="field.activity")]
    state: Annotated[ActivityState, Input(label="field.activity_state")]
    reached: Annotated[Decimal | None, Field(ge=0, le=1_000_000), AsTyped, Input(exact=True)] = None
    spent: Baht | None = None
    variance: Annotated[Note, when("state", needed=(ActivityState.CANCELLED,))] = ""
    corrective: Note = ""
    quarters: Annotated[tuple[Quarter, ...], Input(label="field.moved_to")] = ()


class Promise(Answer):
    """Something that the province promised, and by when: it owns that item."""

    what: Reason
    due_on: Day | None = None


class ProgressV1(Answer):
    """The sheet of a quarter: activities, figures, what the province is asked for, what is next.

    A quarter in which no activity moved may have figures all the same.
    """

    reports = True
    second_look = SecondLook.LONG
    hotlines = True

    result: Progress
    rows: Annotated[
        tuple[ActivityProgress, ...],
        Field(max_length=MOST_ROWS),
        when("result", Progress.REPORTED, needed=True, only=True),
    ] = ()
    figures: Annotated[
        tuple[FigureLine, ...], Field(max_length=MOST_FIGURES), Input(Widget.FIGURES)
    ] = ()
    inclusion: Inclusion = ""
    wanted: tuple[Reason, ...] = ()
    ahead: Note = ""
    reason: Annotated[Note, when("result", Progress.NIL, needed=True)] = ""


class ReportSentV1(Answer):
    """The report goes to the provincial office."""

    reports = True

    paper: Paper = Paper()
    note: Note = ""


class ReportReception(StrEnum):
    """What the provincial office says of the report."""

    RECEIVED = "received"
    QUESTIONS = "questions"


class ReportReceivedV1(Answer):
    """The report is received, with what the province promises; or there are questions by row."""

    second_look = SecondLook.FINAL

    result: ReportReception
    remarks: Annotated[
        tuple[RowRemark, ...], when("result", ReportReception.QUESTIONS, needed=True, only=True)
    ] = ()
    promises: Annotated[tuple[Promise, ...], when("result", ReportReception.RECEIVED)] = ()
    note: Note = ""


class LessonLine(Answer):
    """A lesson: expected against happened, what to keep, what changes, who by when (3d)."""

    key: Annotated[LessonKey, Input(carried=True, makes_row=False, generated="lesson-{}")]
    about: Annotated[RowKey | None, Input(label="field.activity")] = None
    expected: Note = ""
    happened: Reason
    cause: Note = ""
    sustain: Note = ""
    change: Reason
    owner: Line
    due_on: Day | None = None
    verified_by: Note = ""


class LessonSource(StrEnum):
    """Where the lessons come from."""

    REFLECTION = "reflection"
    INTERVIEWS = "interviews"
    REPORTS = "reports"


class LessonRole(StrEnum):
    """As what somebody took part in looking back, where no meeting's attendance tells it (3d)."""

    CHIEF = "chief"
    DEPUTY = "deputy"
    PSDHS = "psdhs"
    POLICE = "police"
    IMMIGRATION = "immigration"
    MILITARY = "military"
    HEALTH = "health"
    SHELTER = "shelter"
    LOCAL_GOVERNMENT = "local_government"
    VILLAGE_LEADERS = "village_leaders"
    CIVIL_SOCIETY = "civil_society"
    OTHER = "other"


class LessonsV1(Answer):
    """What was learned in the year; interviews by role, never by name.

    `took_part` is asked where no meeting was held: the attendance of one says who was there.
    """

    reports = True
    second_look = SecondLook.LONG
    hotlines = True

    sources: Annotated[tuple[LessonSource, ...], Field(min_length=1)]
    took_part: tuple[LessonRole, ...] = ()
    lessons: Annotated[tuple[LessonLine, ...], Field(min_length=1, max_length=60)]
    inclusion: Inclusion = ""
    note: Note = ""


class Fate(StrEnum):
    """What becomes of an activity that the year leaves unfinished."""

    CARRIED = "carried"
    DROPPED = "dropped"
    DONE = "done"


class CarriedRow(Answer):
    """An activity at the year's end; `left` is what remains of its target."""

    row: Annotated[RowKey, Input(carried=True, makes_row=False, label="field.activity")]
    fate: Fate
    left: Annotated[
        Decimal | None,
        Field(ge=0, le=1_000_000),
        AsTyped,
        when("fate", Fate.CARRIED),
        Input(exact=True),
    ] = None
    reason: Annotated[Note, when("fate", Fate.DROPPED, needed=True)] = ""


class CarryV1(Answer):
    """Each unfinished activity is carried, dropped with a reason, or done."""

    second_look = SecondLook.LONG

    rows: Annotated[tuple[CarriedRow, ...], Field(max_length=MOST_ROWS)] = ()
    note: Note = ""


class ClosingV1(Answer):
    """The year's report goes to the province."""

    reports = True

    paper: Paper = Paper()
    note: Note = ""


# Asked in the lane of each quarter: these gates are of no phase of their own.
PROGRESS: Gate[ProgressV1] = Gate(
    "progress", "", FOCAL, (ProgressV1,), takes_late=True, reports_after_stop=True
)
REPORT_SENT: Gate[ReportSentV1] = Gate(
    "report_sent", "", ("district_chief", *FOCAL), (ReportSentV1,)
)
REPORT_RECEIVED: Gate[ReportReceivedV1] = Gate(
    "report_received", "", PSDHS, (ReportReceivedV1,), recorders=("coordinator",)
)
LESSONS: Gate[LessonsV1] = Gate(
    "lessons", "reflection", FOCAL, (LessonsV1,), takes_late=True, reports_after_stop=True
)
CARRY: Gate[CarryV1] = Gate("carry", "closing", FOCAL, (CarryV1,))
CLOSING: Gate[ClosingV1] = Gate("closing", "closing", ("district_chief", *FOCAL), (ClosingV1,))

MONITORING: tuple[Gate[Any], ...] = (
    PROGRESS,
    REPORT_SENT,
    REPORT_RECEIVED,
    LESSONS,
    CARRY,
    CLOSING,
)
