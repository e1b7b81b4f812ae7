"""A province's own values: dated, audited rows over the shipped defaults."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Fact, Numbered


class Setting(Numbered):
    """The identity of a setting of an area ("TH" for the whole country)."""

    __table_args__ = (UniqueConstraint("area_code", "key"),)

    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    key: Mapped[str]


class SettingValue(Fact):
    """What the setting is, as JSON, and who verified it."""

    setting_id: Mapped[int] = mapped_column(ForeignKey("setting.id"), index=True)
    value: Mapped[str]
    verified_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
