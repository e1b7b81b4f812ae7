"""The Prefect flow of `order`."""

from prefect import flow

from flows.carrying import carry, name_of_run, tell


@flow(name="issue-order", flow_run_name=name_of_run)
def issue_order(instances: list[int], registry: str | None = None) -> int:
    """Carry each order as far as it goes; answers how many effects were performed."""
    done = carry(registry, instances)
    if instances:
        tell(registry, "orders-wait-for", instances)
    return done
