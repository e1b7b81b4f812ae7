"""The Prefect flows: one for each process, and the tick that looks after everything."""

from prefect import Flow, flow, get_run_logger

from flows.runtime.task_runs import carry, name_of_run, office_at, tell
from flows.runtime.tick import Ticked, take_out_again, tick


def _carrying(name: str, process: str) -> Flow[..., int]:
    """The flow of a process."""

    def carry_instances(instances: list[int], registry: str | None = None) -> int:
        done = carry(registry, instances)
        if instances:
            tell(registry, f"{process}s-wait-for", instances)
        return done

    return flow(
        name=name,
        flow_run_name=name_of_run,
        description=f"Carry each {process} as far as it goes; answers how many effects were done.",
    )(carry_instances)


establish_committee = _carrying("establish-committee", "establishment")
issue_order = _carrying("issue-order", "order")
replace_member = _carrying("replace-member", "replacement")
refresh_members = _carrying("refresh-members", "refresher")
FLOWS = {
    "establishment": establish_committee,
    "order": issue_order,
    "replacement": replace_member,
    "refresher": refresh_members,
}


@flow(name="watch", flow_run_name="everything")
def watch(registry: str | None = None) -> Ticked:
    """Record lapses, perform what waits, erase what is old, seal the day, say what is awaited."""
    office = office_at(registry)
    logger = get_run_logger()
    take_out_again(office, lambda sentence: logger.warning(sentence.en))
    ticked = tick(office, perform=lambda _: carry(registry, None))
    tell(registry, "everything-waits-for", None)
    return ticked
