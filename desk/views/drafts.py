"""Which papers are drafts that still wait for people."""

from collections.abc import Iterable

from flows.engine.installation import Declared
from flows.papers.fair_copy import is_settled
from registry.queries.documents import DocumentRow


def waiting_drafts(declared: Declared, papers: Iterable[DocumentRow]) -> list[DocumentRow]:
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
