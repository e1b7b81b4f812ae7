"""The rows of an action plan: an activity, its duty, quarters, money and who leads it (3b)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from flows.engine.conditions import when
from flows.engine.fields import AsTyped, Day, Line, Note, Reason
from flows.engine.gate import Answer
from flows.engine.widgets import Input, Money, Widget
from registry.refusals import Refusal
from registry.rules.amounts import parse_amount
from registry.rules.calendar import QUARTERS, quarter_ends, quarter_starts


class EndsBeforeItStarts(Refusal):
    """An activity whose last day lies before its first."""


class OutsideYear(Refusal):
    """A day of an activity lies outside the fiscal year of its plan."""


class NothingAsked(Refusal):
    """A line asks for no baht at all."""


class RowUnknown(Refusal):
    """An answer is about a row that the plan does not have."""


def _baht(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 — whatever the form was given
    return value if value is None else parse_amount(value, field=info.field_name or "")


Baht = Annotated[Decimal, BeforeValidator(_baht), Money()]
"""An amount of baht, typed in Thai or Arabic figures."""

RowKey = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
"""The key of a row of a plan: it stays with the row over all versions, and never returns."""


class PlanGroup(StrEnum):
    """The groups of the national plan, in the order in which a plan prints them."""

    PROSECUTION = "prosecution"
    PROTECTION = "protection"
    PREVENTION = "prevention"
    MANAGEMENT = "management"


class ActivityKind(StrEnum):
    """What kind of thing it is: what happened is counted by it."""

    TRAINING = "training"
    CAMPAIGN = "campaign"
    COMMUNITY_MEETING = "community_meeting"
    WATCH_GROUPS = "watch_groups"
    LIFE_SKILLS = "life_skills"
    FIELD_VISIT = "field_visit"
    JOINT_EXERCISE = "joint_exercise"
    CROSS_BORDER = "cross_border"
    OTHER = "other"


class Quarter(StrEnum):
    """A quarter of the fiscal year, October to December first."""

    FIRST = "q1"
    SECOND = "q2"
    THIRD = "q3"
    FOURTH = "q4"


class BudgetMode(StrEnum):
    """Where the money comes from (practice.md 12)."""

    WITHIN_MANDATE = "within_mandate"
    ORDINANCE = "ordinance"
    SUBSIDY = "subsidy"
    OWN_BUDGET = "own_budget"
    DONOR = "donor"


COSTS = (BudgetMode.ORDINANCE, BudgetMode.SUBSIDY, BudgetMode.OWN_BUDGET, BudgetMode.DONOR)
LOCAL = (BudgetMode.ORDINANCE, BudgetMode.SUBSIDY)


class PlanRow(Answer):
    """One activity of the year's plan.

    `duties` are keys of the eleven duties, `lead` and `joint` keys of seats, `villages` of
    villages. `need` is the line of the year's needs for money, `carried_from` the row of the year
    before ("2569/row-3"), `problem` the village's problem that it answers, `lesson` the lesson that
    it acts on ("2569/lesson-1"). `survivors`: the target counts people who were trafficked, and is
    hidden where it leaves the house small. `baseline` is what the indicator stood at before, in the
    target's unit; empty is not recorded, never zero.
    """

    key: Annotated[RowKey, Input(carried=True, makes_row=False, generated="row-{}")]
    group: PlanGroup
    kind: ActivityKind = ActivityKind.OTHER
    activity: Annotated[Line, Input(Widget.LONG_LINE)]
    aim: Note = ""
    duties: Annotated[tuple[Line, ...], Field(min_length=1), Input(Widget.SOME_OF, key=True)]
    target_group: Note = ""
    places: Note = ""
    villages: Annotated[tuple[Line, ...], Input(Widget.SOME_OF, key=True)] = ()
    indicator: Note = ""
    baseline: Annotated[Decimal | None, Field(ge=0, le=1_000_000), AsTyped] = None
    target: Annotated[Decimal | None, Field(ge=0, le=1_000_000), AsTyped] = None
    unit: Annotated[str, Field(max_length=60)] = ""
    survivors: bool = False
    quarters: Annotated[tuple[Quarter, ...], Field(min_length=1)]
    starts: Day | None = None
    ends: Day | None = None
    mode: BudgetMode = BudgetMode.WITHIN_MANDATE
    amount: Annotated[Baht | None, when("mode", *COSTS, needed=True, only=True)] = None
    source: Annotated[Note, when("mode", *COSTS)] = ""
    need: Annotated[RowKey | None, when("mode", *LOCAL), Input(key=True)] = None
    lead: Annotated[Line, Input(key=True)]
    joint: Annotated[tuple[Line, ...], Input(Widget.SOME_OF, key=True)] = ()
    days: Annotated[int | None, Field(ge=0, le=366), AsTyped] = None
    risk: Note = ""
    carried_from: Annotated[str | None, Field(pattern=r"^\d{4}/[a-z0-9-]{1,40}$")] = None
    problem: Annotated[Line | None, Input(hidden=True)] = None
    lesson: Annotated[Line | None, Input(hidden=True)] = None
    note: Note = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (broken := ends_before(self.starts, self.ends)) is not None:
            raise broken
        return self


def ends_before(starts: date | None, ends: date | None) -> EndsBeforeItStarts | None:
    """The refusal of an activity that ends before it starts; None for any other."""
    if starts and ends and ends < starts:
        return EndsBeforeItStarts(field="ends", start=starts, end=ends)
    return None


def outside_year(row: PlanRow, year: int) -> Iterator[OutsideYear]:
    """The refusal of each day of the row that its plan's fiscal year does not hold.

    What is carried over from an earlier year may have begun before. A day that was redacted, or
    that is missing, refuses nothing.
    """
    first, last = quarter_starts(year, QUARTERS[0]), quarter_ends(year, QUARTERS[-1])
    for field in ("starts", "ends"):
        day = getattr(row, field, None)
        early = isinstance(day, date) and day < first and not getattr(row, "carried_from", None)
        if early or (isinstance(day, date) and day > last):
            yield OutsideYear(field=field, value=day, year=year, first=first, last=last)


class RowRemark(Answer):
    """What the province asks to change in a row, and why."""

    row: Annotated[RowKey, Input(label="field.activity")]
    asked: Reason
    why: Note = ""
