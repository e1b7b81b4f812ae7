"""A Chief's post that is vacant: nobody is briefed and nobody is asked until somebody is in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flows.engine.replay import Event, EventKind
from flows.engine.run import Run
from flows.handover.effects import CHIEF_HELD, DECISIONS_OWED, POST_DAYS
from registry.rules.handover import HandoverArgs, HandoverDays, OwedDecision

WHILE_VACANT = 2  # the revision in which nobody is asked for a Chief's post that is vacant


@dataclass
class Post:
    """The post that a handover is of, from the day in office on.

    `ended`: what ended the handover before anybody was seen in the post.
    """

    asked: HandoverArgs
    began: date
    ended: Event | None = None

    def await_chief(self, run: Run, ends: tuple[EventKind, ...]) -> Event | None:
        """Nobody is Chief: it waits until it is known that somebody came on that day after all.

        Whoever comes on another day brings a handover of their own, which ends this one.
        """
        if run.revision < WHILE_VACANT or run.read(CHIEF_HELD, self.asked).held:
            return None
        told = run.wait_until(None, "chief_comes", unless=(EventKind.CHIEF_KNOWN, *ends))
        if isinstance(told, Event) and told.kind is not EventKind.CHIEF_KNOWN:
            self.ended = told
        return self.ended

    def days(self, run: Run, days: HandoverDays) -> HandoverDays:
        """The days; where the post was vacant, counted from when somebody was seen in it."""
        if not self.was_vacant(run):
            return days
        return run.read(POST_DAYS, self.asked.model_copy(update={"on": run.today}))

    def owed(self, run: Run, owed: Mapping[str, OwedDecision]) -> Mapping[str, OwedDecision]:
        """What is asked; where the post was vacant, by the facts of when somebody was seen in it.

        Of nobody where the handover has ended before.
        """
        if not self.was_vacant(run) or self.ended is not None:
            return owed
        seen = self.asked.model_copy(update={"told": run.today})
        return {one.key: one for one in run.read(DECISIONS_OWED, seen).decisions}

    def was_vacant(self, run: Run) -> bool:
        """Whether the post was vacant at first. Waits until it is vacant no more."""
        run.after("post")
        return run.today != self.began
