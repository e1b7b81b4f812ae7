"""One tick: lapses recorded, requests passed on, years opened, newcomers welcomed, work performed.

Then come a seal and mails, and at its end packages are renewed.

A schedule is a tick, never the meaning: the registry decides what is due, so that a tick
that was missed changes nothing but the hour.
"""

from collections.abc import Callable
from dataclasses import dataclass

from config.clock import bangkok_day
from config.words import Sentence
from flows.engine.days import sweep
from flows.engine.installation import Installation
from flows.engine.perform import drain
from flows.handover.renewing import PORTION, renew_packages
from flows.partners.passing import pass_items
from flows.replacement.newcomers import welcome_newcomers
from flows.runtime.reminders import MailCount, remind
from flows.runtime.up_lock import sweeping_alone
from flows.runtime.upkeep import keep_house
from flows.year.opening import open_years
from registry.records.redaction_list import redact_again
from registry.refusals import Refusal
from registry.seals import seal, sealed_far_from


class ClockDoubted(Refusal):
    """The machine's clock is far from the last seal: what goes by the day would go wrong."""


@dataclass(frozen=True)
class TickResult:
    """What a tick did: lapses recorded, years opened, newcomers welcomed, effects done, the seal's
    head, mails sent, packages renewed and left for the next tick.
    """

    lapses: int
    effects: int
    sealed: str
    years: int = 0
    mails: int = 0
    welcomed: int = 0
    packages: int = 0
    packages_left: int = 0


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
) -> TickResult:
    """Sweep, pass on, open years, welcome, perform, erase, seal, remind, renew so many packages.

    One at a time, whoever ticks: `up`, `prasan watch`, or the flow `watch` on any machine. Raises
    AnotherSweep, and ClockDoubted unless somebody has looked at the clock: the next tick goes by
    the seal of this one, where the day has none yet.
    """
    with sweeping_alone(office.registry):
        if not clock_is_right:
            refuse_doubted(office)
        return _whole(office, perform, tell_people, packages, clock_is_right=clock_is_right)


def _whole(
    office: Installation,
    perform: Callable[[Installation], int],
    tell_people: Callable[[Installation], MailCount],
    packages: int | None,
    *,
    clock_is_right: bool,
) -> TickResult:
    lapses = sweep(office, clock_is_right=clock_is_right)
    pass_items(office, clock_is_right=clock_is_right)
    years = open_years(office, clock_is_right=clock_is_right)
    welcomed = welcome_newcomers(office, clock_is_right=clock_is_right)
    done = perform(office)
    keep_house(office)
    sealed = seal(office.registry).digest
    # After the seal: nobody is reminded of what has lapsed, no server that hangs leaves a day open.
    mails = tell_people(office).sent
    # Last: on the day on which all of them are to be made anew, no seal and no mail waits for it.
    renewed = renew_packages(office, packages)
    return TickResult(lapses, done, sealed, years, mails, welcomed, renewed.looked_at, renewed.left)


def take_out_again(office: Installation, say: Callable[[Sentence], None]) -> None:
    """Take out again what a restored backup brought back, or say why nobody knows."""
    redact_again(office.registry, office.settings.home, say)


def refuse_doubted(office: Installation) -> None:
    """Raises ClockDoubted."""
    now = office.registry.clock.now()
    with office.registry.reading() as connection:
        sealed = sealed_far_from(connection, now)
    if sealed is not None:
        raise ClockDoubted(today=bangkok_day(now), sealed=bangkok_day(sealed))
