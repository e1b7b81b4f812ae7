"""The province board: where each district stands, and how many stand where."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from config.words import Language
from desk.views.chief_terms import ChiefTerm, chief_terms
from desk.views.district_status import COLOURS, Standing, State, standings
from desk.views.thai_order import in_order
from desk.views.view import View
from registry.queries.areas import DistrictRow
from registry.queries.gates import late_gates
from registry.queries.groups import ThinnedGroup, thinned_by_district
from registry.queries.packages import FreshPackageRow, fresh_packages
from registry.queries.seat_counts import seat_counts
from registry.rules.seats import SeatCount


@dataclass(frozen=True)
class BoardRow:
    """A district, where it stands, how long its Chief is expected to stay, its package.

    `package` is None where none was put together, and on the board of a past day. `thinned` are
    the groups that moves have left with few members. `late_items` is how much of whatever process
    is past its due day, 0 on the board of a past day. `seats` is None without a committee.
    """

    district: DistrictRow
    standing: Standing
    chief: ChiefTerm
    package: FreshPackageRow | None = None
    thinned: tuple[ThinnedGroup, ...] = ()
    late_items: int = 0
    seats: SeatCount | None = None

    @property
    def colour(self) -> str:
        """Of its tile: late in anything, else by its state."""
        return "bad" if self.is_late else self.standing.colour or "none"

    @property
    def is_late(self) -> bool:
        """Whether anything of it is past its due day."""
        return bool(self.late_items or self.standing.days_late)


@dataclass(frozen=True)
class Share:
    """How many districts stand in one place: `key` is a state, or a phase of those under way."""

    key: str
    colour: str
    count: int


@dataclass(frozen=True)
class BoardCounts:
    """How many of `districts` were begun, approached, established, declined, not started.

    `late` are those with a late phase of the establishment, `late_items` with anything late.

    A district that declined counts as approached and never as established (scenario E5).
    """

    districts: int
    approached: int
    established: int
    declined: int
    not_started: int
    late: int
    late_items: int


@dataclass(frozen=True)
class Board:
    """The rows in order, the phases that are columns, and the counts."""

    rows: tuple[BoardRow, ...]
    phases: tuple[str, ...]
    shares: tuple[Share, ...]
    counts: BoardCounts


def board(
    view: View,
    districts: Sequence[DistrictRow],
    language: Language,
    known: datetime | None = None,
) -> Board:
    """Where the districts stand on the day of the view."""
    codes = [one.code for one in districts]
    found = standings(view, codes, known)
    chiefs = chief_terms(view, codes, known)
    today = [] if view.is_past(known) else codes
    packages = fresh_packages(view.connection, today)
    late = late_gates(view.connection, today, view.on)
    thinned = thinned_by_district(view.connection, codes, view.on, known)
    seats = seat_counts(view.connection, codes, view.on, known)
    rows = tuple(
        BoardRow(
            one,
            found[one.code],
            chiefs[one.code],
            packages.get(one.code),
            thinned.get(one.code, ()),
            late.get(one.code, 0),
            seats.get(one.code),
        )
        for one in in_order(districts, language)
    )
    seen = [one.standing for one in rows]
    late_items = sum(one.late_items > 0 for one in rows)
    phases = view.office.declared.board.process.phases
    return Board(rows, phases, _shares(seen, phases), _counts(seen, late_items))


def _shares(seen: Sequence[Standing], columns: Sequence[str]) -> tuple[Share, ...]:
    states = Counter(one.state for one in seen)
    under_way = Counter(one.phase for one in seen if one.state is State.IN_PROGRESS)
    phases = [Share(f"phase.{one}", "calm", under_way[one]) for one in columns]
    return (
        _share(State.NOT_STARTED, states),
        _share(State.EARLIER_ORDER, states),
        *(one for one in phases if one.count),
        _share(State.DEFERRED, states),
        _share(State.DECLINED, states),
        _share(State.ENDED, states),
        _share(State.DISSOLVED, states),
        _share(State.ESTABLISHED, states),
    )


def _share(state: State, states: Counter[State]) -> Share:
    return Share(f"page.state.{state}", COLOURS.get(state, "none"), states[state])


def _counts(seen: Sequence[Standing], late_items: int) -> BoardCounts:
    states = Counter(one.state for one in seen)
    return BoardCounts(
        districts=len(seen),
        approached=sum(one.approached for one in seen),
        established=states[State.ESTABLISHED],
        declined=states[State.DECLINED],
        not_started=states[State.NOT_STARTED] + states[State.EARLIER_ORDER],
        late=sum(one.days_late > 0 for one in seen),
        late_items=late_items,
    )
