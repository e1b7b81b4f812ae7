"""The one table of papers: what each effect drafts, and the facts of each kind."""

from flows.papers import letters, meetings, trainings
from flows.papers.paper import PaperKind, PapersOf

PAPERS: tuple[PapersOf, ...] = (*letters.PAPERS, *meetings.PAPERS, *trainings.PAPERS)
KINDS: dict[str, PaperKind] = {
    kind.key: kind for kind in (*letters.KINDS, *meetings.KINDS, *trainings.KINDS)
}
