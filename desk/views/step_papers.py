"""The papers that were drafted for a step: what is taken to the meeting, or sent for it."""

from collections.abc import Sequence

from desk.views.drafts import waiting_drafts
from flows.engine.installation import Declarations
from registry.journal import EntryRow, GateRow
from registry.queries.documents import DocumentRow


def papers_of_step(
    declared: Declarations, asked: GateRow, rows: Sequence[EntryRow], papers: Sequence[DocumentRow]
) -> dict[str, list[DocumentRow]]:
    """Drafts made on the gate's branch since another gate was answered there, by kind.

    The draft that the gate is about is none of them: it stands beside the form.
    """
    branch = _branch(asked.path)
    own = [one for one in rows if one.live and branch.startswith(_branch(one.path))]
    answered = [one.id for one in own if one.kind == "decision" and one.gate != asked.gate]
    since = max(answered, default=0)
    made = {one.id for one in own if one.id > since}
    found: dict[str, list[DocumentRow]] = {}
    for one in waiting_drafts(declared, papers):
        if one.entry in made and one.content_hash != asked.about:
            found.setdefault(one.kind, []).append(one)
    return {kind: _of_subject(kept, asked.subject) for kind, kept in found.items()}


def _of_subject(papers: list[DocumentRow], subject: str | None) -> list[DocumentRow]:
    """Those to whom the gate is about, where there are such; else all."""
    return [one for one in papers if one.subject == subject] or papers


def _branch(path: str) -> str:
    """Where a call stands, without its own name."""
    return path.rpartition("/")[0]
