"""Who is counted at a meeting: a person once however many seats, by state and sex (R31, R57)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal, NamedTuple, get_args

from config.meetings import VacantSeats
from config.titles import Title
from config.words import Sentence, both
from registry.rules.names import sex_of_name
from registry.rules.redaction import TEXT_MARK
from registry.rules.seats import Seat, SeatMode

State = Literal["present", "online", "proxy", "absent", "guest"]
Sex = Literal["female", "male", "not_stated"]
SEXES: tuple[Sex, ...] = get_args(Sex)

THERE: tuple[State, ...] = ("present", "online")
# Of two lines about one person the first of these counts.
_WEIGHT: dict[State, int] = {"present": 0, "online": 1, "proxy": 2, "absent": 3, "guest": 4}


@dataclass(frozen=True)
class DistinctMember:
    """Somebody expected once, with all the seats that they fill, in printed order.

    `person` is None where nobody is known to fill the seats; `vacant` where it is recorded that
    nobody does.
    """

    seats: tuple[Seat, ...]
    person: int | None
    vacant: bool = False

    @property
    def key(self) -> str:
        """The key of the first seat: it tells the member apart."""
        return self.seats[0].key

    @property
    def representative(self) -> bool:
        """Whether anybody may come in their place."""
        return any(seat.representative for seat in self.seats)


class Presence(NamedTuple):
    """How somebody was there, and the sex of whoever came: of the proxy, where one came.

    `inferred`: only the title before their name says it.
    """

    state: State
    sex: Sex
    inferred: bool = False


@dataclass(frozen=True)
class SheetLine:
    """A line of the sheet. `who` is the same in all lines of one person, None: told by none.

    `sex` and `inferred` as in `Presence`.
    """

    state: State
    sex: Sex = "not_stated"
    who: str | None = None
    seats: tuple[str, ...] = ()
    inferred: bool = False

    @property
    def presence(self) -> Presence:
        """What the line says of how they were there."""
        return Presence(self.state, self.sex, self.inferred)


@dataclass(frozen=True)
class BySex:
    """Persons by sex; whoever did not state it is counted as such."""

    women: int = 0
    men: int = 0
    not_stated: int = 0

    @property
    def total(self) -> int:
        """Women, men and those who did not state it."""
        return self.women + self.men + self.not_stated

    @staticmethod
    def of(sexes: Sequence[Sex]) -> "BySex":
        """The count of these."""
        return BySex(sexes.count("female"), sexes.count("male"), sexes.count("not_stated"))


@dataclass(frozen=True)
class AttendanceTally:
    """Everybody of a sheet, once, by how they were there."""

    by_state: Mapping[State, BySex]
    inferred: int = 0  # of those who came, whose sex only their title says

    @property
    def there(self) -> BySex:
        """Who came, in the room or online, as a member, a proxy or a guest."""
        came = [count for state, count in self.by_state.items() if state != "absent"]
        return BySex(
            sum(one.women for one in came),
            sum(one.men for one in came),
            sum(one.not_stated for one in came),
        )

    @property
    def total(self) -> int:
        """All persons of the sheet, those absent too."""
        return sum(one.total for one in self.by_state.values())


@dataclass(frozen=True)
class Quorum:
    """How many members count, how many have to come, how many count as there.

    `vacant` are posts that are recorded as vacant and for which nobody came; `vacant_seats` says
    whether they are among the members. `unrecorded` are the members, always among them, of whom
    nobody recorded who it is, and for whom nobody came.
    """

    members: int
    needed: int
    there: int
    vacant: int = 0
    vacant_seats: VacantSeats = "counted"
    unrecorded: int = 0

    @property
    def reached(self) -> bool:
        """Whether the meeting could resolve."""
        return self.there >= self.needed

    @property
    def warning(self) -> Sentence | None:
        """What to tell a recorder, None where enough came. It never blocks."""
        if self.reached:
            return None
        values = {"there": self.there, "members": self.members, "needed": self.needed}
        return both("warning.quorum_not_reached", **values)


def distinct_members(
    seats: Iterable[Seat], holders: Mapping[str, int]
) -> tuple[DistinctMember, ...]:
    """Each person or post that fills seats, once, in the order of their first seats (R31).

    `holders` says who holds an office (by reference). A seat by name is its person's; another
    is that of whoever holds its office, else of the one person who is named for that office
    elsewhere, else of the post, the agency or at last the title itself.
    """
    all_seats = tuple(seats)
    named = _named_for(all_seats)
    filled: dict[str, list[Seat]] = {}
    people: dict[str, int | None] = {}
    for seat in all_seats:
        person = _person(seat, holders, named)
        key = f"person:{person}" if person is not None else _post(seat)
        filled.setdefault(key, []).append(seat)
        people[key] = person
    return tuple(DistinctMember(tuple(own), people[key]) for key, own in filled.items())


def _named_for(seats: Sequence[Seat]) -> dict[str, set[int]]:
    named: dict[str, set[int]] = {}
    for seat in seats:
        if seat.office is not None and seat.person is not None:
            named.setdefault(seat.office, set()).add(seat.person)
    return named


def _person(seat: Seat, holders: Mapping[str, int], named: Mapping[str, set[int]]) -> int | None:
    if seat.person is not None or seat.office is None or seat.mode is SeatMode.BY_NAME:
        return seat.person
    if seat.office in holders:
        return holders[seat.office]
    others = named.get(seat.office, set())
    return next(iter(others)) if len(others) == 1 else None


def _post(seat: Seat) -> str:
    if seat.office is not None:
        return f"office:{seat.office}"
    return f"agency:{seat.agency}" if seat.agency is not None else f"title:{seat.title_th}"


def weight(state: State) -> int:
    """Of several lines about one person that with the least weight counts."""
    return _WEIGHT[state]


def told_sex(stated: Sex, name: str, titles: Iterable[Title]) -> tuple[Sex, bool]:
    """The sex that was stated, else what the title before the name says; whether inferred.

    A bare rank says nothing (practice of the offices).
    """
    if stated != "not_stated":
        return stated, False
    inferred = sex_of_name(name, titles)
    return inferred, inferred != "not_stated"


def sheet_line(
    state: State,
    sex: tuple[Sex, bool],
    *,
    reference: str | None,
    name: str,
    seats: Iterable[str],
) -> SheetLine:
    """A line of the sheet, whoever reads it; `sex` as `told_sex` answers it.

    The registry's reference tells whose line it is, else the full name. Where either was
    redacted it tells nobody: two who are redacted are not one.
    """
    called = (reference, " ".join(name.split()))
    who = next((one for one in called if one and TEXT_MARK not in one), None)
    return SheetLine(state, sex[0], who, tuple(seats), sex[1])


def once(lines: Iterable[SheetLine]) -> tuple[SheetLine, ...]:
    """Each person in one line, with all their seats, as present as they were in any."""
    people: dict[str, list[SheetLine]] = {}
    for number, line in enumerate(lines):
        key = f"one:{number}" if line.who is None else f"who:{line.who}"
        people.setdefault(key, []).append(line)
    return tuple(_as_one(own) for own in people.values())


def _as_one(lines: Sequence[SheetLine]) -> SheetLine:
    there = counting(one.presence for one in lines)
    seats = dict.fromkeys(seat for one in lines for seat in one.seats)
    return SheetLine(there.state, there.sex, lines[0].who, tuple(seats), there.inferred)


def counting(told: Iterable[Presence]) -> Presence:
    """What counts of several lines about one person: the weightiest state, and whose sex.

    Lines of the person themselves say nothing of the sex of a proxy, nor the other way round.
    Of the lines that say it of whoever counts, one that states it goes before one that infers
    it, and then the weightiest.
    """
    lines = tuple(told)
    state = min((one.state for one in lines), key=weight)
    same = [one for one in lines if (one.state == "proxy") == (state == "proxy")]
    best = min(same, key=lambda one: (one.sex == "not_stated", one.inferred, weight(one.state)))
    return best._replace(state=state)


def count(lines: Iterable[SheetLine]) -> AttendanceTally:
    """Everybody once, by state and sex: women, men and not stated make the total."""
    people = once(lines)
    return AttendanceTally(
        {state: BySex.of([one.sex for one in people if one.state == state]) for state in _WEIGHT},
        sum(one.inferred for one in people if one.state != "absent"),
    )


def quorum(
    members: Sequence[DistinctMember],
    lines: Iterable[SheetLine],
    share: Fraction = Fraction(1, 2),
    vacant_seats: VacantSeats = "counted",
) -> Quorum:
    """Whether at least that share of the members was there, each counted once.

    Online counts as there. A proxy counts only for a member with a seat that a representative
    may fill (practice.md 14), whichever of their seats the line names; guests and whoever fills
    no seat count for nobody.
    """
    expected = [([seat.key for seat in one.seats], one.representative) for one in members]
    people = once(lines)
    came = {key for line in people if line.state != "absent" for key in line.seats}
    empty = [
        one for one in members
        if one.person is None and came.isdisjoint(seat.key for seat in one.seats)
    ]  # fmt: skip
    vacant = sum(one.vacant for one in empty)
    counted = len(members) - (vacant if vacant_seats == "left_out" else 0)
    needed = ceil(counted * share)
    return Quorum(counted, needed, count_there(expected, people), vacant, vacant_seats,
                  len(empty) - vacant)  # fmt: skip


def count_there(expected: Iterable[tuple[Iterable[str], bool]], lines: Iterable[SheetLine]) -> int:
    """How many of those expected count as there: each their seats, and whether a proxy counts."""
    seen = once(lines)
    came = {key for line in seen if line.state in THERE for key in line.seats}
    sent = {key for line in seen if line.state == "proxy" for key in line.seats}
    return sum(
        any(key in came or (key in sent and representative) for key in seats)
        for seats, representative in expected
    )
