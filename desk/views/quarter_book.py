"""The sheet of a quarter as a workbook: what is known of it already, a row for each line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection

from config.indicators import NUMERATOR, TOTAL, indicators
from config.words import LANGUAGES, Sentence, Value, both, written
from desk.views.form_schema import context, proposed
from desk.views.sight import Reader
from flows.capabilities import GATES, declared
from flows.decisions.late_reports import takes_report
from flows.engine.answers import Answers, CurrentAnswer, answers_of
from flows.engine.replay import branch_of
from flows.plan.row_words import rows_in_words
from flows.year.figure_lines import reported_indicators
from flows.year.monitoring_gates import PROGRESS, ProgressV1
from flows.year.monitoring_recordings import report_branch
from flows.year.plan_activities import plan_day
from flows.year.process import ANNUAL_CYCLE
from flows.year.recordings import year_of
from registry.journal import (
    GateRow,
    entries,
    gate_of_entry,
    instances_for,
    open_gates,
    past_gates,
)
from registry.ledger import fingerprint
from registry.queries.areas import names
from registry.queries.monitoring import quarter_at
from registry.queries.own_plans import own_plan
from registry.rules.figure_words import column_words
from registry.rules.quarter_sheet import DISTRICT, MADE_OF, QUARTER, YEAR
from registry.rules.redaction import unredacted
from tasks.workbooks.quarter_workbook import quarter_workbook
from tasks.workbooks.sheet_writing import Row

FIRST_PARTS = (TOTAL, NUMERATOR)  # beside them it is said how the figure is meant


class QuarterOf(NamedTuple):
    """The quarter of a district that a sheet tells of."""

    district: str
    year: int
    quarter: int

    def words(self, connection: Connection) -> Sentence:
        """The quarter as a sentence tells it; a district that no area bears by its code."""
        district = names(connection, {self.district}).get(self.district, self.district)
        return both(
            "period.quarter_of_district",
            district=district, quarter=self.quarter, year=str(self.year),
        )  # fmt: skip


def quarter_of(connection: Connection, asked: GateRow) -> QuarterOf:
    """The quarter that the gate asks about."""
    rows = entries(connection, asked.instance_id)
    return QuarterOf(asked.district_code, year_of(rows), quarter_at(asked.path))


def open_sheet(connection: Connection, of: QuarterOf) -> GateRow | None:
    """The gate at which the quarter's sheet waits; None where none does.

    One that is asked for no more, and that nobody ever reported, is still taken.
    """
    gates = (
        one for one in open_gates(connection, district=of.district) if one.gate == PROGRESS.key
    )
    waits = next((one for one in gates if quarter_of(connection, one) == of), None)
    if waits is not None or recorded_sheet(connection, of) is not None:
        return waits
    years = instances_for(connection, ANNUAL_CYCLE.key, str(of.year))
    branch = report_branch(of.quarter)
    return next(
        (
            gate
            for row in reversed(years)
            if row.district == of.district
            for gate in past_gates(connection, row.id)
            if gate.gate == PROGRESS.key and branch_of(gate.path) == branch
            if takes_report(declared(), connection, gate)
        ),
        None,
    )


@dataclass(frozen=True)
class RecordedSheet:
    """What was reported of a quarter as it counts now, in which instance of its year."""

    instance: int
    answer: CurrentAnswer[ProgressV1]

    @property
    def mark(self) -> str:
        """What a workbook bears that is made of it: another once it is corrected."""
        return fingerprint(self.answer.body)


def recorded_sheet(connection: Connection, of: QuarterOf) -> RecordedSheet | None:
    """The last round of the quarter that was reported and counts; None where nobody did."""
    years = instances_for(connection, ANNUAL_CYCLE.key, str(of.year))
    for row in (one for one in years if one.district == of.district):
        given = Answers(entries(connection, row.id), GATES)
        found = given.last(ProgressV1, branch=report_branch(of.quarter))
        if found is not None:
            return RecordedSheet(row.id, found)
    return None


def book_of_quarter(
    connection: Connection, asked: GateRow, on: date, reader: Reader
) -> tuple[str, bytes]:
    """The workbook of the open sheet as who takes it out may see it, and what it is called."""
    rows = entries(connection, asked.instance_id)
    at = context(connection, asked, rows, on)
    said = proposed(asked, rows, at, reader.sight(asked.district_code))
    answer: Mapping[str, Any] = said if isinstance(said, dict) else {}
    day = plan_day(at.answers, asked.path, on)
    return _book(connection, quarter_of(connection, asked), day, answer, None)


def book_of_recorded(connection: Connection, sheet: RecordedSheet) -> tuple[str, bytes]:
    """The workbook of a sheet as it was recorded, and what it is called."""
    of = quarter_of(connection, gate_of_entry(connection, sheet.answer.decision.id))
    said = unredacted(sheet.answer.body)
    return _book(connection, of, day_of_plan(connection, sheet), said, sheet.mark)


def day_of_plan(connection: Connection, sheet: RecordedSheet) -> date:
    """The day of the plan of which the sheet tells."""
    answers = answers_of(connection, sheet.instance, GATES)
    return plan_day(answers, sheet.answer.path, sheet.answer.on)


def _book(
    connection: Connection, of: QuarterOf, on: date, answer: Mapping[str, Any], mark: str | None
) -> tuple[str, bytes]:
    about = {DISTRICT: of.district, YEAR: str(of.year), QUARTER: str(of.quarter), MADE_OF: mark}
    name = f"{of.district}-{of.year}-q{of.quarter}.xlsx"
    return name, quarter_workbook(
        {
            "activities": [*_activities(connection, of.district, of.year, on, answer)],
            "figures": [*_figures(answer)],
            "about": [{"item": item, "value": value} for item, value in about.items()],
        }
    )


def _activities(
    connection: Connection, district: str, year: int, on: date, answer: Mapping[str, Any]
) -> Iterator[Row]:
    newest = own_plan(connection, district, year, on).newest
    if newest is None:
        return
    said = {str(one.get("row")): one for one in answer.get("rows") or ()}
    for row in rows_in_words(connection, district, year, newest.version, on):
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
                "evidence": str(line["evidence"]) if line.get("evidence") else None,
            }


def _in_thai(value: Value) -> str:
    return written(value, LANGUAGES[0])
