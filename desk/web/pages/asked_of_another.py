"""What one person asked for and another has to agree to: its page is alike for every such act."""

from collections.abc import Callable

from starlette.responses import Response

from desk.web.frame.asking import Asking
from desk.web.frame.buttons import NO_INPUT, pressed
from desk.web.frame.confirmers import Confirmers, confirmers_of
from desk.web.frame.doors import see
from desk.web.frame.places import gate_place
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from flows.decisions.confirmation import ActOfTwo, RowT
from registry.refusals import Refusal

REASON, ABOUT = "reason", "about"


def asked_of_another(
    asking: Asking,
    template: str,
    problems: Problems,
    act: ActOfTwo[RowT],
    row: RowT,
    *,
    confirmers: Confirmers | None = None,
    **shown: object,
) -> Response:
    """What was asked for, with the way to its gate where one waits in an instance.

    `confirmers` could agree to what is asked from here on; else those are told who could agree to
    what waits and has no gate. `shown` is what the template tells beside.
    """
    return render(
        asking,
        template,
        about=act.mark(asking.connection, row, asking.today),
        gate=gate_place(row.instance, act.path(row.number)) if row.instance else None,
        confirmers=confirmers or confirmers_of(asking, act, row),
        reason=asking.typed.get(REASON, ""),
        problems=problems,
        **shown,
    )


def answered(
    asking: Asking,
    act: ActOfTwo[RowT],
    number: int,
    page: Callable[[Problems], Response],
    *,
    done: Callable[[RowT], str],
) -> Response:
    """Agree to what has no gate, or refuse it, by the button that was pressed; then to `done`."""
    reason, by = asking.typed.get(REASON, ""), asking.who.ref
    asking.fresh()
    try:
        confirmed = pressed(asking.typed, ("confirm", "refuse")) == "confirm"
        row = act.settle(
            asking.office, number, confirmed=confirmed, reason=reason, recorded_by=by,
            about=asking.typed.get(ABOUT) or None,
        )  # fmt: skip
    except Refusal as refusal:
        return page(problems_of(asking, refusal, names=NO_INPUT))
    return see(done(row))
