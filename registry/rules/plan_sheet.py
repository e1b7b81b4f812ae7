"""The sheets of a plan's workbook; the columns of its rows follow from the form of a plan's row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from config.words import Field, Term, Value, known, written

MOST_ROWS = 500  # of a plan
QUARTERS = ("q1", "q2", "q3", "q4")
ROWS, HEAD, ABOUT = "rows", "head", "about"
HEAD_FIELDS = ("situation", "alignment", "monitoring", "note")  # a plan's own texts
NUMBER, KEY, CARRIED = "no", "key", "carried_from"
YES_NO = ("yes", "no")
DISTRICT, YEAR, STATE = "district", "year", "state"  # items of the sheet about the workbook


class ColumnKind(StrEnum):
    """How a cell of a row is filled in."""

    TEXT = "text"
    FIGURE = "figure"
    DAY = "day"
    CHOICE = "choice"
    YES_NO = "yes_no"
    ONE_KEY = "one_key"  # of what the sheet of lists says
    KEYS = "keys"  # several of them, a line each in one cell
    QUARTER = "quarter"  # ticked
    GIVEN = "given"  # by the system: nobody types it


@dataclass(frozen=True)
class PlanColumn:
    """A column of the rows; `choices`: where words of the catalogue begin, and the keys of them."""

    key: str
    kind: ColumnKind
    choices: tuple[str, Sequence[str]] | None = None

    @property
    def head(self) -> Value:
        """The file's own words for it, else what the page calls the field."""
        return head_of(self.key)

    @property
    def title(self) -> str:
        """Its head as a file for Thai offices has it."""
        return written(self.head, "th")

    @property
    def is_listed(self) -> bool:
        """Whether the sheet of lists says what may stand in it."""
        return self.kind in (ColumnKind.ONE_KEY, ColumnKind.KEYS)


def head_of(key: str) -> Value:
    """The head of a column of any sheet."""
    own = f"plan_column.{key}"
    return Term(own) if known(own) else Field(f"rows.{key}")


def sheets_of(columns: Iterable[PlanColumn]) -> Mapping[str, Sequence[str]]:
    """The columns of every sheet, by the sheet's key."""
    return {
        ROWS: tuple(one.key for one in columns),
        HEAD: ("field", "text"),
        ABOUT: ("item", "value", "mark"),
    }


def choices_of(columns: Iterable[PlanColumn]) -> dict[str, tuple[str, Sequence[str]]]:
    """Of the columns that let choose: where their words begin, and the keys."""
    return {one.key: one.choices for one in columns if one.choices is not None}
