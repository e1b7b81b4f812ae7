"""A Prefect server as `up` knows it: its own, or one that somebody else keeps."""

from typing import Protocol

from config.words import Sentence

# What every client of Prefect is told: be quiet, and wait for no server that has gone.
CLIENT_SETTINGS = {
    "DO_NOT_TRACK": "1",
    # An effect waits for no server that has gone: it is performed without it, or by a worker later.
    "PREFECT_CLIENT_MAX_RETRIES": "0",
    "PREFECT_API_REQUEST_TIMEOUT": "5",
    # A line an effect goes to Prefect's pages; the terminal of `up` is for Prasan's sentences.
    "PREFECT_LOGGING_LEVEL": "INFO",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
}


class Server(Protocol):
    """Its words (an auth string, an API key) are passed on, and shown nowhere."""

    @property
    def is_ours(self) -> bool:
        """Whether nobody but this `up` has runs on it."""

    @property
    def url(self) -> str:
        """Where its API is."""

    @property
    def word(self) -> str | None:
        """Its auth string."""

    @property
    def key(self) -> str | None:
        """Its API key."""

    @property
    def started_at(self) -> float:
        """When it was started here, by the monotonic clock."""

    def client_environment(self) -> dict[str, str]:
        """The settings of whoever asks it."""

    def start(self) -> None:
        """Start it, where it is ours."""

    def keep_alive(self) -> None:
        """Start it again if it has ended, where it is ours."""

    def lives(self) -> bool:
        """Whether it seems to be at work, without asking it where that can be known."""

    def answers(self) -> bool:
        """Whether it answers us."""

    def end(self) -> None:
        """End it, where it is ours."""

    @property
    def ask_again(self) -> float:
        """Seconds after which one that did not answer is asked again."""

    def sentence(self) -> Sentence:
        """What is said once it answers."""

    def silence(self) -> Sentence:
        """What is said where it does not answer: why, and what can be done."""
