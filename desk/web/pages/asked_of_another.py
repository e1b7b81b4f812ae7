"""What one person asked for and another has to agree to: its page is alike for every such act."""

from starlette.responses import Response

from desk.web.frame.asking import Asking
from desk.web.frame.confirmers import Confirmers
from desk.web.frame.places import gate_place
from desk.web.frame.problems import Problems
from desk.web.frame.rendering import render

REASON = "reason"


def asked_of_another(
    asking: Asking,
    template: str,
    problems: Problems,
    *,
    path: str,
    instance: int | None,
    confirmers: Confirmers | None,
    **shown: object,
) -> Response:
    """What was asked for, with the way to its gate where an instance waits at that path.

    `confirmers` could agree to what waits and has no gate; `shown` is what the template tells
    beside.
    """
    return render(
        asking,
        template,
        gate=gate_place(instance, path) if instance else None,
        confirmers=confirmers,
        reason=asking.typed.get(REASON, ""),
        problems=problems,
        **shown,
    )
