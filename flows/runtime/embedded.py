"""Prefect beside the desk: a server of our own as a child, effects performed through it.

Where the server does not answer (yet, or any more) the same functions perform the effects
without it. Imports Prefect only once the server answers: the import takes 1.7 s.
"""

import http.client
import os
import secrets
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event, Thread

from config.words import Sentence, both
from flows.engine.office import Office
from flows.engine.perform import drain, waiting
from flows.runtime.tick import ClockDoubted, take_out_again, tick
from flows.runtime.up_lock import Renew
from registry.journal import EffectRow, instances_numbered
from registry.refusals import RegistryExchanged, RegistryFault

Say = Callable[[Sentence], None]
HOST = "127.0.0.1"
ANSWER_SECONDS = 1.0
RESTART_SECONDS = 5.0
END_SECONDS = 1.5


def quiet_environment(home: Path) -> dict[str, str]:
    """Prefect's settings for our server and its client alike: quiet, local, forgetful."""
    return {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME": "P400D",
        # An effect waits for no server that has gone: it is performed without it.
        "PREFECT_CLIENT_MAX_RETRIES": "0",
        "PREFECT_API_REQUEST_TIMEOUT": "5",
        "PREFECT_LOGGING_LEVEL": "ERROR",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
    }


def free_port(wanted: int) -> int:
    """The wanted port of loopback, or another where it is taken."""
    for port in (wanted, 0):
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
    return os.open(path, flags, 0o600)


@dataclass
class Server:
    """The child process that serves Prefect, started again when it ends."""

    home: Path
    wanted_port: int
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    word: str = field(default_factory=lambda: f"prasan:{secrets.token_urlsafe()}", repr=False)

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

    def environment(self) -> dict[str, str]:
        """The server's settings: no other site's page reads it, nobody without the word does."""
        return quiet_environment(self.home) | {
            "PREFECT_UI_API_URL": self.url,
            "PREFECT_SERVER_API_AUTH_STRING": self.word,
            "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": self.address,
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
        self.home.mkdir(parents=True, exist_ok=True)
        self.word_file.unlink(missing_ok=True)
        with open(self.word_file, "x", opener=only_for_its_owner) as file:
            file.write(self.word)
        with (self.home / "server.log").open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 — our own module, no shell
                [sys.executable, "-m", "flows.runtime.prefect_server", str(self.port)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env=os.environ | self.environment(),
                start_new_session=True,
            )

    def keep_alive(self) -> None:
        """Start it again if it has ended, not too often."""
        gone = self.process is not None and self.process.poll() is not None
        if gone and time.monotonic() - self.started_at > RESTART_SECONDS:
            with suppress(OSError):  # a full disk: Prasan works on without it
                self.start()

    def answers(self) -> bool:
        """Whether it is ours, alive and ready."""
        if self.process is None or self.process.poll() is not None:
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


@dataclass
class Performer:
    """Looks for waiting effects and performs them: through Prefect where it answers."""

    office: Office
    server: Server
    say: Say
    stop: Event
    warm: bool = False
    with_prefect: bool | None = None
    ticked_on: date | None = None
    renew: Renew = lambda: None
    away: bool = False
    error: Exception | None = None

    def run(self) -> None:
        """Until told to stop: several times a second. An error of ours ends it and is kept."""
        try:
            while not self.stop.is_set():
                self.look()
                self.stop.wait(self.office.settings.poll_seconds)
        except Exception as error:  # noqa: BLE001 — raised again in the main thread, by `be_up`
            self.error = error

    def look(self) -> None:
        """One turn. Where the database or the disk fails, say so once and look again.

        A registry that was exchanged ends it: whoever starts it anew starts over what lies there.
        """
        try:
            self.renew()
            self.turn()
        except RegistryExchanged:
            raise
        except RegistryFault as refusal:
            if not self.away:
                self.say(refusal.sentence)
            self.away = True
            return
        if self.away:
            self.say(both("up.registry_back"))
        self.away = False

    def turn(self) -> None:
        """One look: the day's tick if the Bangkok day has turned, then what waits."""
        if self.ticked_on != self.office.registry.today:
            self.tick()
            self.ticked_on = self.office.registry.today
        answers = self.server.answers()
        self.tell(answers=answers)
        if answers and not self.warm:
            self.warm = self.through(watch_once)
        found = waiting(self.office)
        if found and not (answers and self.through(lambda: carry_all(self.office, found))):
            self.without()

    def tick(self) -> None:
        """The day's tick, or a warning each day that it was not done: people work on meanwhile."""
        take_out_again(self.office, self.say)
        try:
            tick(self.office)
        except ClockDoubted as doubted:
            self.say(doubted.sentence)

    def tell(self, *, answers: bool) -> None:
        """Say once that effects are performed without Prefect, and once that it is back."""
        if answers == self.with_prefect:
            return
        if answers:
            server = self.server
            self.say(both("up.prefect_answers", url=server.address, file=str(server.word_file)))
        else:
            self.say(both("up.without_prefect"))
        self.with_prefect = answers

    def without(self) -> None:
        """The same functions, without Prefect."""
        for _ in drain(self.office):
            if self.stop.is_set():
                return

    def through(self, work: Callable[[], None]) -> bool:
        """Do it as flow runs on our server; whether Prefect carried it to the end."""
        os.environ.update(self.server.client_environment())
        from prefect.exceptions import PrefectException  # noqa: PLC0415 — 1.7 s, see above
        from prefect.settings import (  # noqa: PLC0415 — as above
            PREFECT_API_AUTH_STRING,
            PREFECT_API_URL,
            PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
            temporary_settings,
        )

        # The heartbeat costs a second a run, and no environment value can say None.
        settings = {
            PREFECT_API_AUTH_STRING: self.server.word,
            PREFECT_API_URL: self.server.url,
            PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
        }
        try:
            with temporary_settings(settings):
                work()
        except (PrefectException, OSError, http_errors()):
            return False
        return True


def http_errors() -> type[Exception]:
    """What Prefect's client raises where the server has gone."""
    import httpx  # noqa: PLC0415 — comes with Prefect, and as late

    return httpx.HTTPError


def watch_once() -> None:
    """The first flow run: it is slow once, and nobody waits for it."""
    from flows.runtime.prefect_flows import watch  # noqa: PLC0415 — imports Prefect

    with suppress(ClockDoubted):  # told already, by the day's tick
        watch()


def carry_all(office: Office, found: list[EffectRow]) -> None:
    """Each process's instances through its flow."""
    from flows.runtime.prefect_flows import flow_of  # noqa: PLC0415 — imports Prefect

    with office.registry.reading() as session:
        owing = instances_numbered(session.connection(), {row.instance_id for row in found})
    processes = {one.id: one.process for one in owing}
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in found:
        wanted[processes[row.instance_id]].add(row.instance_id)
    for process, ids in wanted.items():
        flow_of(process)(sorted(ids))


def be_up(office: Office, say: Say, stop: Event, renew: Renew = lambda: None) -> None:
    """Serve and perform until told to stop; then end all of it within five seconds.

    A claim of an effect that is cut off expires, and the effect is performed again later.
    `renew` keeps the lock of `being_up`, each turn.
    """
    home = (office.settings.home / "prefect" / (office.registry.meta("id") or "")[:12]).resolve()
    server = Server(home, office.settings.prefect_port)
    performer = Performer(office, server, say, stop, renew=renew)
    server.start()
    worker = Thread(target=performer.run, daemon=True)
    worker.start()
    try:
        while worker.is_alive() and not stop.wait(office.settings.poll_seconds):
            server.keep_alive()
    finally:
        stop.set()
        worker.join(END_SECONDS)
        server.end()
    if performer.error is not None:
        raise performer.error
