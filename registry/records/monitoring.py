"""Progress, lessons and what is carried: written as facts by their decisions."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from registry.facts import end, put
from registry.models import ActionItem, Carried, Lesson, Progress
from registry.queries.monitoring import LessonRow, progress
from registry.transaction import Write


class NewProgress(NamedTuple):
    """How far a row was by the end of a quarter, without words."""

    row: str
    state: str
    reached: Decimal | None
    spent: Decimal | None
    quarters: str | None


class NewLesson(NamedTuple):
    """A lesson without its words."""

    key: str
    owner: str
    due_on: date | None
    about: str | None


class NewCarried(NamedTuple):
    """What became of a row at the year's end."""

    row: str
    state: str
    left: Decimal | None


def record_progress(
    write: Write,
    district: str,
    year: int,
    quarter: int,
    rows: Sequence[NewProgress],
    *,
    on: date,
    entry_id: int,
) -> None:
    """The quarter's sheet, from the day on which it was reported; what it leaves out ends."""
    of_quarter = {"district_code": district, "year_be": year, "quarter": quarter}
    stood = progress(write.connection, (district,), year, on)
    told_before = {one.row for one in stood if one.quarter == quarter}
    for key in sorted(told_before - {row.row for row in rows}):
        end(write, Progress, of_quarter | {"row": key}, on=on, entry_id=entry_id)
    for row in rows:
        values = row._asdict()
        same = of_quarter | {"row": values.pop("row")}
        put(write, Progress, same, values, valid_from=on, entry_id=entry_id)


def record_lessons(
    write: Write,
    district: str,
    year: int,
    lessons: Sequence[NewLesson],
    *,
    on: date,
    entry_id: int,
) -> None:
    """The lessons of a year, open from that day on."""
    for lesson in lessons:
        values = {**lesson._asdict(), "state": "open"}
        same = {"district_code": district, "year_be": year, "key": values.pop("key")}
        put(write, Lesson, same, values, valid_from=on, entry_id=entry_id)


def settle_lesson(write: Write, lesson: LessonRow, state: str, *, on: date) -> None:
    """From that day on it is done, dropped, or open again; it stays its own decision's."""
    same = {"district_code": lesson.district, "year_be": lesson.year, "key": lesson.key}
    values = {"owner": lesson.owner, "due_on": lesson.due_on, "about": lesson.about, "state": state}
    put(write, Lesson, same, values, valid_from=on, entry_id=lesson.entry)


def record_carried(
    write: Write,
    district: str,
    year: int,
    rows: Sequence[NewCarried],
    *,
    on: date,
    entry_id: int,
) -> None:
    """What became of the rows that the year left unfinished."""
    for row in rows:
        values = row._asdict()
        same = {"district_code": district, "year_be": year, "row": values.pop("row")}
        put(write, Carried, same, values, valid_from=on, entry_id=entry_id)


def record_promises(
    write: Write,
    district: str,
    event: str,
    owner: str,
    due: Sequence[date | None],
    *,
    on: date,
    entry_id: int,
) -> None:
    """What the province promised of a report, as items that its office owns."""
    for line, due_on in enumerate(due, 1):
        same = {"district_code": district, "key": f"{event}/{line}"}
        values = {"owner": owner, "due_on": due_on, "status": "open"}
        put(write, ActionItem, same, values, valid_from=on, entry_id=entry_id)
