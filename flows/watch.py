"""The Prefect flow that looks after everything: a tick under Prefect, with run history."""

from prefect import flow

from flows.begin import sweep
from flows.carrying import carry, office_at, tell
from flows.tick import Ticked
from registry.sealing import seal


@flow(name="watch", flow_run_name="everything")
def watch(registry: str | None = None) -> Ticked:
    """Record what has lapsed, perform what waits, seal the day, say what is waited for."""
    lapses = sweep(office_at(registry))
    done = carry(registry, None)
    sealed = seal(office_at(registry).registry).digest
    tell(registry, "everything-waits-for", None)
    return Ticked(lapses, done, sealed)
