"""The embedded Prefect server, as `prasan up` keeps it: a child process, for this machine alone.

Any page that a browser on this machine shows could ask an open server, so each start has a word of
its own. It tells its pages where the API is: left to guess, they asked another port, and showed
nothing or the runs of another server.
"""

import http.client
import os
import secrets
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from config.words import Sentence, both
from flows.runtime.server import CLIENT_SETTINGS
from registry.partial_files import READ_BY_OWNER

HOST = "127.0.0.1"
SAFE = ("-P",)  # where it is started may lie a folder `flows` of somebody else's
ANSWER_SECONDS = 1.0
RESTART_SECONDS = 5.0
END_SECONDS = 1.5
ENTERED_BY_OWNER = 0o700
OTHERS_LEFT_OUT = 0o077  # a mask
RUNS_KEPT_SECONDS = 14 * 24 * 60 * 60


def quiet_environment(home: Path) -> dict[str, str]:
    """Prefect's settings for our server and its client alike: quiet, local, forgetful."""
    return CLIENT_SETTINGS | {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        # A tick each five minutes is 17 MB of runs a day.
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(RUNS_KEPT_SECONDS),
        "PREFECT_SERVER_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME": "P400D",
    }


def free_port(wanted: int) -> int:
    """The wanted port of loopback, or another where it is taken."""
    for port in (wanted, 0):  # 0: the system chooses
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    msg = "no free port on loopback"
    raise OSError(msg)


def only_for_its_owner(path: str, flags: int) -> int:
    """Open a file as `open` asks, for nobody else to read."""
    return os.open(path, flags, READ_BY_OWNER)


def make_closed(folder: Path) -> None:
    """Make the folder and close it to all but its owner, whatever the umask.

    Files that an earlier release left in it are closed too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(ENTERED_BY_OWNER)
    for file in folder.iterdir():
        if file.is_file() and not file.is_symlink():
            with suppress(FileNotFoundError):  # SQLite takes its own away
                file.chmod(READ_BY_OWNER)


@dataclass
class EmbeddedServer:
    """The child process that serves Prefect, started again when it ends."""

    home: Path
    wanted_port: int
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    word: str = field(default_factory=lambda: f"prasan:{secrets.token_urlsafe()}", repr=False)
    key: str | None = None

    @property
    def is_ours(self) -> bool:
        """Whether nobody but this `up` has runs on it."""
        return True

    @property
    def address(self) -> str:
        """Where its pages are."""
        return f"http://{HOST}:{self.port}"

    @property
    def url(self) -> str:
        """Where its API is."""
        return f"{self.address}/api"

    @property
    def word_file(self) -> Path:
        """The file that holds what the API and its pages ask for, readable by its owner alone."""
        return self.home / "auth-string"

    def sentence(self) -> Sentence:
        """What is said once it answers."""
        return both("up.prefect_answers", url=self.address, file=str(self.word_file))

    @property
    def ask_again(self) -> float:
        """Loopback refuses at once, and it is ready within seconds."""
        return 1.0

    def silence(self) -> Sentence:
        """It begins, or has ended and is started again."""
        return both("up.without_prefect")

    def environment(self) -> dict[str, str]:
        """The server's settings: it answers its own pages alone, and nobody without the word."""
        return quiet_environment(self.home) | {
            "PREFECT_UI_API_URL": self.url,
            "PREFECT_SERVER_API_AUTH_STRING": self.word,
            "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": self.address,
            # Its pages are written out before they are served, by default among its own modules:
            # where root keeps the program the account that runs it cannot.
            "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(self.home / "ui"),
            "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        }

    def client_environment(self) -> dict[str, str]:
        """The settings of whoever asks it."""
        return quiet_environment(self.home) | {
            "PREFECT_API_URL": self.url,
            "PREFECT_API_AUTH_STRING": self.word,
        }

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches us alone."""
        self.started_at = time.monotonic()
        self.port = free_port(self.wanted_port)
        make_closed(self.home)
        self.word_file.unlink(missing_ok=True)  # a file that is there would keep its own rights
        with open(self.word_file, "x", opener=only_for_its_owner) as file:
            file.write(self.word)
        with open(self.home / "server.log", "wb", opener=only_for_its_owner) as log:
            self.process = subprocess.Popen(  # noqa: S603 — our own module, no shell
                [sys.executable, *SAFE, "-m", "flows.runtime.prefect_server", str(self.port)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env=os.environ | self.environment(),
                start_new_session=True,
                umask=OTHERS_LEFT_OUT,
            )

    def keep_alive(self) -> None:
        """Start it again if it has ended, not too often."""
        gone = self.process is not None and self.process.poll() is not None
        if gone and time.monotonic() - self.started_at > RESTART_SECONDS:
            with suppress(OSError):  # a full disk: Prasan works on without it
                self.start()

    def lives(self) -> bool:
        """Whether its process is at work."""
        return self.process is not None and self.process.poll() is None

    def answers(self) -> bool:
        """Whether it is ours, alive and ready."""
        if not self.lives():
            return False
        connection = http.client.HTTPConnection(HOST, self.port, timeout=ANSWER_SECONDS)
        try:
            connection.request("GET", "/api/health")
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def end(self) -> None:
        """End it within two seconds."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdin is not None:
            self.process.stdin.close()
