"""Areas: the country, provinces, districts, sub-districts, and what else they are called."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, one_of


class Area(Base):
    """An area by its official (DOPA) code; "TH" is the country."""

    __table_args__ = (one_of("kind", "country", "province", "district", "subdistrict"),)

    code: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    parent: Mapped[str | None] = mapped_column(ForeignKey("area.code"), index=True)
    name_th: Mapped[str]
    name_en: Mapped[str]


class AreaAlias(Base):
    """A normalised name under which an area is found (R12)."""

    key: Mapped[str] = mapped_column(primary_key=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), primary_key=True)
