"""The rows of an adoption form as pages: which cells, what they begin from, what was typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from config.defaults import committee
from config.words import Named
from desk.web.pages.adoption_upload import MOST_ROWS
from registry.queries.areas import DistrictRow
from registry.rules.adoption_choices import OrderKind, Post, Standing, StepKey, label
from registry.rules.adoption_form import COLUMNS, SHEETS, choices_of

PAGES = tuple(sheet for sheet in SHEETS if sheet != "scans")
ROW = "r"
_MAIN = {
    "orders": ("standing", "kind", "heading", "number", "dated", "mode", "paper"),
    "officers": ("post", "name", "start"),
    "roster": ("body", "no", "role", "position", "name"),
    "steps": ("step", "on", "source"),
    "meetings": ("kind", "number", "on", "women", "men", "not_stated", "minutes"),
    "trainings": ("on", "topic", "women", "men", "not_stated"),
}
# Filled in beforehand: a row in which nobody typed anything else is none.
_GIVEN = {
    "orders": frozenset({"standing", "kind", "heading"}),
    "officers": frozenset({"post"}),
    "steps": frozenset({"step"}),
}


@dataclass(frozen=True)
class FormCell:
    """A cell of a row as its page shows it; `options` are keys with the keys of their words."""

    name: str
    column: str
    value: str
    required: bool
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FormRow:
    """A row: the cells that everybody fills in, and the rest."""

    main: tuple[FormCell, ...]
    rest: tuple[FormCell, ...]

    @property
    def filled(self) -> int:
        """How many cells of the rest hold something."""
        return sum(bool(one.value) for one in self.rest)

    def open(self, wrong: frozenset[str]) -> bool:
        """Whether something of the rest is wrong."""
        return any(one.name in wrong for one in self.rest)


def typed_rows(typed: Mapping[str, Sequence[str]], sheet: str) -> list[dict[str, str]]:
    """The rows of the sheet that were typed, without those in which nothing was."""
    rows: list[dict[str, str]] = []
    for place in range(MOST_ROWS):
        row = {
            column: typed[name][-1].strip()
            for column in COLUMNS[sheet]
            if (name := f"{ROW}.{place}.{column}") in typed and typed[name][-1].strip()
        }
        if row.keys() - _GIVEN.get(sheet, frozenset()):
            rows.append(row)
    return rows


def begun(
    sheet: str, rows: Sequence[dict[str, str]], district: Named, more: int
) -> list[dict[str, str]]:
    """The rows as the page shows them: those there are, what is known beforehand, blank ones."""
    found = [dict(row) for row in rows]
    if sheet == "steps":
        return _steps(found)
    if sheet == "officers":
        there = {row.get("post") for row in found}
        found += [{"post": one.value} for one in Post if one.value not in there]
    elif sheet == "orders" and not found:
        found = [_order(district)]
    blank = max(more, 0 if found else 1)
    return [*found, *({} for _ in range(blank))][:MOST_ROWS]


def _order(district: Named) -> dict[str, str]:
    return {
        "standing": Standing.IN_FORCE.value,
        "kind": OrderKind.NEW.value,
        "heading": committee().heading.th.format(district=district.th),
    }


def _steps(rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Every step of the establishment, in the order of the work."""
    order = [one.value for one in StepKey]
    lacking = [{"step": key} for key in order if all(row.get("step") != key for row in rows)]
    every = [*rows, *lacking]
    return sorted(every, key=lambda row: order.index(row.get("step", order[0])))


def model_rows(district: DistrictRow) -> list[dict[str, str]]:
    """The seats of the model committee, as a roster to begin from."""
    within = {"district": district.name.th, "province": district.province_name.th}
    numbers: dict[str, int] = {}
    rows: list[dict[str, str]] = []
    for seat in committee().seats:
        numbers[seat.body] = numbers.get(seat.body, 0) + 1
        rows.append(
            {
                "body": seat.body,
                "no": str(numbers[seat.body]),
                "role": seat.role,
                "position": seat.generic_th.format(**within),
                "office": seat.office_kinds[0],
            }
        )
    return rows


def shown(sheet: str, rows: Sequence[Mapping[str, str]]) -> Iterator[FormRow]:
    """The rows with their cells."""
    main = _MAIN.get(sheet, COLUMNS[sheet])
    for place, row in enumerate(rows):
        cells = [_cell(sheet, place, column, row.get(column, "")) for column in COLUMNS[sheet]]
        yield FormRow(
            tuple(one for one in cells if one.column in main),
            tuple(one for one in cells if one.column not in main),
        )


def _cell(sheet: str, place: int, column: str, value: str) -> FormCell:
    kinds = choices_of(sheet, column)
    return FormCell(
        f"{ROW}.{place}.{column}",
        column,
        value,
        SHEETS[sheet].model_fields[column].is_required(),
        tuple((one.value, label(one)) for one in kinds) if kinds else (),
    )
