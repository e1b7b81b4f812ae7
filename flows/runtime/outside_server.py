"""A Prefect server of the office's own, which Prasan neither starts nor ends."""

import base64
import http.client
import re
import ssl
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import SplitResult, urlsplit

from config.settings import Settings
from config.words import Sentence, both
from flows.runtime.server import CLIENT_SETTINGS

ANSWER_SECONDS = 3.0
REFUSALS = {http.client.UNAUTHORIZED, http.client.FORBIDDEN}
VERSION_BYTES = 64
IS_VERSION = re.compile(rb'"3\.')  # another major one has another API
Trouble = Literal["unreachable", "refuses", "no_prefect"]


@dataclass
class OutsideServer:
    """It is asked as any client of Prefect asks it; its words are passed on, and shown nowhere."""

    url: str
    word: str | None = field(default=None, repr=False)
    key: str | None = field(default=None, repr=False)
    started_at: float = 0.0
    trouble: Trouble | None = None

    @property
    def is_ours(self) -> bool:
        """Others may have runs on it."""
        return False

    @property
    def address(self) -> str:
        """Where its pages are, as far as one can tell from its API."""
        return self.url.removesuffix("/api")

    def sentence(self) -> Sentence:
        """What is said once it answers."""
        return both("up.outside_prefect_answers", url=self.address)

    def client_environment(self) -> dict[str, str]:
        """The settings of whoever asks it."""
        return CLIENT_SETTINGS | {"PREFECT_API_URL": self.url}

    def start(self) -> None:
        """Somebody else starts it."""

    def keep_alive(self) -> None:
        """Somebody else does."""

    def end(self) -> None:
        """Somebody else ends it."""

    @property
    def ask_again(self) -> float:
        """One that is not there may hold whoever asks for seconds, and papers wait meanwhile."""
        return 15.0

    def silence(self) -> Sentence:
        """Away, of other words, or no Prefect at all."""
        return both(f"up.outside.{self.trouble}", url=self.address)

    def lives(self) -> bool:
        """It is only known by asking it: as far as it was known last."""
        return True

    def answers(self) -> bool:
        """Whether it answers, takes our words, and is a Prefect that we can ask."""
        self.trouble = self._trouble()
        return self.trouble is None

    def _trouble(self) -> Trouble | None:
        parts = urlsplit(self.url)
        connection = self._connection(parts)
        try:
            connection.request("GET", f"{parts.path}/admin/version", headers=self._words())
            answer = connection.getresponse()
            status, said = answer.status, answer.read(VERSION_BYTES)
        except (OSError, http.client.HTTPException):
            return "unreachable"
        finally:
            connection.close()
        if status in REFUSALS:
            return "refuses"
        if status >= http.client.INTERNAL_SERVER_ERROR:
            return "unreachable"
        # Its pages answer every address with themselves.
        return None if status == http.client.OK and IS_VERSION.match(said) else "no_prefect"

    def _connection(self, parts: SplitResult) -> http.client.HTTPConnection:
        host = parts.hostname or ""
        if parts.scheme == "https":
            return http.client.HTTPSConnection(
                host, parts.port, timeout=ANSWER_SECONDS, context=ssl.create_default_context()
            )
        return http.client.HTTPConnection(host, parts.port, timeout=ANSWER_SECONDS)

    def _words(self) -> dict[str, str]:
        if self.key is not None:
            return {"Authorization": f"Bearer {self.key}"}
        if self.word is not None:
            return {"Authorization": f"Basic {base64.b64encode(self.word.encode()).decode()}"}
        return {}


def outside_server(settings: Settings) -> OutsideServer | None:
    """The server that the settings name, None where `up` starts one of its own."""
    if settings.prefect_api_url is None:
        return None
    word, key = settings.prefect_api_auth_string, settings.prefect_api_key
    return OutsideServer(
        settings.prefect_api_url.rstrip("/"),
        word.get_secret_value() if word else None,
        key.get_secret_value() if key else None,
    )
