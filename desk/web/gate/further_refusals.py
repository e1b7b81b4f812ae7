"""What else refuses a form that does not fit, told with it: nobody sends it twice to learn that."""

from collections.abc import Mapping, Sequence

from desk.web.frame.asking import Asking
from desk.web.gate.gate_form import DecisionReading
from flows.decisions.correct import Correction, refused_beside_correction as refused_beside_of
from flows.decisions.rehearsal import refusals_told
from flows.engine.forms import meets
from registry.refusals import Refusal

NO_INPUT = {"gate": "", "instance": "", "about": ""}  # refused fields that no form asks for


def refused_beside(asking: Asking, want: DecisionReading) -> list[Refusal]:
    """What is refused beside what does not fit the form, each at its input.

    Nothing is told of a field of which something is told already: it was left out.
    """
    asking.fresh()
    unfit = _fields(want.problems, want.inputs)
    found = refusals_told(asking.office, want.rest, unfit)
    return _at_inputs(found, want.problems, want.inputs | NO_INPUT)


def refused_beside_correction(
    asking: Asking, correction: Correction, told: Sequence[Refusal], inputs: Mapping[str, str]
) -> list[Refusal]:
    """The same of a correction, where `told` is told of it already."""
    asking.fresh()
    unfit = _fields(told, inputs)
    found = refused_beside_of(asking.office, correction, unfit)
    return _at_inputs(found, told, {**inputs, **NO_INPUT})


def _fields(told: Sequence[Refusal], inputs: Mapping[str, str]) -> list[str]:
    """The fields of the form that something is told of."""
    fields = {at: field for field, at in inputs.items()}
    return [fields.get(one.field or "", one.field or "") for one in told]


def _at_inputs(
    found: Sequence[Refusal], told: Sequence[Refusal], inputs: Mapping[str, str]
) -> list[Refusal]:
    for one in found:
        one.field = inputs.get(one.field or "", one.field)
    wrong = [one.field or "" for one in told]
    return [one for one in found if one.field and not any(meets(one.field, at) for at in wrong)]
