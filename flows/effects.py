"""How the declared effects are performed: each by one task, its papers and facts kept here."""

from datetime import date

from flows.deciding import Deciding
from flows.office import Job, Made, Office, Task
from flows.papers.drafting import drafting, made_by_people
from flows.papers.table import PAPERS
from flows.perform import enter, job_of
from registry.journal import effect
from registry.records.seats import raise_item
from registry.rules.effects import ItemInputs
from registry.store import Write


def _raise_item(_office: Office, job: Job) -> Made:
    item = ItemInputs.model_validate(job.inputs)
    return Made(
        result={"subject": item.subject},
        facts=lambda write, entry_id: _put_item(write, item, job.on, entry_id),
    )


def _put_item(write: Write, item: ItemInputs, on: date, entry_id: int) -> None:
    raise_item(write, item.district, item.subject, on=on, entry_id=entry_id)


TASKS: dict[str, Task] = {
    "raise_provincial_item": _raise_item,
    **{effect: drafting(papers) for effect, papers in PAPERS.items()},
}


def by_hand(deciding: Deciding, effect_id: int, _entry_id: int) -> None:
    """What the machine could not do was done by hand: the papers that came are its result.

    An item stands in the registry alone: it is raised there, as nobody can by hand.
    """
    row = effect(deciding.write.connection, effect_id)
    if row is None:
        return
    job, papers = job_of(row), PAPERS.get(row.effect)
    made = (
        made_by_people(papers, deciding.write.connection, job, deciding.evidence)
        if papers
        else TASKS[row.effect](deciding.office, job)
    )
    enter(deciding.office, deciding.write, row, made)
