"""Agencies, offices of districts and provinces, and who holds them (practice.md 7, 8)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, Fact


class Agency(Base):
    """An organisation that holds seats: a state agency, an LAO, a foundation."""

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name_th: Mapped[str]
    name_en: Mapped[str]
    partner: Mapped[bool]


class Office(Base):
    """A post. `ref` is "<area>/<kind>" or "<area>/<kind>/<n>" and never changes."""

    __tablename__ = "office"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(index=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))


class OfficeName(Fact, Base):
    """What an office is called: its title, and the unit it heads where there are several."""

    __tablename__ = "office_name"

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    title_th: Mapped[str]
    title_en: Mapped[str]
    unit_th: Mapped[str]
    unit_en: Mapped[str]


class Holding(Fact, Base):
    """A person holds an office, in their own right or acting, on a basis.

    `basis` says on what ground; acting needs an order or legal seniority. `recorded_by` is who
    recorded it where no journal entry did; empty of what stands since the registry was made.
    """

    __tablename__ = "holding"
    __table_args__ = (
        CheckConstraint(
            "capacity IN ('own', 'acting', 'on_behalf', 'acting_vacant')", name="capacity"
        ),
        CheckConstraint(
            "basis IN ('appointment', 'order', 'seniority', 'delegation', 'not_recorded')",
            name="basis",
        ),
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
