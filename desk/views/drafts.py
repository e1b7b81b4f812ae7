"""Which papers are drafts that still wait for people."""

from collections.abc import Iterable

from flows.engine.installation import Declarations
from flows.papers.paper_forms import is_settled
from registry.journal import GateRow
from registry.queries.documents import DocumentRow


def waiting_drafts(declared: Declarations, papers: Iterable[DocumentRow]) -> list[DocumentRow]:
    """Thai drafts that nothing has overtaken: none made anew, none settled or made of what is."""
    newest: dict[tuple[int | None, str, str], DocumentRow] = {}
    for one in papers:
        key = (one.instance, one.kind, one.subject)
        if one.language == "th" and (key not in newest or newest[key].version <= one.version):
            newest[key] = one
    return [
        one
        for one in newest.values()
        if one.status == "draft" and not one.settled and not is_settled(declared, one)
    ]


def still_asked_for(drafts: Iterable[DocumentRow], gates: Iterable[GateRow]) -> list[DocumentRow]:
    """The drafts whose matter is open: a gate waits that was asked no later than they are of."""
    since = min((one.opened_on for one in gates if one.gate), default=None)
    return [one for one in drafts if since is not None and one.own_date >= since]
