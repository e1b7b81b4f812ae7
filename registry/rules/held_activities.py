"""What is kept of what a committee did and of its coordination log: no words of either."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HeldActivityFacts:
    """What happened: counts, keys and times. `participants` and `team` are joined by commas."""

    kind: str
    convener: str
    location: str | None
    participants: str
    women: int | None
    men: int | None
    sex_not_stated: int | None
    counterpart: str | None
    team: str
    began_at: str | None
    ended_at: str | None
    plan_row: str | None

    @property
    def heads(self) -> int | None:
        """How many took part; None where nobody was counted."""
        known = [one for one in (self.women, self.men, self.sex_not_stated) if one is not None]
        return sum(known) if known else None


@dataclass(frozen=True)
class CoordinationFacts:
    """With whom a committee was in touch, how, about what, with what outcome: keys of lists."""

    level: str
    counterpart: str
    channel: str
    subject: str
    outcome: str
