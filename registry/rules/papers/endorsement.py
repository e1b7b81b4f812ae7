"""Facts of the papers by which heads of agencies endorse what their people do by the plan."""

from datetime import date

from registry.rules.papers.action_plan import CitedResolution
from registry.rules.papers.common import Paper
from registry.rules.papers.plan_letters import PlanLetter
from registry.rules.seats import Value


class UnitsWork(Value):
    """A row of the plan that people of a unit work on: `done_by_th` are their seats.

    `own_money`: what the unit gives of its own budget, None where it gives none.
    """

    number: int
    activity: str | None
    done_by_th: tuple[str, ...]
    days: int | None
    quarters: tuple[int, ...]
    own_money: str | None


class EndorsementFormFacts(Paper):
    """The form on which the head of a unit answers; `reference` finds what is returned again."""

    year: int
    amendment: int | None
    reference: str
    unit_th: str
    head_th: str
    members_th: tuple[str, ...]
    work: tuple[UnitsWork, ...]
    until: date | None
    hotline_social: str
    hotline_police: str


class EndorsingUnit(Value):
    """A line of the sheet: the unit, its head, and the numbers of its rows in the plan."""

    unit_th: str
    head_th: str
    numbers: tuple[int, ...]


class EndorsementSheetFacts(Paper):
    """The sheet that heads sign in the meeting: one signature is one endorsement."""

    year: int
    amendment: int | None
    resolution: CitedResolution | None
    units: tuple[EndorsingUnit, ...]


class EndorsementRequestFacts(PlanLetter):
    """A head who was not in the meeting is asked for the endorsement; the form is enclosed."""

    count: int
    until: date | None
    reference: str
