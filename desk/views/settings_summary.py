"""Settings as a person wants to see them: what is in force, whence, and what is still to do."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from registry.queries.settings import own_settings
from registry.records.province_values import KNOWN
from registry.rules.plain_values import Json
from registry.transaction import DISTRICT_CODE


@dataclass(frozen=True)
class SettingSummary:
    """A setting. `area` is None for a shipped default, which is unset there; `state` is
    verified, unverified, shipped_verified or unset.
    """

    key: str
    value: Json
    area: str | None
    since: date | None
    state: str


def settings_summary(
    connection: Connection, area: str, on: date, known: datetime | None
) -> list[SettingSummary]:
    """Every setting as it is in force in the area on that day."""
    own = own_settings(connection, area, on, known)
    seen = []
    for key, setting in KNOWN.items():
        if setting.of_district and len(area) < DISTRICT_CODE:
            continue
        row = next((one for one in own if one.key == key), None)
        if row is not None:
            state = "verified" if row.verified_by is not None else "unverified"
            seen.append(SettingSummary(key, row.value, row.area, row.start, state))
        else:
            shipped = setting.shipped()
            state = "shipped_verified" if shipped.verified else "unset"
            seen.append(SettingSummary(key, shipped.value, None, None, state))
    return seen
