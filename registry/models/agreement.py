"""Agreements of partner agencies with a province, and the people by whom they work there."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Fact, one_live


class Agreement(Fact):
    """A partner agency works with a province from `valid_from` up to `valid_to` (practice.md 16).

    Its end always stands in it. Moved to another end it is superseded, as any fact.
    """

    __table_args__ = (one_live("uq_agreement_day", "agency_id", "area_code", "valid_from"),)

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))


class AgreementPerson(Fact):
    """Somebody by whom an agency works with a province: their partner's parts end with it."""

    __table_args__ = (
        one_live("uq_agreement_person_day", "agency_id", "area_code", "person_id", "valid_from"),
    )

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
