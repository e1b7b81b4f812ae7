"""A gate as far as its form is typed."""

from desk.web.frame.asking import Asking
from desk.web.frame.typed_fields import TypedLists
from desk.web.gate.gate_form import day_typed
from desk.web.gate.sheets import GateSheet, sheet
from registry.journal import GateRow


def typed_sheet(asking: Asking, asked: GateRow, typed: TypedLists | None = None) -> GateSheet:
    """The gate with the holders of the day that was typed, else of today."""
    on = day_typed(asking, typed or {}) or asking.today
    return sheet(asking, asked, on=on, so_far=typed)
