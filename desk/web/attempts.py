"""Refused writes of the pages in the attempts log: who, at what, which refusal; never the text."""

from desk.web.asking import Asking
from registry.refusals import Refusal


def note(asking: Asking, refusal: Refusal, target: str | None = None) -> None:
    """One row for a refused write; a page that is only read leaves none."""
    request = asking.request
    if request.method != "POST":
        return
    asking.office.registry.note_attempt(
        actor=asking.signed.ref if asking.signed else "unknown",
        target=target or f"desk {request.scope['route'].path}",
        code=refusal.code,
    )
