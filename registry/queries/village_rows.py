"""The villages of a district as rows of their workbook."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from sqlalchemy import Connection

from config.words import Named
from registry.queries.areas import subdistricts_of
from registry.queries.village_problems import problems
from registry.queries.villages import VillageRow, last_reports, villages

Row: TypeAlias = dict[str, str | date | None]


def village_rows(connection: Connection, district: str, on: date) -> dict[str, list[Row]]:
    """The rows by sheet: every village of that day, its last report, its community plan."""
    names = subdistricts_of(connection, district)
    listed = villages(connection, district, on)
    reports, plans = last_reports(connection, district, on), problems(connection, district, on)
    found: dict[str, list[Row]] = {"villages": [], "situation": [], "plan": []}
    for one in listed:
        which = _which(one, names)
        found["villages"].append(
            which
            | {"name_en": one.name_en, "since": one.start, "last_day": one.last_day,
               "version": str(one.row)}
        )  # fmt: skip
        report = reports.get(one.key)
        if report is None:
            found["situation"].append(which)
        else:
            figures = {name: _figure(value) for name, value in report.figures.items()}
            found["situation"].append(
                which | {"as_of": report.as_of} | figures | dict(report.words)
                | {"version": str(report.row)}
            )  # fmt: skip
        of_village = [plan for plan in plans.values() if plan.village == one.key]
        for plan in of_village:
            found["plan"].append(
                which
                | {"problem_key": plan.key, "begins_on": plan.begins_on, "ends_on": plan.ends_on,
                   "state": plan.state, "version": str(plan.row)}
                | dict(plan.words)
            )  # fmt: skip
    return found


def _which(village: VillageRow, names: Mapping[str, Named]) -> Row:
    return {
        "village": village.key,
        "subdistrict": names[village.subdistrict].th,
        "moo": _figure(village.moo),
        "name_th": village.name_th,
    }


def _figure(value: int | None) -> str | None:
    return None if value is None else str(value)
