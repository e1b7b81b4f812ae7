"""Read a workbook of scores: a participant code, points before and after, perhaps the sex.

The columns stand in any order under Thai or English heads. No names come in: a column that
is not known, and a code that looks like a name or an identity number, is refused by its cell.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from config.training import ScoreFile, training
from config.words import Sentence, both
from registry.refusals import Refusal
from registry.rules.participant_codes import code_problem, strangers
from registry.rules.thai import tidy
from tasks.workbooks.filled_form import FormulaInCell, is_filled, is_formula, opened
from tasks.workbooks.score_lines import ReadScore, ReadScores, unmatched
from tasks.workbooks.score_misfits import (
    MaximumMissing,
    ScoreCodeTwice,
    ScoreColumnTwice,
    ScoreColumnUnknown,
    ScoreHeadsMissing,
    ScoreMisfit,
    ScoreOutOfRange,
    ScoreRowsTooMany,
    ScoreSexUnknown,
    ScoreSheetsSeveral,
    ScoresUnfit,
    ScoreUnreadable,
)

SHOWN = 40  # signs of a cell's text that a sentence repeats
Row = tuple[int, tuple[Any, ...]]  # its number in the sheet, its cells
HEAD_ROWS = 20  # within which the heads are looked for
WIDEST = 40
PLACES = 2  # decimals of points, as the form takes them


def read_scores(
    content: bytes,
    megabytes: int,
    maximum: Decimal | None = None,
    *,
    post_maximum: Decimal | None = None,
    came: Sequence[str] = (),
    file: str = "",
    field: str = "FILE",
) -> ReadScores:
    """The scores in the workbook, points out of `maximum`, after out of `post_maximum`.

    Where it is known which codes `came`, a row without points of another code is nobody's: the
    empty workbook of a training lists all members.

    A row of maxima in the workbook goes before them, and is warned of where the two tests, or
    the workbook and what was typed, do not agree. Somebody who took only one of the two tests
    stays in, unmatched, and is warned of. Raises MaximumMissing, WorkbookTooLarge,
    WorkbookUnreadable, or ScoresUnfit with every misfit by cell.
    """
    with opened(content, megabytes, file=file, field=field) as book:
        return _Reader(maximum, post_maximum, training().score_file).read(book, came)


class _Reader:
    """One reading: its misfits are collected, none stops the rest."""

    def __init__(
        self, maximum: Decimal | None, post_maximum: Decimal | None, form: ScoreFile
    ) -> None:
        self.typed = {"pre": maximum, "post": post_maximum}
        self.maxima = dict(self.typed)
        self.form = form
        self.misfits: list[ScoreMisfit] = []
        self.seen: dict[str, str] = {}

    def read(self, book: Workbook, came: Sequence[str]) -> ReadScores:
        lines = self._lines(book)
        nobodys = strangers((one.code for one in lines if one.untested), came) if came else ()
        lines = tuple(one for one in lines if one.code not in nobodys)
        if self.misfits:
            raise ScoresUnfit(self.misfits)
        before, after = self.maxima["pre"], self.maxima["post"]
        if before is None:
            raise MaximumMissing(field="maximum")
        told = (*self._about_maxima(), *unmatched(lines))
        return ReadScores(before, lines, told, after or before)

    def _about_maxima(self) -> Iterator[Sentence]:
        """What to look at where the maxima do not agree with each other or with the form."""
        before, after = self.maxima["pre"], self.maxima["post"]
        said = {"before": str(before), "after": str(after)}
        if before != after:
            yield both("warning.score_maxima", **said)
        if any(self.typed[test] not in (None, most) for test, most in self.maxima.items()):
            yield both("scores.maxima_of_file", **said)

    def _lines(self, book: Workbook) -> tuple[ReadScore, ...]:
        sheets = {sheet.title: self._listed(sheet) for sheet in book.worksheets}
        found = {title: heads for title, rows in sheets.items() if (heads := self._heads(rows))}
        if len(found) > 1:
            self._wrong("A1", ScoreSheetsSeveral(field="file", sheets=", ".join(found)))
            return ()
        for title, (place, columns) in found.items():
            rows = sheets[title]
            number, heads = rows[place]
            self._judge_heads(heads, number, columns, [row for _, row in rows[place + 1 :]])
            below = self._without_maxima(rows[place + 1 :], columns)
            return () if self.maxima["pre"] is None else tuple(self._rows(below, columns))
        self._wrong("A1", ScoreHeadsMissing(field="file"))
        return ()

    def _listed(self, sheet: Any) -> list[Row]:  # noqa: ANN401 — openpyxl's sheet
        """The rows that say anything, with their numbers; one more than may be, not all."""
        rows = enumerate(sheet.iter_rows(max_col=WIDEST), start=1)
        said = ((number, tuple(row)) for number, row in rows if any(map(is_filled, row)))
        return list(islice(said, self.form.largest_rows + HEAD_ROWS + 1))

    def _heads(self, rows: Sequence[Row]) -> tuple[int, dict[int, str]] | None:
        """Where among the first rows the heads stand, and which column is which."""
        for place, (_, row) in enumerate(rows[:HEAD_ROWS]):
            columns = self._columns(row)
            if {"code", "pre", "post"} <= set(columns.values()):
                return place, columns
        return None

    def _columns(self, row: Sequence[Any]) -> dict[int, str]:
        """Which column stands where in a row of heads."""
        heads = self.form.heads.model_dump()
        found = {}
        for place, cell in enumerate(row):
            said = tidy(str(cell.value)).casefold() if isinstance(cell.value, str) else ""
            known = [key for key, names in heads.items() if said in names]
            if known:
                found[place] = known[0]
        return found

    def _judge_heads(
        self,
        row: Sequence[Any],
        number: int,
        columns: Mapping[int, str],
        rows: Sequence[Sequence[Any]],
    ) -> None:
        for place, cell in enumerate(row):
            where = f"{get_column_letter(place + 1)}{number}"
            below = any(place < len(one) and is_filled(one[place]) for one in rows)
            if place not in columns and (is_filled(cell) or below):
                self._wrong(where, ScoreColumnUnknown(field="file", column=_shown(cell.value)))
            elif columns.get(place) in [key for at, key in columns.items() if at < place]:
                self._wrong(where, ScoreColumnTwice(field="file", column=_shown(cell.value)))

    def _without_maxima(self, rows: Sequence[Row], columns: Mapping[int, str]) -> list[Row]:
        """The rows of people; the row that says how many points each test has is read first."""
        places = {key: place for place, key in columns.items()}
        found = [one for one in rows if self._is_of_maxima(one[1], places["code"])]
        for number, row in found:
            for key in ("pre", "post"):
                self._read_maximum(key, row, places[key], number)
        if self.maxima["post"] is None:
            self.maxima["post"] = self.maxima["pre"]
        return [one for one in rows if one not in found]

    def _is_of_maxima(self, row: Sequence[Any], place: int) -> bool:
        cell = row[place] if place < len(row) else None
        said = tidy(str(cell.value)).casefold() if cell is not None and is_filled(cell) else ""
        return said in self.form.maximum_row

    def _read_maximum(self, key: str, row: Sequence[Any], place: int, number: int) -> None:
        if place >= len(row) or not is_filled(row[place]):
            return
        where, text = f"{get_column_letter(place + 1)}{number}", tidy(str(row[place].value))
        points = None if is_formula(row[place]) else _number(row[place].value, text)
        if points is None or not 0 < points <= self.form.most_points:
            self._wrong(where, ScoreUnreadable(field="score", value=text[:SHOWN]))
        else:
            self.maxima[key] = points

    def _rows(self, rows: Sequence[Row], columns: Mapping[int, str]) -> Iterator[ReadScore]:
        for number, row in rows:
            named = {
                key: (f"{get_column_letter(place + 1)}{number}", row[place])
                for place, key in columns.items()
                if place < len(row)
            }
            counted = [cell for key, (_, cell) in named.items() if key != "number"]
            if not any(is_filled(cell) for cell in counted):
                continue
            if len(self.seen) >= self.form.largest_rows:
                self._wrong(
                    f"A{number}", ScoreRowsTooMany(field="file", most=self.form.largest_rows)
                )
                return
            yield self._row(named)

    def _row(self, named: Mapping[str, tuple[str, Any]]) -> ReadScore:
        self._refuse_formulas(named)
        return ReadScore(
            code=self._code(*named["code"]),
            pre=self._points("pre", *named["pre"]),
            post=self._points("post", *named["post"]),
            sex=self._sex(*named["sex"]) if "sex" in named else "not_stated",
        )

    def _refuse_formulas(self, named: Mapping[str, tuple[str, Any]]) -> None:
        for key, (where, cell) in named.items():
            if is_formula(cell):
                self._wrong(where, FormulaInCell(field=key))

    def _code(self, where: str, cell: Any) -> str:  # noqa: ANN401 — openpyxl's cell
        if is_formula(cell):
            return ""
        typed = cell.value
        if isinstance(typed, float) and typed.is_integer():
            typed = int(typed)
        code = tidy("" if typed is None else str(typed)).removeprefix("'")
        refusal = code_problem(code, self.form)
        if refusal is not None:
            self._wrong(where, refusal)
        elif code.casefold() in self.seen:
            first = self.seen[code.casefold()]
            self._wrong(where, ScoreCodeTwice(field="code", code=code, first=first))
        self.seen.setdefault(code.casefold() or where, where)
        return code

    def _points(  # openpyxl's cell has no type of its own
        self,
        key: str,
        where: str,
        cell: Any,  # noqa: ANN401 — openpyxl's cell
    ) -> Decimal | None:
        most = self.maxima[key] or self.form.most_points
        if is_formula(cell) or not is_filled(cell):
            return None
        typed = cell.value
        text = tidy(str(typed)).removeprefix("'")
        if text.casefold() in self.form.not_taken:
            return None
        points = _number(typed, text)
        if points is None or "%" in (getattr(cell, "number_format", "") or ""):
            self._wrong(where, ScoreUnreadable(field="score", value=text[:SHOWN]))
            return None
        if not 0 <= points <= most:
            refusal = ScoreOutOfRange(field="score", value=text, maximum=str(most))
            self._wrong(where, refusal)
            return None
        return points

    def _sex(self, where: str, cell: Any) -> str:  # noqa: ANN401 — openpyxl's cell
        if is_formula(cell) or not is_filled(cell):
            return "not_stated"
        typed = tidy(str(cell.value)).casefold()
        for sex, words in (("female", self.form.female), ("male", self.form.male)):
            if typed in words:
                return sex
        self._wrong(where, ScoreSexUnknown(field="sex", value=typed[:SHOWN]))
        return "not_stated"

    def _wrong(self, where: str, refusal: Refusal) -> None:
        self.misfits.append(ScoreMisfit(where, refusal))


def _shown(value: object) -> str:
    return tidy(str(value))[:SHOWN] if value is not None else "-"


def _number(typed: object, text: str) -> Decimal | None:
    """The number that was typed, with at most two decimals; a date or truth is none."""
    if isinstance(typed, bool) or not isinstance(typed, int | float | str):
        return None
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]+)?", text):
        return None
    try:
        points = Decimal(text)
    except InvalidOperation:
        return None
    rounded = round(points, PLACES)
    return points if points == rounded else None
