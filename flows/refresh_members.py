"""The Prefect flow of `refresher`."""

from prefect import flow

from flows.carrying import carry, name_of_run, tell


@flow(name="refresh-members", flow_run_name=name_of_run)
def refresh_members(instances: list[int], registry: str | None = None) -> int:
    """Carry each refresher as far as it goes; answers how many effects were performed."""
    done = carry(registry, instances)
    if instances:
        tell(registry, "refreshers-wait-for", instances)
    return done
