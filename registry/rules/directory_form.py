"""The workbook of a directory of offices: its sheets, in the order of their columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "offices": (
        "office", "area", "kind", "office_title", "title_en", "unit_th", "unit_en", "agency",
        "since",
    ),
    "people": ("person", "title_th", "name_th", "name_en", "sex"),
    "holders": (
        "office", "office_name", "person", "person_name", "capacity", "start", "last_day",
        "basis", "basis_number", "basis_date", "scope", "term",
    ),
    "agencies": ("agency", "agency_th", "agency_en"),
}  # fmt: skip
READ_ONLY = frozenset({"office_name", "person_name", "term"})
CAPACITIES = ("own", "acting", "acting_vacant", "on_behalf")
BASES = ("appointment", "order", "seniority", "delegation", "not_recorded")
SEXES = ("female", "male", "not_stated")
CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "capacity": ("capacity", CAPACITIES),
    "basis": ("basis", BASES),
    "sex": ("sex", SEXES),
}
SINGLE = frozenset({"district_chief", "focal_point", "psdhs_head"})


@dataclass(frozen=True)
class TermKey:
    """Which recorded term a row of the workbook was written from."""

    person: str
    start: date
    capacity: str

    def __str__(self) -> str:
        """As its cell keeps it."""
        return f"{self.person} {self.start.isoformat()} {self.capacity}"


def basis_written(capacity: str, basis: str) -> str:
    """The basis as its cell says it: an order makes one act, but who holds the office in their own
    right was appointed or moved there by it.
    """
    return "appointment" if (capacity, basis) == ("own", "order") else basis


def term_key(text: str) -> TermKey | None:
    """The term that the cell names; None where it names none."""
    parts = text.split(" ")
    try:
        person, start, capacity = parts
        return TermKey(person, date.fromisoformat(start), capacity)
    except ValueError:
        return None


def next_ref(area: str, kind: str, taken: tuple[str, ...]) -> str:
    """The reference of one more office of that kind: a district has one Chief, and several of
    most others. `taken` are those of its kind that there are.
    """
    if kind in SINGLE:
        return f"{area}/{kind}"
    numbers = [int(one.rpartition("/")[2]) for one in taken if one.rpartition("/")[2].isdigit()]
    return f"{area}/{kind}/{max([*numbers, len(taken)], default=0) + 1}"
