"""Papers: letters."""

from flows.papers.paper import PaperKind, PapersOf

KINDS: tuple[PaperKind, ...] = ()
PAPERS: tuple[PapersOf, ...] = ()
