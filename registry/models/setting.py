"""A province's own values: dated, audited rows over the shipped defaults."""

from sqlalchemy import ColumnClause, UniqueConstraint

from registry.models.base import Fact, Numbered, column


class Setting(Numbered):
    """The identity of a setting of an area ("TH" for the whole country)."""

    __table_args__ = (UniqueConstraint("area_code", "key"),)

    area_code: ColumnClause[str] = column(references="area.code")
    key: ColumnClause[str]


class SettingValue(Fact):
    """What the setting is, as JSON, and who verified it."""

    setting_id: ColumnClause[int] = column(references="setting.id", index=True)
    value: ColumnClause[str]
    verified_by: ColumnClause[int | None] = column(references="person.id")
