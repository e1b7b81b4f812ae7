"""Partners whose agreement has ended: what of a committee and its plan is theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from config.words import Named, Sentence, both
from registry.rules.thai import tidy

SHORTEST_NAME = 4  # characters: a shorter one may be part of any word


@dataclass(frozen=True)
class EndedPartner:
    """An agency whose agreement has ended: its last day, the keys of its seats in a committee.

    `offices` are references of its offices, `called` what papers call it.
    """

    key: str
    name: Named
    last_day: date
    seats: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    called: tuple[str, ...] = ()

    @property
    def sentence(self) -> Sentence:
        """Since when its agreement has ended."""
        return both("agreement.ended", agency=self.name, on=self.last_day)

    def is_named_in(self, source: str) -> bool:
        """Whether a source of money names it."""
        said = tidy(source).casefold()
        names = (tidy(one).casefold() for one in self.called)
        return any(len(one) >= SHORTEST_NAME and one in said for one in names)

    def leads(self, lead: str, joint: Iterable[str] = ()) -> bool:
        """Whether a seat of its leads an activity, or takes part in it."""
        return bool(self.seats & {lead, *joint})

    def grants(self, road: str, office: str) -> bool:
        """Whether a line of money by that road is asked from it."""
        return road == "donor" and (office == self.key or office in self.offices)
