"""One tick: lapses recorded, requests passed on, years opened, newcomers welcomed, work performed.

Then come a seal and mails, and at its end packages are renewed.

A schedule is a tick, never the meaning: the registry decides what is due, so that a tick
that was missed changes nothing but the hour.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from config.words import Sentence
from flows.engine.apart import OneAfterAnother
from flows.engine.days import sweep
from flows.engine.installation import Installation
from flows.engine.perform import EFFECTS, RESTS, drain, under_claim
from flows.handover.renewing import PORTION, renew_packages
from flows.partners.passing import pass_items
from flows.replacement.newcomers import welcome_newcomers
from flows.runtime.clock_doubt import refuse_doubted
from flows.runtime.fence import Fence
from flows.runtime.machine_troubles import MachineTrouble, machine_troubles
from flows.runtime.reminders import MAILS, MailCount, remind
from flows.runtime.up_lock import sweeping_alone
from flows.runtime.upkeep import keep_house
from flows.year.opening import open_years
from registry.records.redaction_list import redact_again
from registry.seals import seal
from registry.transaction import COUNTRY


@dataclass
class TickResult:
    """What a tick did: lapses recorded, years opened, newcomers welcomed, effects done, the seal's
    head (None where nothing could be sealed), mails sent, packages renewed and left for the next;
    what `failed` of it.
    """

    lapses: int = 0
    effects: int = 0
    sealed: str | None = None
    years: int = 0
    mails: int = 0
    welcomed: int = 0
    packages: int = 0
    packages_left: int = 0
    failed: tuple[MachineTrouble, ...] = ()


@dataclass
class Sweep:
    """One sweep of an office: how it performs, tells people and goes by the clock; what it did."""

    office: Installation
    perform: Callable[[Installation], int]
    tell_people: Callable[[Installation], MailCount]
    most_packages: int | None
    clock_is_right: bool
    done: TickResult = field(default_factory=TickResult)

    def lapses(self, apart: OneAfterAnother) -> None:
        """Record what has lapsed and what has happened."""
        believed = self.clock_is_right
        self.done.lapses = sweep(self.office, clock_is_right=believed, apart=apart)

    def requests(self, apart: OneAfterAnother) -> None:
        """Pass on what partners were asked for whose agreement has ended."""
        pass_items(self.office, clock_is_right=self.clock_is_right, apart=apart)

    def years(self, apart: OneAfterAnother) -> None:
        """Open the years that are due."""
        believed = self.clock_is_right
        self.done.years = open_years(self.office, clock_is_right=believed, apart=apart)

    def newcomers(self, apart: OneAfterAnother) -> None:
        """Begin the papers of those who came."""
        believed = self.clock_is_right
        self.done.welcomed = welcome_newcomers(self.office, clock_is_right=believed, apart=apart)

    def effects(self, apart: OneAfterAnother) -> None:
        """Perform what waits. Those stand failed that could not even be given back."""
        self.done.effects = self.perform(self.office)
        rest = [one for one in under_claim(self.office) if one.claimed_by == RESTS]
        apart.end_all_but((one.district_code, str(one.id)) for one in rest)

    def house(self, apart: OneAfterAnother) -> None:
        """Erase what is old."""
        keep_house(self.office, apart)

    def seal(self, _: OneAfterAnother) -> None:
        """Seal the day."""
        self.done.sealed = seal(self.office.registry).digest

    def mails(self, _: OneAfterAnother) -> None:
        """Remind; after the seal, so that nobody is reminded of what has lapsed, and no server
        that hangs leaves a day open.
        """
        self.done.mails = self.tell_people(self.office).sent

    def packages(self, apart: OneAfterAnother) -> None:
        """Renew packages; last, so that where all are to be made anew no seal and mail waits."""
        renewed = renew_packages(self.office, self.most_packages, apart)
        self.done.packages, self.done.packages_left = renewed.looked_at, renewed.left


@dataclass(frozen=True)
class Step:
    """A step of a sweep: what it stands failed by, and what it does."""

    key: str
    work: Callable[[Sweep, OneAfterAnother], None]


STEPS = (
    Step("lapses", Sweep.lapses),
    Step("requests", Sweep.requests),
    Step("years", Sweep.years),
    Step("newcomers", Sweep.newcomers),
    Step(EFFECTS, Sweep.effects),
    Step("house", Sweep.house),
    Step("seal", Sweep.seal),
    Step(MAILS, Sweep.mails),
    Step("packages", Sweep.packages),
)


def perform_all(office: Installation) -> int:
    """Perform what waits; answers how much was done."""
    return sum(performed.how == "done" for performed in drain(office))


def tick(
    office: Installation,
    *,
    clock_is_right: bool = False,
    perform: Callable[[Installation], int] = perform_all,
    tell_people: Callable[[Installation], MailCount] = remind,
    packages: int | None = PORTION,
    steps: Sequence[Step] = STEPS,
) -> TickResult:
    """Do each step of a sweep; one that fails stands failed, and the others go on.

    One at a time, whoever ticks: `up`, `prasan watch`, or the flow `watch` on any machine. Raises
    AnotherSweep, and ClockDoubted unless somebody has looked at the clock: the next tick goes by
    the seal of this one, where the day has none yet.
    """
    with sweeping_alone(office.registry):
        if not clock_is_right:
            refuse_doubted(office)
        made = Sweep(office, perform, tell_people, packages, clock_is_right)
        begun = office.registry.clock.now()
        for step in steps:
            Fence(office, step.key).around(partial(step.work, made))
        made.done.failed = _failed_since(office, begun)
        return made.done


def _failed_since(office: Installation, begun: datetime) -> tuple[MachineTrouble, ...]:
    with office.registry.reading() as connection:
        found = machine_troubles(office, connection, (COUNTRY,))
    return tuple(one for one in found if one.tried_at is not None and one.tried_at >= begun)


def take_out_again(office: Installation, say: Callable[[Sentence], None]) -> None:
    """Take out again what a restored backup brought back, or say why nobody knows."""
    registry, home = office.registry, office.settings.home
    Fence(office, "redactions").around(lambda _: redact_again(registry, home, say))
