"""The Prefect flow that looks after everything: a tick under Prefect, with run history."""

from prefect import flow, get_run_logger

from flows.carrying import carry, office_at, tell
from flows.tick import Ticked, take_out_again, tick


@flow(name="watch", flow_run_name="everything")
def watch(registry: str | None = None) -> Ticked:
    """Record lapses, perform what waits, erase what is old, seal the day, say what is awaited."""
    office = office_at(registry)
    logger = get_run_logger()
    take_out_again(office, lambda sentence: logger.warning(sentence.en))
    ticked = tick(office, perform=lambda _: carry(registry, None))
    tell(registry, "everything-waits-for", None)
    return ticked
