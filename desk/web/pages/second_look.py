"""What the pages that undo share: the decision that is meant, a second look before it is done."""

from collections.abc import Callable, Mapping

from starlette.responses import Response

from desk.web.frame.asking import Asking
from desk.web.frame.doors import see
from desk.web.frame.places import or_not_found
from desk.web.frame.problems import Problems, problems_of
from flows.decisions.withdraw import reason_given
from registry.journal import EntryRow, entries
from registry.refusals import Refusal


def live_decision(asking: Asking, instance: int, entry: int) -> EntryRow:
    """The decision of that entry; there is no page for one that no longer counts."""
    row = next((one for one in asking.view.once(entries, instance) if one.id == entry), None)
    return or_not_found(row if row and row.kind == "decision" and row.live else None)


def done_after_a_look(
    asking: Asking,
    page: Callable[[Problems, bool], Response],
    verb: Callable[[], object],
    done: str,
    *,
    reason: str = "reason",
    rehearsal: Callable[[], object] | None = None,
    names: Mapping[str, str] | None = None,
) -> Response:
    """Do what the form asks once it was looked at again; without its reason nothing is.

    `page` shows the form, with what refuses it or to be looked at; `done` is what follows. A
    `rehearsal` refuses as `verb` would, before anything is looked at.
    """
    step = asking.typed.get("step")
    if step == "back":
        return page((), False)
    try:
        if step != "record":
            reason_given(asking.office, asking.typed.get(reason, ""), reason)
            if rehearsal is not None:
                rehearsal()
            return page((), True)
        asking.fresh()
        verb()
    except Refusal as refusal:
        return page(problems_of(asking, refusal, names=names), False)
    return see(done)
