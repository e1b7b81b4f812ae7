"""The flows as deployments of the embedded server, and their runs that fall due.

`up` carries those runs in its own process, one after the other, in the thread that performs
effects: nothing is done twice at the same time, a run starts at once, and whatever ends `up` ends
them. prefect.yaml says the same deployments for workers.
"""

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from prefect import Flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import DeploymentScheduleCreate, WorkPoolCreate
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.responses import FlowRunResponse
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule
from prefect.exceptions import ObjectAlreadyExists, PrefectSignal
from prefect.flow_engine import run_flow
from prefect.states import Cancelled, Crashed, Failed
from prefect.utilities.callables import parameter_schema
from prefect.workers.process import ProcessWorker

from config.clock import SystemClock
from flows.capabilities import PROCESSES
from flows.runtime.prefect_flows import flow_of, watch
from flows.runtime.release import own_release
from flows.runtime.run_errors import words_for_prefect
from flows.runtime.task_runs import OURS
from flows.year.process import ANNUAL_CYCLE
from registry.refusals import RegistryFault

NAME = "prasan"
BANGKOK = "Asia/Bangkok"
EVERY = timedelta(minutes=5)
LOOK_FOR_WIPING = 60.0  # seconds
Schedules = dict[str, CronSchedule | IntervalSchedule]
SCHEDULES: dict[str, Schedules] = {
    PROCESSES[ANNUAL_CYCLE.key].flow: {
        "every-april": CronSchedule(cron="0 6 1 4 *", timezone=BANGKOK)
    },
    watch.name: {
        "every-morning": CronSchedule(cron="0 6 * * *", timezone=BANGKOK),
        "every-few-minutes": IntervalSchedule(interval=EVERY, timezone=BANGKOK),
    },
}


@dataclass(frozen=True)
class Deployment:
    """A flow of ours, as Prefect's pages show it: when it runs next, and with which parameters."""

    flow: Flow[..., Any]
    schedules: Schedules
    parameters: dict[str, Any]

    @property
    def tags(self) -> list[str]:
        """What Prefect's pages find it and its runs by."""
        return [OURS, f"flow:{self.flow.name}"]

    @property
    def entrypoint(self) -> str:
        """Where a worker finds the flow."""
        return f"flows.runtime.prefect_flows.{self.flow.name.replace('-', '_')}"

    def register(self, client: SyncPrefectClient, pool: str | None = None) -> UUID:
        """Make it known, or say anew what it is; runs that were scheduled are scheduled anew.

        Its runs go to the workers of the pool; without one whoever asks for them carries them.
        """
        return client.create_deployment(
            client.create_flow(self.flow),
            NAME,
            description=self.flow.description,
            version=own_release(),
            tags=self.tags,
            work_pool_name=pool,
            entrypoint=self.entrypoint,
            parameters=self.parameters,
            parameter_openapi_schema=parameter_schema(self.flow).model_dump(exclude_unset=True),
            enforce_parameter_schema=True,
            schedules=[
                DeploymentScheduleCreate(schedule=schedule, slug=slug)
                for slug, schedule in self.schedules.items()
            ],
        )


def deployments() -> list[Deployment]:
    """A deployment for each process, and the one that ticks."""
    carrying = [
        Deployment(flow_of(key), SCHEDULES.get(one.flow, {}), {"instances": []})
        for key, one in PROCESSES.items()
    ]
    return [*carrying, Deployment(watch, SCHEDULES[watch.name], {})]


def register_for_workers(pool: str) -> list[str]:
    """Register all deployments for the workers of that pool, which is made where there is none.

    Done again it says the same anew. Answers their names.
    """
    with get_client(sync_client=True) as client:
        make_pool(client, pool)
        for one in deployments():
            one.register(client, pool)
    return [f"{one.flow.name}/{NAME}" for one in deployments()]


def make_pool(client: SyncPrefectClient, name: str) -> None:
    """Make the pool of processes, as `prefect work-pool create --type process` does."""
    pool = WorkPoolCreate(
        name=name,
        type=ProcessWorker.type,
        base_job_template=ProcessWorker.get_default_base_job_template(),
    )
    with suppress(ObjectAlreadyExists):
        client.create_work_pool(pool)


class DeploymentService:
    """Our deployments on one server, and the runs of them that this process carries."""

    def __init__(self, *, end_left: bool = True) -> None:
        """Register all deployments, and ask for a tick: the pages then show what waits.

        `end_left`: whether runs that are unfinished can only be those of an `up` before this one.
        """
        with get_client(sync_client=True) as client:
            if end_left:
                end_left_runs(client)
            self.flows = {one.register(client): one.flow for one in deployments()}
            (ticking,) = (key for key, flow in self.flows.items() if flow is watch)
            client.create_flow_run_from_deployment(ticking)
        self.looked_at = time.monotonic()

    def still_registered(self) -> bool:
        """As `stands`, looked at once a minute: a wiped database is no matter of seconds."""
        if time.monotonic() - self.looked_at > LOOK_FOR_WIPING:
            self.looked_at = time.monotonic()
            return self.stands()
        return True

    def stands(self) -> bool:
        """Whether the server still knows all of it: its database may be wiped at any time."""
        ours = DeploymentFilter(id=DeploymentFilterId(any_=list(self.flows)))
        with get_client(sync_client=True) as client:
            return len(client.read_deployments(deployment_filter=ours)) == len(self.flows)

    def run_due(self) -> Iterator[str]:
        """Carry the runs that are due; answers the flow of each that came to a good end.

        Raises RegistryFault; whatever else goes wrong in a run is that run's failure.
        """
        with get_client(sync_client=True) as client:
            # Prefect's schedules go by the machine's clock; the registry's may be moved.
            found = client.get_scheduled_flow_runs_for_deployments(
                list(self.flows), SystemClock().now()
            )
            for run in without_missed(client, found):
                flow = self.flows[UUID(str(run.deployment_id))]
                if carried(client, flow, client.read_flow_run(run.id)):
                    yield flow.name


def without_missed(
    client: SyncPrefectClient, found: list[FlowRunResponse]
) -> Iterator[FlowRunResponse]:
    """Of the ticks of a deployment the last alone: it does what those before it missed."""
    last = {one.deployment_id: one.id for one in found if one.auto_scheduled}
    for one in found:
        if not one.auto_scheduled or last[one.deployment_id] == one.id:
            yield one
        else:
            missed: State[None] = Cancelled(name="Missed", message="A later tick does the same.")
            client.set_flow_run_state(one.id, missed, force=True)


def end_left_runs(client: SyncPrefectClient) -> None:
    """Say of runs that an `up` before this one left unfinished that they are at an end."""
    unfinished = FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING])
    left = FlowRunFilter(state=FlowRunFilterState(type=unfinished))
    for run in client.read_flow_runs(flow_run_filter=left):
        gone: State[None] = Crashed(message="Prasan ended meanwhile; another run does the rest.")
        client.set_flow_run_state(run.id, gone, force=True)


def carried(client: SyncPrefectClient, flow: Flow[..., Any], run: FlowRun) -> bool:
    """Carry the run here and now; answers whether it came to a good end. Raises RegistryFault."""
    try:
        run_flow(flow, flow_run=run)
    except RegistryFault:
        raise
    except PrefectSignal:  # somebody cancelled it meanwhile
        return False
    except Exception as error:  # noqa: BLE001 — the run's pages say it; parameters may be anything
        end_failed(client, run.id, error)
        return False
    return True


def end_failed(client: SyncPrefectClient, run: UUID, error: Exception) -> None:
    """What failed before it began stays scheduled else, and fails again at every look."""
    state = client.read_flow_run(run).state
    if state is None or not state.is_final():
        client.set_flow_run_state(run, Failed(message=words_for_prefect(error)), force=True)
