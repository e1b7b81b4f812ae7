"""A transfer order as a file or a page says it: one order, and its rows, a district each."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from registry.records.load_file import Day, LoadRow, MaybePersonsName, MaybeText, Text
from registry.rules.thai import tidy, to_arabic_digits

# Where people find a column of a row, counted from 0; of the order itself the row is None.
Cells: TypeAlias = Mapping[tuple[int | None, str], str]
NO_CELLS: Cells = {}


def cell_of(cells: Cells, place: int | None, column: str) -> str:
    """Where people find the column; its path ("moves.1.on") where nothing else is known of it."""
    return cells.get((place, column), f"{_part(place, column)}{column}")


def _part(place: int | None, column: str) -> str:
    """What stands before the column: the row, counted from 0, or the order itself."""
    if place is not None:
        return f"moves.{place}."
    return "transfer." if column in TransferOrder.model_fields and column != "moves" else ""


class MoveIn(LoadRow):
    """What the order changes in one district: from `on` the Chief is another, or nobody yet.

    The successor is `coming` (a person's reference, or a name that one person bears), or the title
    and name of somebody new; without either it is not known yet who comes. Who acts (`capacity`)
    says on what ground. `last_day` is the leaving Chief's, where the paper gives it. `called_off`:
    nobody moves, by this order or by an earlier one that it changes. `called_off_by_mistake`: it
    was entered so, and stands. `of_order` is the number of an earlier order whose move this one
    changes; who was to come names it as well.
    """

    district: Text
    on: Day | None = None
    coming: MaybeText = ""
    title_th: MaybeText = ""
    name_th: MaybePersonsName = ""
    title_en: MaybeText = ""
    name_en: MaybePersonsName = ""
    sex: Literal["female", "male", "not_stated"] = "not_stated"
    capacity: Literal["own", "acting_vacant", "acting"] = "own"
    basis: Literal["order", "seniority"] = "order"
    basis_number: MaybeText = ""
    basis_date: Day | None = None
    last_day: Day | None = None
    called_off: bool = False
    called_off_by_mistake: bool = False
    of_order: MaybeText = ""

    @property
    def is_known(self) -> bool:
        """Whether it is said who comes."""
        return bool(self.coming or self.name_th)


def number_of(typed: str) -> str:
    """The number of an order as it is recorded."""
    return to_arabic_digits(tidy(typed))


class TransferOrder(LoadRow):
    """A transfer order: its number and date, the day it takes effect, and its rows."""

    number: Text
    dated: Day
    on: Day | None = None
    moves: Annotated[tuple[MoveIn, ...], Field(min_length=1, max_length=900)]

    def day_of(self, move: MoveIn) -> date:
        """The day from which the move holds: the row's own, else the order's, else its date."""
        return move.on or self.on or self.dated
