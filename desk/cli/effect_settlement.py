"""Effects after a decision: left to `prasan up` where it runs, performed here where not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from config.clock import BANGKOK
from config.words import Language, both, say
from desk.cli.call import Call, Lines, Result
from flows.engine.perform import EffectRun, drain, perform, under_claim, waiting
from flows.runtime.up_lock import is_up


@dataclass(frozen=True)
class ClaimedEffects:
    """How many effects processes have claimed, and until when the last of them may take."""

    count: int
    until: datetime

    def line(self, language: Language) -> str:
        """What is told of them."""
        time = f"{self.until.astimezone(BANGKOK):%H:%M:%S}"
        return say("effects.claimed", language, count=self.count, time=time)


@dataclass(frozen=True)
class Settlement:
    """Who performs what waits: `up`, `here` (with what came of it), or nothing waited."""

    by: str
    performed: tuple[EffectRun, ...] = ()
    claimed: ClaimedEffects | None = None

    def lines(self, language: Language) -> Iterator[str]:
        """What is told of it."""
        if self.by == "up":
            yield say("effects.by_up", language)
        if self.by == "here":
            yield say("effects.here", language, done=self.count("done"))
        if self.count("gave_up"):
            yield say("effects.gave_up", language, count=self.count("gave_up"))
        if self.claimed is not None:
            yield self.claimed.line(language)

    def count(self, how: str) -> int:
        """How many ended that way."""
        return sum(one.how == how for one in self.performed)


def settle(call: Call) -> Settlement:
    """Perform what waits, unless a running `prasan up` does."""
    if not waiting(call.office):
        return Settlement("nothing")
    if is_up(call.registry):
        return Settlement("up")
    return Settlement("here", tuple(drain(call.office)))


def settled(call: Call, data: dict[str, object], lines: Lines, code: int = 0) -> Result:
    """What a command did, and what came of the effects that followed."""
    done = settle(call)
    told = data | {"effects": done}
    return Result(told, lambda lang: [*lines(lang), *done.lines(lang)], code)


def perform_here(call: Call, instance: int | None) -> Settlement:
    """Perform what waits (of one instance, or all) in this process, telling each as it goes."""
    made = []
    for one in _of_instance(call, instance) if instance is not None else drain(call.office):
        error = one.error or ""
        key = f"effects.progress.{one.how}"
        call.say(both(key, effect=one.effect, instance=one.instance, error=error))
        made.append(one)
    return Settlement("here", tuple(made), _claimed(call, instance))


def _claimed(call: Call, instance: int | None) -> ClaimedEffects | None:
    """What is left to whoever claimed it: a process at work, or one that a fault cut off."""
    held = [one for one in under_claim(call.office) if instance in (None, one.instance_id)]
    until = max((one.claim_until for one in held if one.claim_until is not None), default=None)
    return None if until is None else ClaimedEffects(len(held), until)


def _of_instance(call: Call, instance: int) -> Iterator[EffectRun]:
    while found := [one for one in waiting(call.office) if one.instance_id == instance]:
        for row in found:
            yield perform(call.office, row.id)
