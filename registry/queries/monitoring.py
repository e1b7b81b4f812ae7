"""Progress of plans by quarter, lessons, and what was carried into the next year."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from registry.facts import counted, holds, lived
from registry.models import Carried, Entry, Instance, Lesson, Progress, Supersession
from registry.models.base import Day
from registry.queries.action_items import OwnedAction
from registry.queries.areas import within
from registry.queries.void_committees import void_instances
from registry.rows import columns_of, every
from registry.shaped_queries import KNOWN, ShapedQuery

REPORTED, SENT = "progress", "report_sent"
CYCLE = "annual_cycle"
LESSON = "lesson"
_ON = bindparam("on", type_=Day)


@dataclass(frozen=True)
class ProgressRow:
    """How far a row of the plan was by the end of a quarter; `entry` holds the words."""

    district: str
    year: int
    quarter: int
    row: str
    state: str
    reached: Decimal | None
    spent: Decimal | None
    quarters: str | None
    entry: int


@dataclass(frozen=True)
class LessonRow:
    """A lesson without its words; `entry` is the decision whose answer holds them."""

    district: str
    year: int
    key: str
    owner: str
    due_on: date | None
    about: str | None
    state: str
    entry: int


@dataclass(frozen=True)
class CarriedRow:
    """What became of a row at the year's end; `left` remains of its target."""

    district: str
    year: int
    row: str
    state: str
    left: Decimal | None
    entry: int


def quarters_told(
    connection: Connection,
    areas: Iterable[str],
    year: int,
    on: date,
    *,
    gate: str = REPORTED,
    known: datetime | None = None,
) -> set[tuple[str, int]]:
    """The (district, quarter) of which something was reported by that day, a nil report too.

    `gate`: with `SENT` those of which the report had gone out.
    """
    query = (
        select(Instance.id, Instance.district_code, Entry.path)
        .join(Instance, Instance.id == Entry.instance_id)
        .outerjoin(Supersession, Supersession.entry_id == Entry.id)
        .where(
            Entry.kind == "decision",
            Entry.gate == gate,
            Entry.act_date <= on,
            *(counted(known) if known is not None else (Supersession.entry_id.is_(None),)),
            Instance.process == CYCLE,
            Instance.period == str(year),
            within(Instance.district_code, areas),
        )
    )
    rows = connection.execute(query).all()
    void = void_instances(connection, {code for _, code, _ in rows}, known)
    return {(code, quarter_at(path)) for number, code, path in rows if number not in void}


def quarter_at(path: str) -> int:
    """The quarter of a path of the cycle ("year/q3/quarter/report/progress#1")."""
    return int(path.split("/")[1].removeprefix("q"))


def progress(
    connection: Connection,
    areas: Iterable[str],
    year: int,
    on: date,
    known: datetime | None = None,
) -> list[ProgressRow]:
    """What was reported of the year's rows by that day, as far as it was known then."""
    shape = tuple(areas), known is not None
    said = {"year": year, "on": on, "known": known}
    return every(ProgressRow, _PROGRESS.rows(connection, shape, said))


def _progress(shape: tuple[tuple[str, ...], bool]) -> Select[*tuple[Any, ...]]:
    """Of the rows in these areas, as known at an instant."""
    areas, past = shape
    names = {"district": "district_code", "year": "year_be", "entry": "entry_id"}
    return (
        select(*columns_of(ProgressRow, Progress, **names))
        .where(
            within(Progress.district_code, areas),
            Progress.year_be == bindparam("year"),
            holds(Progress, bindparam("on", type_=Day), KNOWN if past else None),
        )
        .order_by(Progress.district_code, Progress.quarter, Progress.id)
    )


_PROGRESS = ShapedQuery(_progress)


def lessons(
    connection: Connection, areas: Iterable[str], on: date, known: datetime | None = None
) -> list[LessonRow]:
    """The lessons of the committees as they stood that day, the oldest year first."""
    shape = frozenset(areas), known is not None
    return every(LessonRow, _LESSONS.rows(connection, shape, {"on": on, "known": known}))


def _lessons(shape: tuple[frozenset[str], bool]) -> Select[*tuple[Any, ...]]:
    """In these areas, as known at an instant."""
    areas, past = shape
    names = {"district": "district_code", "year": "year_be", "entry": "entry_id"}
    return (
        select(*columns_of(LessonRow, Lesson, **names))
        .where(within(Lesson.district_code, areas), holds(Lesson, _ON, KNOWN if past else None))
        .order_by(Lesson.district_code, Lesson.year_be, Lesson.id)
    )


_LESSONS = ShapedQuery(_lessons)


def lesson_key(year: int, key: str) -> str:
    """By which a lesson is settled beside what meetings asked for, as "lesson/2569/lesson-1"."""
    return f"{LESSON}/{year}/{key}"


def lesson_steps(
    connection: Connection, district: str, known: datetime | None = None, *, ever: bool = False
) -> dict[str, list[OwnedAction]]:
    """How each lesson of the district stood, from which day on, by key.

    A lesson is something that the committee asked of itself, and is settled as a request is.
    `ever`: also what stands no more, such as lessons that were withdrawn.
    """
    names = {"status": "state", "on": "valid_from", "entry": "entry_id"}
    query = (
        select(*columns_of(OwnedAction, Lesson, **names), Lesson.year_be.label("year"))
        .where(Lesson.district_code == district, lived(Lesson, known, ever=ever))
        .order_by(Lesson.year_be, Lesson.valid_from, Lesson.id)
    )
    found: dict[str, list[OwnedAction]] = {}
    for *stood, year in connection.execute(query):
        one = OwnedAction(*stood)
        key = lesson_key(year, one.key)
        found.setdefault(key, []).append(replace(one, key=key))
    return found


def carried(connection: Connection, areas: Iterable[str], year: int, on: date) -> list[CarriedRow]:
    """What became of the rows of a year that it left unfinished."""
    names = {"district": "district_code", "year": "year_be", "entry": "entry_id"}
    query = (
        select(*columns_of(CarriedRow, Carried, **names))
        .where(within(Carried.district_code, areas), Carried.year_be == year, holds(Carried, on))
        .order_by(Carried.district_code, Carried.id)
    )
    return every(CarriedRow, connection.execute(query))
