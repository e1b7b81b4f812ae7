"""Acts of two on the command line: who asks or answers, and what the other person types."""

from typing import TYPE_CHECKING

from config.words import Language, say
from desk.cli.call import Call

if TYPE_CHECKING:
    from flows.decisions.confirmation import ConfirmationWaits
    from flows.decisions.redact import RedactionRequest


def whoever(call: Call) -> str:
    """Who records it. Raises UsageMissing."""
    from desk.cli.refusals import UsageMissing

    if not call.recorded_by:
        raise UsageMissing(field="--recorded-by")
    return call.recorded_by


def asked_line(
    made: "ConfirmationWaits | RedactionRequest", command: str, language: Language
) -> str:
    """What the other person types: a decision at its gate, else the command with its number."""
    types = f"{command} --confirm {made.number}"
    if made.path is not None:
        types = f"decide {made.instance} '{made.path}'"
    return say("confirmation.asked", language, number=made.number, command=f"prasan {types}")
