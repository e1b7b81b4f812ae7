"""Agreements of partner agencies with a province, and the people by whom they work there."""

from sqlalchemy import ColumnClause

from registry.models.base import Fact, column, one_live


class Agreement(Fact):
    """A partner agency works with a province from `valid_from` up to `valid_to` (practice.md 16).

    Its end always stands in it. Moved to another end it is superseded, as any fact.
    """

    __table_args__ = (one_live("uq_agreement_day", "agency_id", "area_code", "valid_from"),)

    agency_id: ColumnClause[int] = column(references="agency.id")
    area_code: ColumnClause[str] = column(references="area.code", index=True)
    recorded_by: ColumnClause[int] = column(references="person.id")


class AgreementPerson(Fact):
    """Somebody by whom an agency works with a province: their partner's parts end with it."""

    __table_args__ = (
        one_live("uq_agreement_person_day", "agency_id", "area_code", "person_id", "valid_from"),
    )

    agency_id: ColumnClause[int] = column(references="agency.id")
    area_code: ColumnClause[str] = column(references="area.code")
    person_id: ColumnClause[int] = column(references="person.id", index=True)
    recorded_by: ColumnClause[int] = column(references="person.id")
