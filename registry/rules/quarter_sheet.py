"""The workbook of a quarter's sheet: its sheets, in the order of their columns."""

from collections.abc import Mapping

ACTIVITIES = (
    "row", "activity", "target", "state", "reached", "spent", "variance", "corrective",
)  # fmt: skip
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "activities": ACTIVITIES,
    "figures": ("indicator", "part", "figure", "unit", "value", "qualifier", "evidence"),
    "about": ("item", "value"),
}  # fmt: skip
READ_ONLY = frozenset({"row", "activity", "target", "indicator", "part", "figure", "unit", "item"})
STATES = ("not_started", "ongoing", "done", "cancelled")
QUALIFIERS = ("exact", "at_least", "over")
CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "state": ("choice.activity_state", STATES),
    "qualifier": ("choice.qualifier", QUALIFIERS),
}
DISTRICT, YEAR, QUARTER, MADE_OF = "district", "year", "quarter", "made_of"
