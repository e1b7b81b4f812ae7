"""Facts of the survey of villages: what was said before, and room for what is said now.

Reports of trafficking are only counted anew: the sheet travels, and no count of them with it.
"""

from datetime import date

from registry.rules.papers.common import Paper
from registry.rules.seats import Value


class PlannedStep(Value):
    """A row of a community plan: what, how, in which steps, by whom, when."""

    problem_th: str
    solution_th: str | None
    steps_th: tuple[str, ...]
    who_th: str | None
    begins_on: date | None
    ends_on: date | None


class SurveyedVillage(Value):
    """A village's sheet. `moo` and `name_th` are None where they are to be written in.

    `as_of` is the day of the last report, None where there is none; its figures are None where
    they were not recorded. `blank_rows` are numbers of rows for more problems.
    """

    subdistrict_th: str
    moo: int | None
    name_th: str | None
    as_of: date | None
    risk_places: int | None
    crossings: int | None
    watch_groups: int | None
    watch_women: int | None
    watch_men: int | None
    group_names: str | None
    plan: tuple[PlannedStep, ...]
    blank_rows: tuple[int, ...]


class VillageSurvey(Paper):
    """The sheets of a sub-district, or of one village; the hotlines stand on each."""

    villages: tuple[SurveyedVillage, ...]
    hotline_social: str
    hotline_police: str
