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
    """What the other person types: reads and decides at its gate, else the command's number."""
    if made.path is not None:
        at = f"{made.instance} '{made.path}'"
        return say(
            "confirmation.asked_at_gate", language,
            number=made.number, read=f"prasan form {at}", decide=f"prasan decide {at} --about",
        )  # fmt: skip
    types = f"prasan {command} --confirm {made.number}"
    return say("confirmation.asked", language, number=made.number, command=types)
