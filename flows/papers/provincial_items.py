"""Items about a district for the agenda of the provincial committee."""

from functools import partial

from flows.engine.installation import Installation, Job, Output
from flows.engine.replay import Effect
from registry.records.seats import raise_item
from registry.rules.effects import ItemInputs, ItemResult
from registry.transaction import Write

RAISE_PROVINCIAL_ITEM = Effect("raise_provincial_item", ItemInputs, ItemResult)


def put_item(_office: Installation, job: Job) -> Output:
    """The task of that effect: the item is on the list from the job's day on."""
    item = ItemInputs.model_validate(job.inputs)
    return Output({"subject": item.subject}, facts=partial(_put, item, job))


def _put(item: ItemInputs, job: Job, write: Write, entry_id: int) -> None:
    raise_item(write, item.district, item.subject, on=job.on, entry_id=entry_id)
