"""Lessons that are still open, in their words: what a plan may begin a row from (content.md 3d)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from config.defaults import policy
from flows.engine.answers import answered_rows
from flows.plan.row_words import rows_in_words
from registry.journal import entry
from registry.queries.instances import STOPPED
from registry.queries.monitoring import LessonRow, lessons
from registry.queries.own_plans import own_plan_since
from registry.queries.void_committees import counted_instances
from registry.rules.year_days import year_days

OPEN, YEAR = "open", "annual_cycle"
GOES_ALONG = ("group", "kind", "duties")  # of the activity that the lesson is about


@dataclass(frozen=True)
class OpenLesson:
    """A lesson that nobody has settled: what changes, by whom, and the activity it is about."""

    year: int
    key: str
    change: str
    owner: str
    about: Mapping[str, Any]

    @property
    def ref(self) -> str:
        """The lesson as a row of a plan names it ("2569/lesson-1")."""
        return f"{self.year}/{self.key}"


def open_lessons(connection: Connection, district: str, on: date) -> Iterator[OpenLesson]:
    """The open lessons of a committee, the oldest year first; none whose words were redacted."""
    for one in lessons(connection, (district,), on):
        if one.state != OPEN:
            continue
        said = answered_rows(connection, one.entry, "lessons")
        change = next((line.get("change") for line in said if line.get("key") == one.key), None)
        if isinstance(change, str) and change:
            about = _activity(connection, one, on)
            yield OpenLesson(one.year, one.key, change, one.owner, about)


def reflection_owed(connection: Connection, district: str, year: int, on: date) -> bool:
    """Whether the committee had that year open, may look back on it by then, and has not."""
    begun = any(
        (one.process, one.period) == (YEAR, str(year)) and one.status != STOPPED
        for one in counted_instances(connection, district)
    )
    told = any(one.year == year for one in lessons(connection, (district,), on))
    return begun and not told and on >= year_days(policy().year, year).reflect


def _activity(connection: Connection, lesson: LessonRow, on: date) -> dict[str, Any]:
    """What goes along from the row that the lesson is about, in its committee's newest version.

    Empty where there is none.
    """
    if not lesson.about:
        return {}
    learned = entry(connection, lesson.entry).act_date
    district, year = lesson.district, lesson.year
    newest = own_plan_since(connection, district, year, learned, on).newest
    if newest is None:
        return {}
    rows = rows_in_words(connection, district, year, newest.version, on)
    row = next((row for row in rows if row["key"] == lesson.about), {})
    return {name: row[name] for name in GOES_ALONG if row.get(name)}
