"""What Prefect's client tells the server of runs, from a thread of its own.

That thread tries a server that is gone for ten seconds and more, and Python waits for it to end.
"""

from prefect.events.clients import PrefectEventsClient
from prefect.events.worker import EventsWorker

WITHOUT_PAUSE = 2  # more than these, and the client sleeps a second before each
SEND_SECONDS = 1.0


def give_up_soon() -> None:
    """Drop what a server that is gone does not take: its pages are no record."""
    EventsWorker.set_client_override(PrefectEventsClient, reconnection_attempts=WITHOUT_PAUSE)


def send_rest() -> None:
    """Send what is left while the server is there to take it."""
    EventsWorker.drain_all(timeout=SEND_SECONDS)
