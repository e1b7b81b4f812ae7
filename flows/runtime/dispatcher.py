"""What waits, handed to workers: a run of its process's deployment, asked for and not waited for.

One run carries all that waits of its process, so that a burst makes few runs. Two desks that ask
for the same have one run: its idempotency key is of what waits.
"""

import time
from dataclasses import dataclass, field

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.responses import DeploymentResponse
from prefect.exceptions import ObjectNotFound

from config.words import Sentence, both
from flows.capabilities import PROCESSES
from flows.engine.installation import Installation
from flows.runtime.deployments import NAME
from flows.runtime.performer import Say
from flows.runtime.waits import owed_by_process

ASK_AGAIN = 60.0  # seconds after which a run that took nothing up is asked for anew
LOOK_AGAIN = 5.0  # seconds after which Prefect is asked again whether anybody can carry it
TO_COME = FlowRunFilter(
    state=FlowRunFilterState(
        type=FlowRunFilterStateType(any_=[StateType.SCHEDULED, StateType.PENDING])
    )
)


@dataclass(frozen=True)
class Ask:
    """What a run was asked for: the newest effect that waited, when first, and when to ask next.

    Nobody is asked, and `first` is None, as long as Prefect knows of nobody who could carry it.
    """

    newest: int
    first: float | None
    next: float


@dataclass
class Dispatcher:
    """Asks for runs; says once what keeps workers from them."""

    office: Installation
    say: Say
    asks: dict[str, Ask] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)

    def dispatch(self) -> None:
        """Ask for a run of each process that owes something, where none is to come."""
        for process, owed in owed_by_process(self.office).items():
            newest = max(one.id for one in owed)
            now, before = time.monotonic(), self.asks.get(process)
            same = before is not None and before.newest == newest
            if before is not None and same and now < before.next:
                continue
            first = before.first if before is not None and same else None
            turn = 0 if first is None else int((now - first) // ASK_AGAIN)
            with get_client(sync_client=True) as client:
                asked = self.ask(client, process, newest, turn)
            self.asks[process] = (
                Ask(newest, now if first is None else first, now + ASK_AGAIN)
                if asked
                else Ask(newest, None, now + LOOK_AGAIN)
            )

    def ask(self, client: SyncPrefectClient, process: str, newest: int, turn: int) -> bool:
        """Ask for a run of the process, unless one is to come; whether anybody could carry it."""
        name = f"{PROCESSES[process].flow}/{NAME}"
        try:
            deployment = client.read_deployment_by_name(name)
        except ObjectNotFound:
            self.tell("no_deployment", both("up.no_deployment", deployment=name))
            return False
        if not self.has_pool(client, deployment):
            return False
        if turn == 0 and is_to_come(client, deployment):
            return True
        registry = self.office.registry.id[:12]
        client.create_flow_run_from_deployment(
            deployment.id, idempotency_key=f"{registry}/{process}/{newest}/{turn}"
        )
        return True

    def has_pool(self, client: SyncPrefectClient, deployment: DeploymentResponse) -> bool:
        """Whether its runs have a pool; says where they have none, or no worker is at work."""
        pool = deployment.work_pool_name
        try:
            status = client.read_work_pool(pool).status if pool else None
        except ObjectNotFound:  # deleted this instant
            status = None
        if pool is None or status is None:
            self.tell("no_pool", both("up.no_work_pool", pool=NAME))
            return False
        if status != "READY":
            self.tell("no_worker", both("up.no_worker", pool=pool))
        return True

    def tell(self, what: str, sentence: Sentence) -> None:
        """Say it once."""
        if what not in self.said:
            self.say(sentence)
        self.said.add(what)


def is_to_come(client: SyncPrefectClient, deployment: DeploymentResponse) -> bool:
    """Whether a run that nobody has begun will carry what waits; a schedule's is too far away."""
    ours = DeploymentFilter(id=DeploymentFilterId(any_=[deployment.id]))
    found = client.read_flow_runs(deployment_filter=ours, flow_run_filter=TO_COME)
    return any(not one.auto_scheduled for one in found)
