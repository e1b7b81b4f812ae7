"""Agencies, offices of districts and provinces, and who holds them (practice.md 7, 8)."""

from datetime import date

from sqlalchemy import CheckConstraint, ColumnClause, Index

from registry.models.base import Fact, Numbered, column, known_in_part, one_of


class Agency(Numbered):
    """An organisation that holds seats: a state agency, an LAO, a foundation."""

    key: ColumnClause[str] = column(unique=True)
    name_th: ColumnClause[str]
    name_en: ColumnClause[str]
    partner: ColumnClause[bool]


class OfficeKind(Numbered):
    """A kind of office that people added beside the shipped ones, for the province of the area."""

    key: ColumnClause[str] = column(unique=True)
    area_code: ColumnClause[str] = column(references="area.code", index=True)
    name_th: ColumnClause[str]
    name_en: ColumnClause[str]


class Office(Numbered):
    """A post. `ref` is "<area>/<kind>" or "<area>/<kind>/<n>" and never changes."""

    __table_args__ = (Index("ix_office_by_kind", "kind", "area_code"),)

    ref: ColumnClause[str] = column(unique=True)
    kind: ColumnClause[str]
    area_code: ColumnClause[str] = column(references="area.code", index=True)
    agency_id: ColumnClause[int | None] = column(references="agency.id")


class OfficeName(Fact):
    """What an office is called: its title, and the unit it heads where there are several."""

    office_id: ColumnClause[int] = column(references="office.id", index=True)
    title_th: ColumnClause[str]
    title_en: ColumnClause[str]
    unit_th: ColumnClause[str]
    unit_en: ColumnClause[str]


class Holding(Fact):
    """A person holds an office, in their own right or acting, on a basis.

    `basis` says on what ground; acting needs an order or legal seniority. `recorded_by` is who
    recorded it where no journal entry did; empty of what stands since the registry was made.
    Of the first and the last day an old paper may name a month or a year alone: `start_precision`.
    """

    __table_args__ = (
        one_of("capacity", "own", "acting", "on_behalf", "acting_vacant"),
        one_of("basis", "appointment", "order", "seniority", "delegation", "not_recorded"),
        CheckConstraint(
            "capacity = 'own' OR basis IN ('order', 'seniority')", name="acting_has_a_basis"
        ),
        *known_in_part("start_precision", "end_precision"),
    )

    office_id: ColumnClause[int] = column(references="office.id", index=True)
    person_id: ColumnClause[int] = column(references="person.id", index=True)
    capacity: ColumnClause[str]
    basis: ColumnClause[str]
    basis_number: ColumnClause[str | None]
    basis_date: ColumnClause[date | None]
    scope: ColumnClause[str | None]
    recorded_by: ColumnClause[int | None] = column(references="person.id")
    start_precision: ColumnClause[str] = column(server_default="day")
    end_precision: ColumnClause[str] = column(server_default="day")
