"""A worker of another release leaves what waits to the others."""

import pytest
from sqlalchemy import func, select

from flows.engine.perform import waiting
from flows.runtime.prefect_flows import flow_of, watch
from flows.runtime.release import WorkerOfAnotherRelease, own_release, tell_release
from flows.verification import verify_all
from registry.models import Audit
from registry.records.release import record_release
from registry.store import Registry
from tests.builders import a_desk
from tests.flows.runtime.at_servers import a_revision


@pytest.mark.parametrize("flow", [flow_of("order"), watch], ids=lambda flow: flow.name)
def test_a_run_of_another_release_is_refused_before_it_claims_anything(
    sqlite_url: str, flow: object
) -> None:
    desk = a_desk(sqlite_url)
    a_revision(desk, desk.to_first_draft())
    (owed,) = waiting(desk.office)
    record_release(desk.office.registry, "0.0.1")
    with pytest.raises(WorkerOfAnotherRelease) as refused:
        flow.fn(registry=sqlite_url, **({"instances": []} if flow is not watch else {}))  # type: ignore[attr-defined]
    assert f"has release {own_release()}" in refused.value.sentence.en
    assert "0.0.1" in refused.value.sentence.th
    assert waiting(desk.office) == [owed]
    assert owed.attempts == 0


def test_up_tells_its_release_once_and_the_chains_vouch_for_it(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    registry = desk.office.registry
    for release in ("0.0.1", own_release()):
        record_release(registry, release)
        assert registry.meta("release") == release
    before = links(registry)
    tell_release(registry)
    assert links(registry) == before
    assert verify_all(desk.office) == ()


def links(registry: Registry) -> int | None:
    """How many links the chains have."""
    with registry.reading() as connection:
        return connection.scalar(select(func.count()).select_from(Audit))
