"""The Prefect flows: they load by their plain names, and effects run through them once."""

import importlib
import logging
import pkgutil
import shutil
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from logging.handlers import BufferingHandler
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

import flows
import tasks
from config.clock import SystemClock
from config.settings import Settings
from config.words import both
from flows.capabilities import PROCESSES
from flows.engine.installation import Output
from flows.engine.perform import waiting
from flows.runtime.release import own_release
from flows.runtime.up_lock import sweeping_alone
from registry.queries.operating import Look, happened, look
from registry.seals import seals
from tests.builders import COORDINATOR, Desk, a_desk
from tests.flows.runtime.at_servers import PATIENCE, drafts

ROOT = Path(__file__).parents[3]
TOP = {"config", "registry", "tasks", "flows", "desk", "templates", "tests", "benchmarks"}
NAMES = {
    "establish-committee": "flows.runtime.prefect_flows.establish_committee",
    "issue-order": "flows.runtime.prefect_flows.issue_order",
    "replace-member": "flows.runtime.prefect_flows.replace_member",
    "refresh-members": "flows.runtime.prefect_flows.refresh_members",
    "welcome-newcomer": "flows.runtime.prefect_flows.welcome_newcomer",
    "hand-over": "flows.runtime.prefect_flows.hand_over",
    "dissolve-committee": "flows.runtime.prefect_flows.dissolve_committee",
    "withdraw-adoption": "flows.runtime.prefect_flows.withdraw_adoption",
    "annual-cycle": "flows.runtime.prefect_flows.annual_cycle",
    "plan-year": "flows.runtime.prefect_flows.plan_year",
    "hold-meeting": "flows.runtime.prefect_flows.hold_meeting",
    "train-members": "flows.runtime.prefect_flows.train_members",
    "record-activity": "flows.runtime.prefect_flows.record_activity",
    "record-coordination": "flows.runtime.prefect_flows.record_coordination",
    "register-classified-paper": "flows.runtime.prefect_flows.register_classified_paper",
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


def test_prefect_yaml_says_for_workers_what_up_registers() -> None:
    from prefect.flows import Flow, load_flow_from_entrypoint  # noqa: PLC0415 — 1.7 s, for this test

    from flows.runtime import deployments as registered  # noqa: PLC0415 — as above

    said = {}
    for one in deployments():
        flow: Flow[..., Any] = load_flow_from_entrypoint(
            one["entrypoint"], use_placeholder_flow=False
        )
        schedules = {
            each["slug"]: (each.get("cron"), each.get("interval"), each["timezone"])
            for each in one.get("schedules", [])
        }
        assert one["name"] == registered.NAME
        assert one["version"] == own_release()
        said[one["entrypoint"]] = (flow.name, one.get("parameters", {}), schedules, one["tags"])
    assert {path: name for path, (name, *_) in said.items()} == {v: k for k, v in NAMES.items()}
    assert said == {
        one.entrypoint: (
            one.flow.name,
            one.parameters,
            {
                slug: (getattr(each, "cron", None), seconds(each), each.timezone)
                for slug, each in one.schedules.items()
            },
            one.tags,
        )
        for one in registered.deployments()
    }


def seconds(schedule: object) -> float | None:
    """How far apart the ticks are, where it says so."""
    interval = getattr(schedule, "interval", None)
    return interval.total_seconds() if isinstance(interval, timedelta) else None


def test_no_result_is_kept_and_nothing_cached_and_a_workers_effect_ends_after_its_claim(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from prefect.cache_policies import NO_CACHE  # noqa: PLC0415 — 1.7 s, for this test

    from flows.runtime import deployments as registered, task_runs  # noqa: PLC0415 — as above

    assert {one.flow.persist_result for one in registered.deployments()} == {False}
    settings = Settings(_env_file=None)
    assert task_runs.seconds_of_effect(settings) is None, "`up` carries it in a thread"
    monkeypatch.setenv(task_runs.RUN_OF_A_WORKER, "a run")
    seconds = task_runs.seconds_of_effect(settings)
    assert seconds is not None
    assert settings.claim_seconds < seconds < 2 * settings.claim_seconds
    for task in (task_runs.task_of("draft", 3, seconds), task_runs.mail_task()):
        assert (task.cache_policy, task.persist_result) == (NO_CACHE, False)
    assert task_runs.task_of("draft", 3, seconds).timeout_seconds == seconds


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
        prefect_test_harness(server_startup_timeout=PATIENCE),
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
        found = client.read_flow_runs()
        tasks_run = {run.name for run in client.read_task_runs()}
        artifacts = {one.key: str(one.data) for one in client.read_artifacts()}
    runs = {run.name for run in found}
    tags = {tag for run in found for tag in run.tags}
    assert tags == {"prasan", "district:5715", "province:57", "process:order", f"instance:{order}"}
    what = f"draft the order: instance {order}, "
    assert any(name.startswith(what) for name in tasks_run)
    assert set(artifacts) == {f"instance-{order}"}
    artifact = artifacts[f"instance-{order}"]
    assert "| Review | ▶ open |" in artifact
    assert f"/instances/{order})" in artifact
    assert runs == {"Mae Fa Luang (แม่ฟ้าหลวง) · order · draft", "Mae Fa Luang (แม่ฟ้าหลวง) · order · review"}  # fmt: skip  # noqa: E501 — the names as they are
    assert "Deputy's review of the draft" in str(artifact)


@pytest.mark.prefect
@pytest.mark.slow
def test_a_flow_run_of_no_instances_carries_all_that_wait_of_its_process_and_no_other(
    sqlite_url: str, server: None
) -> None:
    from flows.runtime.prefect_flows import flow_of  # noqa: PLC0415 — as above

    desk, _ = at_revision(sqlite_url)
    assert flow_of("plan")([], registry=sqlite_url) == 0
    assert len(waiting(desk.office)) == 1
    assert flow_of("order")([], registry=sqlite_url) == 2
    assert waiting(desk.office) == []


@pytest.mark.prefect
@pytest.mark.slow
def test_what_a_flow_says_of_each_process_can_be_kept_by_prefect(
    sqlite_url: str, server: None
) -> None:
    from flows.runtime.prefect_flows import flow_of  # noqa: PLC0415 — as above

    _, order = at_revision(sqlite_url)
    for process in PROCESSES:
        flow_of(process)([order], registry=sqlite_url)


@pytest.fixture
def empty(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A registry in which nothing waits, as that of the settings: runs without one go there."""
    from flows.runtime.task_runs import office_at  # noqa: PLC0415 — imports Prefect

    copy = shutil.copy(tmp_path / "registry.db", tmp_path / "empty.db")
    monkeypatch.setenv("PRASAN_REGISTRY", f"sqlite:///{copy}")
    office_at.cache_clear()
    yield
    office_at(None).registry.dispose()
    office_at.cache_clear()


@pytest.mark.prefect
@pytest.mark.slow
def test_a_quick_run_is_carried_here_under_its_deployment_and_one_that_cannot_begin_fails_once(
    sqlite_url: str, empty: None, server: None
) -> None:
    from prefect.client.orchestration import get_client  # noqa: PLC0415 — as above
    from prefect.client.schemas.objects import State, StateType  # noqa: PLC0415 — as above

    from flows.runtime.deployments import DeploymentService  # noqa: PLC0415 — as above

    service = DeploymentService()
    (orders,) = (key for key, flow in service.flows.items() if flow.name == "issue-order")
    assert list(service.run_due()) == ["watch"]
    desk, _ = at_revision(sqlite_url)
    with get_client(sync_client=True) as client:
        here = {"registry": sqlite_url}
        quick = client.create_flow_run_from_deployment(orders, parameters=here).id
        wrong = client.create_flow_run_from_deployment(orders, parameters=here).id
        cancelled = client.create_flow_run_from_deployment(orders, parameters=here).id
        client.update_flow_run(wrong, parameters={"no such": "parameter"})
        client.set_flow_run_state(cancelled, State(type=StateType.CANCELLED))
        assert list(service.run_due()) == ["issue-order"]
        assert drafts(desk) == [1, 2]
        run = client.read_flow_run(quick)
        assert (run.state_name, run.name, run.deployment_id) == ("Completed", "everything", orders)
        assert client.read_flow_run(wrong).state_name == "Failed"
        assert list(service.run_due()) == []


@pytest.mark.prefect
@pytest.mark.slow
def test_a_watch_beside_another_sweep_leaves_it_all_to_that_one_and_says_so(
    sqlite_url: str, server: None
) -> None:
    from flows.runtime.prefect_flows import watch  # noqa: PLC0415 — as above

    desk = a_desk(sqlite_url)
    with sweeping_alone(desk.office.registry):
        left = watch(registry=sqlite_url, return_state=True)
    assert (left.is_completed(), left.message) == (True, both("refusal.another_sweep").en)
    with desk.office.registry.reading() as connection:
        assert seals(connection) == []
    assert watch(registry=sqlite_url, return_state=True).is_completed()
    with desk.office.registry.reading() as connection:
        assert len(seals(connection)) == 1


@pytest.mark.prefect
@pytest.mark.slow
def test_of_the_ticks_that_were_missed_the_last_alone_is_carried(empty: None, server: None) -> None:
    from prefect.client.orchestration import get_client  # noqa: PLC0415 — as above

    from flows.runtime.deployments import DeploymentService  # noqa: PLC0415 — as above

    service = DeploymentService()
    assert list(service.run_due()) == ["watch"]
    (ticking,) = (key for key, flow in service.flows.items() if flow.name == "watch")
    now = SystemClock().now()
    night = {"start_time": str(now - timedelta(hours=1)), "end_time": str(now), "max_runs": 50}
    with get_client(sync_client=True) as client:
        backfill = {"id": ticking}
        client.request("POST", "/deployments/{id}/schedule", path_params=backfill, json=night)
        assert list(service.run_due()) == ["watch"]
        names = Counter(
            run.state_name for run in client.read_flow_runs() if run.deployment_id == ticking
        )
    assert names["Missed"] >= 10
    assert list(service.run_due()) == []


@pytest.mark.prefect
@pytest.mark.slow
def test_a_run_that_was_left_unfinished_is_at_an_end_once_up_is_back(
    empty: None, server: None
) -> None:
    from prefect.client.orchestration import get_client  # noqa: PLC0415 — as above
    from prefect.client.schemas.objects import State, StateType  # noqa: PLC0415 — as above

    from flows.runtime.deployments import DeploymentService  # noqa: PLC0415 — as above

    service = DeploymentService()
    with get_client(sync_client=True) as client:
        left = client.create_flow_run_from_deployment(next(iter(service.flows))).id
        client.set_flow_run_state(left, State(type=StateType.RUNNING), force=True)
        assert service.stands()
        DeploymentService()
        assert client.read_flow_run(left).state_name == "Crashed"
        client.delete_deployment(next(iter(service.flows)))
    assert not service.stands()


@pytest.mark.prefect
@pytest.mark.slow
def test_an_effect_that_fails_for_good_fails_its_run_in_words_without_what_was_typed(
    sqlite_url: str, server: None
) -> None:
    from prefect.client.orchestration import get_client  # noqa: PLC0415 — as above

    from flows.runtime.prefect_flows import flow_of  # noqa: PLC0415 — as above
    from flows.runtime.task_runs import office_at  # noqa: PLC0415 — as above

    desk, order = at_revision(sqlite_url)
    office_at.cache_clear()
    office = office_at(sqlite_url)
    drafting = office.declared.tasks["draft_appointment_order"]

    def fails(*_: object) -> Output:
        raise ValueError("นายสมชาย ใจดี")

    office.declared.tasks["draft_appointment_order"] = fails  # type: ignore[index]
    try:
        state: Any = flow_of("order")([order], registry=sqlite_url, return_state=True)
    finally:
        office.declared.tasks["draft_appointment_order"] = drafting  # type: ignore[index]
        office_at.cache_clear()
    said = f"draft the order: instance {order}, "
    assert state.is_failed()
    assert str(state.message).startswith(said)
    assert str(state.message).endswith(
        "failed for good (ValueError); an incident at the desk asks what to do"
    )
    assert "!effect/" in " ".join(desk.waits_at(order))
    with get_client(sync_client=True) as client:
        runs = [one for one in client.read_task_runs() if one.name.startswith(said)]
        assert "Failed" in {one.state_name for one in runs}
        assert "สมชาย" not in str([one.model_dump() for one in runs])
    assert flow_of("order")([order], registry=sqlite_url) == 0  # goes on with what else waits


class BrokenClock:
    """A clock whose error, and the error behind it, quote what somebody might have typed."""

    def now(self) -> datetime:
        try:
            return datetime.fromisoformat("นางสาวสมหญิง")
        except ValueError as error:
            raise RuntimeError("นายสมชาย ใจดี") from error


@pytest.mark.prefect
@pytest.mark.slow
def test_an_error_that_nobody_foresaw_reaches_prefect_by_its_kind_and_a_number_of_the_log(
    sqlite_url: str, server: None
) -> None:
    from prefect.client.orchestration import get_client  # noqa: PLC0415 — as above
    from prefect.logging.handlers import APILogWorker  # noqa: PLC0415 — as above

    from flows.runtime.prefect_flows import flow_of  # noqa: PLC0415 — as above
    from flows.runtime.task_runs import office_at  # noqa: PLC0415 — as above

    _, order = at_revision(sqlite_url)
    office_at.cache_clear()
    office = office_at(sqlite_url)
    office.registry.clock = BrokenClock()
    log, lines = logging.getLogger("prasan.runs"), BufferingHandler(10)
    log.addHandler(lines)
    try:
        state: Any = flow_of("order")([order], registry=sqlite_url, return_state=True)
    finally:
        log.removeHandler(lines)
        office.registry.dispose()
        office_at.cache_clear()
    with ThreadPoolExecutor() as aside:  # a browser of another test leaves its loop in this thread
        aside.submit(APILogWorker.drain_all, timeout=PATIENCE).result()
    (record,) = lines.buffer
    number = record.getMessage().partition("number=")[2].split()[0]
    assert f"A defect of Prasan (RuntimeError): its log says where, under number {number}" in str(
        state.message
    )
    with get_client(sync_client=True) as client:
        kept = [one.model_dump() for one in (*client.read_flow_runs(), *client.read_logs())]
    assert number in str(kept)
    assert "สม" not in str(kept)


@pytest.mark.prefect
@pytest.mark.slow
def test_what_happened_is_told_once_from_the_first_look_on_by_keys_alone(
    sqlite_url: str, server: None
) -> None:
    from flows.runtime import prefect_events  # noqa: PLC0415 — as above

    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    prefect_events.tell_events(desk.office)  # a copy of a registry that was told of before
    asked = {"result": "changes", "items": ["ขอแก้ชื่อหน่วยงาน"]}
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", asked)
    now = look_now(desk)
    assert prefect_events.tell_events(desk.office) == 2
    assert prefect_events.tell_events(desk.office) == 0
    with desk.office.registry.reading() as connection:
        before = replace(now, entry=now.entry - 1, gate=now.gate - 1)
        found = [*happened(connection, before, now, "incident")]
    assert [(one.kind, one.instance, one.district) for one in found] == [
        ("decision.recorded", order, "5715"), ("gate.opened", order, "5715"),
    ]  # fmt: skip
    desk.on("2022-09-01")
    with desk.office.registry.reading() as connection:
        late = [*happened(connection, now, look_now(desk), "incident")]
    assert {one.kind for one in late} == {"gate.late"}


def look_now(desk: Desk) -> Look:
    with desk.office.registry.reading() as connection:
        return look(connection, desk.office.registry.today)
