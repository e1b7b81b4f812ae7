"""The performer of waiting effects: through Prefect where its server answers, else without.

The same functions perform an effect either way. Prefect is imported only once the server answers:
the import takes 1.7 s.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING

from config.clock import bangkok_day
from config.words import Sentence, both
from flows.engine.failed_steps import tell_failure
from flows.engine.installation import Installation
from flows.engine.perform import drain, waiting
from flows.runtime.clock_doubt import ClockDoubted, refuse_doubted
from flows.runtime.fence import Fence
from flows.runtime.release import tell_release
from flows.runtime.reminders import (
    MAILS,
    MailCount,
    leaving_by,
    missing_server,
    remind,
    send_owed,
)
from flows.runtime.server import Server
from flows.runtime.tick import perform_all, take_out_again, tick
from flows.runtime.up_lock import AnotherSweep
from flows.runtime.waits import owed_by_process
from registry.records.failed_steps import try_failed_again
from registry.refusals import RegistryExchanged, RegistryFault
from registry.sole_work import Renew

if TYPE_CHECKING:
    from flows.runtime.deployments import DeploymentService
    from flows.runtime.dispatcher import Dispatcher
    from registry.queries.operating import Look

Say = Callable[[Sentence], None]
LOOK_FOR_MAILS = timedelta(minutes=1)
SERVER_AWAY = timedelta(minutes=15)  # each try may take long, and papers wait meanwhile
TICK_MISSED = timedelta(minutes=10)  # Prefect ticks every five
LOOK_FOR_RUNS = 5.0  # seconds
REST = 60.0  # seconds after an error that nobody foresaw
WATCH = "watch"
TURN, SWEEP, PREFECT = "turn", "sweep", "prefect"  # what fails outside the steps of a sweep
UNREACHED = "Failed to reach API"  # as Prefect's client says before its first question


@dataclass
class Performer:
    """Looks for waiting effects and performs them: through Prefect where it answers.

    With `PRASAN_PERFORM=workers` it asks Prefect for runs that workers carry.
    """

    office: Installation
    server: Server
    say: Say
    stop: Event
    service: "DeploymentService | None" = None
    dispatcher: "Dispatcher | None" = None
    service_of: float = 0.0  # the start of the server that knows it
    looked_for_runs: float = 0.0
    asked_at: float = 0.0
    with_prefect: bool | None = None
    ticked_at: datetime | None = None
    reminded_on: date | None = None
    mails_at: datetime | None = None
    told_of_mails: bool = False
    told_release: bool = False
    told_until: "Look | None" = None  # how far Prefect heard of the registry
    renew: Renew = lambda: None
    away: bool = False
    # What may stand failed of an `up` before this one.
    failed: set[str] = field(default_factory=lambda: {TURN, PREFECT})
    rests_until: float = 0.0  # by the monotonic clock, as the next
    prefect_rests_until: float = 0.0
    error: Exception | None = None

    def run(self) -> None:
        """Look several times a second, until told to stop. Only a registry that was exchanged, or
        that another `up` took over, ends it: the error is kept.
        """
        try:
            while not self.stop.is_set():
                self.look()
                self.stop.wait(self.office.settings.poll_seconds)
        except Exception as error:  # noqa: BLE001 — raised again in the main thread, by `be_up`
            self.error = error
        finally:
            if self.service is not None:
                self.through(send_rest)

    def look(self) -> None:
        """One turn. Where the database or the disk fails, say so once and look again.

        A registry that was exchanged ends it: whoever starts it anew starts over what lies there.
        Any other error stands failed, and the next turn comes after a rest.
        """
        try:
            self.renew()
            if time.monotonic() >= self.rests_until:
                self.fenced_turn()
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

    def fenced_turn(self) -> None:
        """One turn, an error of which ends nothing. Raises RegistryFault."""
        try:
            self.tell_release()
            self.turn()
        except RegistryFault:
            raise
        except Exception as error:  # noqa: BLE001 — the desk lives on, and people see that it failed
            self.stands_failed(TURN, error)
            self.rests_until = time.monotonic() + REST
        else:
            self.succeeds(TURN)

    def stands_failed(self, step: str, error: Exception) -> None:
        """What failed outside the steps of a sweep."""
        tell_failure(self.office.registry, step, error)
        self.failed.add(step)

    def succeeds(self, step: str) -> None:
        """What may have stood failed, of this `up` or one before it, does so no more."""
        if step in self.failed:
            Fence(self.office, step).around(lambda _: None)
            self.failed.discard(step)

    def tell_release(self) -> None:
        """Tell the registry once which release is at work: workers of another one refuse."""
        if not self.told_release:
            tell_release(self.office.registry)
        self.told_release = True

    def turn(self) -> None:
        """One look: a tick if it is time, what waits, then the runs that Prefect says are due."""
        self.tick()
        self.remind()
        found = waiting(self.office)
        answers = self.answers(asked=bool(found))
        self.tell(answers=answers)
        if self.office.settings.perform == "workers":
            if found and not (answers and self.through(self.dispatch)):
                self.without()
            return
        if found and not (answers and self.through(lambda: carry_all(self.office))):
            self.without()
        if answers and time.monotonic() - self.looked_for_runs > LOOK_FOR_RUNS:
            self.looked_for_runs = time.monotonic()
            # Told first: a new server then hears what happens while it learns its deployments.
            if not (self.through(self.tell_events) and self.through(self.serve)):
                self.service = self.told_until = None

    def dispatch(self) -> None:
        """Ask for runs of what waits, which workers carry."""
        from flows.runtime.dispatcher import Dispatcher  # noqa: PLC0415 — imports Prefect

        if self.dispatcher is None:
            self.dispatcher = Dispatcher(self.office, self.say)
        self.dispatcher.dispatch()

    def answers(self, *, asked: bool) -> bool:
        """Whether the server answers, as it is known: it is asked only now and then.

        One that answers is asked where something waits, or is to be looked for; one that does
        not, so seldom that what waits does not wait for it.
        """
        now = time.monotonic()
        since = now - self.asked_at
        if self.with_prefect and not asked and since <= LOOK_FOR_RUNS:
            return self.server.lives()
        if self.with_prefect is False and since <= self.server.ask_again:
            return False
        found = self.server.answers()
        self.asked_at = time.monotonic()
        return found

    def serve(self) -> None:
        """Carry the runs that are due; a server that was started or wiped learns all anew."""
        from flows.runtime.deployments import DeploymentService  # noqa: PLC0415 — imports Prefect

        known = self.service is not None and self.service_of == self.server.started_at
        if self.service is None or not known or not self.service.still_registered():
            self.service_of = self.server.started_at
            self.service = DeploymentService(end_left=self.server.is_ours)
        for flow in self.service.run_due():
            if flow == WATCH:
                self.ticked_at = self.office.registry.clock.now()
            if self.stop.is_set():
                return

    def tell_events(self) -> None:
        """Let Prefect hear what happened since it was told last, where anything did."""
        from flows.runtime.prefect_events import look_now, tell_events  # noqa: PLC0415 — as above

        now = look_now(self.office)
        if now != self.told_until:
            tell_events(self.office)
            self.told_until = now

    def tick(self) -> None:
        """A tick as the Thai day begins, and where Prefect's ticks are missed.

        Says each day that the clock is doubted and no tick done: people work on meanwhile. Where
        another sweep is at work, it is left to that one.
        """
        now, last = self.office.registry.clock.now(), self.ticked_at
        day_turned = last is None or bangkok_day(last) != bangkok_day(now)
        if last is not None and not day_turned and now - last < TICK_MISSED:
            return
        self.ticked_at = now
        if last is None:
            try_failed_again(self.office.registry)
        Fence(self.office, SWEEP).around(lambda _: self.sweep(day_turned=day_turned))

    def sweep(self, *, day_turned: bool) -> None:
        """Sweep once, and say what keeps it from being done."""
        if day_turned:
            take_out_again(self.office, self.say)
        by_workers = self.office.settings.perform == "workers"
        try:
            tick(self.office, perform=leave_it if by_workers else perform_all)
        except ClockDoubted as doubted:
            if day_turned:
                self.say(doubted.sentence)
        except AnotherSweep:  # that one does all of it; in ten minutes at the latest we look again
            pass

    def remind(self) -> None:
        """From the hour on the day's reminders, then every minute what is to be tried again."""
        now, today = self.office.registry.clock.now(), self.office.registry.today
        if self.mails_at is not None and now < self.mails_at:
            return
        self.mails_at = now + LOOK_FOR_MAILS
        Fence(self.office, MAILS).around(lambda _: self.send_mails(now, today))

    def send_mails(self, now: datetime, today: date) -> None:
        """What is to be sent now, the day's reminders first where its hour has come."""
        self.tell_of_mails()
        try:
            refuse_doubted(self.office)
        except ClockDoubted:  # told already, by the day's tick
            return
        if self.reminded_on == today:
            count = send_owed(self.office)
        elif leaving_by(self.office) is None:
            count = MailCount()
        else:
            count, self.reminded_on = remind(self.office), today
        if count.away:
            self.mails_at = now + SERVER_AWAY

    def tell_of_mails(self) -> None:
        """Say once that a province wants reminders by mail, and no server is set for them."""
        if not self.told_of_mails and (missing := missing_server(self.office)) is not None:
            self.say(missing)
        self.told_of_mails = True

    def tell(self, *, answers: bool) -> None:
        """Say once that effects are performed without Prefect, and once that it is back."""
        if answers == self.with_prefect:
            return
        if answers:
            self.say(self.server.sentence())
        else:
            self.say(self.server.silence())
        self.with_prefect = answers

    def without(self) -> None:
        """Perform what waits without Prefect."""
        for _ in drain(self.office):
            if self.stop.is_set():
                return

    def through(self, work: Callable[[], None]) -> bool:
        """Do the work as flow runs on our server; answers whether Prefect carried it to the end.

        Of an error that nobody foresaw Prefect has a rest, and all is done without it.
        """
        if time.monotonic() < self.prefect_rests_until:
            return False
        os.environ.update(self.server.client_environment())
        from prefect.exceptions import PrefectException  # noqa: PLC0415 — 1.7 s, see above
        from prefect.settings import (  # noqa: PLC0415 — as above
            PREFECT_API_AUTH_STRING,
            PREFECT_API_KEY,
            PREFECT_API_URL,
            PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
            temporary_settings,
        )

        from flows.runtime.prefect_events import give_up_soon  # noqa: PLC0415 — as above

        give_up_soon()
        # The heartbeat costs a second a run, and no environment value can say None.
        settings = {
            PREFECT_API_AUTH_STRING: self.server.word,
            PREFECT_API_KEY: self.server.key,
            PREFECT_API_URL: self.server.url,
            PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
        }
        try:
            with temporary_settings(settings):
                work()
        except (PrefectException, OSError, http_errors()):
            return False
        except RegistryFault:
            raise
        except Exception as error:  # noqa: BLE001 — Prefect is a window, and nothing stops without it
            if UNREACHED not in str(error):
                self.stands_failed(PREFECT, error)
                self.prefect_rests_until = time.monotonic() + REST
            return False
        self.succeeds(PREFECT)
        return True


def leave_it(_: Installation) -> int:
    """Perform nothing: the same turn asks workers, or does without them."""
    return 0


def http_errors() -> type[Exception]:
    """What Prefect's client raises where the server has gone."""
    import httpx  # noqa: PLC0415 — comes with Prefect, and as late

    return httpx.HTTPError


def send_rest() -> None:
    """Let the server hear the last of what was done."""
    from flows.runtime import prefect_events  # noqa: PLC0415 — imports Prefect

    prefect_events.send_rest()


def carry_all(office: Installation) -> None:
    """Carry the instances of each process through its flow."""
    from flows.runtime.prefect_flows import flow_of  # noqa: PLC0415 — imports Prefect

    for process, owed in owed_by_process(office).items():
        instances = sorted({one.instance_id for one in owed})
        flow_of(process)(instances, return_state=True)
