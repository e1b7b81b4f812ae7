"""What the pages refused in the attempts log: who, at what, which refusal; never the text."""

from desk.web.frame.asking import Asking
from registry.records.rights import MayNot
from registry.refusals import Refusal


def note(asking: Asking, refusal: Refusal) -> None:
    """One row for a refused write; a page that is only read leaves none."""
    if asking.request.method == "POST":
        note_refused(asking, refusal)


def note_refused(asking: Asking, refusal: Refusal) -> None:
    """One row for what was refused, whichever way it was asked."""
    asking.office.registry.note_attempt(
        actor=asking.signed.ref if asking.signed else "unknown",
        target=f"desk {asking.request.scope['route'].path}",
        code=refusal.code,
    )


def note_forbidden(asking: Asking) -> None:
    """One row where somebody who is signed in tried what they may not do, or a form not theirs."""
    if asking.signed is None:
        return
    request = asking.request
    asking.fresh()
    asking.office.registry.note_attempt(
        actor=asking.signed.ref,
        target=f"desk {request.method} {request.scope['route'].path}",
        code=MayNot.code,
    )
