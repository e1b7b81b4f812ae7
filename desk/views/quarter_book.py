"""The sheet of a quarter as a workbook: what is known of it already, a row for each line."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection

from config.indicators import NUMERATOR, TOTAL, indicators
from config.words import LANGUAGES, Named, Sentence, Value, both, written
from desk.views.form_schema import context, proposed
from flows.plan.row_words import rows_in_words
from flows.year.figure_lines import reported_indicators
from flows.year.monitoring_gates import PROGRESS
from flows.year.monitoring_recordings import quarter_at
from flows.year.recordings import year_of
from registry.gazetteer import area_index
from registry.journal import GateRow, entries, open_gates
from registry.queries.plans import plan_versions
from registry.rules.figure_words import column_words
from registry.rules.quarter_sheet import DISTRICT, QUARTER, YEAR
from tasks.workbooks.quarter_workbook import quarter_workbook
from tasks.workbooks.sheet_writing import Row

FIRST_PARTS = (TOTAL, NUMERATOR)  # beside them it is said how the figure is meant


class QuarterOf(NamedTuple):
    """The quarter of a district that a sheet tells of."""

    district: str
    year: int
    quarter: int

    @property
    def words(self) -> Sentence:
        """The quarter as a sentence tells it; a district that no area bears by its code."""
        area = area_index().areas.get(self.district)
        district = Named(area.name_th, area.name_en) if area else self.district
        return both(
            "period.quarter_of_district",
            district=district, quarter=self.quarter, year=str(self.year),
        )  # fmt: skip


def quarter_of(connection: Connection, asked: GateRow) -> QuarterOf:
    """The quarter that the gate asks about."""
    rows = entries(connection, asked.instance_id)
    return QuarterOf(asked.district_code, year_of(rows), quarter_at(asked.path))


def open_sheet(connection: Connection, of: QuarterOf) -> GateRow | None:
    """The gate at which the quarter's sheet waits; None where none does."""
    gates = (
        one for one in open_gates(connection, district=of.district) if one.gate == PROGRESS.key
    )
    return next((one for one in gates if quarter_of(connection, one) == of), None)


def book_of_quarter(connection: Connection, asked: GateRow, on: date) -> tuple[str, bytes]:
    """The workbook of the open sheet, and what it is called."""
    rows = entries(connection, asked.instance_id)
    _, year, quarter = quarter_of(connection, asked)
    said = proposed(asked, rows, context(connection, asked, rows, on))
    answer: Mapping[str, Any] = said if isinstance(said, dict) else {}
    about = {DISTRICT: asked.district_code, YEAR: str(year), QUARTER: str(quarter)}
    name = f"{asked.district_code}-{year}-q{quarter}.xlsx"
    return name, quarter_workbook(
        {
            "activities": [*_activities(connection, asked.district_code, year, on, answer)],
            "figures": [*_figures(answer)],
            "about": [{"item": item, "value": value} for item, value in about.items()],
        }
    )


def _activities(
    connection: Connection, district: str, year: int, on: date, answer: Mapping[str, Any]
) -> Iterator[Row]:
    versions = plan_versions(connection, (district,), on, year)
    if not versions:
        return
    said = {str(one.get("row")): one for one in answer.get("rows") or ()}
    for row in rows_in_words(connection, district, year, versions[-1].version, on):
        key = str(row["key"])
        known = said.get(key, {})
        target = " ".join(str(row[one]) for one in ("target", "unit") if row.get(one))
        yield {
            "row": key,
            "activity": str(row.get("activity", "")),
            "target": target,
            **{name: str(known[name]) for name in ("state", "reached", "spent", "variance",
               "corrective") if known.get(name)},
        }  # fmt: skip


def _figures(answer: Mapping[str, Any]) -> Iterator[Row]:
    known = indicators()
    said = {
        (str(one.get("indicator")), str(one.get("part") or "")): one
        for one in answer.get("figures") or ()
    }
    for one in reported_indicators():
        for part in known.parts_of(one):
            line = said.get((one.key, part), {})
            meant = str(line.get("qualifier") or "") if part in FIRST_PARTS else ""
            yield {
                "indicator": one.key,
                "part": part or None,
                "figure": _in_thai(column_words(known, one.key, part)),
                "unit": one.unit_th,
                "value": str(line["value"]) if line.get("value") else None,
                "qualifier": meant or None,
            }


def _in_thai(value: Value) -> str:
    return written(value, LANGUAGES[0])
