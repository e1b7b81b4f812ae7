"""The workbook of a transfer order: its sheets, in the order of their columns."""

from collections.abc import Mapping

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "order": ("number", "dated", "on"),
    "moves": (
        "district", "leaving", "change", "on", "coming", "name_en", "capacity", "basis",
        "basis_number", "basis_date", "last_day", "of_order",
    ),
}  # fmt: skip
DAYS = frozenset({"dated", "on", "basis_date", "last_day"})
READ_ONLY = frozenset({"leaving"})
MAY_LACK = READ_ONLY | {"of_order"}  # forms that were taken out before 0.5 have not the latter
FILLED_IN = frozenset({"district", "leaving"})  # of every district: they change nothing
MOVED, CALLED_OFF, REINSTATED = "new", "called_off", "reinstated"
CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "change": ("rotation.how", (MOVED, CALLED_OFF, REINSTATED)),
    "capacity": ("capacity", ("own", "acting_vacant", "acting")),
    "basis": ("basis", ("order", "seniority")),
}
