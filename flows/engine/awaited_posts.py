"""Posts without which nothing is decided: whether all are vacant, and since when not any more."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from flows.engine.replay import EventKind
from registry.journal import InstanceRow, journal
from registry.queries.events import entered_late
from registry.queries.holdings import HoldingRow
from registry.queries.office_terms import terms_asked
from registry.rules.rotations import is_vacant
from registry.rules.terms import DAY
from registry.transaction import Write

ROTATIONS = (EventKind.CHIEF_KNOWN, EventKind.CHIEF_ROTATED)


@dataclass(frozen=True)
class Post:
    """Several posts taken together. `back`: since when somebody is in one of them again.

    `back` is not before anybody knew, and None where not all were vacant, as far as that was told.
    """

    vacant: bool
    back: date | None


@dataclass
class AwaitedPosts:
    """What an instance's open gates wait for: each question asked once, however many gates ask."""

    write: Write
    row: InstanceRow
    _found: dict[tuple[str, ...], Post] = field(default_factory=dict)

    def of(self, kinds: tuple[str, ...]) -> Post:
        """How posts of those kinds stand in the district, the Chief's first."""
        if kinds not in self._found:
            self._found[kinds] = self._asked(kinds)
        return self._found[kinds]

    def _asked(self, kinds: tuple[str, ...]) -> Post:
        terms = self.write.of_people(*(terms_asked(f"{self.row.district}/{k}") for k in kinds))
        if _all_vacant(terms, self.write.today):
            return Post(vacant=True, back=None)
        back = self._back(terms)
        known = entered_late(self.write, self.row.district, back) if back else None
        return Post(vacant=False, back=known or back)

    def _back(self, posts: Sequence[Sequence[HoldingRow]]) -> date | None:
        """The Chief's return the instance was told of; of others only their terms tell."""
        _, *others = posts
        left = {EventKind.CHIEF_KNOWN: others, EventKind.CHIEF_ROTATED: posts}
        back = [on for kind, on in self._rotations if _all_vacant(left[kind], on - DAY)]
        starts = (one.start for terms in others for one in terms)
        back += [
            start for start in starts
            if start <= self.write.today and _all_vacant(posts, start - DAY)
        ]  # fmt: skip
        return max(back, default=None)

    @cached_property
    def _rotations(self) -> list[tuple[EventKind, date]]:
        return [
            (EventKind(one.body["event"]), one.act_date)
            for one in journal(self.write, self.row)
            if one.live and one.kind == "event" and one.body["event"] in ROTATIONS
        ]


def _all_vacant(posts: Sequence[Sequence[HoldingRow]], on: date) -> bool:
    return all(is_vacant(terms, on) for terms in posts)
