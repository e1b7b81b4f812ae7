"""What Prefect's client tells the server of runs and of what happened in the registry.

A thread of the client's own sends both. It tries a server that is gone for ten seconds and more,
and Python waits for it to end.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import VariableCreate, VariableUpdate
from prefect.events import emit_event
from prefect.events.clients import PrefectEventsClient
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker

from flows.engine.installation import Installation
from flows.engine.standing_gates import INCIDENT
from registry.queries.operating import Happening, Look, happened, look

WITHOUT_PAUSE = 2  # more than these, and the client sleeps a second before each
SEND_SECONDS = 1.0


def give_up_soon() -> None:
    """Drop what a server that is gone does not take: its pages are no record."""
    EventsWorker.set_client_override(PrefectEventsClient, reconnection_attempts=WITHOUT_PAUSE)


def send_rest() -> None:
    """Send what is left while the server is there to take it."""
    EventsWorker.drain_all(timeout=SEND_SECONDS)
    APILogWorker.drain_all(timeout=SEND_SECONDS)


def tell_events(office: Installation) -> int:
    """Tell Prefect what happened since it was told last; answers how much.

    How far it was told stands among Prefect's own variables: a server that is new hears what
    happens from now on. What two tell at once has one id, and counts once.
    """
    known = office.registry.id
    name = f"prasan_told_{known[:12]}"
    with get_client(sync_client=True) as client:
        before = look_before(client, name)
        with office.registry.reading() as connection:
            now = look(connection, office.registry.today)
            since = before or now
            found = [] if since == now else [*happened(connection, since, now, INCIDENT.key)]
        tell(known, found)
        if before is None:
            client.create_variable(VariableCreate(name=name, value=written_look(now)))
        elif before != now:
            client.update_variable(VariableUpdate(name=name, value=written_look(now)))
    return len(found)


def look_now(office: Installation) -> Look:
    """How far one would be told now."""
    with office.registry.reading() as connection:
        return look(connection, office.registry.today)


def look_before(client: SyncPrefectClient, name: str) -> Look | None:
    """How far Prefect was told last; None where it was told nothing yet."""
    found = client.read_variable_by_name(name)
    return read_look(found.value) if found is not None and isinstance(found.value, dict) else None


def tell(registry: str, found: Iterable[Happening]) -> None:
    """An event for each, with its instance as resource, or the area of a step that fails.

    Keys and days alone, never a person.
    """
    for one in found:
        of = f"instance.{one.instance}" if one.instance else f"area.{one.district}"
        emit_event(
            f"prasan.{one.kind}",
            resource={
                "prefect.resource.id": f"prasan.{of}",
                "prefect.resource.name": of.replace(".", "-"),
                "prasan.process": one.process,
                "prasan.district": one.district,
            },
            payload={"path": one.path, "gate": one.gate, "at": str(one.at)},
            id=uuid5(NAMESPACE_URL, f"{registry}/{one.kind}/{one.row}/{one.at}"),
        )


def read_look(said: dict[str, Any]) -> Look:
    """A look as it was written."""
    # A variable that a release before this one wrote says nothing of steps.
    failed = said.get("failed")
    return Look(
        said["entry"], said["gate"], said["order"], date.fromisoformat(said["late_before"]),
        None if failed is None else datetime.fromisoformat(failed),
    )  # fmt: skip


def written_look(one: Look) -> dict[str, Any]:
    """A look as a variable of Prefect's holds it."""
    failed = None if one.failed is None else one.failed.isoformat()
    return {**vars(one), "late_before": one.late_before.isoformat(), "failed": failed}
