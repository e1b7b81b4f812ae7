"""Settings of an area: its own value, its province's, the country's, or what was shipped."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select

from registry.facts import holds, live
from registry.models import Setting, SettingValue
from registry.models.base import Day
from registry.prepared_statements import PreparedQuery
from registry.rules.plain_values import Json
from registry.shaped_queries import KnownQuery
from registry.transaction import areas_of


@dataclass(frozen=True)
class SettingRow:
    """A value as recorded: where, by what name, since when, verified by whom."""

    area: str
    key: str
    value: Json
    start: date
    verified_by: int | None


_SETTING = select(
    Setting.area_code,
    Setting.key,
    SettingValue.value,
    SettingValue.valid_from,
    SettingValue.verified_by,
).join(SettingValue, SettingValue.setting_id == Setting.id)


_OWN = PreparedQuery(
    _SETTING.where(
        or_(*(Setting.area_code == bindparam(one) for one in ("area", "outer", "outermost"))),
        holds(SettingValue, bindparam("on", type_=Day)),
    )
)


def _row(found: Sequence[Any]) -> SettingRow:
    area, key, value, start, verified_by = found
    return SettingRow(area, key, json.loads(value), start, verified_by)


def own_settings(
    connection: Connection, area: str, on: date, known: datetime | None = None
) -> list[SettingRow]:
    """The values that an area and what it lies in have of their own, narrowest first."""
    lies_in = (area, *(outer for outer in reversed(areas_of(area)) if outer != area))
    if known is None:
        names = dict(zip(("area", "outer", "outermost"), (*lies_in, area, area), strict=False))
        rows = [_row(found) for found in _OWN.rows(connection, {**names, "on": on})]
    else:
        query = _SETTING.where(Setting.area_code.in_(lies_in), holds(SettingValue, on, known))
        rows = [_row(found) for found in connection.execute(query)]
    return sorted(rows, key=lambda row: (lies_in.index(row.area), row.key))


def setting(connection: Connection, area: str, key: str, on: date) -> Json:
    """The value in force, None where the area and what it lies in have none of their own."""
    return settings_in_force(connection, area, on).get(key)


def settings_in_force(connection: Connection, area: str, on: date) -> dict[str, Json]:
    """The values in force by key: the area's own, else those of what it lies in."""
    return {row.key: row.value for row in reversed(own_settings(connection, area, on))}


def values_of(
    connection: Connection, key: str, on: date, known: datetime | None = None
) -> dict[str, Json]:
    """The values of that setting in force, by the area whose own they are."""
    return {row.area: row.value for row in rows_of_key(connection, key, on, known)}


def rows_of_key(
    connection: Connection, key: str, on: date, known: datetime | None = None
) -> list[SettingRow]:
    """The values of that setting in force, of every area that has one of its own."""
    return [_row(found) for found in _OF_KEY.rows(connection, known, {"key": key, "on": on})]


_OF_KEY = KnownQuery(
    lambda known: _SETTING.where(
        Setting.key == bindparam("key"), holds(SettingValue, bindparam("on", type_=Day), known)
    )
)


def first_days(connection: Connection, area: str) -> dict[str, date]:
    """From which day the area has a value of its own, by key; the earliest that stands."""
    return {row[0]: row[1] for row in _FIRST_DAYS.rows(connection, {"area": area})}


_FIRST_DAYS = PreparedQuery(
    select(Setting.key, func.min(SettingValue.valid_from))
    .join(SettingValue, SettingValue.setting_id == Setting.id)
    .where(Setting.area_code == bindparam("area"), live(SettingValue))
    .group_by(Setting.key)
)
