"""What the pages that undo share: the decision that is meant, a second look before it is done."""

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.web.frame.asking import Asking
from desk.web.frame.doors import NOT_FOUND
from desk.web.frame.problems import FieldProblem, problems_of
from flows.decisions.withdraw import reason_given
from registry.journal import EntryRow, entries
from registry.refusals import Refusal


def live_decision(asking: Asking, instance: int, entry: int) -> EntryRow:
    """The decision of that entry; there is no page for one that no longer counts."""
    for one in entries(asking.connection, instance):
        if one.id == entry and one.kind == "decision" and one.live:
            return one
    raise HTTPException(NOT_FOUND)


def checked(
    asking: Asking, name: str, page: Callable[[tuple[FieldProblem, ...], bool], Response]
) -> Response:
    """The same page to look at once more, or again where its reason is missing."""
    try:
        reason_given(asking.office, asking.typed.get(name, ""), name)
    except Refusal as refusal:
        return page(problems_of(asking, refusal), False)
    return page((), True)
