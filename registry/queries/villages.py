"""Villages of a district as of a day: names, reports of the situation, community plans."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from config.defaults import policy
from config.words import Named
from registry.facts import holds, live
from registry.models import (
    CommunityPlan,
    Payload,
    Village,
    VillageName,
    VillageProblem,
    VillageReport,
    table_of,
)
from registry.queries.areas import subdistricts_of
from registry.rows import columns_of, every
from registry.rules.redaction import TEXT_MARK, is_marked
from registry.rules.terms import last_day
from registry.rules.villages import (
    FIGURES,
    OPEN,
    AreaSituation,
    VillageSituation,
    add_up,
    by_subdistrict,
)

PROBLEM_WORDS = ("problem", "solution", "steps", "who", "result")
REPORT_WORDS = ("group_names", "source")
_village, _name = table_of(Village), table_of(VillageName)
_report, _problem = table_of(VillageReport), table_of(VillageProblem)
_plan, _payload = table_of(CommunityPlan), table_of(Payload)


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
        return int(self.key.rpartition("/")[2])


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


@dataclass(frozen=True)
class ProblemRow:
    """A problem of a village with its row of the community plan, as it stands from `since` on.

    `words` are those of PROBLEM_WORDS, empty where nothing was written.
    """

    row: int
    key: str
    village: str
    state: str
    begins_on: date | None
    ends_on: date | None
    words: Mapping[str, str]
    since: date
    recorded_at: datetime


@dataclass(frozen=True)
class OpenProblem:
    """An open problem of a village that is there on the day."""

    village: VillageRow
    problem: ProblemRow


@dataclass(frozen=True)
class DistrictSituation:
    """What the villages of a district add up to, as a whole and by sub-district.

    A report counts for `days` days. `names` are those of the sub-districts, by code.
    """

    district: str
    on: date
    days: int
    whole: AreaSituation
    parts: Mapping[str, AreaSituation]
    names: Mapping[str, Named]


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
    said = _said(row.body, REPORT_WORDS)
    return ReportRow(row.id, row.key, row.valid_from, figures, said, row.recorded_at)


def _said(body: str, names: Collection[str]) -> dict[str, str]:
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


def _problems() -> Select[Any]:
    return (
        select(_plan, _problem.c.key, _village.c.key.label("village"), _payload.c.body)
        .join(_problem, _problem.c.id == _plan.c.problem_id)
        .join(_village, _village.c.id == _problem.c.village_id)
        .join(_payload, _payload.c.id == _plan.c.payload_id)
    )


def _problem_row(row: Any) -> ProblemRow:  # noqa: ANN401 — a row of the joined tables
    said = _said(row.body, PROBLEM_WORDS)
    days = (row.begins_on, row.ends_on)
    return ProblemRow(
        row.id, row.key, row.village, row.state, *days, said, row.valid_from, row.recorded_at
    )


def problems(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> dict[str, ProblemRow]:
    """The rows of all community plans of the district on that day, by the problem's key."""
    query = _problems().where(_plan.c.district_code == district, holds(_plan, on, known))
    found = connection.execute(query.order_by(_problem.c.id))
    return {one.key: _problem_row(one) for one in found}


def problems_of(connection: Connection, key: str, on: date) -> list[ProblemRow]:
    """The rows of a village's community plan on that day, the oldest problem first."""
    query = _problems().where(_village.c.key == key, holds(_plan, on))
    return [_problem_row(one) for one in connection.execute(query.order_by(_problem.c.id))]


def last_problems(connection: Connection, district: str) -> dict[str, ProblemRow]:
    """The rows of all community plans of the district as they hold last, by the problem's key."""
    query = _problems().where(_plan.c.district_code == district, live(_plan))
    found = connection.execute(query.order_by(_plan.c.valid_from))
    return {one.key: _problem_row(one) for one in found}


def problem_as_written(connection: Connection, row: int, key: str) -> ProblemRow | None:
    """The row of that number, whether or not it still stands; None if another problem's."""
    found = connection.execute(_problems().where(_plan.c.id == row, _problem.c.key == key)).first()
    return None if found is None else _problem_row(found)


def open_problems(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[OpenProblem]:
    """The open problems of the villages that the district has on that day, village by village."""
    there = {one.key: one for one in villages(connection, district, on, known)}
    order = list(there)
    found = [
        OpenProblem(there[one.village], one)
        for one in problems(connection, district, on, known).values()
        if one.state == OPEN and one.village in there
    ]
    return sorted(found, key=lambda one: order.index(one.village.key))


def open_by_village(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> dict[str, int]:
    """How many open problems each village has that has a community plan, by its key."""
    found: dict[str, int] = {}
    for one in problems(connection, district, on, known).values():
        found[one.village] = found.get(one.village, 0) + (one.state == OPEN)
    return found


def situations(
    listed: Iterable[VillageRow], reports: Mapping[str, ReportRow], waiting: Mapping[str, int]
) -> list[VillageSituation]:
    """Each of the villages with its last report and its open problems, by the village's key."""
    return [
        VillageSituation(
            one.key,
            one.subdistrict,
            reports[one.key].as_of if one.key in reports else None,
            reports[one.key].figures if one.key in reports else {},
            waiting.get(one.key),
        )
        for one in listed
    ]


def situation(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> DistrictSituation:
    """What the villages of the district add up to on that day, every sub-district by itself."""
    each = situations(
        villages(connection, district, on, known),
        last_reports(connection, district, on, known),
        open_by_village(connection, district, on, known),
    )
    return added_up(connection, district, on, each)


def added_up(
    connection: Connection, district: str, on: date, each: Sequence[VillageSituation]
) -> DistrictSituation:
    """The same of villages that were read."""
    names, days = subdistricts_of(connection, district), policy().villages.report_counts_days
    return DistrictSituation(
        district, on, days, add_up(each, on, days), by_subdistrict(each, names, on, days), names
    )
