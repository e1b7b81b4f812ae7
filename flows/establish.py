"""The Prefect flow of `establishment`."""

from prefect import flow

from flows.carrying import carry, name_of_run, tell


@flow(name="establish-committee", flow_run_name=name_of_run)
def establish_committee(instances: list[int], registry: str | None = None) -> int:
    """Carry each establishment as far as it goes; answers how many effects were performed."""
    done = carry(registry, instances)
    if instances:
        tell(registry, "establishments-wait-for", instances)
    return done
