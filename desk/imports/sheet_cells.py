"""Cells and rows of a workbook that came back: read one by one, refused with where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from config.words import LANGUAGES, Field, Named, Sentence, both, say
from registry.records.adoption_rows import RawCell, RawRow
from registry.refusals import Refusal
from registry.rules.counts import NoWholeNumber, whole_number
from registry.rules.dates import from_calendar, parse_date
from registry.rules.thai import tidy

Choices: TypeAlias = Mapping[str, tuple[str, Sequence[str]]]


class ChoiceUnfit(Refusal):
    """The cell holds none of the words that it lets choose."""

    code = "directory_choice"


class CellMissing(Refusal):
    """A cell that is needed was left empty."""

    code = "directory_missing"


class SheetCellUnfit(Refusal):
    """What was typed does not fit the field."""

    code = "directory_unfit"


class SheetTooLong(Refusal):
    """More rows than a sheet is read to."""

    code = "directory_too_long"


@dataclass(frozen=True)
class CellProblem:
    """What is wrong in a cell ("sheet!C7"), by sheet."""

    sheet: str
    where: str
    refusal: Refusal

    @property
    def sentence(self) -> Sentence:
        """Where, and what to do."""
        called = self.refusal.called
        field = Field(self.refusal.field or "") if called is None else called
        said = both(f"refusal.{self.refusal.code}", **{**self.refusal.values, "field": field})
        return both("directory.at_cell", where=self.where, sentence=said)


class CellWrong(Exception):
    """A cell that ends the reading of its row."""

    def __init__(self, column: str, refusal: Refusal) -> None:
        super().__init__(column)
        self.column, self.refusal = column, refusal


@dataclass(frozen=True)
class SheetRow:
    """A row of a sheet; `number` counts from 0."""

    sheet: str
    number: int
    cells: RawRow

    def value(self, column: str) -> Any:  # noqa: ANN401 — whatever Excel keeps
        """What the cell holds."""
        return self.cells.get(column, RawCell(None, "")).value

    def text(self, column: str, *, needed: bool = False) -> str:
        """The cell's text with single spaces; a whole number without its decimals."""
        value = self.value(column)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        said = "" if value is None else tidy(str(value))
        if needed and not said:
            raise CellWrong(column, CellMissing())
        return said

    def choice(self, column: str, choices: Choices) -> str:
        """The key of the word that the cell holds, in either language."""
        words, keys = choices[column]
        said = self.text(column).casefold()
        for key in keys:
            if said in {key, *(say(f"{words}.{key}", one).casefold() for one in LANGUAGES)}:
                return key
        raise CellWrong(column, ChoiceUnfit(value=self.text(column), choices=listed(words, keys)))

    def day(self, column: str) -> date | None:
        """The day; a Buddhist year in one of Excel's own dates is read as that."""
        value = self.value(column)
        try:
            if isinstance(value, date):
                return from_calendar(value, field=column)
            said = self.text(column)
            return parse_date(said, field=column, era="BE") if said else None
        except Refusal as refusal:
            raise CellWrong(column, refusal) from refusal

    def lines(self, column: str) -> str:
        """The cell's text, the lines kept that somebody parted it into."""
        said = str(self.value(column) or "")
        return "\n".join(line for line in map(tidy, said.splitlines()) if line)

    def count(self, column: str, most: int) -> int | None:
        """A whole number from 0, None for an empty cell."""
        said = self.text(column)
        try:
            return whole_number(said, field=column, least=0, most=most) if said else None
        except NoWholeNumber as refusal:
            raise CellWrong(column, refusal) from refusal


def listed(words: str, keys: Sequence[str]) -> Named:
    """The words of the keys, one after another."""
    return Named(*(", ".join(say(f"{words}.{key}", one) for key in keys) for one in LANGUAGES))
