"""Agencies, offices of districts and provinces, and who holds them (practice.md 7, 8)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Fact, Numbered, one_of


class Agency(Numbered):
    """An organisation that holds seats: a state agency, an LAO, a foundation."""

    key: Mapped[str] = mapped_column(unique=True)
    name_th: Mapped[str]
    name_en: Mapped[str]
    partner: Mapped[bool]


class OfficeKind(Numbered):
    """A kind of office that people added beside the shipped ones, for the province of the area."""

    key: Mapped[str] = mapped_column(unique=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)
    name_th: Mapped[str]
    name_en: Mapped[str]


class Office(Numbered):
    """A post. `ref` is "<area>/<kind>" or "<area>/<kind>/<n>" and never changes."""

    __table_args__ = (Index("ix_office_by_kind", "kind", "area_code"),)

    ref: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))


class OfficeName(Fact):
    """What an office is called: its title, and the unit it heads where there are several."""

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    title_th: Mapped[str]
    title_en: Mapped[str]
    unit_th: Mapped[str]
    unit_en: Mapped[str]


class Holding(Fact):
    """A person holds an office, in their own right or acting, on a basis.

    `basis` says on what ground; acting needs an order or legal seniority. `recorded_by` is who
    recorded it where no journal entry did; empty of what stands since the registry was made.
    """

    __table_args__ = (
        one_of("capacity", "own", "acting", "on_behalf", "acting_vacant"),
        one_of("basis", "appointment", "order", "seniority", "delegation", "not_recorded"),
        CheckConstraint(
            "capacity = 'own' OR basis IN ('order', 'seniority')", name="acting_has_a_basis"
        ),
    )

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    capacity: Mapped[str]
    basis: Mapped[str]
    basis_number: Mapped[str | None]
    basis_date: Mapped[date | None]
    scope: Mapped[str | None]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
