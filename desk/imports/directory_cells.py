"""Cells and rows of a directory workbook: read one by one, refused with where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from config.titles import title_list
from config.words import LANGUAGES, Field, Named, Sentence, both, say
from registry.records.adoption_rows import RawCell, RawRow
from registry.refusals import Refusal
from registry.rules.dates import from_calendar, parse_date
from registry.rules.directory_form import CHOICES
from registry.rules.thai import tidy


class ChoiceUnfit(Refusal):
    """The cell holds none of the words that it lets choose."""

    code = "directory_choice"


class NotOfTheList(Refusal):
    """The workbook is of other districts than the one it was brought in for."""

    code = "directory_elsewhere"


class NoSuchOffice(Refusal):
    """Neither the registry nor the sheet of offices knows the office."""

    code = "directory_no_office"


class StandsOtherwise(Refusal):
    """What the directory leaves as it is once recorded."""

    code = "directory_stands"


class TermMoved(Refusal):
    """The term that the row was written from was changed since."""

    code = "directory_term_moved"


class EarlierWorkbook(Refusal):
    """A workbook of 0.3 or before, with ends: it kept the first day out, and asked for the last."""

    code = "directory_earlier"


class DirectoryMissing(Refusal):
    """A field that the directory needs was left empty."""


class DirectoryUnfit(Refusal):
    """What was typed does not fit the field."""


class DirectoryKeysMissing(Refusal):
    """A sheet without the row that names its columns."""

    code = "directory_keys"


class DirectoryTooManyRows(Refusal):
    """More rows than a directory has."""

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
        said = both(
            f"refusal.{self.refusal.code}",
            **{**self.refusal.values, "field": Field(self.refusal.field or "")},
        )
        return both("directory.at_cell", where=self.where, sentence=said)


class CellWrong(Exception):
    """A cell that ends the reading of its row."""

    def __init__(self, column: str, refusal: Refusal) -> None:
        super().__init__(column)
        self.column, self.refusal = column, refusal


Choices: TypeAlias = Mapping[str, tuple[str, Sequence[str]]]


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
            raise CellWrong(column, DirectoryMissing())
        return said

    def choice(self, column: str, choices: Choices = CHOICES) -> str:
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


def in_full(title: str) -> str:
    """The title in full where the list knows it by its short form."""
    listed = (one.full_th for one in title_list().titles() if title and title == one.short_th)
    return next(listed, title)


def tidied(name: Named) -> Named:
    """The name with single spaces, as a cell is read."""
    return Named(tidy(name.th), tidy(name.en))


def listed(words: str, keys: Sequence[str]) -> Named:
    """The words of the keys, one after another."""
    return Named(*(", ".join(say(f"{words}.{key}", one) for key in keys) for one in LANGUAGES))
