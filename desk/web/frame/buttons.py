"""Which button of a page was pressed, where each does another thing."""

from collections.abc import Collection, Mapping

from desk.web.frame.unsent_forms import STEP
from registry.refusals import Refusal

NO_INPUT = {STEP: "", "about": ""}  # no field is wrong


class ButtonUnknown(Refusal):
    """The form came without a button of its page: nothing is guessed from that."""


def pressed(typed: Mapping[str, str], known: Collection[str]) -> str:
    """The button that was pressed. Raises ButtonUnknown."""
    said = typed.get(STEP, "")
    if said not in known:
        raise ButtonUnknown(field=STEP)
    return said
