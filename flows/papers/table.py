"""The one table of papers: what each effect drafts, and the facts of each kind."""

from pydantic import BaseModel

from flows.papers import letters, meetings, orders, trainings
from flows.papers.paper import PapersOf

PAPERS: dict[str, PapersOf] = {
    papers.effect: papers
    for papers in (*orders.PAPERS, *letters.PAPERS, *meetings.PAPERS, *trainings.PAPERS)
}
FACTS: dict[str, type[BaseModel]] = {
    **orders.FACTS,
    **letters.FACTS,
    **meetings.FACTS,
    **trainings.FACTS,
}
