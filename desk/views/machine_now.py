"""What the machine cannot do today, for the areas of whoever looks."""

from collections.abc import Collection
from datetime import datetime

from desk.views.view import View
from flows.runtime.machine_troubles import MachineTrouble, machine_troubles


def machine_now(
    view: View, areas: Collection[str], known: datetime | None = None
) -> list[MachineTrouble]:
    """Steps that stand failed and a clock that is doubted; nothing of an earlier day."""
    return [] if view.is_past(known) else machine_troubles(view.office, view.connection, areas)
