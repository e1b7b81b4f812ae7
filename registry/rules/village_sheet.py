"""The workbook of a district's villages: its sheets, in the order of their columns."""

from collections.abc import Mapping

from registry.rules.villages import CALLS, GROUPS, PLACES, STATES

WHICH = ("village", "subdistrict", "moo", "name_th")  # which village a row is of
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "villages": (*WHICH, "name_en", "since", "last_day", "version"),
    "situation": (
        *WHICH, "as_of", *PLACES, *GROUPS, "group_names", *CALLS, "source", "version",
    ),
    "plan": (
        *WHICH, "problem_key", "problem", "solution", "steps", "who", "begins_on", "ends_on",
        "state", "result", "version",
    ),
}  # fmt: skip
READ_ONLY = frozenset({"village", "problem_key", "version"})
CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = {"state": ("village.state", STATES)}
LONGEST_NAME, LONGEST_TEXT = 100, 2_000  # characters
