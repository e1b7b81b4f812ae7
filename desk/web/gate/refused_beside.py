"""What else refuses a form that does not fit, told with it: nobody sends it twice to learn that."""

from desk.web.frame.asking import Asking
from desk.web.gate.gate_form import DecisionReading
from flows.decisions.rehearsal import refusals_told
from flows.engine.forms import meets
from registry.refusals import Refusal

NO_INPUT = {"gate": "", "instance": "", "about": ""}  # refused fields that no form asks for


def refused_beside(asking: Asking, want: DecisionReading) -> list[Refusal]:
    """What is refused beside what does not fit the form, each at its input.

    Nothing is told of a field of which something is told already: it was left out.
    """
    told = [one.field or "" for one in want.problems]
    fields = {at: field for field, at in want.inputs.items()}
    asking.fresh()
    found = refusals_told(asking.office, want.rest, [fields.get(one, one) for one in told])
    for one in found:
        one.field = (want.inputs | NO_INPUT).get(one.field or "", one.field)
    return [one for one in found if one.field and not any(meets(one.field, at) for at in told)]
