"""Villages of a district: what they are called when, what their situation was, what they plan.

Keys, counts and days stand here; whatever people wrote in their own words stands in payloads,
where a redaction reaches it. `district_code` is the village's own, for what is asked by district.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Fact, Numbered, one_live, one_of
from registry.rules.villages import FIGURES, STATES

LARGEST_MOO = 99


class Village(Numbered):
    """A village, or a community of a municipality. Its key never returns."""

    key: Mapped[str] = mapped_column(unique=True)
    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)


class VillageName(Fact):
    """The sub-district that a village lies in, its number there, and what it is called.

    A community of a municipality has no number.
    """

    __table_args__ = (CheckConstraint(f"moo BETWEEN 1 AND {LARGEST_MOO}", name="moo"),)

    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"), index=True)
    subdistrict_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)
    moo: Mapped[int | None]
    name_th: Mapped[str]
    name_en: Mapped[str]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))


class VillageReport(Fact):
    """The situation of a village as it was on `valid_from`, the one day on which it holds.

    A figure NULL is not recorded, never zero. `calls_…` are reports that reached somebody within
    the twelve months up to that day, by who brought them.
    """

    __table_args__ = (
        *(CheckConstraint(f"{one} >= 0", name=one) for one in FIGURES),
        one_live("uq_village_report_day", "village_id", "valid_from"),
    )

    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    risk_places: Mapped[int | None]
    crossings: Mapped[int | None]
    watch_groups: Mapped[int | None]
    watch_women: Mapped[int | None]
    watch_men: Mapped[int | None]
    calls_victim: Mapped[int | None]
    calls_family: Mapped[int | None]
    calls_village_head: Mapped[int | None]
    calls_watch_group: Mapped[int | None]
    calls_police: Mapped[int | None]
    calls_damrongdhama: Mapped[int | None]
    calls_hotline: Mapped[int | None]
    calls_ngo: Mapped[int | None]
    calls_other: Mapped[int | None]
    payload_id: Mapped[int] = mapped_column(ForeignKey("payload.id"))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))


class VillageProblem(Numbered):
    """A problem of a village that its community plan takes up. Its key never returns."""

    key: Mapped[str] = mapped_column(unique=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"), index=True)


class CommunityPlan(Fact):
    """A row of a community plan: where a problem stands, and when its steps are taken."""

    __table_args__ = (
        one_of("state", *STATES),
        CheckConstraint("ends_on >= begins_on", name="ends_after"),
    )

    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)
    problem_id: Mapped[int] = mapped_column(ForeignKey("village_problem.id"), index=True)
    state: Mapped[str]
    begins_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    payload_id: Mapped[int] = mapped_column(ForeignKey("payload.id"))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
