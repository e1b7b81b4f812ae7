"""Villages of a district as of a day: their names and reports of the situation."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from config.words import Named
from registry.facts import holds, live
from registry.models import (
    Payload,
    Village,
    VillageName,
    VillageReport,
    table_of,
)
from registry.rows import columns_of, every
from registry.rules.redaction import TEXT_MARK, is_marked
from registry.rules.terms import last_day
from registry.rules.villages import FIGURES, number_of_key

REPORT_WORDS = ("group_names", "source")
_village, _name = table_of(Village), table_of(VillageName)
_report, _payload = table_of(VillageReport), table_of(Payload)


@dataclass(frozen=True)
class VillageRow:
    """A village under a name from `start` up to, not including, `stop`; `row` is that fact."""

    row: int
    id: int
    key: str
    district: str
    subdistrict: str
    moo: int | None
    name_th: str
    name_en: str
    start: date
    stop: date | None

    @property
    def name(self) -> Named:
        """What it is called; in Thai where it has no English name."""
        return Named(self.name_th, self.name_en or self.name_th)

    @property
    def last_day(self) -> date | None:
        """The last day under that name, as a village of the district."""
        return last_day(self.stop)

    @property
    def number(self) -> int:
        """Its number in its district: the last part of its key."""
        return number_of_key(self.key)


@dataclass(frozen=True)
class ReportRow:
    """The situation of a village as of a day; a figure None is not recorded.

    `words` are those of REPORT_WORDS, empty where nothing was written.
    """

    row: int
    village: str
    as_of: date
    figures: Mapping[str, int | None]
    words: Mapping[str, str]
    recorded_at: datetime


def _rows() -> Select[Any]:
    columns = columns_of(
        VillageRow, _name, row=_name.c.id, id=_village.c.id, key=_village.c.key,
        district=_village.c.district_code, start=_name.c.valid_from, stop=_name.c.valid_to,
    )  # fmt: skip
    return select(*columns).join(_village, _village.c.id == _name.c.village_id)


def _in_order(rows: Iterable[VillageRow]) -> list[VillageRow]:
    """By sub-district, numbered villages by their number, then communities by name."""
    return sorted(
        rows, key=lambda one: (one.subdistrict, one.moo is None, one.moo or 0, one.name_th)
    )


def villages(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[VillageRow]:
    """The villages of the district on that day, by sub-district and number."""
    query = _rows().where(_village.c.district_code == district, holds(_name, on, known))
    return _in_order(every(VillageRow, connection.execute(query)))


def all_names(connection: Connection, district: str) -> list[VillageRow]:
    """Every name of every village that the district has or had, the oldest first."""
    query = _rows().where(_village.c.district_code == district, live(_name))
    return every(VillageRow, connection.execute(query.order_by(_name.c.valid_from, _name.c.id)))


def village(connection: Connection, key: str) -> VillageRow | None:
    """The village of that key under the name that holds last."""
    query = _rows().where(_village.c.key == key, live(_name))
    found = connection.execute(query.order_by(_name.c.valid_from.desc()).limit(1)).first()
    return None if found is None else VillageRow(*found)


def names_of(connection: Connection, key: str) -> list[VillageRow]:
    """What the village was called when, the oldest first."""
    query = _rows().where(_village.c.key == key, live(_name)).order_by(_name.c.valid_from)
    return every(VillageRow, connection.execute(query))


def name_as_written(connection: Connection, row: int, key: str) -> VillageRow | None:
    """The fact of that number, whether or not it still stands; None if it is another village's."""
    query = _rows().where(_name.c.id == row, _village.c.key == key)
    found = connection.execute(query).first()
    return None if found is None else VillageRow(*found)


def _reports() -> Select[Any]:
    return (
        select(_report, _village.c.key, _payload.c.body)
        .join(_village, _village.c.id == _report.c.village_id)
        .join(_payload, _payload.c.id == _report.c.payload_id)
    )


def _report_row(row: Any) -> ReportRow:  # noqa: ANN401 — a row of the joined tables
    figures = {one: getattr(row, one) for one in FIGURES}
    said = words_said(row.body, REPORT_WORDS)
    return ReportRow(row.id, row.key, row.valid_from, figures, said, row.recorded_at)


def words_said(body: str, names: Collection[str]) -> dict[str, str]:
    """The words of a payload; what was redacted says so."""
    said = json.loads(body)
    words = {name: said.get(name) for name in names}
    return {name: TEXT_MARK if is_marked(one) else str(one or "") for name, one in words.items()}


def last_reports(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> dict[str, ReportRow]:
    """The last report of each village up to that day, by the village's key."""
    up_to = (_report.c.district_code == district, _report.c.valid_from <= on)
    newest = (
        select(_report.c.village_id, func.max(_report.c.valid_from).label("day"))
        .where(*up_to, live(_report, known))
        .group_by(_report.c.village_id)
        .subquery()
    )
    of_it = (newest.c.village_id == _report.c.village_id) & (newest.c.day == _report.c.valid_from)
    query = _reports().join(newest, of_it).where(live(_report, known))
    return {one.key: _report_row(one) for one in connection.execute(query)}


def reports_of(connection: Connection, key: str) -> list[ReportRow]:
    """The reports of a village, the newest first."""
    query = _reports().where(_village.c.key == key, live(_report))
    rows = connection.execute(query.order_by(_report.c.valid_from.desc()))
    return [_report_row(one) for one in rows]


def report_on(connection: Connection, key: str, as_of: date) -> ReportRow | None:
    """The report of the village as of that very day."""
    query = _reports().where(_village.c.key == key, _report.c.valid_from == as_of, live(_report))
    found = connection.execute(query).first()
    return None if found is None else _report_row(found)


def report_as_written(connection: Connection, row: int, key: str) -> ReportRow | None:
    """The report of that number, whether or not it still stands; None if another village's."""
    found = connection.execute(_reports().where(_report.c.id == row, _village.c.key == key)).first()
    return None if found is None else _report_row(found)
