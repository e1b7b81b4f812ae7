"""The Prefect flows: they load by their plain names, and effects run through them once."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

import flows
import tasks
from flows.engine.perform import waiting
from registry.queries.documents import documents
from tests.builders import COORDINATOR, Desk, a_desk

ROOT = Path(__file__).parents[3]
TOP = {"config", "registry", "tasks", "flows", "desk", "templates", "tests", "benchmarks"}
NAMES = {
    "establish-committee": "flows.runtime.prefect_flows.establish_committee",
    "issue-order": "flows.runtime.prefect_flows.issue_order",
    "replace-member": "flows.runtime.prefect_flows.replace_member",
    "refresh-members": "flows.runtime.prefect_flows.refresh_members",
    "dissolve-committee": "flows.runtime.prefect_flows.dissolve_committee",
    "annual-cycle": "flows.runtime.prefect_flows.annual_cycle",
    "plan-year": "flows.runtime.prefect_flows.plan_year",
    "watch": "flows.runtime.prefect_flows.watch",
}


def deployments() -> list[dict[str, Any]]:
    declared = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    return list(declared["deployments"])


@pytest.mark.parametrize("package", [flows, tasks])
def test_no_module_bears_the_name_of_a_top_level_package(package: ModuleType) -> None:
    found = {one.name for one in pkgutil.iter_modules(package.__path__)}
    assert found & TOP == set()


def test_every_flow_imports_by_its_plain_name() -> None:
    for name, path in NAMES.items():
        module, _, function = path.rpartition(".")
        assert getattr(importlib.import_module(module), function).name == name


def test_every_entrypoint_of_prefect_yaml_loads_and_is_one_of_the_flows() -> None:
    from prefect.flows import load_flow_from_entrypoint  # noqa: PLC0415 — 1.7 s, for this test

    found = {one["entrypoint"] for one in deployments()}
    loaded = {load_flow_from_entrypoint(path, use_placeholder_flow=False).name for path in found}
    assert (found, loaded) == (set(NAMES.values()), set(NAMES))


def test_watch_ticks_at_six_in_bangkok_and_every_few_minutes() -> None:
    (watch,) = (one for one in deployments() if one["entrypoint"] == NAMES["watch"])
    morning, often = watch["schedules"]
    assert (morning["cron"], morning["timezone"]) == ("0 6 * * *", "Asia/Bangkok")
    assert 60 <= often["interval"] <= 600


def test_years_have_their_yearly_tick_on_the_first_of_april_in_bangkok() -> None:
    (year,) = (one for one in deployments() if one["entrypoint"] == NAMES["annual-cycle"])
    (april,) = year["schedules"]
    assert (april["cron"], april["timezone"]) == ("0 6 1 4 *", "Asia/Bangkok")


@pytest.fixture(scope="module")
def server() -> Iterator[None]:
    from prefect.settings import (  # noqa: PLC0415 — paid for by these tests alone
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
        temporary_settings,
    )
    from prefect.testing.utilities import prefect_test_harness  # noqa: PLC0415 — as above

    with (
        prefect_test_harness(server_startup_timeout=120),
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
    ):
        yield


def at_revision(url: str) -> tuple[Desk, int]:
    """An order whose draft 2 waits to be made."""
    desk = a_desk(url)
    order = desk.to_first_draft()
    asked = {"result": "changes", "items": ["ขอแก้ชื่อหน่วยงาน"]}
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", asked)
    reply = {"replies": [{"item": 1, "done": True}]}
    desk.decide(order, "revise_draft", COORDINATOR, "2022-06-22", reply, perform=False)
    return desk, order


def drafts(desk: Desk) -> list[int]:
    with desk.office.registry.reading() as session:
        papers = documents(session.connection())
    of_order = [one for one in papers if one.kind == "appointment_order"]
    return [one.version for one in of_order if one.language == "th"]


@pytest.mark.prefect
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_an_effect_runs_once_as_a_task_of_its_flow_and_the_history_names_no_person(
    sqlite_url: str, server: None
) -> None:
    from prefect.client.orchestration import get_client  # noqa: PLC0415 — as above

    from flows.runtime.prefect_flows import flow_of  # noqa: PLC0415 — as above

    desk, order = at_revision(sqlite_url)
    assert len(waiting(desk.office)) == 1
    assert flow_of("order")([order], registry=sqlite_url) == 2  # the draft, then the memo with it
    assert drafts(desk) == [1, 2]
    assert flow_of("order")([order], registry=sqlite_url) == 0
    assert drafts(desk) == [1, 2]
    with get_client(sync_client=True) as client:
        runs = {run.name for run in client.read_flow_runs()}
        (artifact,) = {one.data for one in client.read_artifacts()}
    assert runs == {"Mae Fa Luang (แม่ฟ้าหลวง) · order · draft", "Mae Fa Luang (แม่ฟ้าหลวง) · order · review"}  # fmt: skip  # noqa: E501 — the names as they are
    assert "Deputy's review of the draft" in str(artifact)


@pytest.mark.prefect
@pytest.mark.slow
def test_a_flow_run_of_no_instances_performs_nothing(sqlite_url: str, server: None) -> None:
    from flows.runtime.prefect_flows import flow_of  # noqa: PLC0415 — as above

    desk, _ = at_revision(sqlite_url)
    assert flow_of("order")([], registry=sqlite_url) == 0
    assert len(waiting(desk.office)) == 1
