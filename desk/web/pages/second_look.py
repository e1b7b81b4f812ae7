"""What the pages that undo share: the decision that is meant, a second look before it is done."""

from collections.abc import Callable

from starlette.responses import Response

from desk.web.frame.asking import Asking
from desk.web.frame.places import or_not_found
from desk.web.frame.problems import Problems, problems_of
from flows.decisions.withdraw import reason_given
from registry.journal import EntryRow, entries
from registry.refusals import Refusal


def live_decision(asking: Asking, instance: int, entry: int) -> EntryRow:
    """The decision of that entry; there is no page for one that no longer counts."""
    row = next((one for one in entries(asking.connection, instance) if one.id == entry), None)
    return or_not_found(row if row and row.kind == "decision" and row.live else None)


def checked(asking: Asking, name: str, page: Callable[[Problems, bool], Response]) -> Response:
    """The same page to look at once more, or again where its reason is missing."""
    try:
        reason_given(asking.office, asking.typed.get(name, ""), name)
    except Refusal as refusal:
        return page(problems_of(asking, refusal), False)
    return page((), True)
