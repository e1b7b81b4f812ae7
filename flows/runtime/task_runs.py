"""What the flows share: the tasks that perform effects, and the artifact about what waits.

Each effect is one Prefect task, called as the effect is. A registry's URL that holds a
password does not belong in Prefect's database: leave `registry` out and set PRASAN_REGISTRY.
"""

import os
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import httpx
from prefect import Task, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.exceptions import PrefectException
from prefect.runtime import flow_run
from prefect.states import Failed

from config.logs import write_log
from config.settings import Settings
from config.words import say
from flows.capabilities import open_installation
from flows.engine.installation import Installation
from flows.engine.perform import RESTS, perform, waiting
from flows.engine.standing_gates import INCIDENT
from flows.runtime.instance_report import instance_reports
from flows.runtime.release import refuse_other_release
from flows.runtime.reminders import MailCount, MailRun, remind, send_mail
from flows.runtime.run_errors import ErrorOfRun, told_to_prefect
from flows.runtime.tick import TickResult
from flows.runtime.waits import run_name, run_tags
from registry.journal import EffectRow
from registry.queries.operating import waiting_count
from registry.rules.settings_misfit import settings_misfit
from registry.store import Registry

# Set by a worker for the process that it starts for a run; `up` carries runs in its own process.
RUN_OF_A_WORKER = "PREFECT__FLOW_RUN_ID"
RETRY_DELAY_SECONDS = 1
OURS = "prasan"  # the tag of every run of ours, whoever asked for it
BEYOND_CLAIM = 30.0  # seconds
Made = TypeVar("Made")
LINE_OF_PROGRESS = 50  # effects between one line about the whole run and the next


class EffectFailed(ErrorOfRun):
    """An attempt failed; the registry keeps the effect, Prefect's task tries it again."""


class EffectGivenUp(EffectFailed):
    """It failed for good: an incident asks people, and no attempt is left."""


@cache
def office_at(url: str | None) -> Installation:
    """The office over that registry, by default the settings'; opened once a process.

    A worker's process begins its log with it, as `up` and a desk do. Raises SettingsUnfit.
    """
    settings = _settings()
    if RUN_OF_A_WORKER in os.environ:
        write_log(settings.log_level or "info", settings.log_format)
    return open_installation(Registry(url or settings.registry_url), settings)


def _settings() -> Settings:
    try:
        return Settings()
    except ValueError as error:
        raise settings_misfit(error) or error from None


def office_of_run(url: str | None) -> Installation:
    """The office as a run may work on it. Raises WorkerOfAnotherRelease."""
    office = office_at(url)
    refuse_other_release(office.registry)
    return office


@dataclass
class RunReport:
    """What a run did: how many effects, and in one sentence each what failed for good."""

    done: int
    failures: list[str]


def failed(failures: Sequence[str]) -> State[Any] | None:
    """The end of a run in which something failed for good, though the rest was done."""
    return Failed(message=" ".join(failures)) if failures else None


@told_to_prefect
def perform_effect(registry: str | None, effect_id: int, what: str) -> str:
    """One attempt at one effect; says how it went. Raises EffectFailed.

    `what` names the effect and where it waits, for the log, which tells no text of an error: that
    may quote what somebody typed.
    """
    begun = time.monotonic()
    performed = perform(office_at(registry), effect_id)
    logger, seconds = get_run_logger(), time.monotonic() - begun
    if performed.how in ("failed", "gave_up", RESTS):
        sentence = say(f"run.{performed.how}", "en", what=what, error=performed.kind_of_error)
        logger.error(sentence)
        raise (EffectFailed if performed.how == "failed" else EffectGivenUp)(sentence)
    logger.info(say(f"run.{performed.how}", "en", what=what, seconds=f"{seconds:.2f}"))
    return performed.how


@cache
def task_of(
    effect: str, attempts: int, timeout_seconds: float | None = None
) -> Task[[str | None, int, str], str]:
    """The Prefect task of an effect; its runs say what is made and for which gate."""
    return task(
        name=effect,
        task_run_name="{what}",
        retries=attempts - 1,
        retry_delay_seconds=RETRY_DELAY_SECONDS,
        retry_condition_fn=has_attempts_left,
        timeout_seconds=timeout_seconds,
        cache_policy=NO_CACHE,
        persist_result=False,
    )(perform_effect)


def seconds_of_effect(settings: Settings) -> float | None:
    """How long a task run of an effect may take: somewhat longer than its claim holds.

    In a worker's process alone, where its main thread is told to stop. In `up` it would be stopped
    at any point of a thread that others share the registry with; there the claim runs out.
    """
    return settings.claim_seconds + BEYOND_CLAIM if RUN_OF_A_WORKER in os.environ else None


def has_attempts_left(_task: object, _run: object, state: State[Any]) -> bool:
    """Whether the registry tries it again: of what was given up a new attempt finds nothing."""
    return not isinstance(state.result(raise_on_failure=False), EffectGivenUp)


def carry(registry: str | None, only: Collection[int] | None) -> RunReport:
    """Perform what waits of these instances (or of all) until nothing does.

    What failed for good is an incident in the registry and stops nothing else here.
    """
    office = office_at(registry)
    carried, touched = RunReport(0, []), set(only or ())
    for place, row in enumerate(_waiting(office, only)):
        if place and place % LINE_OF_PROGRESS == 0:
            get_run_logger().info(_progress(office, carried))
        touched.add(row.instance_id)
        attempts = office.settings.effect_attempts
        state = task_of(row.effect, attempts, seconds_of_effect(office.settings))(
            registry, row.id, name_of_effect(row), return_state=True
        )
        if state.is_completed():
            carried.done += 1
        else:
            carried.failures.append(str(state.result(raise_on_failure=False)))
    if carried.done or carried.failures or only:
        show(office, sorted(touched))
    return carried


def _progress(office: Installation, carried: RunReport) -> str:
    """A line for whoever watches a long run: how much is done, and how much waits."""
    return say("run.progress", "en", done=carried.done, waiting=len(waiting(office)))


def name_of_effect(row: EffectRow) -> str:
    """What the machine does, for which gate of which instance."""
    what = say(f"effect.{row.effect}", "en")
    return say("run.effect", "en", what=what, path=row.path, instance=row.instance_id)


def _waiting(office: Installation, only: Collection[int] | None) -> Iterator[EffectRow]:
    seen: set[int] = set()
    while found := [
        row
        for row in waiting(office)
        if row.id not in seen and (only is None or row.instance_id in only)
    ]:
        for row in found:
            seen.add(row.id)
            yield row


def without_prefect_where_it_is_gone(
    through: Callable[[Installation], Made],
    without: Callable[[Installation], Made],
    office: Installation,
) -> Made:
    """What a sweep does through Prefect; the same without it, where its server goes meanwhile."""
    try:
        return through(office)
    except (PrefectException, httpx.HTTPError, OSError):
        return without(office)


@told_to_prefect
def send_one_mail(registry: str | None, mail_id: int) -> str:
    """One attempt at one mail; says how it went. The registry says when it is tried again."""
    return send_mail(office_at(registry), mail_id).value


@cache
def mail_task() -> Task[[str | None, int], str]:
    """The Prefect task that sends a mail; it knows the mail's number alone."""
    return task(
        name="send_mail",
        task_run_name="mail {mail_id}",
        cache_policy=NO_CACHE,
        persist_result=False,
    )(send_one_mail)


def carry_mails(registry: str | None) -> MailCount:
    """Make the day's mails and send what is to be sent, a task run each."""
    return remind(office_at(registry), lambda _, mail: MailRun(mail_task()(registry, mail)))


@told_to_prefect
def name_of_run() -> str:
    """District, process and phase: never a person. `everything` where no instance is named."""
    given: dict[str, Any] = flow_run.get_parameters()
    named = given.get("instances")
    return run_name(office_at(given.get("registry")), named) if named else "everything"


def mark_run(office: Installation, only: Sequence[int]) -> None:
    """Tag this flow run by the districts, provinces, process and instances that it carries."""
    if only and flow_run.id:
        tags = {*flow_run.tags, OURS, *run_tags(office, only)}
        with get_client(sync_client=True) as client:
            client.update_flow_run(flow_run.id, tags=sorted(tags))


def show(office: Installation, only: Sequence[int]) -> None:
    """An artifact an instance: its phases, what it waits for, and where the desk has it."""
    for report in instance_reports(office, only):
        create_markdown_artifact(report.text, key=report.key, description=report.title)


def show_counts(office: Installation, ticked: TickResult) -> None:
    """One artifact about a tick: what it did, and how much waits in each process."""
    with office.registry.reading() as connection:
        count = waiting_count(connection, office.registry.today, INCIDENT.key)
    rows = [
        f"| {say(f'process.{one.process}', 'en')} | {one.instances} | {one.gates} | {one.late} |"
        for one in count.processes
    ]
    done = say(
        "run.tick", "en", lapses=ticked.lapses, years=ticked.years, effects=ticked.effects,
        mails=ticked.mails, incidents=count.incidents, owed=count.effects,
    )  # fmt: skip
    head = "| process | open | gates | of them late |\n|---|---|---|---|\n"
    create_markdown_artifact(f"{done}\n\n{head}" + "\n".join(rows), key="watch")
