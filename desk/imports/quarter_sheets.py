"""The workbook of a quarter's sheet that came back: an answer, or every misfit at its cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from desk.imports.sheet_cells import CellProblem, CellWrong, SheetRow
from desk.views.quarter_book import QuarterOf
from flows.engine.forms import misfits_of
from flows.year.figure_lines import figure_misfits
from flows.year.monitoring_gates import PROGRESS, Progress
from registry.records.adoption_rows import RawForm
from registry.refusals import FileMisfits, Refusal
from registry.rules.amounts import parse_amount
from registry.rules.plain_values import Json
from registry.rules.quarter_sheet import (
    ACTIVITIES,
    CHOICES,
    COLUMNS,
    DISTRICT,
    MADE_OF,
    QUARTER,
    YEAR,
)
from tasks.workbooks.filled_form import read_workbook
from tasks.workbooks.quarter_workbook import QUARTER as FORM

TEXTS = ("variance", "corrective")
LABELS = {"state": "activity_state", "qualifier": "qualifier"}  # by the words of their columns


class QuarterFileUnfit(FileMisfits[CellProblem]):
    """The workbook has misfits, each at its cell."""


class NoQuarterForm(Refusal):
    """The workbook has not the sheets of a quarter: it is another one."""


class NoOpenSheet(Refusal):
    """No sheet of that quarter waits."""


class QuarterRecorded(Refusal):
    """The quarter was recorded: its workbook can but correct what was."""


class NotRecorded(Refusal):
    """Nothing was recorded of the quarter that could be put right."""


class OtherQuarter(Refusal):
    """The workbook is of another district, year or quarter."""


@dataclass(frozen=True)
class QuarterFile:
    """A workbook that was opened: of which district's quarter it says that it is.

    `made_of` is the mark of what was recorded when it was made, "" where nothing was.
    """

    raw: RawForm
    of: QuarterOf
    made_of: str

    def refuse_other(self, connection: Connection, of: QuarterOf, field: str) -> None:
        """Raises OtherQuarter unless it is the workbook of that quarter."""
        if self.of != of:
            value, wanted = self.of.words(connection), of.words(connection)
            raise OtherQuarter(field=field, value=value, wanted=wanted)

    def answer(self, field: str) -> dict[str, Json]:
        """The answer that it makes: rows and figures, and that something was told.

        Raises QuarterFileUnfit.
        """
        return _Reading(self.raw).answer(field)


def with_kept(answer: Mapping[str, Json], before: object) -> dict[str, Json]:
    """The answer of a workbook with what it has no columns for, as it stands in the rows before.

    Rows stand in the order in which they did.
    """
    rows = answer.get("rows")
    if not isinstance(rows, list):
        return dict(answer)
    said = {str(one["row"]): one for one in rows if isinstance(one, Mapping)}
    stood: list[Json] = []
    for old in before if isinstance(before, list) else ():
        if isinstance(old, Mapping) and (key := str(old.get("row"))) in said:
            kept = {name: value for name, value in old.items() if name not in ACTIVITIES}
            stood.append({**said.pop(key), **kept})
    return {**answer, "rows": [*stood, *said.values()]}


def open_quarter(content: bytes, megabytes: int, *, file: str, field: str) -> QuarterFile:
    """The workbook. Raises NoQuarterForm, and what the reader of workbooks refuses."""
    raw = read_workbook(content, megabytes, file=file, field=field, form=FORM)
    if not raw.sheets.keys() >= COLUMNS.keys():
        raise NoQuarterForm(field=field, file=file)
    rows = (SheetRow("about", number, cells) for number, cells in enumerate(raw.sheets["about"]))
    about = {row.text("item"): row.text("value") for row in rows}
    year, quarter = about.get(YEAR, ""), about.get(QUARTER, "")
    return QuarterFile(
        raw,
        QuarterOf(
            about.get(DISTRICT, ""),
            int(year) if year.isdecimal() else 0,
            int(quarter) if quarter.isdecimal() else 0,
        ),
        about.get(MADE_OF, ""),
    )


@dataclass
class _Reading:
    """A workbook while it is read; its misfits are collected, none stops the rest."""

    raw: RawForm
    misfits: list[CellProblem] = field(default_factory=list)
    places: dict[str, tuple[SheetRow, str]] = field(default_factory=dict)

    def answer(self, file_field: str) -> dict[str, Json]:
        """All of it."""
        for one in self.raw.problems:
            self.misfits.append(CellProblem(one.sheet, one.where, one.refusal))
        rows = [*self._lines("activities", "rows")]
        figures = [*self._lines("figures", "figures")]
        told: dict[str, Json] = {"figures": [*figures]}
        if rows:
            told |= {"result": str(Progress.REPORTED), "rows": [*rows]}
        for refusal in (*misfits_of(PROGRESS, told | _enough(rows)), *figure_misfits(figures)):
            self._wrong(refusal)
        if self.misfits:
            raise QuarterFileUnfit(self.misfits, file_field)
        return told

    def _lines(self, sheet: str, name: str) -> Iterator[dict[str, Json]]:
        place = 0
        for number, cells in enumerate(self.raw.sheets[sheet]):
            row = SheetRow(sheet, number, cells)
            line = self._row(row) if sheet == "activities" else self._figure(row)
            if line is None:
                continue
            for column in COLUMNS[sheet]:
                self.places[f"{name}.{place}.{column}"] = (row, column)
            self.places[f"{name}.{place}"] = (row, COLUMNS[sheet][0])
            place += 1
            yield line

    def _row(self, row: SheetRow) -> dict[str, Json] | None:
        """A line of an activity; None where its state was left empty and nothing else is said."""
        said: dict[str, Json] = {
            name: text for name in ("reached", *TEXTS) if (text := row.lines(name))
        }
        if spent := self._baht(row):
            said["spent"] = spent
        state = self._choice(row, "state")
        if not (state or said):
            return None
        return {"row": row.text("row"), **({"state": state} if state else {}), **said}

    def _figure(self, row: SheetRow) -> dict[str, Json] | None:
        value = row.text("value")
        if not value:
            return None
        qualifier = self._choice(row, "qualifier")
        line: dict[str, Json] = {
            "indicator": row.text("indicator"), "part": row.text("part"), "value": value,
        }  # fmt: skip
        beside = {"qualifier": qualifier, "evidence": row.text("evidence")}
        return line | {name: said for name, said in beside.items() if said}

    def _choice(self, row: SheetRow, column: str) -> str:
        if not row.text(column):
            return ""
        try:
            return row.choice(column, CHOICES)
        except CellWrong as wrong:
            wrong.refusal.field = LABELS[column]
            self.misfits.append(self._at(row, column, wrong.refusal))
            return CHOICES[column][1][0]  # what it is counts no more: the file is refused

    def _baht(self, row: SheetRow) -> str:
        said = row.text("spent")
        try:
            return str(parse_amount(said, field="spent")) if said else ""
        except Refusal as refusal:
            self.misfits.append(self._at(row, "spent", refusal))
            return ""

    def _wrong(self, refusal: Refusal) -> None:
        first = (refusal.field or "").partition(", ")[0]  # of parts that do not go together
        row, column = self.places.get(first, (None, ""))
        if row is not None:
            self.misfits.append(self._at(row, column, refusal))
        else:
            self.misfits.append(CellProblem("", refusal.field or "", refusal))

    def _at(self, row: SheetRow, column: str, refusal: Refusal) -> CellProblem:
        return CellProblem(row.sheet, self.raw.where(row.sheet, row.number, column), refusal)


def _enough(rows: list[Mapping[str, Json]] | list[dict[str, Json]]) -> dict[str, Json]:
    """What lets a sheet without a line of an activity be read: what it says is asked later."""
    return {} if rows else {"result": str(Progress.NIL), "reason": "-"}
