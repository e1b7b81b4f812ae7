"""The rows of a workbook of villages: names, reports of the situation, community plans."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

from config.words import Named
from desk.imports.sheet_cells import CellMissing, CellWrong, SheetRow
from desk.imports.sheet_reading import NEW, UNCHANGED
from desk.imports.village_reading import MOST_MOO, VillageReading, named
from registry.queries.village_problems import (
    PROBLEM_WORDS,
    ProblemRow,
    last_problems,
    problem_as_written,
)
from registry.queries.villages import (
    REPORT_WORDS,
    ReportRow,
    name_as_written,
    report_as_written,
    report_on,
)
from registry.records.village_changes import (
    MooTaken,
    NewName,
    NewProblem,
    NewReport,
    clash_of,
    refuse_odd_name,
    refuse_odd_problem,
    refuse_odd_report,
)
from registry.refusals import Refusal
from registry.rules.village_sheet import CHOICES, LONGEST_NAME
from registry.rules.villages import FIGURES, MOST, OPEN

OF_A_PROBLEM = ("problem_key", "begins_on", "ends_on", *PROBLEM_WORDS)
T = TypeVar("T")
S = TypeVar("S")


class NoSuchProblem(Refusal):
    """No problem of that key in the village's community plan."""


class NameTooLong(Refusal):
    """A name that is longer than any village's."""

    code = "line_too_long"


def read_names(reading: VillageReading) -> Iterator[NewName]:
    """The names that are new or changed; where each village lies is known after it."""
    found: dict[str, tuple[SheetRow, NewName]] = {}
    before: set[object] = set()

    def take(row: SheetRow) -> None:
        said = _name(reading, row)
        reading.once("name_th", said.village, before)
        stands = reading.known.get(said.village)
        number = reading.version(row)
        written = name_as_written(reading.connection, number, said.village) if number else None
        state = reading.settle(row, said, _or_none(named, stands), _or_none(named, written))
        if state != UNCHANGED:
            if stands is None:
                reading.warn_of_namesake(row, said)
            reading.put(said)
            found[said.village] = row, replace(said, stands=stands.row if stands else None)
        reading.see(row, reading.label(said.village), state)

    reading.each("villages", take)
    _tell_clash(reading, found)
    yield from (one for _, one in found.values())


def _name(reading: VillageReading, row: SheetRow) -> NewName:
    key, code = row.text("village"), reading.subdistrict(row)
    moo, name = row.count("moo", MOST_MOO), row.text("name_th", needed=True)
    if len(name) > LONGEST_NAME:
        raise CellWrong("name_th", NameTooLong(most=LONGEST_NAME))
    if key:
        reading.which(replace(row, cells={"village": row.cells["village"]}))  # known, at least
    key = key or reading.at(code, moo, name) or f"+{row.number}"
    stands = reading.known.get(key)
    said = NewName(
        key,
        code,
        moo,
        reading.words_of(row, "name_th", stands.name_th if stands else "", needed=True),
        reading.words_of(row, "name_en", stands.name_en if stands else ""),
        row.day("since") or (stands.start if stands else reading.today),
        reading.day(row, "last_day", stands.last_day if stands else None),
    )
    earlier = [one for one in reading.names if stands and one.key == key and one.row != stands.row]
    _checked(lambda: refuse_odd_name(said, earlier))
    return said


def _tell_clash(reading: VillageReading, found: dict[str, tuple[SheetRow, NewName]]) -> None:
    clash = clash_of(reading.names, [one for _, one in found.values()])
    if clash is not None:
        row = found[clash.name.village][0]
        reading.tell(row, "moo", MooTaken(field="moo", moo=clash.name.moo, other=clash.other))


def read_reports(reading: VillageReading) -> Iterator[NewReport]:
    """The reports that are new or changed."""
    found: list[NewReport] = []
    before: set[object] = set()

    def take(row: SheetRow) -> None:
        if not any(row.text(one) for one in ("as_of", *FIGURES, *REPORT_WORDS)):
            return
        key, as_of = reading.which(row), row.day("as_of")
        if as_of is None:
            raise CellWrong("as_of", CellMissing())
        reading.once("as_of", (key, as_of), before)
        stands = report_on(reading.connection, key, as_of)
        number = reading.version(row)
        written = report_as_written(reading.connection, number, key) if number else None
        if written is not None and written.as_of != as_of:
            written = None  # a survey of another day: a report of its own
        said = _report(reading, row, key, as_of, stands)
        state = reading.settle(
            row,
            said,
            _reported(stands) if stands else None,
            _reported(written) if written else None,
        )
        if state != UNCHANGED:
            _checked(lambda: refuse_odd_report(said, reading.today))
            found.append(replace(said, stands=stands.row if stands else None))
        reading.see(row, reading.label(key), state)

    reading.each("situation", take)
    yield from found


def _report(
    reading: VillageReading, row: SheetRow, key: str, as_of: date, stands: ReportRow | None
) -> NewReport:
    figures = {
        one: reading.count(row, one, MOST, stands.figures[one] if stands else None)
        for one in FIGURES
    }
    words = {
        one: reading.words_of(row, one, stands.words[one] if stands else "") for one in REPORT_WORDS
    }
    return NewReport(key, as_of, figures, words)


def _reported(row: ReportRow) -> NewReport:
    return NewReport(row.village, row.as_of, row.figures, row.words)


def read_problems(reading: VillageReading) -> Iterator[NewProblem]:
    """The rows of community plans that are new or changed."""
    found: list[NewProblem] = []
    before: set[object] = set()
    known = last_problems(reading.connection, reading.district)

    def take(row: SheetRow) -> None:
        if not any(row.text(one) for one in OF_A_PROBLEM):
            return
        key, problem = reading.which(row), row.text("problem_key")
        stands = _meant(known, key, problem, row)
        reading.once("problem", stands.key if stands else (key, row.text("problem")), before)
        said = _problem(reading, row, key, stands)
        number = reading.version(row)
        written = (
            problem_as_written(reading.connection, number, stands.key)
            if number and stands
            else None
        )
        state = reading.settle(row, said, _or_none(_planned, stands), _or_none(_planned, written))
        if state != UNCHANGED:
            _checked(lambda: refuse_odd_problem(said))
            found.append(replace(said, stands=stands.row if stands else None))
        label = reading.label(key)
        short = said.words["problem"].splitlines()[0]
        told = Named(f"{label.th}: {short}", f"{label.en}: {short}")
        reading.see(row, told, NEW if stands is None else state)

    reading.each("plan", take)
    yield from found


def _meant(
    known: dict[str, ProblemRow], village: str, key: str, row: SheetRow
) -> ProblemRow | None:
    """The problem of that key; without one the village's that says the same."""
    if key:
        found = known.get(key)
        if found is None or found.village != village:
            raise CellWrong("problem_key", NoSuchProblem(value=key))
        return found
    said = row.lines("problem")
    same = (one for one in known.values() if one.village == village)
    return next((one for one in same if one.words["problem"] == said), None)


def _problem(
    reading: VillageReading, row: SheetRow, village: str, stands: ProblemRow | None
) -> NewProblem:
    words = {
        one: reading.words_of(
            row, one, stands.words[one] if stands else "", needed=one == "problem"
        )
        for one in PROBLEM_WORDS
    }  # fmt: skip
    begins, ends = reading.span(row, "begins_on"), reading.span(row, "ends_on")
    state = stands.state if stands else OPEN
    return NewProblem(
        village,
        stands.key if stands else None,
        row.choice("state", CHOICES) if row.text("state") else state,
        (begins.first if begins else None)
        if "begins_on" in row.cells
        else (stands.begins_on if stands else None),
        (ends.last if ends else None)
        if "ends_on" in row.cells
        else (stands.ends_on if stands else None),
        words,
    )


def _planned(row: ProblemRow) -> NewProblem:
    return NewProblem(row.village, row.key, row.state, row.begins_on, row.ends_on, row.words)


def _or_none(said: Callable[[T], S], row: T | None) -> S | None:
    return None if row is None else said(row)


def _checked(check: Callable[[], None]) -> None:
    """Raises CellWrong for what the check refuses, at the column that it names."""
    try:
        check()
    except Refusal as refusal:
        column = (refusal.field or "").rpartition(".")[2]
        raise CellWrong(column, refusal) from refusal
