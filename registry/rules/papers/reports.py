"""Facts of the reports of a committee's year: of a quarter, of what was learned, of the year.

What was not reported or not recorded is None, and never zero.
"""

from datetime import date
from typing import Literal

from registry.rules.order_facts import Signer
from registry.rules.papers.common import Paper, SignedPaper
from registry.rules.seats import Value

MeetingState = Literal["held", "inside", "informal", "late", "not_held", "not_recorded"]


class MetOrNot(Value):
    """What became of a meeting. `state_th` says it in words, `inside` of which other it was part.

    `came` of `members` who were expected came; `reason` says why there was none in time.
    """

    state: MeetingState
    state_th: str
    meeting_th: str | None = None
    held_on: date | None = None
    inside: str | None = None
    came: int | None = None
    members: int | None = None
    reason: str | None = None


class ReportedRow(Value):
    """A row of the plan and what was reported of it, figures with their unit.

    `reached` and `spent` are of the report's own period, `so_far` is of the year up to its end,
    `percent` ("66.7") is what that is of the target. `hidden`: the figures count people who were
    trafficked, and some are so few that they tell of them. `moved` are the quarters to which the
    activity is moved.
    """

    number: int
    activity: str | None
    target: str | None
    hidden: bool
    reached: str | None
    so_far: str | None
    percent: str | None
    state_th: str | None
    amount: str | None
    spent: str | None
    variance: str | None
    corrective: str | None
    moved: tuple[int, ...]


class ReportedFigure(Value):
    """An indicator that the district reports, up to the end of the report's period.

    `reached` is of the report's own quarter, `so_far` of the year, `percent` of the target that
    was reached, `bar` the same from 0 to 100. `is_share`: the target is percent. `parts_th`
    tells women and men, kinds and the like; `revised_th` what the last report said otherwise.
    `hidden`: it counts victims, and some count is so small that it tells of them.
    """

    title_th: str
    unit_th: str
    target: str | None
    is_share: bool
    reached: str | None
    so_far: str | None
    percent: str | None
    parts_th: str | None
    revised_th: str | None
    hidden: bool
    bar: int | None


class QuarterFigure(ReportedFigure):
    """The same in the report of a quarter, with the paper that it stands in, if told."""

    evidence_th: str | None


class ReportPaper(SignedPaper):
    """A report that somebody writes, somebody checks, and the Chief vouches for.

    `least_shown` is the least figure about people who were trafficked that is shown.
    """

    checker: Signer
    certifier: Signer
    year: int
    hidden: bool
    least_shown: int


class ReportedActivity(Value):
    """Something that the committee did beside its meetings: how many came, no persons."""

    on: date
    kind_th: str
    location_th: str | None
    convener_th: str
    counterpart_th: str | None
    came_th: str | None


class ReportedContact(Value):
    """An office that the committee was in touch with, how often, and with what outcomes."""

    level_th: str
    counterpart_th: str
    times: int
    outcomes_th: str


class QuarterReportFacts(ReportPaper):
    """The report of a quarter. `nil`: there was nothing to report, for `nil_reason`.

    `held` is what happened beside the meetings, `coordinated` whom the committee was in touch with.
    `untold` are the indicators of which nothing was reported in the year, `inclusion` what was
    noted of whom the work reached beside women and men.

    `wanted` is what the district asks the province for, `ahead` what comes next.
    """

    quarter: int
    starts: date
    ends: date
    meeting: MetOrNot
    nil: bool
    nil_reason: str | None
    rows: tuple[ReportedRow, ...]
    held: tuple[ReportedActivity, ...]
    coordinated: tuple[ReportedContact, ...]
    figures: tuple[QuarterFigure, ...]
    untold: tuple[str, ...]
    inclusion: tuple[str, ...]
    wanted: tuple[str, ...]
    ahead: tuple[str, ...]


class ReportedLesson(Value):
    """A lesson: `about` is the activity, `owner_th` the seat that changes something."""

    number: int
    about: str | None
    expected: str | None
    happened: str | None
    cause: str | None
    sustain: str | None
    change: str | None
    owner_th: str
    due_on: date | None
    verified_by: str | None


class LessonsReportFacts(SignedPaper):
    """What was learned in a year. `roles_th` are the seats that looked back together, or roles.

    `others` came to that meeting beside them; nobody is named.
    """

    year: int
    meeting: MetOrNot
    roles_th: tuple[str, ...]
    others: int
    sources_th: tuple[str, ...]
    lessons: tuple[ReportedLesson, ...]
    inclusion: tuple[str, ...]
    note: tuple[str, ...]


class ReportedGroup(Value):
    """A group of the plan with what was reported of its rows."""

    title_th: str
    rows: tuple[ReportedRow, ...]


class ReportedQuarter(Value):
    """A quarter of the year: how it was met, and how it was reported."""

    number: int
    meeting: MetOrNot
    report_th: str


class ReportedMoney(Value):
    """A line of the year's money: what was asked of whom, and how far it came."""

    title: str | None
    grantor_th: str
    asked: str
    step_th: str | None
    amount: str | None
    since: date | None


class ReportedCarryover(Value):
    """What becomes of a row at the year's end; `left` remains of its target."""

    number: int
    activity: str | None
    fate_th: str
    left: str | None
    hidden: bool
    reason: str | None


class YearSummary(Value):
    """The year in numbers: rows of the plan by their last state, meetings, money, lessons.

    `spent` is what was reported as spent, None where nothing was. Of how many quarters it is
    `unrecorded` whether the committee met; `learned` where the lessons were told, be they none.
    """

    planned: int
    done: int
    ongoing: int
    not_started: int
    cancelled: int
    untold: int
    met: int
    reports: int
    budget: str
    spent: str | None
    lessons: int
    carried: int
    unrecorded: int = 0
    learned: bool = True


class YearFigure(ReportedFigure):
    """An indicator in the report of a year, with what it was in the two years before."""

    two_before: str | None
    year_before: str | None


class FigureBySex(Value):
    """A figure of a year by sex, in words."""

    title_th: str
    unit_th: str
    parts_th: str


class ReportedInclusion(Value):
    """What was noted of inclusion about a quarter, a training or the year's lessons (R57)."""

    about_th: str
    text: str


class AnnualReportFacts(ReportPaper):
    """The report of a year. `no_needs`: it was recorded that no money of others is needed.
    `plan_not_made`: why the year ended without a plan.
    """

    plan_not_made: str | None = None
    year_before: int
    two_years_before: int
    summary: YearSummary
    groups: tuple[ReportedGroup, ...]
    figures: tuple[YearFigure, ...]
    by_sex: tuple[FigureBySex, ...]
    inclusion: tuple[ReportedInclusion, ...]
    quarters: tuple[ReportedQuarter, ...]
    no_needs: bool
    money: tuple[ReportedMoney, ...]
    lessons: tuple[ReportedLesson, ...]
    carried: tuple[ReportedCarryover, ...]
    note: tuple[str, ...]


class PlanStatusFacts(Paper):
    """How far the plan of a year has come by its own date, row by row: `done` of `count`."""

    year: int
    rows: tuple[ReportedRow, ...]
    done: int
    count: int
    hidden: bool
    least_shown: int
