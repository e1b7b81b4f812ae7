"""The Prefect flow that looks after everything: a tick under Prefect, with run history."""

from prefect import flow

from flows.begin import sweep
from flows.carrying import carry, office_at, tell
from flows.tick import Ticked, refuse_doubted
from flows.upkeep import keep_house
from registry.records.redaction_list import redact_again
from registry.sealing import seal


@flow(name="watch", flow_run_name="everything")
def watch(registry: str | None = None) -> Ticked:
    """Record lapses, perform what waits, erase what is old, seal the day, say what is awaited."""
    office = office_at(registry)
    redact_again(office.registry, office.settings.home)
    refuse_doubted(office)
    lapses = sweep(office)
    done = carry(registry, None)
    keep_house(office)
    sealed = seal(office.registry).digest
    tell(registry, "everything-waits-for", None)
    return Ticked(lapses, done, sealed)
