"""Villages of a district: what they are called when, what their situation was, what they plan.

Keys, counts and days stand here; whatever people wrote in their own words stands in payloads,
where a redaction reaches it. `district_code` is the village's own, for what is asked by district.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ColumnClause

from registry.models.base import Fact, Numbered, column, one_live, one_of
from registry.rules.villages import FIGURES, STATES

LARGEST_MOO = 99


class Village(Numbered):
    """A village, or a community of a municipality. Its key never returns."""

    key: ColumnClause[str] = column(unique=True)
    district_code: ColumnClause[str] = column(references="area.code", index=True)


class VillageName(Fact):
    """The sub-district that a village lies in, its number there, and what it is called.

    A community of a municipality has no number.
    """

    __table_args__ = (CheckConstraint(f"moo BETWEEN 1 AND {LARGEST_MOO}", name="moo"),)

    village_id: ColumnClause[int] = column(references="village.id", index=True)
    subdistrict_code: ColumnClause[str] = column(references="area.code", index=True)
    moo: ColumnClause[int | None]
    name_th: ColumnClause[str]
    name_en: ColumnClause[str]
    recorded_by: ColumnClause[int] = column(references="person.id")


class VillageReport(Fact):
    """The situation of a village as it was on `valid_from`, the one day on which it holds.

    A figure NULL is not recorded, never zero. `calls_…` are reports that reached somebody within
    the twelve months up to that day, by who brought them.
    """

    __table_args__ = (
        *(CheckConstraint(f"{one} >= 0", name=one) for one in FIGURES),
        one_live("uq_village_report_day", "village_id", "valid_from"),
    )

    district_code: ColumnClause[str] = column(references="area.code", index=True)
    village_id: ColumnClause[int] = column(references="village.id")
    risk_places: ColumnClause[int | None]
    crossings: ColumnClause[int | None]
    watch_groups: ColumnClause[int | None]
    watch_women: ColumnClause[int | None]
    watch_men: ColumnClause[int | None]
    calls_victim: ColumnClause[int | None]
    calls_family: ColumnClause[int | None]
    calls_village_head: ColumnClause[int | None]
    calls_watch_group: ColumnClause[int | None]
    calls_police: ColumnClause[int | None]
    calls_damrongdhama: ColumnClause[int | None]
    calls_hotline: ColumnClause[int | None]
    calls_ngo: ColumnClause[int | None]
    calls_other: ColumnClause[int | None]
    payload_id: ColumnClause[int] = column(references="payload.id")
    recorded_by: ColumnClause[int] = column(references="person.id")


class VillageProblem(Numbered):
    """A problem of a village that its community plan takes up. Its key never returns."""

    key: ColumnClause[str] = column(unique=True)
    village_id: ColumnClause[int] = column(references="village.id", index=True)


class CommunityPlan(Fact):
    """A row of a community plan: where a problem stands, and when its steps are taken."""

    __table_args__ = (
        one_of("state", *STATES),
        CheckConstraint("ends_on >= begins_on", name="ends_after"),
    )

    district_code: ColumnClause[str] = column(references="area.code", index=True)
    problem_id: ColumnClause[int] = column(references="village_problem.id", index=True)
    state: ColumnClause[str]
    begins_on: ColumnClause[date | None]
    ends_on: ColumnClause[date | None]
    payload_id: ColumnClause[int] = column(references="payload.id")
    recorded_by: ColumnClause[int] = column(references="person.id")
