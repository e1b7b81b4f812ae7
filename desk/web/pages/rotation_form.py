"""The form of a transfer order: what was typed, read as an order, or every misfit at its input."""

from collections.abc import Iterator

from desk.imports.transfer_files import PlacedOrder, fitting_order, successor
from desk.web.frame.asking import Asking
from desk.web.frame.places import within_province
from desk.web.frame.typed_fields import TypedFields
from desk.web.gate.field_views import row_count
from desk.web.gate.gate_form import SentForm
from registry.queries.areas import DistrictRow, districts_within, provinces_within
from registry.rules.plain_values import Json
from registry.rules.rights import Verb

ORDER, MOVES = "transfer", "moves"
TICKED = ("called_off", "called_off_by_mistake")
CHOSEN = ("capacity", "basis")  # a row in which nothing else was typed is none
TYPED = (
    "district", "on", "coming", "name_en", "basis_number", "basis_date", "last_day", "of_order",
)  # fmt: skip
# Every field of a move that the input stands for.
INPUTS = {"coming": ("coming", "title_th", "name_th", "title_en", "sex")}


def districts_of(asking: Asking, province: str) -> list[DistrictRow]:
    """The districts of the province for which whoever asks may record events."""
    areas = within_province(asking.areas(Verb.RECORD_EVENT), province)
    return districts_within(asking.connection, areas)


def provinces_of(asking: Asking) -> list[str]:
    """The provinces in which whoever asks may record events, in order of their codes."""
    return list(provinces_within(asking.connection, asking.areas(Verb.RECORD_EVENT)))


def read_order(asking: Asking, form: SentForm) -> PlacedOrder:
    """What was typed as an order. Raises TransferUnfit, each misfit naming its input."""
    reading = _Reading(asking, form)
    data = reading.order()
    return fitting_order(data, asking.office.net, reading.cells, reading.read.problems)


class _Reading:
    """A form while it is read."""

    def __init__(self, asking: Asking, form: SentForm) -> None:
        self.read = TypedFields(asking, form.typed)
        self.cells: dict[tuple[int | None, str], str] = {}

    def order(self) -> dict[str, Json]:
        """The order and its moves, as a file would say them."""
        for column in ("number", "dated", "on"):
            self.cells[None, column] = f"{ORDER}.{column}"
        self.cells[None, "moves"] = f"{MOVES}.0.district"
        return {
            "number": self.read.line(f"{ORDER}.number"),
            **self._days(ORDER, dated=True, on=False),
            "moves": [*self._moves()],
        }

    def _moves(self) -> Iterator[dict[str, Json]]:
        """The rows in which something was typed."""
        place = 0
        for number in range(row_count(MOVES, self.read.typed)):
            at = f"{MOVES}.{number}"
            if not any(self.read.said(f"{at}.{column}") for column in (*TYPED, *TICKED)):
                continue
            for column in (*TYPED, *CHOSEN, *TICKED):
                for name in INPUTS.get(column, (column,)):
                    self.cells[place, name] = f"{at}.{column}"
            yield self._move(at)
            place += 1

    def _move(self, at: str) -> dict[str, Json]:
        line = self.read.line
        chosen = {one: self.read.said(f"{at}.{one}") for one in CHOSEN}
        return {
            "district": line(f"{at}.district"),
            **successor(line(f"{at}.coming", required=False)),
            "name_en": line(f"{at}.name_en", required=False),
            "basis_number": line(f"{at}.basis_number", required=False),
            "of_order": line(f"{at}.of_order", required=False),
            **{column: said for column, said in chosen.items() if said},
            **self._days(at, on=False, basis_date=False, last_day=False),
            **{one: bool(self.read.said(f"{at}.{one}")) for one in TICKED},
        }

    def _days(self, at: str, **required: bool) -> dict[str, Json]:
        days = {name: self.read.day(f"{at}.{name}", required=need)
                for name, need in required.items()}  # fmt: skip
        return {name: day.isoformat() for name, day in days.items() if day is not None}
