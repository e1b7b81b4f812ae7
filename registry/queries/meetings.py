"""Meetings and trainings that were held, and who of the members was trained since when."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection, bindparam, func, select

from registry.facts import live
from registry.models import Attendance, Meeting, Score, Training
from registry.queries.history import past_events
from registry.queries.holdings import person_by_office
from registry.queries.office_holders import all_holders
from registry.queries.person_records import survivor
from registry.queries.policy import PolicyRow
from registry.queries.seats import by_holders, seats
from registry.rows import columns_of, every
from registry.rules.attendance import THERE, Presence, Sex, State, counting, weight
from registry.rules.scores import ScoreLine
from registry.rules.seats import Seat, filled_by
from registry.shaped_queries import KnownList, KnownQuery, constants


@dataclass(frozen=True)
class MeetingRow:
    """A meeting that was held; its words stand in the journal, under `entry`."""

    key: str
    kind: str
    number: int
    year_be: int
    on: date
    entry: int | None


@dataclass(frozen=True)
class TrainingRow:
    """A training that was held; `topics` are keys joined by commas."""

    key: str
    topics: str
    on: date
    last_day: date
    entry: int | None

    def teaches(self, change: PolicyRow) -> bool:
        """Whether it was held since the change of policy, about something that changed."""
        changed = set(change.topics.split(","))
        return self.on >= change.on and bool(changed & set(self.topics.split(",")))


@dataclass(frozen=True)
class EventAttendance:
    """Somebody's attendance at an event."""

    event: str
    line: int
    person: int | None
    code: str | None
    state: State
    sex: Sex


@dataclass(frozen=True)
class ScoreRow:
    """A participant's points at an event, as decimal text; None where not taken.

    `entry_id` is the entry by which they were told.
    """

    event: str
    code: str
    pre: str | None
    post: str | None
    maximum: str
    post_maximum: str | None
    entry_id: int | None

    @property
    def line(self) -> ScoreLine:
        """The same in numbers."""
        pre, post, after = (
            None if one is None else Decimal(one)
            for one in (self.pre, self.post, self.post_maximum)
        )
        return ScoreLine(self.code, pre, post, Decimal(self.maximum), after)


@dataclass(frozen=True)
class Coverage:
    """How many of the current members took part in a training.

    `untrained` are the persons who did not; `vacant` the seats that nobody is known to fill.
    `unnamed`: old papers tell of a training, but not who was there, and of no other is known.
    """

    members: int
    trained: int
    untrained: tuple[int, ...]
    vacant: int
    unnamed: bool = False


def meetings_of_year(connection: Connection, district: str, year_be: int, *, before: str) -> int:
    """How many other meetings of the district the registry knows in that calendar year."""
    query = select(func.count()).where(
        Meeting.district_code == district,
        Meeting.year_be == year_be,
        Meeting.key != before,
        live(Meeting),
    )
    return connection.scalar(query) or 0


def meetings(
    connection: Connection, district: str, known: datetime | None = None
) -> list[MeetingRow]:
    """The district's meetings, oldest first."""
    return every(MeetingRow, _MEETINGS.rows(connection, known, {"district": district}))


_MEETINGS = KnownQuery(
    lambda known: (
        select(*columns_of(MeetingRow, Meeting, on="valid_from"))
        .where(Meeting.district_code == bindparam("district"), live(Meeting, known))
        .order_by(Meeting.valid_from, Meeting.id)
    )
)


def trainings(
    connection: Connection, district: str, known: datetime | None = None
) -> list[TrainingRow]:
    """The district's trainings, oldest first."""
    return every(TrainingRow, _TRAININGS.rows(connection, known, {"district": district}))


_TRAININGS = KnownQuery(
    lambda known: (
        select(*columns_of(TrainingRow, Training, on="valid_from"))
        .where(Training.district_code == bindparam("district"), live(Training, known))
        .order_by(Training.valid_from, Training.id)
    )
)


def attendance(
    connection: Connection, district: str, *events: str, known: datetime | None = None
) -> list[EventAttendance]:
    """Who was at the events, line by line; at all events of the district where none is named.

    A person stands there once, even where two lines were written of two of their records.
    """
    columns = columns_of(EventAttendance, Attendance, person=survivor(Attendance.person_id))
    query = select(*columns).where(Attendance.district_code == district, live(Attendance, known))
    if events:
        query = query.where(Attendance.event.in_(events))
    rows = every(
        EventAttendance, connection.execute(query.order_by(Attendance.event, Attendance.line))
    )
    return _each_once(rows)


def people_there(
    connection: Connection, district: str, events: Collection[str], known: datetime | None = None
) -> set[int]:
    """Whom the registry knows to have been at one of the events or more, in the room or online."""
    rows = _PEOPLE_THERE.rows(connection, sorted(events), known, {"district": district})
    return {row[0] for row in rows}


_PEOPLE_THERE = KnownList(
    lambda events, known: (
        select(survivor(Attendance.person_id))
        .where(
            Attendance.district_code == bindparam("district"),
            Attendance.event.in_(events),
            Attendance.state.in_(constants(sorted(THERE))),
            Attendance.person_id.is_not(None),
            live(Attendance, known),
        )
        .distinct()
    )
)


def _each_once(rows: Iterable[EventAttendance]) -> list[EventAttendance]:
    found: dict[tuple[str, str], list[EventAttendance]] = {}
    for one in rows:
        who = f"line:{one.line}" if one.person is None else f"person:{one.person}"
        found.setdefault((one.event, who), []).append(one)
    return [own[0] if len(own) == 1 else _as_one(own) for own in found.values()]


def _as_one(rows: list[EventAttendance]) -> EventAttendance:
    there = counting(Presence(one.state, one.sex) for one in rows)
    weightiest = min(rows, key=lambda one: weight(one.state))
    return replace(weightiest, sex=there.sex)


def scores(
    connection: Connection, district: str, *events: str, known: datetime | None = None
) -> list[ScoreRow]:
    """The points of the participants of the events; of all of the district where none is named."""
    query = select(*columns_of(ScoreRow, Score)).where(
        Score.district_code == district, live(Score, known)
    )
    if events:
        query = query.where(Score.event.in_(events))
    return every(ScoreRow, connection.execute(query.order_by(Score.event, Score.code)))


def scores_of_trainings(
    connection: Connection,
    districts: Collection[str],
    first: date,
    last: date,
    known: datetime | None = None,
) -> dict[str, dict[str, list[ScoreRow]]]:
    """The points at the trainings of those days, by district and training; none without points."""
    training = select(Training.id).where(
        Training.district_code == Score.district_code,
        Training.key == Score.event,
        Training.valid_from.between(first, last),
        live(Training, known),
    )
    query = (
        select(Score.district_code, *columns_of(ScoreRow, Score))
        .where(Score.district_code.in_(districts), training.exists(), live(Score, known))
        .order_by(Score.event, Score.code)
    )
    found: dict[str, dict[str, list[ScoreRow]]] = {}
    for district, *row in connection.execute(query):
        one = ScoreRow(*row)
        found.setdefault(district, {}).setdefault(one.event, []).append(one)
    return found


def current_members(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> dict[str, int | None]:
    """Who fills each seat on that day, by the seat's key; None where nobody is known to.

    A seat by name is filled by its member, one by position by whoever holds its office, as is
    one for which nobody was named in time.
    """
    held = person_by_office(all_holders(connection, district, on, known))
    all_seats = seats(connection, district, on, known)
    return filled_seats(by_holders(connection, district, on, all_seats, known), held)


def filled_seats(found: Iterable[Seat], held: Mapping[str, int]) -> dict[str, int | None]:
    """The same of seats that were read, by who holds which office."""
    return {seat.key: filled_by(seat.person, seat.mode, seat.office, held) for seat in found}


def coverage(
    connection: Connection,
    district: str,
    on: date,
    change: PolicyRow | None,
    known: datetime | None = None,
) -> Coverage:
    """The current members who took part in a training; of what a change of policy made old, if any.

    A training about something else teaches nothing of what changed.
    """
    filled = current_members(connection, district, on, known)
    people = {person for person in filled.values() if person is not None}
    held = {
        one.key for one in trainings(connection, district, known)
        if one.on <= on and (change is None or one.teaches(change))
    }  # fmt: skip
    untrained = tuple(sorted(people - people_there(connection, district, held, known)))
    vacant = sum(person is None for person in filled.values())
    trained = len(people) - len(untrained)
    unnamed = not trained and _is_told_without_names(connection, district, on, change, known)
    return Coverage(len(people), trained, untrained, vacant, unnamed=unnamed)


def _is_told_without_names(
    connection: Connection,
    district: str,
    on: date,
    change: PolicyRow | None,
    known: datetime | None,
) -> bool:
    """Whether old papers tell of a training since the change: who was there they do not say."""
    told = (one.on for one in past_events(connection, district, "training", known))
    return any(
        one is not None and one.first <= on and (change is None or one.first >= change.on)
        for one in told
    )
