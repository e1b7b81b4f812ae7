"""The Prefect flow of `replacement`."""

from prefect import flow

from flows.carrying import carry, name_of_run, tell


@flow(name="replace-member", flow_run_name=name_of_run)
def replace_member(instances: list[int], registry: str | None = None) -> int:
    """Carry each replacement as far as it goes; answers how many effects were performed."""
    done = carry(registry, instances)
    if instances:
        tell(registry, "replacements-wait-for", instances)
    return done
