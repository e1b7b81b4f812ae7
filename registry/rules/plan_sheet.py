"""The sheets and columns of a plan's workbook, in the order in which a plan prints them."""

MOST_ROWS = 500  # of a plan
QUARTERS = ("q1", "q2", "q3", "q4")
COLUMNS = {
    "rows": (
        "no", "key", "group", "kind", "activity", "aim", "duties", "target_group", "places",
        "villages", "indicator", "baseline", "target", "unit", "survivors", *QUARTERS, "starts",
        "ends", "mode", "amount", "source", "need", "lead", "joint", "days", "risk", "carried_from",
        "note",
    ),
    "head": ("field", "text"),
    "about": ("item", "value", "mark"),
}  # fmt: skip
HEAD_FIELDS = ("situation", "alignment", "monitoring", "note")  # a plan's own texts
READ_ONLY = ("no", "key", "carried_from")
SEVERAL = ("duties", "villages", "joint")  # a line each in one cell
LISTED = ("duties", "lead", "joint", "need", "villages")  # chosen by what the sheet of lists says
YES_NO = ("yes", "no")
DISTRICT, YEAR, STATE = "district", "year", "state"  # items of the sheet about the workbook
