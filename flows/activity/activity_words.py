"""What committees did beside their meetings and their coordination log, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from config.activity_kinds import CoordinationLevel, HeldKind, Participants
from config.coordination import coordination
from config.words import Named, Sentence, Value, both
from flows.activity.offers import conveners, counterparts, locations, plan_activities
from registry.queries.held_activities import (
    ActivityRow,
    CoordinationRow,
    coordination_log,
    held_activities,
)
from registry.rules.calendar import fiscal_year
from registry.rules.figures import ends_on, starts_on


@dataclass(frozen=True)
class ActivityLine:
    """Something that happened: what it is called, where, who called it, how many took part."""

    row: ActivityRow
    kind: Sentence
    location: Value
    convener: Value
    counterpart: Value
    came: Sentence | None
    team: tuple[Value, ...]
    plan_row: Value


@dataclass(frozen=True)
class CoordinationLine:
    """A line of the log in words."""

    row: CoordinationRow
    level: Sentence
    counterpart: Value
    channel: Value
    subject: Value
    outcome: Value


@dataclass(frozen=True)
class YearActivities:
    """What a district tells of a fiscal year, or of what was asked for of it; the newest first."""

    activities: tuple[ActivityLine, ...]
    log: tuple[CoordinationLine, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing was told."""
        return not (self.activities or self.log)


@dataclass(frozen=True)
class ActivityFilter:
    """Which of a district's year is asked for: a quarter, a kind of activity, a level of the log.

    With a kind the log is left out, with a level the activities.
    """

    year: int
    quarter: int | None = None
    kind: HeldKind | None = None
    level: CoordinationLevel | None = None

    @property
    def first(self) -> date:
        """The first day."""
        return starts_on(self.year, self.quarter)

    @property
    def last(self) -> date:
        """The last day."""
        return ends_on(self.year, self.quarter)


def what_happened(
    connection: Connection,
    district: str,
    asked: ActivityFilter,
    on: date,
    known: datetime | None = None,
) -> YearActivities:
    """What the district told of those days up to `on`."""
    span = (asked.first, min(asked.last, on))
    held = [] if asked.level and not asked.kind else held_activities(
        connection, (district,), *span, known, kind=asked.kind
    )  # fmt: skip
    logged = [] if asked.kind and not asked.level else coordination_log(
        connection, (district,), *span, known, level=asked.level
    )  # fmt: skip
    return seen_as(connection, district, on, held, logged)


def latest_happened(
    connection: Connection, district: str, on: date, most: int, known: datetime | None = None
) -> YearActivities:
    """The newest of each up to that day, as many as `most`."""
    span = (date.min, on)
    held = held_activities(connection, (district,), *span, known, most=most)
    logged = coordination_log(connection, (district,), *span, known, most=most)
    return seen_as(connection, district, on, held, logged)


def newest_year(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> int:
    """The newest fiscal year up to that day of which anything was told; else that of the day."""
    span = (date.min, on)
    held = held_activities(connection, (district,), *span, known, most=1)
    logged = coordination_log(connection, (district,), *span, known, most=1)
    return fiscal_year(max([*(one.on for one in held), *(one.on for one in logged)], default=on))


def seen_as(
    connection: Connection,
    district: str,
    on: date,
    held: Iterable[ActivityRow],
    logged: Iterable[CoordinationRow],
) -> YearActivities:
    """The rows in words; names are those of the day `on`."""
    held, logged = tuple(held), tuple(logged)
    if not (held or logged):
        return YearActivities((), ())
    offices: dict[str, Value] = {
        key: name for key, (_, name) in counterparts(connection, district).items()
    }
    places = locations(connection, district, on) if held else {}
    callers = conveners(connection, district, on) if held else {}
    plans: dict[date, dict[str, Named]] = {}
    for one in held:
        if one.plan_row and one.on not in plans:
            plans[one.on] = plan_activities(connection, district, one.on)
    return YearActivities(
        tuple(
            ActivityLine(
                one,
                both(f"choice.held_kind.{one.kind}"),
                _named(places, one.location),
                _named(callers, one.convener),
                _named(offices, one.counterpart),
                came_words(one),
                tuple(_named(callers, seat) for seat in one.team.split(",") if seat),
                plans[one.on].get(one.plan_row, one.plan_row) if one.plan_row else "",
            )
            for one in held
        ),
        tuple(_logged(one, offices) for one in logged),
    )


def _named(names: dict[str, Value], key: str | None) -> Value:
    return names.get(key, key) if key else ""


def came_words(row: ActivityRow) -> Sentence | None:
    """How many took part, by sex, and of which sort; None where nobody was counted."""
    if row.heads is None:
        return None
    count = both(
        "activity.came",
        total=f"{row.heads:,}",
        women=str(row.women or 0),
        men=str(row.men or 0),
        other=str(row.sex_not_stated or 0),
    )
    sorts = [both(f"choice.participants.{Participants(one)}") for one in row.participants.split(",")
             if one]  # fmt: skip
    if not sorts:
        return count
    return Sentence(
        f"{count.th} ({', '.join(one.th for one in sorts)})",
        f"{count.en} ({', '.join(one.en for one in sorts)})",
    )


def _logged(row: CoordinationRow, offices: dict[str, Value]) -> CoordinationLine:
    known = coordination()
    words: dict[str, Value] = {
        one.key: Named(one.th, one.en)
        for one in (*known.channels, *known.subjects, *known.outcomes)
    }
    return CoordinationLine(
        row,
        both(f"choice.coordination_level.{row.level}"),
        _named(offices, row.counterpart),
        _named(words, row.channel),
        _named(words, row.subject),
        _named(words, row.outcome),
    )
