"""What the flows share: the tasks that perform effects, and the artifact about what waits.

Each effect is one Prefect task, called as the effect is. A registry's URL that holds a
password does not belong in Prefect's database: leave `registry` out and set PRASAN_REGISTRY.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any

from prefect import Task, task
from prefect.artifacts import create_markdown_artifact
from prefect.runtime import flow_run

from config.settings import Settings
from flows.capabilities import open_installation
from flows.engine.installation import Installation
from flows.engine.perform import perform, waiting
from flows.runtime.reminders import MailCount, MailRun, remind, send_mail
from flows.runtime.waits import Waits, run_name
from registry.journal import EffectRow
from registry.store import Registry

RETRY_DELAY_SECONDS = 1


class EffectFailed(Exception):
    """An attempt failed; the registry keeps the effect, Prefect's task tries it again."""


@cache
def office_at(url: str | None) -> Installation:
    """The office over that registry, by default the settings'; opened once a process."""
    settings = Settings()
    return open_installation(Registry(url or settings.registry_url), settings)


def perform_effect(registry: str | None, effect_id: int) -> str:
    """One attempt at one effect; says how it went. Raises EffectFailed."""
    performed = perform(office_at(registry), effect_id)
    if performed.how in ("failed", "gave_up"):
        raise EffectFailed(performed.error)
    return performed.how


@cache
def task_of(effect: str, attempts: int) -> Task[[str | None, int], str]:
    """The Prefect task of an effect."""
    return task(
        name=effect,
        task_run_name=f"{effect} {{effect_id}}",
        retries=attempts - 1,
        retry_delay_seconds=RETRY_DELAY_SECONDS,
    )(perform_effect)


def carry(registry: str | None, only: Collection[int] | None) -> int:
    """Perform what waits of these instances (or of all) until nothing does; answers how many.

    What failed for good is an incident in the registry and stops nothing else here.
    """
    office = office_at(registry)
    return sum(
        _done(task_of(row.effect, office.settings.effect_attempts), registry, row.id)
        for row in _waiting(office, only)
    )


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


def _done(effect: Task[[str | None, int], str], registry: str | None, effect_id: int) -> bool:
    return effect(registry, effect_id, return_state=True).is_completed()


def send_one_mail(registry: str | None, mail_id: int) -> str:
    """One attempt at one mail; says how it went. The registry says when it is tried again."""
    return send_mail(office_at(registry), mail_id).value


@cache
def mail_task() -> Task[[str | None, int], str]:
    """The Prefect task that sends a mail; it knows the mail's number alone."""
    return task(name="send_mail", task_run_name="mail {mail_id}")(send_one_mail)


def carry_mails(registry: str | None) -> MailCount:
    """Make the day's mails and send what is to be sent, a task run each."""
    return remind(office_at(registry), lambda _, mail: MailRun(mail_task()(registry, mail)))


def name_of_run() -> str:
    """District, process and phase: never a person. `everything` where no instance is named."""
    given: dict[str, Any] = flow_run.get_parameters()
    named = given.get("instances")
    return run_name(office_at(given.get("registry")), named) if named else "everything"


def tell(key: str, found: Iterable[Waits]) -> None:
    """An artifact that says what each instance now waits for. Its key: a-z, 0-9 and dashes."""
    rows = [
        f"| {one.district.th} {one.district.en} | {one.instance.process} | {one.instance.phase} "
        f"| {one.what.th} / {one.what.en} | {one.since} | {one.due or '–'} |"
        for one in found
    ]
    head = "| district | process | phase | waits for | since | due |\n|---|---|---|---|---|---|\n"
    create_markdown_artifact(head + "\n".join(rows), key=key)
