"""Packages that are kept fresh: what each was made from, and how much it lacks."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base


class FreshPackage(Base):
    """The package of a district as it was last put together: hashes, numbers and days, no words.

    Its papers are made from the registry when they are asked for. `district_seq`, `province_seq`
    and `country_seq` are the last links of the chains that it was made from: another one, and it
    may tell something else by now. `changed_at` is when its facts became others than before.
    """

    __tablename__ = "package"

    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"), primary_key=True)
    on_date: Mapped[date]
    facts_hash: Mapped[str]
    release: Mapped[str]
    complete: Mapped[int]
    gaps: Mapped[int]
    district_seq: Mapped[int]
    province_seq: Mapped[int]
    country_seq: Mapped[int]
    changed_at: Mapped[datetime]
    checked_at: Mapped[datetime]
