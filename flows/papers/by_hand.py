"""Papers that people made where the machine could not: they are the result of the effect."""

from flows.engine.decision import Deciding
from flows.engine.perform import enter, job_of
from flows.papers.drafting import made_by_people
from registry.journal import effect


def by_hand(deciding: Deciding, effect_id: int, _entry_id: int) -> None:
    """The output of an effect that was done by hand: the papers that came with the decision.

    An item stands in the registry alone: it is raised there, as nobody can by hand.
    """
    row = effect(deciding.write.connection, effect_id)
    if row is None:
        return
    job, papers = job_of(deciding.office, row), deciding.office.declared.papers.get(row.effect)
    made = (
        made_by_people(papers, deciding.write.connection, job, deciding.evidence)
        if papers
        else deciding.office.declared.tasks[row.effect](deciding.office, job)
    )
    enter(deciding.office, deciding.write, row, made)
