"""Visits that were made: a table that no migration of Prasan knows."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Fact, one_live


class Visit(Fact):
    """Somebody was met on a visit, from its day on; one row for each who was met."""

    __table_args__ = (one_live("uq_visit_line", "district_code", "key", "line"),)

    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    key: Mapped[str]
    line: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
