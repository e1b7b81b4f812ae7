"""What of two answers differs, line by line and row by row; what both say stands apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from config.words import Value, both
from desk.views.answer_words import AnswerLine, AnswerRow


@dataclass(frozen=True)
class AnswerDifference:
    """The lines as they were and as they would be, without what both say: that is `same`."""

    before: tuple[AnswerLine, ...]
    after: tuple[AnswerLine, ...]
    same: tuple[AnswerLine, ...]


NO_DIFFERENCE = AnswerDifference((), (), ())


def difference(before: Sequence[AnswerLine], after: Sequence[AnswerLine]) -> AnswerDifference:
    """Two answers to one question, each cut down to what the other does not say."""
    old, new = _by_label(before), _by_label(after)
    return AnswerDifference(
        tuple(_left(one, new.get(one.label)) for one in before if one != new.get(one.label)),
        tuple(_left(one, old.get(one.label)) for one in after if one != old.get(one.label)),
        tuple(one for line in after for one in _kept(line, old.get(line.label))),
    )


def _by_label(lines: Sequence[AnswerLine]) -> dict[Value, AnswerLine]:
    return {one.label: one for one in lines}


def _left(line: AnswerLine, other: AnswerLine | None) -> AnswerLine:
    """What of the line the other does not say; the whole of one that says a single thing."""
    if other is None:
        return line
    if line.rows and other.rows:
        return replace(line, rows=tuple(_rows_left(line, other)))
    values = tuple(one for one in line.values if one not in other.values)
    return replace(line, values=values or line.values)


def _rows_left(line: AnswerLine, other: AnswerLine) -> Iterator[AnswerRow]:
    """The rows that changed by what changed in them, called by their number where nothing does."""
    paired = len(line.rows) == len(other.rows)
    for place, row in enumerate(line.rows):
        if row in other.rows:
            continue
        twin = other.rows[place] if paired and other.rows[place].about == row.about else None
        lines = row.lines if twin is None else _lines_left(row, twin)
        yield AnswerRow(_about(line, row, place), lines)


def _about(line: AnswerLine, row: AnswerRow, place: int) -> Value:
    """What the row is about, else its number: the rows beside it may be left out."""
    return row.about or both("page.gate.row_of", field=line.label, number=place + 1)


def _lines_left(row: AnswerRow, twin: AnswerRow) -> tuple[AnswerLine, ...]:
    return tuple(one for one in row.lines if one not in twin.lines)


def _kept(line: AnswerLine, other: AnswerLine | None) -> Iterator[AnswerLine]:
    """What of the line the other says as well."""
    if other is None:
        return
    if line == other:
        yield line
    elif line.rows and other.rows:
        rows = tuple(
            AnswerRow(_about(line, row, place), row.lines)
            for place, row in enumerate(line.rows)
            if row in other.rows
        )
        if rows:
            yield replace(line, rows=rows)
    elif values := tuple(one for one in line.values if one in other.values):
        yield replace(line, values=values)
