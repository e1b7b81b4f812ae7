"""Items about a district for the agenda of the provincial committee."""

from functools import partial

from flows.engine.installation import Installation, Job, Output
from registry.records.seats import raise_item
from registry.rules.effects import ItemInputs, MissedItemInputs
from registry.transaction import Write


def put_item(_office: Installation, job: Job) -> Output:
    """The item about a Chief's silence is on the list from the job's day on."""
    return _listed(ItemInputs.model_validate(job.inputs), job)


def put_missed(_office: Installation, job: Job) -> Output:
    """The same about a meeting or a report that did not come."""
    return _listed(MissedItemInputs.model_validate(job.inputs), job)


def _listed(item: ItemInputs | MissedItemInputs, job: Job) -> Output:
    return Output({"subject": item.subject}, facts=partial(_put, item.subject, job))


def _put(subject: str, job: Job, write: Write, entry_id: int) -> None:
    raise_item(write, job.district, subject, on=job.on, entry_id=entry_id)
